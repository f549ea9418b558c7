"""From lines on pages to paragraphs: the inverse of what a typesetter does.

Official documents are set in one style (GB/T 9704): paragraphs begin two characters in, run to
the right margin and wrap; titles are centred; page numbers stand in the foot. A line continues
the one before it when that one is full and this one starts at the margin. The rules work on
positions alone and so serve text layers and recognised scans alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.readers.page import Line, Page, Table
from corpus.readers.tasks import render_rows

_PAGE_NUMBER = re.compile(
    r"[—\-–－─_~·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*[页頁])?[—\-–－─_~·•\s]*"
    r"|第?\s*[0-9]{1,4}\s*[页頁]?\s*[,，/／]?\s*共?\s*[0-9]{1,4}\s*[页頁]?|[ivxIVX]{1,6}"
)
_HEAD_ZONE, _FOOT_ZONE = 0.12, 0.88
"""Shares of the page's height above and below which heads, feet and page numbers stand."""
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百0-9０-９]+[）)]|[0-9０-９]{1,3}[.．、](?![0-9])"
    r"|第[一二三四五六七八九十百零0-9]+[章节節条條]|[①-⑳]|附件|附表)"
)
_LOST_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff）)。；])(?<![第见按照至和、])"
    r"(?=[（(][一二三四五六七八九十]{1,3}[）)](?![款项条、和至])|[0-9]{1,2}[.．](?![0-9])|[一二三四五六七八九十]{1,3}、)"
)
"""Before a marker in a text without line breaks, where only a space had parted it."""
_STOP = re.compile(r"[。；;！？：:）)]\s*[”’」』]?\s*$")


def paragraphs(pages: Sequence[Page]) -> list[str]:
    """The paragraphs of a document in reading order, heads and page numbers left out."""
    bodies = [in_reading_order(page) for page in pages]
    bodies = _without_running_lines(pages, bodies)
    whole = _margins([line for lines in bodies for line in lines])
    edges = [_page_margins(lines, whole) for lines in bodies]
    text = _Text(runs_on=_runs_on(bodies, edges))
    for page, lines, margins in zip(pages, bodies, edges, strict=True):
        text.add_page(page, lines, *margins)
    texts = text.finished()
    if text.runs_on and any(page.recognised for page in pages):
        texts = [_LOST_SPACE.sub(" ", one) for one in texts]
    return [one.rstrip() for one in texts if one.strip()]


class _Text:
    """The paragraphs and tables of a document as they come together, line by line."""

    def __init__(self, *, runs_on: bool) -> None:
        self.runs_on = runs_on
        self._pieces: list[str | list[tuple[str, ...]]] = []
        self._previous: Line | None = None
        self._full = False

    def add_page(self, page: Page, lines: Sequence[Line], left: float, right: float) -> None:
        """Take in the lines of a page, in reading order, and its tables between them."""
        tables, first = list(page.tables), True
        pitch = _pitch(lines)
        for index, line in enumerate(lines):
            while tables and tables[0].top < line.top:
                self._add_table(tables.pop(0), first)
                first = False
            apart = pitch is not None and index and line.top - lines[index - 1].top > 1.5 * pitch
            self._add_line(line, left, goes_on=not apart)
            self._full = _is_full(line, right)
            first = False
        for table in tables:
            self._add_table(table, first)
            first = False

    def _add_line(self, line: Line, left: float, *, goes_on: bool) -> None:
        at_margin = line.left <= left + 1.2 * line.em  # neither indented nor centred
        last = self._pieces[-1] if self._pieces else ""
        previous, self._previous = self._previous, line
        if previous is None or not isinstance(last, str):
            self._pieces.append(line.text.lstrip())
        elif self.runs_on and _MARKER.match(line.text):
            self._pieces[-1] = f"{last.rstrip()} {line.text}"
        elif self._full and at_margin and goes_on and _goes_on(previous, line):
            self._pieces[-1] = join(last, line.text)
        else:
            self._pieces.append(line.text.lstrip())

    def _add_table(self, table: Table, first: bool) -> None:
        """A table; at the head of a page it may go on with the one that ended the last page."""
        last = self._pieces[-1] if self._pieces else ""
        if first and isinstance(last, list) and len(last[0]) == len(table.rows[0]):
            last.extend(table.rows)
        else:
            self._pieces.append(list(table.rows))
        self._previous = None

    def finished(self) -> list[str]:
        """Paragraphs and the lines of tables, in reading order."""
        return [
            text
            for piece in self._pieces
            for text in ([piece] if isinstance(piece, str) else render_rows(piece))
        ]


def _is_full(line: Line, right: float) -> bool:
    return line.right >= right - 1.9 * line.em


def _runs_on(bodies: Sequence[Sequence[Line]], edges: Sequence[tuple[float, float]]) -> bool:
    """True for a text that lost its line breaks before it was set: nearly every line is full.

    Only spaces part its paragraphs, and one that fell on a line's end left no trace.
    """
    full = [
        _is_full(line, right)
        for lines, (_, right) in zip(bodies, edges, strict=True)
        for line in lines
    ]
    return len(full) >= 30 and sum(full) >= 0.96 * len(full)


