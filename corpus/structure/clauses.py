"""Clauses of one text, from its paragraphs and the markers that number it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.structure.blocks import Block
from corpus.structure.drafts import Draft
from corpus.structure.headings import Heading, Place, find_heading
from corpus.structure.lines import is_sentence
from corpus.structure.markers import DECIMAL, SECTIONS, STATUTORY
from corpus.structure.paragraphs import join_paragraphs
from corpus.structure.sequence import Head

_CLOSING = re.compile(
    r"(?:本|此)(?:办法|意见|通知|方案|规定|措施|细则|计划|规划|决定|条例|政策|制度|公告|通告|行动计划|实施方案|实施意见|实施细则|若干措施|指导意见)"
    r"[^。]{0,30}(?:施行|实施|生效|有效期|解释|废止)|以上(?:意见|报告|请示|措施|方案)?[^。]{0,8}(?:如无不妥|请|妥否)|感谢[您你]"
)
_MATTER = re.compile(r"[ \t*]*【[^】\n]{2,20}】")
_SUBHEAD = re.compile(r"[ \t]*[\u4e00-\u9fff、“”《》（）]{2,16}")


@dataclass(slots=True)
class _Own:
    """A head with the paragraphs up to the next head."""

    head: Head
    paragraphs: list[tuple[int, int]]
    children: bool = False
    heading: Heading = field(default_factory=lambda: Heading(0, 0, 0))
    kept: int = 0
    """How many of the paragraphs are its own; the others stand after its list."""
    loose: list[tuple[int, int]] = field(default_factory=list)
    told: bool = False
    """True when its later paragraphs hold sentences, not mere lines (电话：…, 地址：…)."""


def draft_clauses(
    text: str,
    blocks: Sequence[Block],
    heads: Sequence[Head],
    end: int,
    annex: str,
    *,
    before: Sequence[Draft] = (),
) -> list[Draft]:
    """The numbered clauses of a text in reading order.

    Args:
        text: Folded text.
        blocks: All paragraphs.
        heads: Markers of the text, in order.
        end: Offset where its body ends.
        annex: Label of the annex, or empty.
        before: Clauses that unnumbered paragraphs before the first marker make.

    Returns:
        Those before and the numbered ones.
    """
    owns = _owned_paragraphs(text, blocks, heads, end)
    _find_headings(text, owns)
    _move_subheads(text, owns)
    _release_loose(text, owns)
    drafts: list[Draft] = list(before)
    places: list[int] = []
    anchors: dict[tuple[int, ...], int] = {}
    taken: dict[int | None, int] = {None: len(before)}
    for own in owns:
        places.append(len(drafts))
        parent = places[own.head.parents[-1]] if own.head.parents else None
        if parent is not None and own.head.mark.value <= 100:
            anchors[own.head.parents] = _last_paragraph(drafts, parent)
        parent = anchors.get(own.head.parents, parent)
        path = _path(own, owns)
        drafts += _own_drafts(own, path, parent, len(drafts), annex)
        drafts += _loose_drafts(own, owns, places, drafts, taken)
    return drafts


def _path(own: _Own, owns: Sequence[_Own]) -> tuple[str, ...]:
    """Markers down to this one; 2.1.1 names the numbers above it itself."""
    mark = own.head.mark
    marks = [*(owns[i].head.mark for i in own.head.parents), mark]
    decimals = [m for m in marks if m.family in DECIMAL]
    if any(m.prefix for m in decimals):
        marks = [m for m in marks if m.family not in DECIMAL or m is decimals[-1]]
    return tuple(m.token for m in marks)


def _owned_paragraphs(
    text: str, blocks: Sequence[Block], heads: Sequence[Head], end: int
) -> list[_Own]:
    owns: list[_Own] = []
    for index, head in enumerate(heads):
        stop = _printed_start(blocks, heads[index + 1]) if index + 1 < len(heads) else end
        start = _printed_start(blocks, head)
        first = min(blocks[head.mark.block].end, stop)
        last = bisect_left(blocks, stop, key=lambda block: block.start)
        following = blocks[head.mark.block + 1 : last]
        spans = join_paragraphs(text, following, opening=(start, first), limit=stop)
        own = _Own(head, spans, kept=len(spans))
        own.children = index + 1 < len(heads) and len(heads[index + 1].parents) > len(head.parents)
        owns.append(own)
    return owns


def _move_subheads(text: str, owns: Sequence[_Own]) -> None:
    """Lines between numbered paragraphs that head the next one (circulars of Hong Kong).

    One such line may be anything; two or more are how the text is written.
    """
    found = [pair for pair in pairwise(owns) if _is_subhead(text, *pair)]
    if len(found) < 2:
        return
    for before, after in found:
        start, end = before.paragraphs.pop()
        before.kept = len(before.paragraphs)
        after.paragraphs[0] = (start, after.paragraphs[0][1])
        if after.heading.leading or after.heading.end == after.heading.start:
            after.heading = Heading(start, end, after.head.mark.end)


def _is_subhead(text: str, before: _Own, after: _Own) -> bool:
    """The last line before a marker that goes on is short, without stops, after a sentence."""
    if len(before.paragraphs) < 2 or after.head.mark.value <= 100 or before.children:
        return False
    above, (start, end) = text[slice(*before.paragraphs[-2])], before.paragraphs[-1]
    return is_sentence(above) and _SUBHEAD.fullmatch(text, start, end) is not None


def _printed_start(blocks: Sequence[Block], head: Head) -> int:
    """Where the marker's paragraph begins, decoration included, or the marker inside one."""
    block = blocks[head.mark.block]
    return block.start if head.mark.start == block.lead else head.mark.start


