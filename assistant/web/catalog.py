"""HTTP: the documents, their clauses and who is responsible."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request

from assistant.web.asking import PROBLEMS
from assistant.web.schema import (
    ClauseDetailBody,
    DocumentBody,
    DocumentDetailBody,
    ProblemBody,
    ResponsibilityBody,
)
from assistant.web.views import (
    clause_detail,
    document_detail,
    document_summary,
    responsibility_row,
)
from corpus.model import Clause, PolicyDocument

router = APIRouter(
    prefix="/api/v1",
    tags=["catalog"],
    responses={
        404: {"model": ProblemBody, "content": {"application/problem+json": {}}},
        422: PROBLEMS[422],
    },
)


@router.get("/documents", response_model=list[DocumentBody])
def list_documents(request: Request) -> list[dict[str, Any]]:
    """All documents, without their texts."""
    return [document_summary(document) for document in _catalog(request).documents()]


@router.get("/documents/{document_id}", response_model=DocumentDetailBody)
def get_document(document_id: str, request: Request) -> dict[str, Any]:
    """One document with its text and clauses."""
    return document_detail(find_document(request, document_id))


@router.get("/clauses/{clause_id}", response_model=ClauseDetailBody)
def get_clause(clause_id: str, request: Request) -> dict[str, Any]:
    """One clause with its words and departments."""
    return clause_detail(*find_clause(request, clause_id))


@router.get("/responsibilities", response_model=list[ResponsibilityBody])
def list_responsibilities(
    request: Request,
    document_id: str | None = None,
    department: str | None = None,
) -> list[dict[str, Any]]:
    """Every department of every clause, or those of one document or department."""
    found = _catalog(request).responsibilities(document_id=document_id, department=department)
    return [responsibility_row(*row) for row in found]


def find_document(request: Request, document_id: str) -> PolicyDocument:
    """The document of that id; HTTPException 404 when there is none."""
    try:
        document: PolicyDocument = _catalog(request).document(document_id)
    except KeyError as exc:
        raise HTTPException(
            404, f"no document has the id {document_id!r}; see /api/v1/documents"
        ) from exc
    return document


def find_clause(request: Request, clause_id: str) -> tuple[PolicyDocument, Clause]:
    """The clause of that id and its document; HTTPException 404 when there is none."""
    try:
        found: tuple[PolicyDocument, Clause] = _catalog(request).clause(clause_id)
    except KeyError as exc:
        raise HTTPException(
            404, f"no clause has the id {clause_id!r}; see /api/v1/documents/{{id}}"
        ) from exc
    return found


def _catalog(request: Request) -> Any:
    """The catalog as it is now: a newer generation may have taken the place of the last."""
    return request.app.state.assistant.index.catalog
