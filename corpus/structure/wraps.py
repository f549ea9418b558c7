"""Texts whose paragraphs were broken into lines of equal length (old typescripts, mail, prints)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.structure.markers import at_marker

_FEWEST = 12
"""Lines that a text needs before their lengths say anything."""
_NARROWEST, _WIDEST = 15, 70
"""Characters in a full line."""
_SHARE = 0.55
_SHARE_UNDER_LIMIT = 0.35
"""Share of full lines, at least, in a wrapped text; less will do where no line is longer."""


def joined_lines(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines of a folded text, those of one wrapped paragraph joined to one span.

    Args:
        text: Folded text.
        lines: Spans of its non-blank lines, without surrounding space, in order.
    """
    width = _width(text, lines)
    if width is None:
        return list(lines)
    joined: list[tuple[int, int]] = [lines[0]]
    for (before, full), (start, end) in pairwise(lines):
        if _goes_on(text, before, full, start, width):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _width(text: str, lines: Sequence[tuple[int, int]]) -> int | None:
    """Length of a full line in a wrapped text, None when the text is not wrapped."""
    lengths = [end - start for start, end in lines]
    if len(lengths) < _FEWEST or max(lengths) > 2 * _WIDEST:
        return None
    common = Counter(length for length in lengths if length >= _NARROWEST).most_common(1)
    if not lengths or not common or common[0][0] > _WIDEST:
        return None
    width = common[0][0]
    ends = [end for start, end in lines if width - 2 <= end - start <= width + 2]
    if sum(text[end - 1] in "。；：" for end in ends) > len(ends) / 2:
        return None  # lines that end sentences are paragraphs that happen to be alike
    needed = _SHARE_UNDER_LIMIT if max(lengths) <= width + 3 else _SHARE
    return width if len(ends) >= needed * len(lengths) else None


def _goes_on(text: str, before: int, full: int, start: int, width: int) -> bool:
    """The line at `start` goes on with the paragraph of the full line before it."""
    gap = text[full:start]
    indented = len(gap) - len(gap.rstrip(" \t")) >= 2
    if full - before < width - 2 or gap.count("\n") > 1 or indented:
        return False
    return not at_marker(text, start)
