"""csv and xlsx: 任务分工表 as lines of text, other tables row by row."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from corpus.errors import UnsafeFileError, UnsupportedFormatError
from corpus.readers.archive import guard_office, read_member
from corpus.readers.encoding import decode
from corpus.readers.faults import one_line
from corpus.readers.kinds import READABLE
from corpus.readers.model import Extracted
from corpus.readers.plain import looks_binary
from corpus.readers.tasks import render_rows

MAX_ROWS = 200_000
MAX_COLUMNS = 500
"""Extent of one sheet; empty formatting far below or beside a table counts too."""
MAX_MERGED = 500_000
"""Cells within merged ranges of one sheet."""
_MAX_CELL = 1_000_000
"""Characters of one csv field."""
_CELL = re.compile(rb"""<(?:\w{1,20}:)?c\s[^>]{0,200}?\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_MERGE = re.compile(
    rb"""<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?\bref=["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"""
)
_FAULTS = (
    ArithmeticError, AttributeError, InvalidFileException, LookupError, OSError, SyntaxError,
    TypeError, ValueError, zipfile.BadZipFile,
)  # fmt: skip
"""What openpyxl raises on a damaged workbook; it checks little itself. Faults of XML are
SyntaxErrors in lxml and the standard library alike."""


def read_csv(data: bytes, file: str) -> Extracted:
    """The rows of a csv or tsv file as lines of text.

    Raises:
        UnsupportedFormatError: Binary, or not divided into cells in any known way.
        UnknownEncodingError: The bytes decode in no known encoding.
    """
    if looks_binary(data):
        raise UnsupportedFormatError(f"{file} holds binary data, not text; give a {READABLE} file")
    text, encoding, notes = decode(data, file)
    text = text.lstrip("\ufeff")
    previous = csv.field_size_limit(_MAX_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise UnsupportedFormatError(
            f"{file} is no readable csv table ({one_line(error)}); save it again as csv or xlsx"
        ) from error
    finally:
        csv.field_size_limit(previous)
    lines = render_rows([row for row in rows if any(cell.strip() for cell in row)])
    return Extracted(text="\n".join(lines), format="csv", encoding=encoding, warnings=tuple(notes))


def _delimiter(text: str) -> str:
    """The mark that divides the first lines; Chinese text within cells has none of them."""
    head = text[:5000]
    counts = {mark: head.count(mark) for mark in ("\t", ",", ";", "|")}
    return max(counts, key=lambda mark: counts[mark]) if any(counts.values()) else ","


def read_xlsx(data: bytes, file: str) -> Extracted:
    """The rows of all visible sheets as lines of text.

    Raises:
        UnsupportedFormatError: Damaged.
        UnsafeFileError: A bomb, or a sheet larger than `MAX_ROWS` × `MAX_COLUMNS`.
        EncryptedFileError: Protected by a password.
    """
    with guard_office(data, file) as archive:
        for member in archive.infolist():
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                _check_extent(read_member(archive, member, file), file)
    notes: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which are not read
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        sheets = {sheet.title: _grid(sheet) for sheet in book.worksheets if _shown(sheet, notes)}
    except _FAULTS as error:
        raise UnsupportedFormatError(
            f"{file} is no readable workbook ({type(error).__name__}: {one_line(error)}); "
            "save it again as xlsx"
        ) from error
    filled = {title: rows for title, rows in sheets.items() if rows}
    lines: list[str] = []
    for title, rows in filled.items():
        lines += [title] if len(filled) > 1 else []
        lines += render_rows(rows)
    return Extracted(text="\n".join(lines), format="xlsx", warnings=tuple(notes))


def _check_extent(xml: bytes, file: str) -> None:
    """Refuses a sheet whose cells or merged ranges would fill the memory."""
    for column, row in _CELL.findall(xml):
        if int(row) > MAX_ROWS or column_index_from_string(column.decode()) > MAX_COLUMNS:
            raise UnsafeFileError(
                f"{file} has a sheet larger than {MAX_ROWS:,} rows × {MAX_COLUMNS} columns; delete "
                "the empty formatted cells"
            )
    merged = 0
    for left, top, right, bottom in _MERGE.findall(xml):
        first, last = (column_index_from_string(name.decode()) for name in (left, right))
        merged += max(0, last - first + 1) * max(0, int(bottom) - int(top) + 1)
        if merged > MAX_MERGED:
            raise UnsafeFileError(
                f"{file} has merged ranges of over {MAX_MERGED:,} cells; unmerge the empty ones"
            )


def _shown(sheet: Any, notes: list[str]) -> bool:
    if not isinstance(sheet, Worksheet):
        return False
    if sheet.sheet_state != "visible":
        notes.append(f"hidden sheet {sheet.title!r} left out")
        return False
    return True


def _grid(sheet: Worksheet) -> list[list[str]]:
    """The cells as text; a cell merged over rows is repeated in each of them."""
    above: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        text = _text(sheet.cell(area.min_row, area.min_col))
        for row in range(area.min_row + 1, min(area.max_row, MAX_ROWS) + 1):
            above[row, area.min_col] = text
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [above.get((number, i)) or _text(cell) for i, cell in enumerate(cells, start=1)]
        if any(texts):
            rows.append(texts)
    return rows


def _text(cell: Any) -> str:
    """What the cell shows: dates as official texts write them, whole numbers without .0."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float):
        return _number(value, cell)
    return str(value).strip()


def _number(value: float, cell: Cell) -> str:
    if "%" in (cell.number_format or ""):
        return f"{value * 100:.10g}%"
    return f"{value:.15g}"
