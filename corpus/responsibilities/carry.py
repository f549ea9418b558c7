"""Notes that govern later clauses: 以下均需…落实，不再列出; 列第一位者为牵头单位，下同."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.model import Role
from corpus.responsibilities.bodies import is_body, split_bodies
from corpus.responsibilities.edges import Edge, role_of
from corpus.scan import holds

_EVERYWHERE = re.compile(
    r"(?:以下|下列|下述|后续|后文|其余|其他|上述|以上|本方案|各项|所有|全部|具体|相关)[^。；：\n）（]{0,16}?"
    r"(?:均|都|皆|全部|同时)?(?P<link>需要|需|须|由|应由|涉及|要求|要|应|包括|包含)(?P<bodies>[^。；\n]{2,60}?)"
    r"(?P<verb>组织实施|抓好落实|落实|负责|配合|参与|实施|按职责分工负责)?"
    r"[，,；。、（]?\s*(?:以下|下文|后文)?(?:均|都)?(?:不再|不)(?:一一|逐一|逐项|重复|单独|另行|分别|再)*"
    r"(?:列出|列示|标注|罗列|列明|列举|注明|赘述|(?:做|作|进行)?分工|列)"
)
_LEAVES_OUT = re.compile("不(?=[再列标罗注赘做作进分一逐重单另])")
"""In every note of that kind; looked for first, because it is rare and found fast."""
_FIRST_LEADS = re.compile(
    r"(?:排在?|排名|列在?|列为?|名列|标注|居)?(?:第一|首)(?:位|个|名|家)?(?:者|的)?"
    r"[^，。；\n）]{0,12}?(?:为|是|系)[^，。；\n）]{0,6}?(?:牵头|主办|第一责任)[^，。；\n）]{0,8}"
)
_CARRIED = re.compile(r"下同|以下|下列|以上|各项|均")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note and where it stands."""

    position: int
    edges: tuple[Edge, ...] = ()
    """Bodies that are not listed again later; empty for a first-listed-leads note."""
    from_here: bool = False
    """The note's own clause is governed too: 各项任务均…, not 以下均…."""


def standing_notes(folded: str, start: int, end: int) -> list[Note]:
    """Notes naming bodies that later lists leave out."""
    notes: list[Note] = []
    if not _LEAVES_OUT.search(folded, start, end):
        return notes
    for match in _EVERYWHERE.finditer(folded, start, end):
        role = role_of(match["verb"]) if match["verb"] else Role.IMPLEMENT
        bodies = split_bodies(folded, *match.span("bodies"))
        edges = tuple(
            Edge(
                start=body.start,
                end=body.end,
                role=role,
                printed_role=match["verb"] or match["link"],
                generic=body.generic,
            )
            for body in bodies
            if is_body(body.name) or len(body.name) <= 12
        )
        if edges:
            here = not match.group().startswith(("以下", "下", "后"))
            notes.append(Note(position=match.start(), edges=edges, from_here=here))
    return notes


def first_leads(folded: str, start: int, end: int) -> Note | None:
    """The note that the first-listed body leads, if the range holds one that is carried on."""
    if not holds(folded, ("第一", "首"), start, end):
        return None
    match = _FIRST_LEADS.search(folded, start, end)
    if match is None:
        return None
    around = folded[max(start, match.start() - 30) : match.end() + 8]
    return Note(position=match.start()) if _CARRIED.search(around) else None


def says_first_leads(words: str) -> bool:
    """Whether the (folded) heading of a column says that the first body of each cell leads."""
    return _FIRST_LEADS.search(words) is not None


def promote_first(edges: list[Edge]) -> list[Edge]:
    """The list with its first body as lead, as a first-listed-leads note has it."""
    if not edges or any(edge.role is Role.LEAD for edge in edges):
        return edges
    return [replace(edges[0], role=Role.LEAD), *edges[1:]]
