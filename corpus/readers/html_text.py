"""The visible text of an HTML element: a paragraph a line, a table row a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from corpus.readers.tasks import render_rows

# fmt: off
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "ucapcontent",
    )
)
# fmt: on
"""Elements that start and end a line; ucapcontent is a wrapper of many portals."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]")
_NUMBERED = re.compile(
    r"\s*[（(【]?[0-9０-９一二三四五六七八九十百①-⑳]+[.．、)）】]|\s*第[一二三四五六七八九十百]+[章节条]"
)
_MAX_COLUMNS = 60
"""Columns of a table that are read; a colspan beyond it is an error of the page."""
_MAX_SPAN_ROWS = 2000


def lines_of(root: HtmlElement) -> list[str]:
    """The paragraphs and table rows of `root` in order, each without line breaks."""
    writer = _Writer()
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        if event in {"comment", "pi"}:
            writer.add(node.tail)
        elif event == "start":
            if node.tag == "table" and (rows := data_rows(node)) is not None:
                writer.rows(rows)
                walker.skip_subtree()
                continue
            writer.open(node)
        else:
            writer.close(node, root)
    writer.flush()
    return writer.lines


class _Writer:
    """Collects lines while the tree is walked; the walk is iterative, for pages nest deeply."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._buffer: list[str] = []
        self._counters: list[int | None] = []
        """One per open list: the next number of an ol, None for a ul."""

    def open(self, node: HtmlElement) -> None:
        if node.tag == "br":
            self.flush()
        elif node.tag in _BLOCKS:
            self.flush()
            if node.tag in {"ol", "ul"}:
                self._counters.append(_start(node) if node.tag == "ol" else None)
            elif node.tag == "li":
                self._number(node)
        self.add(node.text)

    def close(self, node: HtmlElement, root: HtmlElement) -> None:
        if node.tag in _BLOCKS:
            self.flush()
            if node.tag in {"ol", "ul"} and self._counters:
                self._counters.pop()
        if node is not root:
            self.add(node.tail)

    def add(self, text: str | None) -> None:
        if text:
            self._buffer.append(text)

    def rows(self, rows: list[list[str]]) -> None:
        self.flush()
        self.lines.extend(render_rows(rows))

    def flush(self) -> None:
        line = squeeze("".join(self._buffer))
        self._buffer.clear()
        if line:
            self.lines.append(line)

    def _number(self, item: HtmlElement) -> None:
        """The number that a browser prints before an item of an ordered list."""
        if not self._counters or self._counters[-1] is None:
            return
        number = self._counters[-1]
        self._counters[-1] = number + 1
        if not _NUMBERED.match(item.text_content()[:20]):
            self._buffer.append(f"{number}.")


def _start(node: HtmlElement) -> int:
    value = (node.get("start") or "").strip()
    return int(value) if re.fullmatch(r"[0-9]{1,6}", value) else 1


def squeeze(text: str) -> str:
    r"""`text` on one line: a source line break between two wide characters means nothing.

    >>> squeeze("  推动\n    发展 2025\n年 ")
    '推动发展 2025年'
    """
    text = _INVISIBLE.sub("", text).strip()

    def joint(match: re.Match[str]) -> str:
        if "\n" not in match.group() and "\r" not in match.group():
            return " "
        before, after = text[match.start() - 1], text[match.end()]  # stripped: both exist
        return "" if _WIDE.match(before) or _WIDE.match(after) else " "

    return _SPACE.sub(joint, text)


def data_rows(table: HtmlElement) -> list[list[str]] | None:
    """The cells of a data table, row by row; None when the table only lays out the page.

    A cell that spans rows is repeated in each of them, so that every row says all of itself.
    """
    if table.find(".//table") is not None:
        return None
    grid: list[list[str]] = []
    pending: dict[int, tuple[int, str]] = {}  # column → rows still to fill, text
    for row in table.iter("tr"):
        cells, pending = _row(row, pending)
        grid.append(cells)
    widest = max((sum(bool(cell) for cell in row) for row in grid), default=0)
    if widest <= 1 or any(_is_page_body(cell) for cell in table.iter("td")):
        return None
    return [row for row in grid if any(row)]


def _row(
    row: HtmlElement, pending: dict[int, tuple[int, str]]
) -> tuple[list[str], dict[int, tuple[int, str]]]:
    cells: list[str] = []
    left: dict[int, tuple[int, str]] = {}
    own = _cells(row)
    while len(cells) < _MAX_COLUMNS:
        column = len(cells)
        if column in pending:
            count, text = pending[column]
            cells.append(text)
            if count > 1:
                left[column] = (count - 1, text)
            continue
        cell = next(own, None)
        if cell is None:
            if not any(other > column for other in pending):
                break
            cells.append("")
            continue
        text = "\n".join(lines_of(cell))
        down = _span(cell, "rowspan", _MAX_SPAN_ROWS)
        for offset in range(_span(cell, "colspan", _MAX_COLUMNS - column)):
            cells.append(text if offset == 0 else "")
            if down > 1:
                left[column + offset] = (down - 1, text if offset == 0 else "")
    return cells, left


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row if cell.tag in {"td", "th"})


def _span(cell: HtmlElement, name: str, most: int) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, min(int(value), most)) if re.fullmatch(r"[0-9]{1,6}", value) else 1


def _is_page_body(cell: HtmlElement) -> bool:
    """True for a cell that holds a whole text: several paragraphs and much in them."""
    paragraphs = sum(1 for _ in cell.iter("p", "br", "div", "h1", "h2", "h3"))
    return paragraphs >= 5 and len(cell.text_content()) > 800
