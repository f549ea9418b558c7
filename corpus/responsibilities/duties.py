"""职责分工 as a list: 市民政局：负责…, （二）各区公所：受理申请、初审."""

from __future__ import annotations

import re

from corpus.model import Role
from corpus.responsibilities.bodies import is_body, split_bodies
from corpus.responsibilities.edges import Edge, role_of

_LINE = re.compile(
    r"(?:^|(?<=\n))[\s*]*(?:（?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）、.]+\s*)?"
    r"(?P<bodies>[^，。；：\n]{2,60})：\s*"
    r"(?P<verb>(?:统筹|具体|主要|依法|全面)?(?:负责|牵头|配合|协助|参与|指导|会同|承担))?"
)
_DIVIDES = re.compile(
    r"职责分工|任务分工|责任分工|部门职责|单位职责|工作职责|主要职责|权责(?:划分|分工)"
)


def duty_edges(folded: str, start: int, end: int, above: str) -> list[Edge]:
    """Edges of bodies that stand before a colon and their duty.

    Args:
        folded: Folded text.
        start: First offset of the clause.
        end: Its end.
        above: Folded heading of the clause that it stands in; under 职责分工 a body answers for
            whatever follows its colon, elsewhere only for what it is said to lead or to do.

    >>> text = "（一）市民政局：负责指导。"
    >>> [(text[e.start:e.end], e.role.value) for e in duty_edges(text, 0, len(text), "")]
    [('市民政局', '负责')]
    """
    divides = _DIVIDES.search(above)
    edges: list[Edge] = []
    for line in _LINE.finditer(folded[start:end]):
        if line["verb"] is None and divides is None:
            continue
        first, last = (start + offset for offset in line.span("bodies"))
        bodies = split_bodies(folded, first, last)
        if not bodies or not all(is_body(body.name) for body in bodies):
            continue
        printed = line["verb"] or (divides.group() if divides else "")
        role = role_of(printed) if line["verb"] else Role.IN_CHARGE
        edges += [
            Edge(
                start=body.start,
                end=body.end,
                role=role,
                printed_role=printed,
                generic=body.generic,
            )
            for body in bodies
        ]
    return edges
