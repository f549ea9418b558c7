"""HTTP: the officials' page. Documents, 责任清单 with export, and a check before publishing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, HTTPException, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.responsibility_table import find_rows, to_csv, to_xlsx
from assistant.web.compare import pairs
from assistant.web.reading import segments
from assistant.web.site import render
from assistant.web.views import document_summary
from corpus.errors import CorpusError
from corpus.load import read_document
from corpus.model import PolicyDocument, Role

router = APIRouter(prefix="/officials", include_in_schema=False)

SHOWN_ROWS = 500
"""Rows of the table that a page shows; an export has them all."""

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("")
def officials(
    request: Request,
    document: str = "",
    department: str = "",
    role: str = "",
    place: str = "",
) -> HTMLResponse:
    """The documents, and the responsibilities that the form asks for."""
    rows = _rows(request, document, department, role, place)
    documents = _catalog(request).documents()
    return render(
        "officials.html",
        request,
        documents=[document_summary(item) for item in documents],
        rows=rows[:SHOWN_ROWS],
        total=len(rows),
        chosen={"document": document, "department": department, "role": role, "place": place},
        roles=[item.value for item in Role],
        places=sorted({item.jurisdiction.name for item in documents}),
        query=request.url.query,
    )


@router.get("/responsibilities.{form}")
def export(
    form: str,
    request: Request,
    document: str = "",
    department: str = "",
    role: str = "",
    place: str = "",
) -> Response:
    """The same rows as a file: xlsx or csv."""
    rows = _rows(request, document, department, role, place)
    if form == "xlsx":
        content, media = to_xlsx(rows), SHEET
    elif form == "csv":
        content, media = to_csv(rows).encode("utf-8-sig"), "text/csv; charset=utf-8"
    else:
        raise HTTPException(404, f"no export as {form!r}; use xlsx or csv")
    headers = {"Content-Disposition": f'attachment; filename="responsibilities.{form}"'}
    return Response(content, media_type=media, headers=headers)


@router.get("/compare")
def compare(
    request: Request,
    first: Annotated[str, Query(max_length=64)] = "",
    second: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """Two documents clause by clause, each clause beside the nearest one of the other."""
    by_id = {item.id: item for item in _catalog(request).documents()}
    if first not in by_id or second not in by_id:
        return RedirectResponse(f"{request.scope.get('root_path', '')}/officials", status_code=303)
    left, right = by_id[first], by_id[second]
    return render("compare.html", request, left=left, right=right, pairs=pairs(left, right))


@router.get("/check")
def check_form(request: Request) -> HTMLResponse:
    """The form for a file that is to be checked."""
    return render("check.html", request, document=None, problem="")


@router.post("/check")
def check(request: Request, file: Annotated[UploadFile, File()]) -> HTMLResponse:
    """How an uploaded file is understood; nothing of it is kept."""
    try:
        document = _read_upload(file)
    except CorpusError as exc:
        return render("check.html", request, document=None, problem=str(exc), status=422)
    return render("check.html", request, problem="", **_understood(document))


def _read_upload(file: UploadFile) -> PolicyDocument:
    """The document in an upload, read from a folder of its own that is removed at once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(file.filename or "upload.txt").name or "upload.txt")
        path.write_bytes(file.file.read())
        return read_document(path)


def _understood(document: PolicyDocument) -> dict[str, Any]:
    named: dict[str, list[str]] = {}
    for item in document.responsibilities:
        named.setdefault(item.clause_id, []).append(f"{item.department}（{item.role.value}）")
    return {
        "document": document,
        "summary": document_summary(document),
        "segments": segments(document),
        "named": named,
    }


def _rows(
    request: Request, document: str, department: str, role: str, place: str
) -> list[dict[str, Any]]:
    rows = find_rows(_catalog(request), document=document or None, department=department or None)
    return [row for row in rows if role in ("", row["role"]) and place in ("", row["jurisdiction"])]


def _catalog(request: Request) -> Any:
    return request.app.state.assistant.index.catalog
