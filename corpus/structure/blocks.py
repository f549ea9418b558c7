"""Paragraphs of a folded text: its lines, or what were lines before breaks were lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.structure.markers import MARKER_ONLY, at_marker

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_DECORATION = re.compile(
    r"(?:#{1,6}\s+|>\s*|[*+\-]\s+(?=\S)|\*{1,3}|_{2,3}|\s|[\u200b-\u200f\ufeff])+"
)
"""Markdown marks and invisible characters before the first word of a line."""

_FLAT_LENGTH = 200
"""A line shorter than this (in characters) is never taken for a text whose breaks were lost."""
_LONGEST_TITLE = 100
_GAP = re.compile(r"[ \t]+")
_FULL_DATE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?=[ \t]|$)")
_STOPS = "。；：！？”’）】》〕…."


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
    blocks: list[Block] = []
    for match in _LINE.finditer(text):
        line = match.group()
        if not line.strip():
            continue
        cuts = _lost_breaks(line) if len(line) >= _FLAT_LENGTH else ()
        edges = [0, *cuts, len(line)]
        for left, right in pairwise(edges):
            block = _block(text, match.start() + left, match.start() + right)
            if block is not None:
                blocks.append(block)
    return tuple(blocks)


def _block(text: str, start: int, end: int) -> Block | None:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    start += len(piece) - len(piece.lstrip())
    end = start + len(stripped)
    decoration = _DECORATION.match(text, start, end)
    lead = decoration.end() if decoration and decoration.end() < end else start
    words = text[lead:end].rstrip("*_ ")
    tabular = stripped.startswith("|") or words.count("\t") >= 2 or _is_row(words)
    return Block(start, end, lead, words, tabular)


def _is_row(words: str) -> bool:
    """A tab that does not just set a marker apart divides cells."""
    before, tab, _ = words.partition("\t")
    return bool(tab) and not MARKER_ONLY.fullmatch(before.strip())


def _lost_breaks(line: str) -> list[int]:
    """Where a flattened line was broken: its gaps, if enough of them follow a sentence's end.

    Spaces are all that is left of the breaks when a page was saved as one line; a gap inside
    Latin words, inside a spaced name (教 育 部) or after a marker (第一条 …) is none of them.
    """
    gaps = list(_GAP.finditer(line.strip()))
    if len(gaps) < 2:
        return []
    shift = len(line) - len(line.lstrip())
    gaps = [match for match in _GAP.finditer(line) if shift < match.start() < len(line.rstrip())]
    strong = sum(line[gap.start() - 1] in _STOPS for gap in gaps)
    if strong < 2 and not (strong and len(line) > 2 * _FLAT_LENGTH):
        return []
    return list(_breaking_gaps(line, gaps, shift))


def _breaking_gaps(line: str, gaps: list[re.Match[str]], shift: int) -> Iterator[int]:
    last = shift
    starts = [gap.start() for gap in gaps]
    for index, gap in enumerate(gaps):
        left, right = line[gap.start() - 1], line[gap.end() : gap.end() + 1]
        following = starts[index + 1] if index + 1 < len(gaps) else len(line)
        before = line[last : gap.start()].strip()
        if _in_book_title(line, last, gap.start()):
            continue
        if MARKER_ONLY.fullmatch(before) or _is_lone(line, gap, gaps, index, following):
            continue
        if at_marker(line, gap.end()) or _FULL_DATE.match(line, gap.end()):
            yield gap.end()
        elif left not in _STOPS and (_is_ascii_word(left) or _is_ascii_word(right)):
            continue
        else:
            yield gap.end()
        last = gap.end()


def _in_book_title(line: str, start: int, gap: int) -> bool:
    """True inside 《…》, which is closed again soon: titles are broken nowhere else."""
    opening = line.rfind("《", start, gap)
    if opening < 0 or line.find("》", opening, gap) >= 0:
        return False
    return line.find("》", gap, gap + _LONGEST_TITLE) >= 0


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_lone(
    line: str, gap: re.Match[str], gaps: list[re.Match[str]], index: int, following: int
) -> bool:
    """True beside a single character: letters of a spaced name (教 育 部)."""
    previous = gaps[index - 1].end() if index else 0
    left = line[previous : gap.start()].strip()
    right = line[gap.end() : following].strip()
    return (len(left) == 1 and left not in _STOPS) or (len(right) == 1 and right not in _STOPS)


def block_index(starts: list[int], offset: int) -> int:
    """Index of the block that holds `offset`, given the blocks' sorted starts."""
    return bisect_right(starts, offset) - 1
