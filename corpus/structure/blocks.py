"""Paragraphs of a folded text: its lines, or what were lines before breaks were lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.structure.lost_breaks import FLAT_LENGTH, lost_breaks
from corpus.structure.markers import MARKER_ONLY
from corpus.structure.wraps import joined_lines

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_DECORATION = re.compile(
    r"(?:#{1,6}\s+|>\s*|[*+\-]\s+(?=\S)|\*{1,3}|_{2,3}|\s|[\u200b-\u200f\ufeff])+"
)
"""Markdown marks and invisible characters before the first word of a line."""

_WRAP = re.compile(r"[ \t]*[\n\r][ \t\n\r]*")
_FEW = 3
"""A text of no more lines than this may have lost its breaks without leaving spaces."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its place in the text and its words without decoration."""

    start: int
    """Offset of the first non-space character."""
    end: int
    """Offset after the last non-space character."""
    lead: int
    """Offset of the first word; what stands before it is decoration."""
    words: str
    """Folded words from `lead`, closing emphasis marks removed."""
    tabular: bool = False
    """True for a table row, whose cells are divided by tabs or bars."""


def split_blocks(text: str) -> tuple[Block, ...]:
    """All paragraphs of a folded text, in order; every non-space character lies in one."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        if words := line.lstrip():
            end = match.start() + len(line)
            lines.append((end - len(words), end))
    few = len(lines) <= _FEW
    blocks: list[Block] = []
    for start, end in joined_lines(text, lines):
        cuts = lost_breaks(text[start:end], few=few) if end - start >= FLAT_LENGTH else ()
        if not cuts:
            blocks.append(_block(text, start, end))
            continue
        for left, right in pairwise([start, *(start + cut for cut in cuts), end]):
            if piece := text[left:right].strip():
                first = left + len(text[left:right]) - len(text[left:right].lstrip())
                blocks.append(_block(text, first, first + len(piece)))
    return tuple(blocks)


def _block(text: str, start: int, end: int) -> Block:
    decoration = _DECORATION.match(text, start, end)
    lead = decoration.end() if decoration and decoration.end() < end else start
    words = text[lead:end].rstrip("*_ ")
    if "\n" in words or "\r" in words:
        words = _WRAP.sub("", words)
    tabular = text[start] == "|" or words.count("\t") >= 2 or _is_row(words)
    return Block(start, end, lead, words, tabular)


def _is_row(words: str) -> bool:
    """A tab that does not just set a marker apart divides cells."""
    before, tab, _ = words.partition("\t")
    return bool(tab) and not MARKER_ONLY.fullmatch(before.strip())
