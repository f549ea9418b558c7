"""The text layer of a PDF page: characters with their places, put together into lines."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.readers.grid import find_tables
from corpus.readers.page import Line, Page
from corpus.readers.rules import Rule, page_rules

MAX_PAGE_CHARS = 200_000
"""Characters of one page; a printed page has about 1,500."""
_SPACE = 0.15
"""Width in em from which a gap is a space: the space of Chinese fonts has 0.2 to 0.5 em."""
_AUTOMATIC = 0.35
"""The same between a Chinese and a Latin character on pages that part all of them: word
processors put a quarter em there by themselves."""


@dataclass(frozen=True, slots=True)
class _Char:
    """A printed character; y downward from the page's top, in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def wide(self) -> bool:
        return self.text >= "\u2e80"


def text_page(page: pypdfium2.PdfPage) -> Page:
    """A page's tables and the other lines of its text layer in the order of the file."""
    width, height = page.get_size()
    rules = page_rules(page)
    layer = page.get_textpage()
    try:
        runs = _runs(layer, height)
    finally:
        layer.close()
    runs = [part for run in runs for part in _between_rules(run, rules.upright)]
    runs = [run for run in runs if any(not char.text.isspace() for char in run)]
    automatic = _parts_all_scripts(runs)
    tables, lines = find_tables(rules, [_line(run, automatic) for run in runs])
    return Page(lines=tuple(lines), tables=tables, width=width, height=height)


def _between_rules(run: list[_Char], upright: Sequence[Rule]) -> Iterator[list[_Char]]:
    """A run cut where an upright rule of a table stands between two of its characters."""
    middle = (run[0].top + run[0].bottom) / 2
    cuts = sorted(rule.at for rule in upright if rule.start <= middle <= rule.end)
    if not cuts:
        yield run
        return
    for _, part in groupby(run, key=lambda char: bisect_right(cuts, (char.left + char.right) / 2)):
        yield list(part)


def _runs(layer: pypdfium2.PdfTextPage, height: float) -> list[list[_Char]]:
    """The characters in runs that stand on one height without a wide gap."""
    runs: list[list[_Char]] = []
    for char in _chars(layer, height):
        if runs and _follows(runs[-1][-1], char):
            runs[-1].append(char)
        else:
            runs.append([char])
    return runs


def _chars(layer: pypdfium2.PdfTextPage, height: float) -> Iterator[_Char]:
    raw, box = layer.raw, pdfium.FS_RECTF()
    for index in range(min(layer.count_chars(), MAX_PAGE_CHARS)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        text = chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code <= 0xDFFF else ""
        if not text or code in {0xFFFE, 0xFFFF} or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue  # PDFium's own spaces and line ends are guesses; positions tell better
        if not pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
            continue
        yield _Char(text, box.left, box.right, height - box.top, height - box.bottom)


def _follows(before: _Char, char: _Char) -> bool:
    """True when `char` stands on the line of `before`, behind it and not far off."""
    size = max(1.0, before.bottom - before.top, char.bottom - char.top)
    apart = abs((before.top + before.bottom) - (char.top + char.bottom)) / 2
    return apart < 0.35 * size and -0.6 * size < char.left - before.right < 1.2 * size


def _em(run: Sequence[_Char]) -> float:
    """Width of a Chinese character in the run; from the line's height if it has none."""
    size = max(1.0, median(char.bottom - char.top for char in run))
    wide = [char.right - char.left for char in run if char.wide]
    em = median(wide) if wide else size / 1.2
    return em if em > 0.3 * size else size


def _parts_all_scripts(runs: Sequence[Sequence[_Char]]) -> bool:
    """True when nearly every change from Chinese to Latin characters has a gap."""
    gaps = [
        (char.left - before.right) > _SPACE * _em(run)
        for run in runs
        for before, char in pairwise(run)
        if before.wide != char.wide and before.text.isalnum() and char.text.isalnum()
    ]
    return len(gaps) >= 4 and sum(gaps) >= 0.7 * len(gaps)


def _full_width(char: _Char, em: float) -> _Char:
    """A Chinese character with its whole square; some fonts tell PDFium its ink only."""
    missing = em - (char.right - char.left)
    if "\u4e00" <= char.text <= "\u9fff" and 0 < missing < 0.7 * em:
        return replace(char, left=char.left - missing / 2, right=char.right + missing / 2)
    return char


def _line(run: list[_Char], automatic: bool) -> Line:
    em = _em(run)
    run = [_full_width(char, em) for char in run]
    gaps = [char.left - before.right for before, char in pairwise(run)]
    stretch = max(0.0, median(gaps)) if len(gaps) >= 8 else 0.0  # of a justified line
    text = run[0].text
    for (before, char), gap in zip(pairwise(run), gaps, strict=True):
        least = _AUTOMATIC if automatic and before.wide != char.wide else _SPACE
        spaced = before.text.isspace() or char.text.isspace()
        if not spaced and gap > least * em + 2 * stretch:
            text += " "
        text += char.text
    printed = [char for char in run if not char.text.isspace()]
    return Line(
        text=text,
        left=printed[0].left,
        right=max(char.right for char in printed),
        top=min(char.top for char in printed),
        bottom=max(char.bottom for char in printed),
        em=em,
    )
