"""One document in every format is understood alike: the same clauses, the same departments."""

from __future__ import annotations

import pytest

from corpus.load import parse_source
from corpus.readers import ocr, read_bytes
from tests.corpus.made import as_docx, as_html, as_pdf, as_scan, paragraphs_of, shipped_texts

MAKERS = {"html": as_html, "docx": as_docx, "pdf": as_pdf}
View = tuple[list[tuple[tuple[str, ...], int | None]], set[tuple[tuple[str, ...], str, str]]]


def understood(data: bytes, name: str) -> View:
    """Clause paths in order, and (path, department, role) of every responsibility."""
    document = parse_source(read_bytes(data, name))
    paths = {clause.id: clause.path for clause in document.clauses}
    return [(clause.path, clause.paragraph) for clause in document.clauses], {
        (paths[duty.clause_id], "".join(duty.department.split()), duty.role)
        for duty in document.responsibilities
    }


@pytest.mark.parametrize("kind", sorted(MAKERS))
@pytest.mark.parametrize("name", sorted(shipped_texts()))
def test_a_text_format_changes_nothing_in_what_is_understood(name: str, kind: str) -> None:
    text = shipped_texts()[name]
    assert understood(MAKERS[kind](text), f"a.{kind}") == understood(text.encode(), "a.txt")


@pytest.mark.skipif(not ocr.available(), reason="the recogniser of the ocr extra is not installed")
def test_a_scan_keeps_nearly_all_clauses_and_departments() -> None:
    # Two clauses only: recognition takes seconds a page. Whole documents are compared by hand.
    longest = max(shipped_texts().values(), key=lambda text: text.count("责任单位"))
    duty = [line for line in paragraphs_of(longest) if "责任单位" in line]
    text = "\n".join(["一、重点任务", *sorted(duty, key=len)[:3]])
    clauses, duties = understood(text.encode(), "a.txt")
    seen_clauses, seen_duties = understood(as_scan(text), "scan.pdf")
    assert len(set(clauses) & set(seen_clauses)) >= 0.95 * len(clauses)
    assert len(duties & seen_duties) >= 0.95 * len(duties) > 0
