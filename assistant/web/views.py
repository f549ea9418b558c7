"""Documents, clauses and responsibilities as plain JSON values, for HTTP and ``--json``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.metadata import legal_force
from corpus.model import Clause, LegalForce, PolicyDocument, Responsibility

_ENDING = ("repeals", "supersedes")
"""Relations by which a document ends the force of another one."""


def document_summary(document: PolicyDocument) -> dict[str, Any]:
    """The document as it stands in an Answer, with dates of force, script and abridgement."""
    return {
        "id": document.id,
        "title": document.title,
        "document_number": document.document_number,
        "issuing_bodies": list(document.issuing_bodies),
        "issued_on": _day(document.issued_on),
        "jurisdiction": document.jurisdiction.name,
        "legal_force": legal_force(document, date.today()).value,
        "effective_from": _day(document.effective_from),
        "effective_until": _day(document.effective_until),
        "script": document.script.value,
        "abridged": document.abridged,
    }


def forces(documents: Sequence[PolicyDocument]) -> dict[str, LegalForce]:
    """Today's legal force of each document by its id, as all of them together tell it."""
    ending = [item for item in documents if any(r.relation in _ENDING for r in item.references)]
    return {item.id: legal_force(item, date.today(), ending) for item in documents}


def clause_summary(clause: Clause | None) -> dict[str, Any]:
    """The clause as it stands in an Answer; None stands for the document as a whole."""
    if clause is None:
        return {"id": "", "path": [], "paragraph": None, "label": "", "heading": ""}
    return {
        "id": clause.id,
        "path": list(clause.path),
        "paragraph": clause.paragraph,
        "label": clause.label,
        "heading": clause.heading,
    }


def clause_detail(document: PolicyDocument, clause: Clause) -> dict[str, Any]:
    """A clause with its words, its offsets and what its departments are."""
    return {
        "document": document_summary(document),
        "clause": clause_summary(clause),
        "text": clause.span.of(document.text),
        "start": clause.span.start,
        "end": clause.span.end,
        "responsibilities": [
            responsibility_row(document, clause, item)
            for item in document.responsibilities
            if item.clause_id == clause.id
        ],
    }


def document_detail(document: PolicyDocument) -> dict[str, Any]:
    """A document with its whole text and its clauses in reading order."""
    return {
        **document_summary(document),
        "text": document.text,
        "clauses": [
            {
                **clause_summary(clause),
                "parent_id": clause.parent_id,
                "start": clause.span.start,
                "end": clause.span.end,
            }
            for clause in document.clauses
        ],
        "warnings": list(document.warnings),
    }


def responsibility_row(
    document: PolicyDocument, clause: Clause, responsibility: Responsibility
) -> dict[str, Any]:
    """One department's role in one clause."""
    return {
        "document_id": document.id,
        "document_title": document.title,
        "clause_id": clause.id,
        "label": clause.label,
        "heading": clause.heading,
        "department": responsibility.department,
        "role": responsibility.role.value,
        "printed_role": responsibility.printed_role,
        "generic": responsibility.generic,
        "inherited_from": responsibility.inherited_from,
        "start": responsibility.span.start,
        "end": responsibility.span.end,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
