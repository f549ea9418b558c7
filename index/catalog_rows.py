"""Documents and chunks as rows of the catalog's tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.model import PolicyDocument
from index.codec import encode_document
from index.model import Chunk


def document_row(position: int, document: PolicyDocument) -> dict[str, Any]:
    """A row of documents."""
    return {
        "position": position,
        "id": document.id,
        "digest": document.digest,
        "file": document.file,
        "title": document.title,
        "document_number": document.document_number,
        "issued_on": document.issued_on,
        "effective_until": document.effective_until,
        "jurisdiction": document.jurisdiction.name,
        "level": document.jurisdiction.level.value,
        "content": encode_document(document),
    }


def clause_rows(document: PolicyDocument) -> Iterator[dict[str, Any]]:
    """Rows of clauses."""
    for clause in document.clauses:
        yield {
            "id": clause.id,
            "document_id": document.id,
            "ordinal": clause.ordinal,
            "label": clause.label,
            "heading": clause.heading,
            "start": clause.span.start,
            "end": clause.span.end,
        }


def responsibility_rows(document: PolicyDocument) -> Iterator[dict[str, Any]]:
    """Rows of responsibilities, numbered in printed order."""
    for number, edge in enumerate(document.responsibilities):
        yield {
            "document_id": document.id,
            "number": number,
            "clause_id": edge.clause_id,
            "department": edge.department,
            "role": edge.role.value,
            "generic": edge.generic,
        }


def chunk_row(position: int, chunk: Chunk) -> dict[str, Any]:
    """A row of chunks."""
    return {
        "position": position,
        "id": chunk.id,
        "document_id": chunk.document_id,
        "clause_id": chunk.clause_id,
        "context": chunk.context,
        "text": chunk.text,
        "start": chunk.span.start,
        "end": chunk.span.end,
        "part_of": chunk.part_of,
    }