def _is_item(own: _Own, owns: Sequence[_Own]) -> bool:
    """An item of an article: 项 and 目 under 第N条."""
    return any(owns[i].head.mark.family == "条" for i in own.head.parents)


def _find_headings(text: str, owns: Sequence[_Own]) -> None:
    for own in owns:
        own.heading = _heading(text, own, owns)
        own.told = any(is_sentence(text[s:e]) for s, e in own.paragraphs[1:])
    for group in _siblings(owns):
        members = [owns[i] for i in group]
        headed = sum(own.heading.end > own.heading.start for own in members)
        if len(members) < 3 or headed in (0, len(members)):
            continue
        for own in members:  # neighbours are made alike: all have headings, or none
            if headed >= 0.6 * len(members) and own.heading.end == own.heading.start:
                own.heading = _heading(text, own, owns, lenient=True)
            elif headed < 0.4 * len(members) and own.heading.leading:
                own.heading = Heading(own.heading.start, own.heading.start, own.heading.start)


def _heading(text: str, own: _Own, owns: Sequence[_Own], *, lenient: bool = False) -> Heading:
    return find_heading(
        text,
        own.head.mark.end,
        own.paragraphs[0][1],
        Place(
            family=own.head.mark.family,
            item=_is_item(own, owns),
            stands=own.children or len(own.paragraphs) > 1,
            lenient=lenient,
        ),
    )


def _siblings(owns: Sequence[_Own]) -> list[list[int]]:
    groups: dict[tuple[tuple[int, ...], str], list[int]] = defaultdict(list)
    result: list[list[int]] = []
    for index, own in enumerate(owns):
        key = (own.head.parents, own.head.mark.family)
        if own.head.mark.value <= 100 and groups.get(key):
            result.append(groups.pop(key))
        groups[key].append(index)
    return [*result, *groups.values()]


def _release_loose(text: str, owns: Sequence[_Own]) -> None:
    """Paragraphs after the last item of a list belong to what the list belongs to."""
    for group in _siblings(owns):
        own = owns[group[-1]]
        if own.children or len(own.paragraphs) < 2 or own.head.mark.family in STATUTORY:
            continue
        others = [owns[i] for i in group[:-1]]
        own.kept = _own_share(text, owns, own, others)
        own.loose = own.paragraphs[own.kept :]


