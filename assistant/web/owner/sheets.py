"""Tables of the owner's page, and the same tables as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

Cell = str | int | float | datetime | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CELL_LENGTH = 32_000
"""Characters; a spreadsheet takes 32,767."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under column titles."""

    name: str
    """For addresses and file names."""
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def to_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets expect it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_guarded(_plain(cell)) for cell in row] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig", errors="replace")


def to_xlsx(table: Table) -> bytes:
    """A workbook of one sheet, its first row frozen and filterable."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = table.title[:31]
    for column, title in enumerate(table.columns, start=1):
        sheet.cell(row=1, column=column, value=title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _width(table, column - 1)
    for number, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            is_number = isinstance(value, int | float)
            shown = value if is_number else ILLEGAL_CHARACTERS_RE.sub("", _plain(value))
            cell = sheet.cell(row=number, column=column, value=shown)
            if not is_number:
                cell.data_type = "s"  # a question that begins with = must not become a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, float):
        return f"{cell:.1f}"
    return "" if cell is None else str(cell)[:_CELL_LENGTH]


def _guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; strangers wrote the questions.

    >>> _guarded("=1+1"), _guarded("低保")
    ("'=1+1", '低保')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _width(table: Table, column: int) -> int:
    cells: Sequence[str] = [
        table.columns[column],
        *(_plain(row[column]) for row in table.rows[:50]),
    ]
    return max(8, min(60, 2 * max(map(len, cells))))
