"""Split a text into named parts and citable clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Clause, Part, PartKind, Span, Structure
from corpus.normalize import fold
from corpus.structure.blocks import Block, split_blocks
from corpus.structure.clauses import draft_clauses
from corpus.structure.divisions import COVERS, Division, annex_lists, split_divisions
from corpus.structure.doubts import doubtful_clauses
from corpus.structure.drafts import Draft, draft_paragraphs, shift_parents
from corpus.structure.front import (
    Piece,
    find_contents,
    is_title_line,
    read_front,
    repeated_outline,
)
from corpus.structure.sequence import Head, choose_heads, find_candidates
from corpus.structure.trailing import read_trailing

_BYTE_ORDER_MARK = "\ufeff"
_LINE_BREAK = re.compile(r"\s*\n\s*")
_LONGEST_LABEL = 60
_LONGEST_PREAMBLE = 600
_STORY = 0.4
"""A preamble longer than this, in characters and as share of its text, is told as clauses."""
_LONGEST_OPENING = 150
_LEADS_ON = re.compile(
    r"(?:如下|以下(?!简?称)|下列|下面|印发|转发|公布|执行)[^。！？]{0,40}[。：:！？]?$"
)
"""So is one longer than this, in characters, unless its last words lead on to the clauses."""
_ROSTER = re.compile(
    r"(?:第一|常务)?副?(?:主任|组长|秘书长|召集人|总?指挥长?|会长|理事长|主席|委员|成员)[：:]"
)
"""A line of a list of members, without its spaces: who holds an office is no mere opening."""
_LONGEST_COVER = 3000
"""Longest covering notice without numbered clauses, in characters."""


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of a file, with what its reading needs."""

    first: int
    last: int
    """Range of its blocks, without an annex's label."""
    heads: list[Head]
    contents: tuple[int, int] | None
    main: bool
    """True for the first text of the file."""
    final: bool
    """True for the last text of the file."""
    cover: bool = False
    annex: str | None = None
    """Label of the annex; empty when it is called by its title, None when the text is no annex."""


def split_clauses(text: str, document_id: str) -> Structure:
    """Named parts and clauses of a text, in reading order.

    Args:
        text: Decoded file, unchanged.
        document_id: Prefix of the clauses' ids.

    Returns:
        Parts and clauses whose spans hold every non-space character of the text exactly once,
        and warnings on doubtful places.
    """
    folded = fold(text)
    blocks = split_blocks(folded)
    listed = annex_lists(blocks)
    parts: list[Part] = []
    drafts: list[Draft] = []
    warnings: list[str] = []
    for division, own in _texts(folded, blocks, listed, warnings):
        if division.labelled:
            parts.append(_part(blocks, PartKind.TITLE, division.first, division.first + 1))
        found, clauses = _read(folded, blocks, listed, own)
        parts += found
        drafts += shift_parents(clauses, len(drafts))
    if text.startswith(_BYTE_ORDER_MARK):
        _take_in_mark(parts, drafts)
    numbered = _number(text, drafts, document_id)
    return Structure(
        parts=tuple(sorted(parts, key=lambda part: part.span)),
        clauses=numbered,
        warnings=(*warnings, *doubtful_clauses(numbered)),
    )


def _take_in_mark(parts: list[Part], drafts: list[Draft]) -> None:
    """A byte order mark belongs to what comes first, so that no character is left out."""
    first = min(range(len(parts)), key=lambda i: parts[i].span, default=None)
    if first is not None and (not drafts or parts[first].span.start < drafts[0].start):
        part = parts[first]
        parts[first] = replace(part, span=Span(start=0, end=part.span.end))
    elif drafts:
        drafts[0] = replace(drafts[0], start=0)


def _texts(
    text: str, blocks: Sequence[Block], listed: set[int], warnings: list[str]
) -> Iterator[tuple[Division, _Text]]:
    """The texts of the file in order; warnings on their numbering are added to `warnings`."""
    marks = [mark for mark in find_candidates(text, blocks) if mark.block not in listed]
    places = [mark.block for mark in marks]
    divisions = split_divisions(blocks, listed, {mark.block for mark in marks if mark.opening})
    covered = False
    for index, division in enumerate(divisions):
        own = marks[bisect_left(places, division.first) : bisect_left(places, division.last)]
        contents = find_contents(blocks, division.first, division.last)
        contents = contents or repeated_outline(blocks, own)
        if contents is not None:
            own = [mark for mark in own if not contents[0] <= mark.block < contents[1]]
        heads, doubts = choose_heads(text, own)
        warnings += doubts
        final = index == len(divisions) - 1
        cover = index == 0 and not final and not heads and _covers(blocks, division)
        covered = covered or cover
        sent = covered and index == 1 and _is_sole(divisions)
        yield (
            division,
            _Text(
                first=division.first + division.labelled,
                last=division.last,
                heads=heads,
                contents=contents,
                main=index == 0,
                final=final,
                cover=cover,
                annex=None if index == 0 or sent else division.label,
            ),
        )


