"""How a document was understood, as the contract of `check --json` gives it."""

from __future__ import annotations

from datetime import date
from typing import Any

from corpus.metadata import legal_force
from corpus.model import Clause, LegalForce, PolicyDocument, Reference, Responsibility


def check_json(document: PolicyDocument, *, force: LegalForce | None = None) -> dict[str, Any]:
    """The object that ``policy-assistant check --json`` prints for one file.

    Args:
        document: A parsed document.
        force: Its force as of the day of asking; taken from its own text when None.
    """
    clauses = {clause.id: clause for clause in document.clauses}
    return {
        "file": document.file,
        "document": _document(document, force or legal_force(document, date.today())),
        "clauses": [_clause(clause) for clause in document.clauses],
        "responsibilities": [_responsibility(r, clauses) for r in document.responsibilities],
        "references": [_reference(reference) for reference in document.references],
        "warnings": list(document.warnings),
    }


def _document(document: PolicyDocument, force: LegalForce) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "document_number": document.document_number,
        "issuing_bodies": list(document.issuing_bodies),
        "issued_on": _day(document.issued_on),
        "jurisdiction": document.jurisdiction.name,
        "legal_force": force.value,
        "effective_from": _day(document.effective_from),
        "effective_until": _day(document.effective_until),
        "script": document.script.value,
        "abridged": document.abridged,
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "path": list(clause.path),
        "paragraph": clause.paragraph,
        "heading": clause.heading,
        "start": clause.span.start,
        "end": clause.span.end,
    }


def _responsibility(edge: Responsibility, clauses: dict[str, Clause]) -> dict[str, Any]:
    clause = clauses.get(edge.clause_id)
    return {
        "clause_id": edge.clause_id,
        "path": list(clause.path) if clause else [],
        "department": edge.department,
        "role": edge.role.value,
        "generic": edge.generic,
        "inherited_from": edge.inherited_from,
        "start": edge.span.start,
        "end": edge.span.end,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "text": reference.text,
        "start": reference.span.start,
        "end": reference.span.end,
        "clause_id": reference.clause_id,
        "document_number": reference.document_number,
        "title": reference.title,
        "path": list(reference.path),
        "relation": reference.relation,
    }
