"""Printed notes: （责任单位：…）, （X牵头，Y、Z配合）, 牵头单位：…；配合单位：… after a section."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator

from corpus.model import Role
from corpus.responsibilities.bodies import Body, is_body, split_bodies
from corpus.responsibilities.carry import promote_first, says_first_leads
from corpus.responsibilities.edges import Edge, role_of
from corpus.scan import matches_at

_NOUN = r"(?:部门|单位|机关|机构|主体|处室|科室|地区|局办|方)"
_LABEL = re.compile(
    r"(?:(?:第一|主要|共同|具体|总|市级|省级|区级|县级)?"
    r"(?:牵头|责任|负责|配合|参与|参加|协助|协办|协同|主办|主责|承办|主管|实施|落实|执行|支持|支撑|指导|督导|督办|权责|主政|会同|联合|协作)"
    r"(?:及|和|与|、|（|或)?(?:牵头|责任|负责|配合|参与|协办|主管|实施|落实)?）?"
    rf"{_NOUN}|(?:属地|主体|监管|部门)责任)(?P<colon>(?:（(?P<remark>[^（）：]{{1,20}})）)?\s*[：:]\s*|\s+)"
)
_LABEL_NOUN = re.compile(
    r"(?:部(?=门)|单(?=位)|机(?=[关构])|主(?=体)|处(?=室)|科(?=室)|地(?=区)|局(?=办))(?=.[\s：:（])"
    r"|方(?=[\s：:（])|任(?=[：:])"
)
"""Hint (`corpus.scan`) at the noun of a label, and what a label has before it at most."""
_BEFORE_NOUN = 10
_FULL_STOP = re.compile("。")
_OTHER_LABEL = re.compile(r"(?<![一-龥])[一-龥]{2,8}[：:]")
_STOP = re.compile(r"。|[\t|]|(?<![、，；：])\n|\n\s*\n")

_VERB = re.compile(
    r"(?P<verb>牵头负责|牵头推进|牵头组织|牵头落实|总牵头|牵头|(?:按照?|根据|依据?)(?:各自|部门)?职责(?:分工)?(?:分别|共同|协同)?(?:负责|落实|配合|参与|推进)?|"
    r"(?:分工|分别|共同|具体|主要|协同)?(?:负责(?:落实|实施|组织实施|推进)?|落实|配合|参与|参加|协助|支持|指导|组织实施|具体实施|实施|协办))"
    r"(?=[，；。、,;]|\s|$)"
)
_TOGETHER = re.compile(r"会同|商(?=[^务会业])")
_INNER_ROLE = re.compile(r"(?<!（)(?:牵头|配合|参与|协助|落实|负责)(?=[，；]|$)|会同(?!县)")
_REMARK = re.compile(
    r"[。；，](?=以下|下列|下同|下述|(?:排|列|名|居|标)?[^，。；、]{0,3}(?:第一|首)(?:位|个|名|家))"
)

_WHEN = re.compile(r"[^，；。]{0,20}(?:前|底|内|完成|实施|推进|坚持|落实)(?:完成|实施|推进|坚持)?")

_REMARKS = re.compile(r"\d|前|完成|推进|持续|坚持|时限|长期|常态|以下|下同|列出|的|[：:]")
_CLAUSE_WORDS = re.compile(r"[的把将被是]|\d|完成|推进|坚持|应当|可以|不得|进行|实施|开展|[：:]")

BRACKETS = {"（": "）", "〔": "〕", "【": "】", "[": "]"}


_BRACKET = re.compile(r"[（）〔〕【】\[\]]")


def bracketed(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Inner ranges of outermost brackets, in order; an unclosed bracket ends at the range."""
    opened, closing, depth = -1, "", 0
    opening = ""
    for match in _BRACKET.finditer(folded, start, end):
        char = match.group()
        if opened < 0:
            if char in BRACKETS:
                opened, opening, closing, depth = match.end(), char, BRACKETS[char], 1
            continue
        depth += (char == opening) - (char == closing)
        if not depth:
            yield (opened, match.start())
            opened = -1
    if opened >= 0:
        yield (opened, end)


def as_edges(bodies: list[Body], role: Role, printed: str) -> list[Edge]:
    """One edge a body; a body marked （牵头） in its list leads."""
    return [
        Edge(
            start=body.start,
            end=body.end,
            role=role_of(body.mark) if body.mark else role,
            printed_role=printed,
            generic=body.generic,
        )
        for body in bodies
    ]


def listed(folded: str, start: int, end: int) -> list[Body]:
    """Bodies of a labelled list: unknown kinds of names are trusted, remarks are not."""
    kept = []
    for body in split_bodies(folded, start, end):
        if is_body(body.name) or (len(body.name) <= 20 and not _REMARKS.search(body.name)):
            kept.append(body)
    return kept