def _covers(blocks: Sequence[Block], division: Division) -> bool:
    """The text sends another one and says nothing of its own that is numbered."""
    words = "".join(block.words for block in blocks[division.first : division.last])
    return len(words) <= _LONGEST_COVER and COVERS.search(words) is not None


def _is_sole(divisions: Sequence[Division]) -> bool:
    """The second text is the one that the notice sends, not one of several numbered annexes."""
    label = divisions[1].label
    return label in ("", "附件") or len([d for d in divisions if d.label]) == 1


def _read(
    text: str, blocks: Sequence[Block], listed: set[int], own: _Text
) -> tuple[list[Part], list[Draft]]:
    heads = own.heads
    opening = heads[0].mark.block if heads else own.last
    front, body = read_front(
        blocks, own.first, opening, numbered=bool(heads), main=own.main, contents=own.contents
    )
    after = max(heads[-1].mark.block + 1, body) if heads else body
    end, closing = read_trailing(blocks, after, own.last, listed, final=own.final)
    annex = "" if own.annex is None else own.annex or _title(blocks, front)
    opening_drafts: list[Draft] = []
    if heads:
        front, told = _story(blocks, front, own)
        opening_drafts = draft_paragraphs(blocks, *told, text=text, annex=annex)
    pieces = [piece for piece in (*front, *closing) if piece[1] < piece[2]]
    parts = [_part(blocks, *piece) for piece in pieces]
    if heads:
        parts += _before_inner_head(text, blocks, heads[0])
        stop = blocks[end - 1].end
        return parts, draft_clauses(text, blocks, heads, stop, annex, before=opening_drafts)
    if own.cover:
        return [*parts, *([_part(blocks, PartKind.COVER, body, end)] if body < end else [])], []
    return parts, draft_paragraphs(blocks, body, end, text=text, annex=annex)


def _story(
    blocks: Sequence[Block], front: list[Piece], own: _Text
) -> tuple[list[Piece], tuple[int, int]]:
    """The front without a preamble that is the better part of the text, and that one's range.

    News and guides number a few points at their end: what they tell before is no preamble. A
    notice says why it is sent and leads on (「现就…通知如下」); what does not lead on tells, and
    so does one that begins the list of a body's members.
    """
    whole = blocks[own.last - 1].end - blocks[own.first].start
    for piece in front:
        kind, start, stop = piece
        if kind is PartKind.PREAMBLE and start < stop:
            size = blocks[stop - 1].end - blocks[start].start
            long = size > _LONGEST_PREAMBLE and size > _STORY * whole
            told = size > _LONGEST_OPENING and not _LEADS_ON.search(blocks[stop - 1].words)
            if long or told or _has_roster(blocks[start:stop]):
                return [other for other in front if other is not piece], (start, stop)
    return front, (0, 0)


def _has_roster(blocks: Sequence[Block]) -> bool:
    return any(_ROSTER.match(re.sub(r"\s", "", block.words)) for block in blocks)


def _before_inner_head(text: str, blocks: Sequence[Block], head: Head) -> list[Part]:
    """The words before the first marker when it stands inside a paragraph."""
    block = blocks[head.mark.block]
    if head.mark.start == block.lead:
        return []
    end = block.start + len(text[block.start : head.mark.start].rstrip())
    return [Part(kind=PartKind.PREAMBLE, span=Span(start=block.start, end=end))]


def _title(blocks: Sequence[Block], front: Sequence[Piece]) -> str:
    """Printed title of an annex without a label, by which its clauses are told apart."""
    lines = [
        block.words
        for kind, start, stop in front
        if kind is PartKind.TITLE
        for block in blocks[start:stop]
        if not is_title_line(block.words)
    ]
    return re.sub(r"\s", "", "".join(lines))[:_LONGEST_LABEL]


def _part(blocks: Sequence[Block], kind: PartKind, first: int, last: int) -> Part:
    return Part(kind=kind, span=Span(start=blocks[first].start, end=blocks[last - 1].end))


def _number(text: str, drafts: Sequence[Draft], document_id: str) -> tuple[Clause, ...]:
    return tuple(
        Clause(
            id=f"{document_id}-{ordinal:04d}",
            ordinal=ordinal,
            path=draft.path,
            paragraph=draft.paragraph,
            heading=_LINE_BREAK.sub("", text[draft.heading[0] : draft.heading[1]]).strip(),
            span=Span(start=draft.start, end=draft.end),
            body=Span(start=min(draft.body, draft.end), end=draft.end),
            parent_id=None if draft.parent is None else f"{document_id}-{draft.parent:04d}",
            annex=draft.annex,
        )
        for ordinal, draft in enumerate(drafts)
    )