def _own_share(text: str, owns: Sequence[_Own], own: _Own, others: Sequence[_Own]) -> int:
    """How many of the paragraphs after the last marker of a list are that item's own."""
    if _is_item(own, owns):
        return 1
    matter = _bracketed(text, own)
    if matter and own.head.parents and others and not any(_bracketed(text, o) for o in others):
        return matter
    if _closes(own, others):
        return 1
    if own is not owns[-1]:
        return len(own.paragraphs)
    first = 1 + (own.heading.body >= own.paragraphs[0][1])  # a heading keeps one paragraph
    spans = enumerate(own.paragraphs[first:], first)
    closing = (i for i, (s, e) in spans if _CLOSING.match(text, s, e))
    return next(closing, len(own.paragraphs))


def _bracketed(text: str, own: _Own) -> int:
    """Index of a paragraph that opens another matter of the parent (【政策依据】), or 0."""
    spans = enumerate(own.paragraphs)
    return next((i for i, (s, e) in spans if i and _MATTER.match(text, s, e)), 0)


def _closes(own: _Own, others: Sequence[_Own]) -> bool:
    """All other items are one paragraph each, so that what follows the last one is not its own."""
    alone = own.heading.end > own.heading.start and own.heading.body >= own.paragraphs[0][1]
    plain = [other for other in others if not other.children]
    return len(plain) >= 2 and not alone and all(len(o.paragraphs) == 1 for o in others)


def _own_drafts(
    own: _Own, path: tuple[str, ...], parent: int | None, place: int, annex: str
) -> list[Draft]:
    paragraphs = own.paragraphs[: own.kept]
    heading = (own.heading.start, own.heading.end)
    start, end = paragraphs[0][0], paragraphs[-1][1]
    first_end = paragraphs[0][1]
    runs_on = own.heading.body < first_end
    several = len(paragraphs) - (0 if runs_on else 1) >= 2
    splits = (
        own.head.mark.family in SECTIONS
        and heading[1] > heading[0]
        and not own.children
        and several
        and own.told
    )
    if not splits:
        body = own.heading.body if runs_on or len(paragraphs) == 1 else paragraphs[1][0]
        return [Draft(path, None, heading, start, end, min(body, end), parent, annex)]
    line_end = own.heading.body if runs_on else first_end
    head = Draft(path, None, heading, start, line_end, line_end, parent, annex)
    bodies = [(own.heading.body, first_end)] if runs_on else []
    rest = [
        Draft(path, ordinal, heading, s, e, s, place, annex)
        for ordinal, (s, e) in enumerate([*bodies, *paragraphs[1:]], 1)
    ]
    return [head, *rest]


def _last_paragraph(drafts: Sequence[Draft], parent: int) -> int:
    """The last loose paragraph of the parent, which opens the list that follows it."""
    last = len(drafts) - 1
    follows = last > parent and drafts[last].parent == parent and drafts[last].paragraph
    return last if follows else parent


def _loose_drafts(
    own: _Own,
    owns: Sequence[_Own],
    places: Sequence[int],
    drafts: Sequence[Draft],
    taken: dict[int | None, int],
) -> list[Draft]:
    """Paragraphs after a list, under the article or section that the list belongs to.

    `taken` keeps the last ordinal given under each holder.
    """
    if not own.loose:
        return []
    article = next(
        (i for i in reversed(own.head.parents) if owns[i].head.mark.family == "条"), None
    )
    if article is not None:
        holder: int | None = article
    elif own is owns[-1]:
        holder = None
    else:
        holder = own.head.parents[-1] if own.head.parents else None
    path: tuple[str, ...] = ()
    heading, parent, before = (own.loose[0][0], own.loose[0][0]), None, 0
    if holder is not None:
        parent = places[holder]
        path, heading = drafts[parent].path, drafts[parent].heading
        bare = owns[holder].heading.body >= owns[holder].paragraphs[0][1]
        before = owns[holder].kept - (1 if bare else 0)
    first = max(before, taken.get(holder, 0)) + 1
    taken[holder] = first + len(own.loose) - 1
    return [
        Draft(path, ordinal, heading, s, e, s, parent, drafts[0].annex)
        for ordinal, (s, e) in enumerate(own.loose, first)
    ]
