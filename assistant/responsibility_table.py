"""责任清单: one row for each department of each clause, as CSV or a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from corpus.departments import same_department
from corpus.normalize import search_form

if TYPE_CHECKING:
    from corpus.model import Clause, PolicyDocument, Responsibility
    from index.catalog import Catalog

COLUMNS = {
    "department": ("部门", 24),
    "role": ("角色", 8),
    "printed_role": ("原文用语", 12),
    "generic": ("泛称", 8),
    "label": ("条款", 18),
    "heading": ("条款标题", 32),
    "title": ("文件", 48),
    "document_number": ("文号", 24),
    "jurisdiction": ("地区", 12),
    "inherited_from": ("由何条说明带来", 18),
    "clause_id": ("条款编号", 24),
    "text": ("条款原文", 80),
}
"""Key of a row, column title, and width of the column in characters."""


def find_rows(
    catalog: Catalog, *, document: str | None = None, department: str | None = None
) -> list[dict[str, Any]]:
    """Rows in the order of the documents and their clauses; arguments as in `find_edges`."""
    edges = find_edges(catalog, document=document, department=department)
    return [row_of(*edge) for edge in edges]


def find_edges(
    catalog: Catalog, *, document: str | None = None, department: str | None = None
) -> list[tuple[PolicyDocument, Clause, Responsibility]]:
    """Responsibilities in the order of the documents and their clauses.

    Args:
        catalog: Where documents and responsibilities are kept.
        document: Id, 文号 or words of the title, in any script; None for all documents.
        department: Name in any script, aliases included; None for all departments.
    """
    wanted = None if document is None else matching_documents(catalog, document)
    same = {} if department is None else _same_names(catalog, department)
    return [
        (found, clause, edge)
        for found, clause, edge in catalog.responsibilities()
        if (wanted is None or found.id in wanted)
        and (department is None or same.get(edge.department))
    ]


def _same_names(catalog: Catalog, department: str) -> dict[str, bool]:
    """For each printed name, whether it can mean `department`."""
    wanted = search_form(department)
    printed = {edge.department for _, _, edge in catalog.responsibilities()}
    return {
        name: search_form(name) == wanted or same_department(name, department) for name in printed
    }


def matching_documents(catalog: Catalog, words: str) -> set[str]:
    """Ids of the documents whose id, 文号 or title `words` names."""
    key = search_form(words)
    return {
        document.id
        for document in catalog.documents()
        if document.id == words
        or key in search_form(document.document_number or "")
        or key in search_form(document.title)
    }


def row_of(
    document: PolicyDocument, clause: Clause, responsibility: Responsibility
) -> dict[str, Any]:
    """One department's role in one clause, under the keys of `COLUMNS`."""
    inherited = responsibility.inherited_from
    return {
        "department": responsibility.department,
        "role": responsibility.role.value,
        "printed_role": responsibility.printed_role,
        "generic": responsibility.generic,
        "label": clause.label,
        "heading": clause.heading,
        "title": document.title,
        "document_number": document.document_number,
        "jurisdiction": document.jurisdiction.name,
        "inherited_from": document.clause_by_id(inherited).label if inherited else None,
        "clause_id": clause.id,
        "text": clause.span.of(document.text).strip(),
    }


def to_csv(rows: list[dict[str, Any]]) -> str:
    """CSV with Chinese column titles."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([title for title, _ in COLUMNS.values()])
    writer.writerows([_cell(row[key]) for key in COLUMNS] for row in rows)
    return stream.getvalue()


def to_xlsx(rows: list[dict[str, Any]]) -> bytes:
    """An Excel workbook with one sheet, its first row frozen and filterable."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "责任清单"
    for column, (title, width) in enumerate(COLUMNS.values(), start=1):
        sheet.cell(row=1, column=column, value=title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, start=2):
        for column, key in enumerate(COLUMNS, start=1):
            cell = sheet.cell(row=number, column=column, value=_cell(row[key]))
            cell.data_type = "s"  # a text that begins with = must not become a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else ""
    return "" if value is None else str(value)
