"""Every clause of the shipped documents has exactly the bodies that a reader finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Structure
from corpus.responsibilities import find_responsibilities
from corpus.structure import split_clauses

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = json.loads(
    (Path(__file__).parent / "golden" / "responsibilities_seeds.json").read_text(encoding="utf-8")
)
DOCUMENTS = sorted((ROOT / "corpus" / "documents").glob("*.txt"))


def rows_of(text: str, structure: Structure) -> dict[str, list[dict[str, Any]]]:
    labels = {clause.id: clause.label for clause in structure.clauses}
    rows: dict[str, list[dict[str, Any]]] = {}
    for item in find_responsibilities(text, structure):
        rows.setdefault(labels[item.clause_id], []).append(
            {
                "department": item.department,
                "role": item.role.value,
                "printed_role": item.printed_role,
                "generic": item.generic,
                "inherited_from": labels.get(item.inherited_from or ""),
            }
        )
    return rows


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem[:3])
def test_every_department_of_every_clause_and_not_one_extra(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert rows_of(text, split_clauses(text, "x")) == GOLDEN[path.stem[:3]]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem[:3])
def test_every_name_stands_where_its_span_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    structure = split_clauses(text, "x")
    spans = {clause.id: clause.span for clause in structure.clauses}
    for item in find_responsibilities(text, structure):
        assert item.span.of(text) == item.department
        home = spans[item.inherited_from or item.clause_id]
        assert home.start <= item.span.start < item.span.end <= home.end