def join(before: str, after: str) -> str:
    """Two halves of a wrapped paragraph as one.

    >>> join("推动大型易地扶贫", "搬迁安置区"), join("Policy on", "rural areas")
    ('推动大型易地扶贫搬迁安置区', 'Policy on rural areas')
    """
    gap = " " if before.endswith(" ") or after.startswith(" ") else ""  # a space in the file
    before, after = before.rstrip(), after.lstrip()
    latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii()
    return f"{before} {after}" if latin and after[:1].isalpha() else before + gap + after


def in_reading_order(page: Page) -> list[Line]:
    """The page's pieces as whole lines from top to bottom; two columns one after the other."""
    gutter = _gutter(page)
    if gutter is None:
        return _rows(page.lines)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(page.lines, key=lambda one: one.top):
        if line.left < gutter < line.right:  # across both columns: ends what stands above it
            ordered += _columns(band, gutter)
            ordered.append(line)
            band = []
        else:
            band.append(line)
    return ordered + _columns(band, gutter)


def _columns(band: Sequence[Line], gutter: float) -> list[Line]:
    left = [line for line in band if line.right <= gutter]
    return _rows(left) + _rows([line for line in band if line.right > gutter])


def _gutter(page: Page) -> float | None:
    """The x between two columns of running text; None for a page of one column."""
    middle = page.width / 2
    left = [one for one in page.lines if one.right <= middle + one.em and _long(one)]
    right = [one for one in page.lines if one.left >= middle - one.em and _long(one)]
    across = [
        one for one in page.lines if one.left < middle - one.em and one.right > middle + one.em
    ]
    if min(len(left), len(right)) < 8 or len(across) > 0.3 * len(page.lines):
        return None
    edge, start = max(one.right for one in left), min(one.left for one in right)
    widths = (
        median(one.right - one.left for one in left),
        median(one.right - one.left for one in right),
    )
    alike = 0.8 < widths[0] / max(1.0, widths[1]) < 1.25
    return (edge + start) / 2 if alike and edge < start else None


def _long(line: Line) -> bool:
    return line.right - line.left > 8 * line.em


def _rows(pieces: Sequence[Line]) -> list[Line]:
    """Pieces that stand on one height joined into lines, from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda one: (one.top + one.bottom) / 2):
        centre = (piece.top + piece.bottom) / 2
        if rows:
            last = rows[-1][-1]
            if abs(centre - (last.top + last.bottom) / 2) < 0.4 * min(piece.em, last.em):
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return [_row(row) for row in rows]


def _row(row: list[Line]) -> Line:
    row = sorted(row, key=lambda one: one.left)
    text = row[0].text
    for before, after in pairwise(row):
        gap = (after.left - before.right) / max(before.em, after.em)
        text += ("\t" if gap > 3 else " " if gap > 0.4 else "") + after.text
    return Line(
        text=text,
        left=row[0].left,
        right=max(one.right for one in row),
        top=min(one.top for one in row),
        bottom=max(one.bottom for one in row),
        em=max(one.em for one in row),
    )


def _without_running_lines(pages: Sequence[Page], bodies: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without heads and feet that recur on them."""
    counts = Counter(
        key
        for page, lines in zip(pages, bodies, strict=True)
        for key in {_running_key(line, page) for line in lines if _in_zone(line, page)}
    )
    most = max(2, len(pages) // 3)

    def runs(line: Line, page: Page) -> bool:
        if not _in_zone(line, page):
            return False
        number = _PAGE_NUMBER.fullmatch(line.text.strip()) is not None
        return number or (len(pages) > 1 and counts[_running_key(line, page)] >= most)

    return [
        [line for line in lines if not runs(line, page)]
        for page, lines in zip(pages, bodies, strict=True)
    ]


def _in_zone(line: Line, page: Page) -> bool:
    return line.bottom < _HEAD_ZONE * page.height or line.top > _FOOT_ZONE * page.height


def _running_key(line: Line, page: Page) -> tuple[str, bool]:
    """What two occurrences of a head share: its words without the page number, and its zone."""
    words = re.sub(r"[\s0-9０-９]+", "", line.text)
    return words, line.top > page.height / 2


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right edge of the running text: those that most long lines share."""
    if not lines:
        return 0.0, 0.0
    em = median(line.em for line in lines)
    rights = sorted((line.right for line in lines), reverse=True)
    right = rights[min(len(rights) - 1, len(rights) // 20)]
    body = [line for line in lines if line.right > right - 3 * em] or list(lines)
    lefts = Counter(round(line.left / (0.5 * em)) for line in body)
    shared = [edge for edge, count in lefts.items() if count >= 0.15 * len(body)]
    return min(shared or lefts) * 0.5 * em, right


def _page_margins(lines: Sequence[Line], whole: tuple[float, float]) -> tuple[float, float]:
    """A page's own margins when enough lines show them, else those of the whole document."""
    own = _margins(lines)
    full = sum(line.right > own[1] - 1.5 * line.em for line in lines)
    return own if full >= 5 else whole


def _pitch(lines: Sequence[Line]) -> float | None:
    """The usual distance from line to line; None for too few lines to tell."""
    steps = [after.top - before.top for before, after in pairwise(lines)]
    steps = [step for step in steps if step > 0]
    return median(steps) if len(steps) >= 4 else None


def _goes_on(before: Line, line: Line) -> bool:
    """True when nothing in the two lines themselves says that a new paragraph begins."""
    if not 0.85 < line.em / before.em < 1.18 or "\t" in line.text or "\t" in before.text:
        return False
    return not (_MARKER.match(line.text) and _STOP.search(before.text))
