"""Split a text into named parts and citable clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from corpus.model import Clause, Part, PartKind, Span, Structure
from corpus.normalize import fold
from corpus.structure.blocks import Block, split_blocks
from corpus.structure.clauses import Draft, draft_clauses, draft_paragraphs, shift_parents
from corpus.structure.divisions import COVERS, Division, annex_lists, split_divisions
from corpus.structure.front import (
    Piece,
    find_contents,
    is_title_line,
    read_front,
    repeated_outline,
)
from corpus.structure.markers import Candidate
from corpus.structure.sequence import Head, choose_heads, find_candidates
from corpus.structure.trailing import read_trailing

_LONGEST_LABEL = 60
_LONG = 2000
"""A clause longer than this, in characters, is reported."""


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
    splitter = _Splitter(folded, blocks)
    splitter.run()
    clauses = _number(text, splitter.drafts, document_id)
    warnings = (*splitter.warnings, *_doubtful(clauses))
    parts = tuple(sorted(splitter.parts, key=lambda part: part.span))
    return Structure(parts=parts, clauses=clauses, warnings=warnings)


class _Splitter:
    """Holds one text while its divisions are read one after the other."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.blocks = blocks
        self.parts: list[Part] = []
        self.drafts: list[Draft] = []
        self.warnings: list[str] = []

    def run(self) -> None:
        """Read all divisions."""
        listed = annex_lists(self.blocks)
        candidates = find_candidates(self.text, self.blocks, 0)
        candidates = [mark for mark in candidates if mark.block not in listed]
        marked = {mark.block for mark in candidates if mark.opening}
        divisions = split_divisions(self.blocks, listed, marked)
        places = [mark.block for mark in candidates]
        covered = False
        for index, division in enumerate(divisions):
            own = candidates[
                bisect_left(places, division.first) : bisect_left(places, division.last)
            ]
            heads, contents = self._heads(division, own)
            final = index == len(divisions) - 1
            if index == 0 and not final and not heads and self._covers(division):
                self._read(division, heads, listed, contents, final=final, cover=True)
                covered = True
            else:
                sole = covered and index == 1 and _is_sole(divisions)
                annex = None if index == 0 or sole else division.label
                self._read(division, heads, listed, contents, final=final, annex=annex)

    def _heads(
        self, division: Division, candidates: Sequence[Candidate]
    ) -> tuple[list[Head], tuple[int, int] | None]:
        contents = find_contents(self.blocks, division.first, division.last)
        contents = contents or repeated_outline(self.blocks, candidates)
        if contents is not None:
            candidates = [m for m in candidates if not contents[0] <= m.block < contents[1]]
        heads, warnings = choose_heads(self.text, candidates)
        self.warnings += warnings
        return heads, contents

    def _covers(self, division: Division) -> bool:
        """The text sends another one and says nothing of its own that is numbered."""
        words = "".join(block.words for block in self.blocks[division.first : division.last])
        return len(words) <= 3000 and COVERS.search(words) is not None

    def _read(
        self,
        division: Division,
        heads: list[Head],
        listed: set[int],
        contents: tuple[int, int] | None,
        *,
        final: bool,
        annex: str | None = None,
        cover: bool = False,
    ) -> None:
        first, last = division.first, division.last
        if division.labelled:
            self._part(PartKind.TITLE, first, first + 1)
            first += 1
        opening = heads[0].mark.block if heads else last
        pieces, body = read_front(
            self.blocks,
            first,
            opening,
            numbered=bool(heads),
            main=division.first == 0,
            contents=contents,
        )
        label = "" if annex is None else annex or self._title(pieces)
        after = max(heads[-1].mark.block + 1, body) if heads else body
        end, closing = read_trailing(self.blocks, after, last, listed, final=final)
        for kind, start, stop in [*pieces, *closing]:
            self._part(kind, start, stop)
        if heads:
            self._numbered(heads, end, label)
        elif cover:
            self._part(PartKind.COVER, body, end)
        else:
            drafts = draft_paragraphs(self.blocks, body, end, text=self.text, annex=label)
            self.drafts += shift_parents(drafts, len(self.drafts))

    def _numbered(self, heads: list[Head], end: int, annex: str) -> None:
        block = self.blocks[heads[0].mark.block]
        if heads[0].mark.start > block.lead:  # words before a marker inside the first paragraph
            stop = block.start + len(self.text[block.start : heads[0].mark.start].rstrip())
            self.parts.append(Part(kind=PartKind.PREAMBLE, span=Span(start=block.start, end=stop)))
        stop = self.blocks[end - 1].end
        drafts = draft_clauses(self.text, self.blocks, heads, stop, annex)
        self.drafts += shift_parents(drafts, len(self.drafts))

    def _title(self, pieces: Sequence[Piece]) -> str:
        """Printed title of an annex without a label, by which its clauses are told apart."""
        lines = [
            block.words
            for kind, start, stop in pieces
            if kind is PartKind.TITLE
            for block in self.blocks[start:stop]
            if not is_title_line(block.words)
        ]
        return re.sub(r"\s", "", "".join(lines))[:_LONGEST_LABEL]

    def _part(self, kind: PartKind, first: int, last: int) -> None:
        if first >= last:
            return
        span = Span(start=self.blocks[first].start, end=self.blocks[last - 1].end)
        self.parts.append(Part(kind=kind, span=span))


def _is_sole(divisions: Sequence[Division]) -> bool:
    """The second text is the one that the notice sends, not one of several numbered annexes."""
    return not divisions[1].label or len([d for d in divisions if d.label]) == 1


def _number(text: str, drafts: Sequence[Draft], document_id: str) -> tuple[Clause, ...]:
    return tuple(
        Clause(
            id=f"{document_id}-{ordinal:04d}",
            ordinal=ordinal,
            path=draft.path,
            paragraph=draft.paragraph,
            heading=text[draft.heading[0] : draft.heading[1]].strip(),
            span=Span(start=draft.start, end=draft.end),
            body=Span(start=min(draft.body, draft.end), end=draft.end),
            parent_id=None if draft.parent is None else f"{document_id}-{draft.parent:04d}",
            annex=draft.annex,
        )
        for ordinal, draft in enumerate(drafts)
    )


def _doubtful(clauses: Sequence[Clause]) -> list[str]:
    """Warnings on clauses that are too long to cite or share a label."""
    warnings = [
        f"clause {clause.label or clause.ordinal} is {clause.span.end - clause.span.start} "
        f"characters long (offset {clause.span.start}); a marker in it may have been missed"
        for clause in clauses
        if clause.span.end - clause.span.start > _LONG
    ]
    labels = Counter((c.annex, c.path, c.paragraph) for c in clauses)
    return warnings + [
        f"{count} clauses share the path {' '.join(path)}"
        f"{f' paragraph {paragraph}' if paragraph else ''}{f' in {annex}' if annex else ''}"
        for (annex, path, paragraph), count in labels.items()
        if count > 1
    ]
