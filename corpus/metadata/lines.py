"""The text as short lines, also where a page has lost its line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Span

_MARKUP = " \t*_#>|-–—·•"
_FLAT = 100
"""A longer line with sentences and spaces in it is taken for several lines joined."""

_GAP = re.compile(r"[ \t]+")
_DATE_LEFT = re.compile(r"[\d年月]")
_DATE_RIGHT = re.compile(r"\d{0,4}[年月日]|\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line without surrounding space and markup."""

    text: str
    """Folded words of the line."""
    start: int
    """Offset of the first character of `text` in the original."""
    flat: bool = False
    """True when the line was cut out of a longer one at a space."""
    heading: bool = False
    """True when the page marks the line as a heading (#, **…**)."""

    @property
    def end(self) -> int:
        """Offset just after the last character."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """Where the line stands."""
        return Span(start=self.start, end=self.end)

    @property
    def compact(self) -> str:
        """The words without inner spaces: 教育部 for 教 育 部."""
        return re.sub(r"\s", "", self.text)


def split_lines(folded: str, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """Lines of ``folded[start:end]`` that hold any text, in order."""
    stop = len(folded) if end is None else end
    return tuple(_lines(folded, start, stop))


def _lines(folded: str, start: int, stop: int) -> Iterator[Line]:
    for match in re.compile(r"[^\n\r\v\f\u2028\u2029]+").finditer(folded, start, stop):
        raw = match.group()
        kept = raw.strip(_MARKUP)
        if not kept:
            continue
        offset = match.start() + raw.index(kept)
        heading = raw.lstrip().startswith("#") or raw.strip().startswith("**")
        long = len(kept) > 2 * _FLAT or (len(kept) > _FLAT and "。" in kept)
        if long and _GAP.search(kept):
            yield from _pieces(kept, offset)
        else:
            yield Line(kept, offset, heading=heading)


def _pieces(text: str, offset: int) -> Iterator[Line]:
    """Cut at spaces; letters set apart (教 育 部) stay together."""
    begin = 0
    for gap in _GAP.finditer(text):
        if _keeps_together(text, gap.start(), gap.end()):
            continue
        if gap.start() > begin:
            yield Line(text[begin : gap.start()], offset + begin, flat=True)
        begin = gap.end()
    if begin < len(text):
        yield Line(text[begin:], offset + begin, flat=True)


def _keeps_together(text: str, start: int, end: int) -> bool:
    """True for a gap inside spaced letters (教 育 部) or inside a date (2022 年 5 月)."""
    before, after = text[max(0, start - 2) : start], text[end : end + 6]
    if end - start > 3 or not before or not after:
        return False
    single = (len(before) == 1 or before[0] in " \t") and (len(after) == 1 or after[1] in " \t")
    if single and _HAN.match(before[-1]) and _HAN.match(after):
        return True
    return bool(_DATE_LEFT.match(before[-1])) and bool(_DATE_RIGHT.match(after))
