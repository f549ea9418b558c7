"""The text as short lines, also where a page has lost its line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Span

_MARKUP = " \t*_#>|-–—·•"
_FLAT = 240
"""A longer line with spaces between its words is taken for several lines joined."""

_GAP = re.compile(r"[ \t]+")
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
        if len(kept) > _FLAT and _GAP.search(kept):
            yield from _pieces(kept, offset)
        else:
            yield Line(kept, offset, heading=heading)


def _pieces(text: str, offset: int) -> Iterator[Line]:
    """Cut at spaces; letters set apart (教 育 部) stay together."""
    begin = 0
    for gap in _GAP.finditer(text):
        before, after = text[begin : gap.start()], text[gap.end() :]
        if _keeps_together(before, after, gap.group()):
            continue
        if before.strip():
            yield Line(before, offset + begin, flat=True)
        begin = gap.end()
    if text[begin:].strip():
        yield Line(text[begin:], offset + begin, flat=True)


def _keeps_together(before: str, after: str, gap: str) -> bool:
    last = re.split(r"[ \t]", before)[-1]
    following = re.split(r"[ \t]", after, maxsplit=1)[0]
    if len(gap) > 3:
        return False
    single = len(last) == 1 and len(following) == 1
    letters = single and bool(_HAN.match(last)) and bool(_HAN.match(following))
    dated = bool(re.search(r"[\d年月]$", before)) and bool(re.match(r"\d{0,4}[年月日]|\d", after))
    return letters or dated
