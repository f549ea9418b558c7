"""Clauses before they have ids, and those that unnumbered paragraphs make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.structure.blocks import Block
from corpus.structure.lines import is_sentence
from corpus.structure.paragraphs import join_paragraphs

_SUBHEAD = 30
"""Longest line, in characters, that heads unnumbered paragraphs."""
_SENTENCE = re.compile(r"[。！？][”’）》]*[ \t]*")
_LONGEST = 600
"""Longest paragraph of a text without numbers, in characters, that stays one clause."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A clause before it has an id; offsets into the text."""

    path: tuple[str, ...]
    paragraph: int | None
    heading: tuple[int, int]
    start: int
    end: int
    body: int
    parent: int | None
    """Index of the enclosing draft."""
    annex: str = ""


def shift_parents(drafts: Sequence[Draft], offset: int) -> list[Draft]:
    """Drafts with their parents' indexes moved by `offset`, to be joined with others."""
    return [
        draft if draft.parent is None else replace(draft, parent=draft.parent + offset)
        for draft in drafts
    ]


def draft_paragraphs(
    blocks: Sequence[Block], first: int, last: int, *, text: str, annex: str
) -> list[Draft]:
    """The paragraphs of a text without numbers, one clause each."""
    spans: list[tuple[int, int]] = []
    for start, end in join_paragraphs(text, blocks[first:last]):
        spans += _sentence_groups(text, start, end) if end - start > _LONGEST else [(start, end)]
    headed = _under_subheads(text, spans)
    return [
        Draft((), ordinal, heading, start, end, body, None, annex)
        for ordinal, (start, end, heading, body) in enumerate(headed, 1)
    ]


def _under_subheads(
    text: str, spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int, tuple[int, int], int]]:
    """Paragraphs with the short line above them as their heading, if a text has several such."""
    subheads = {
        index
        for index, (start, end) in enumerate(spans[:-1])
        if end - start <= _SUBHEAD
        and not is_sentence(text[start:end])
        and is_sentence(text[slice(*spans[index + 1])])
    }
    if len(subheads) < 2:
        return [(start, end, (start, start), start) for start, end in spans]
    result: list[tuple[int, int, tuple[int, int], int]] = []
    heading = (0, 0)
    for index, (start, end) in enumerate(spans):
        if index in subheads:
            heading = (start, end)
        elif index - 1 in subheads:
            result.append((spans[index - 1][0], end, heading, start))
        else:
            result.append((start, end, heading if heading[1] else (start, start), start))
    return result


def _sentence_groups(text: str, first: int, last: int, size: int = 300) -> list[tuple[int, int]]:
    """A paragraph too long to cite, cut at sentence ends into pieces of about `size` characters."""
    groups: list[tuple[int, int]] = []
    start = first
    for match in _SENTENCE.finditer(text, first, last):
        end = match.end()
        if end - start >= size and last - end >= size // 3:
            groups.append((start, start + len(text[start:end].rstrip())))
            start = end
    return [*groups, (start, last)]