def _labels(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return matches_at(_LABEL, _LABEL_NOUN, folded, start, end, back=_BEFORE_NOUN)


def labelled(folded: str, start: int, end: int) -> list[Edge]:
    """Edges of every 责任单位：… label in a range that holds nothing but the note."""
    labels = list(_labels(folded, start, end))
    edges = []
    for i, label in enumerate(labels):
        stop = labels[i + 1].start() if i + 1 < len(labels) else end
        for pattern in (_FULL_STOP, _OTHER_LABEL, _REMARK):
            if other := pattern.search(folded, label.end(), stop):
                stop = other.start()
        printed = re.sub(r"\s", "", label.group()[: label.start("colon") - label.start()])
        found = _list_edges(folded, label.end(), stop, printed)
        edges += promote_first(found) if says_first_leads(label["remark"] or "") else found
    return edges


def _list_edges(folded: str, start: int, end: int, label: str) -> list[Edge]:
    """Edges of one labelled list; roles printed inside it (X牵头，Y配合) go before the label's."""
    if not _INNER_ROLE.search(folded, start, end):
        return as_edges(listed(folded, start, end), role_of(label), label)
    edges = []
    for segment in re.finditer(r"[^，；]+", folded[start:end]):
        first, last = start + segment.start(), start + segment.end()
        if join := _TOGETHER.search(folded, first, last):
            edges += as_edges(listed(folded, first, join.start()), role_of(label), label)
            edges += as_edges(listed(folded, join.end(), last), Role.TOGETHER, "会同")
            continue
        verb = _VERB.search(folded, first, last)
        printed = label
        if verb and verb.end() == last:
            last = verb.start()
            if role_of(verb["verb"]) is not Role.IN_CHARGE:  # 负责 says no more than the label
                printed = verb["verb"]
        edges += as_edges(listed(folded, first, last), role_of(printed), printed)
    return edges


def _plausible(bodies: list[Body]) -> bool:
    """Whether the words are a list of bodies, be some of them of an unknown kind."""
    known = sum(is_body(body.name) for body in bodies)
    strange = [body for body in bodies if not is_body(body.name)]
    return known > 2 * len(strange) and not any(
        len(body.name) > 16 or _CLAUSE_WORDS.search(body.name) for body in strange
    )


def verbal(folded: str, start: int, end: int) -> list[Edge]:
    """Edges of a note that is all bodies and role verbs: X牵头，Y、Z按职责分工负责.

    Empty when any of its words is neither, so that a remark in brackets is not taken.
    """
    edges: list[Edge] = []
    begin = start
    for pattern in (_REMARK, _OTHER_LABEL):
        if remark := pattern.search(folded, start, end):
            end = remark.start()
    for verb in _VERB.finditer(folded, start, end):
        printed = verb["verb"]
        parts = [begin, verb.start()]
        join = _TOGETHER.search(folded, begin, verb.start())
        if join and is_body(folded[begin : join.start()].lstrip("，；、由 ").split("、")[-1]):
            parts = [begin, join.start(), join.end(), verb.start()]
        first = split_bodies(folded, parts[0], parts[1])
        joined = split_bodies(folded, parts[2], parts[3]) if len(parts) > 2 else []
        if not _plausible([*first, *joined]):
            return []
        role = Role.LEAD if joined else role_of(printed)
        edges += as_edges(first, role, printed) + as_edges(joined, Role.TOGETHER, "会同")
        begin = verb.end()
    rest = folded[begin:end].strip("，；。、 ")
    return edges if not rest or _WHEN.fullmatch(rest) else []


def bare(folded: str, start: int, end: int) -> list[Edge]:
    """Edges of a bracket that holds nothing but named bodies: （市科委、市财政局）."""
    bodies = split_bodies(folded, start, end)
    named = [body for body in bodies if not body.generic]
    if not named or not all(is_body(body.name) for body in bodies):
        return []
    return as_edges(bodies, Role.RESPONSIBLE, Role.RESPONSIBLE.value)


def note_edges(folded: str, start: int, end: int) -> list[tuple[int, int, list[Edge]]]:
    """Every note in a clause's text, as (start, end, edges) with the note's own range."""
    notes = []
    for inner, outer in bracketed(folded, start, end):
        if any(_labels(folded, inner, outer)):
            edges = labelled(folded, inner, outer)
        else:
            edges = verbal(folded, inner, outer)
            if not edges and inner >= 2 and folded[inner - 2] in "。！；”":
                closes = folded[outer + 1 : outer + 2] in ("", "\n", " ") or outer + 1 >= end
                edges = bare(folded, inner, outer) if closes else []
        if edges:
            notes.append((inner - 1, outer + 1, edges))
    notes += _open_labels(folded, start, end, [(a, b) for a, b, _ in notes])
    return sorted(notes, key=lambda note: note[0])


_LABEL_OPENS = "\n 。；！…）】〕，\t|*#："


def _open_labels(
    folded: str, start: int, end: int, taken: list[tuple[int, int]]
) -> list[tuple[int, int, list[Edge]]]:
    """Lists after a section without brackets: 责任单位：市工信局、发改委."""
    notes, reached = [], start
    for label in _labels(folded, start, end):
        if label.start() < reached or within(label.start(), taken):
            continue
        before = folded[label.start() - 1 : label.start()]
        if not label["colon"].strip() or (before and before not in _LABEL_OPENS):
            continue
        stop = _STOP.search(folded, label.end(), end)
        reached = stop.start() if stop else end
        edges = labelled(folded, label.start(), reached)
        if edges:
            notes.append((label.start(), reached, edges))
    return notes


def within(position: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether a position lies in one of some ordered ranges (start, end)."""
    i = bisect_right(ranges, (position, sys.maxsize)) - 1
    return i >= 0 and position < ranges[i][1]
