"""责任矩阵: departments by clauses, and the tasks of one department. Pure functions."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from corpus.model import Clause, PolicyDocument, Responsibility, Role

Edges = Iterable[tuple[PolicyDocument, Clause, Responsibility]]
"""Responsibilities as the catalog gives them, document by document."""

LEADING = (Role.LEAD, Role.RESPONSIBLE, Role.IN_CHARGE)
"""Roles that answer for a task; the others take part in it."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
"""Marks that Excel does not allow in the name of a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The departments of one document by its clauses."""

    document: PolicyDocument
    clauses: tuple[Clause, ...]
    """Clauses that name a department, in the order of the text."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """Department as printed, and its roles in each clause, joined; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one department has to do by one clause."""

    document: PolicyDocument
    clause: Clause
    roles: tuple[str, ...]
    leads: bool
    """Whether it answers for the task, not only takes part."""
    others: tuple[str, ...]
    """The other departments of the clause, in printed order."""
    words: str
    """The clause's own text."""


def matrices(edges: Edges) -> list[Matrix]:
    """One matrix for each document that has responsibilities, in the order of the edges."""
    gathered: dict[str, _Gathered] = {}
    for document, clause, edge in edges:
        found = gathered.setdefault(document.id, _Gathered(document))
        found.clauses[clause.id] = clause
        cell = found.cells.setdefault(edge.department, {}).setdefault(clause.id, [])
        if edge.role.value not in cell:
            cell.append(edge.role.value)
    return [found.matrix() for found in gathered.values()]


@dataclass(slots=True)
class _Gathered:
    document: PolicyDocument
    clauses: dict[str, Clause] = field(default_factory=dict)
    cells: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def matrix(self) -> Matrix:
        clauses = sorted(self.clauses.values(), key=lambda clause: clause.span.start)
        rows = tuple(
            (name, tuple("、".join(row.get(clause.id, ())) for clause in clauses))
            for name, row in self.cells.items()
        )
        return Matrix(document=self.document, clauses=tuple(clauses), rows=rows)


def tasks(edges: Edges) -> list[Task]:
    """Tasks of one department: in each document first those that it answers for."""
    roles: dict[str, list[Responsibility]] = {}
    places: dict[str, tuple[PolicyDocument, Clause]] = {}
    for document, clause, edge in edges:
        roles.setdefault(clause.id, []).append(edge)
        places[clause.id] = document, clause
    found = [_task(*places[key], own) for key, own in roles.items()]
    order = {key: n for n, key in enumerate(dict.fromkeys(task.document.id for task in found))}
    return sorted(found, key=lambda task: (order[task.document.id], not task.leads))


def _task(document: PolicyDocument, clause: Clause, own: list[Responsibility]) -> Task:
    names = {edge.department for edge in own}
    others = dict.fromkeys(
        edge.department
        for edge in document.responsibilities
        if edge.clause_id == clause.id and edge.department not in names
    )
    return Task(
        document=document,
        clause=clause,
        roles=tuple(dict.fromkeys(edge.printed_role for edge in own)),
        leads=any(edge.role in LEADING for edge in own),
        others=tuple(others),
        words=clause.span.of(document.text).strip(),
    )


def to_xlsx(found: Iterable[Matrix]) -> bytes:
    """An Excel workbook with one sheet for each document."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, matrix in enumerate(found, start=1):
        name = matrix.document.document_number or matrix.document.title
        sheet = book.create_sheet(f"{number} {name}".translate(_FORBIDDEN)[:31])
        head = ["部门", *(f"{item.label} {item.heading}".strip() for item in matrix.clauses)]
        for row, values in enumerate([head, *([name, *cells] for name, cells in matrix.rows)], 1):
            for column, value in enumerate(values, start=1):
                cell = sheet.cell(row=row, column=column, value=value)
                cell.data_type = "s"  # a text that begins with = must not become a formula
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=row == 1 or column == 1)
        sheet.column_dimensions["A"].width = 24
        for column in range(2, len(head) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 14
        sheet.freeze_panes = "B2"
    if not book.worksheets:
        book.create_sheet("责任矩阵")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
