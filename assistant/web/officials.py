"""HTTP: the officials' page. Documents, 责任清单 with export, and a check before publishing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from assistant.doubts import doubt_words, problem_words
from assistant.labels import label
from assistant.responsibility_table import row_of, to_csv, to_xlsx
from assistant.web import officials_views
from assistant.web.compare import comparison
from assistant.web.middleware import size_words
from assistant.web.officials_views import SHEET, FilterDependency, attachment
from assistant.web.reading import segments
from assistant.web.templating import render
from assistant.web.views import document_summary, forces
from corpus.errors import CorpusError
from corpus.load import read_document
from corpus.model import PolicyDocument

router = APIRouter(prefix="/officials", include_in_schema=False)
router.include_router(officials_views.router)

SHOWN_ROWS = 500
"""Rows of the table that a page shows; an export has them all."""
CHECK_LIMIT = 20_000_000
"""Bytes of a file that is checked; unlike an owner, anybody may send one."""
CHECKS_PER_MINUTE = 10
"""Files that one client may have checked; a scan takes the processor for seconds."""
ALL_CHECKS_PER_MINUTE = 60
"""Files of all clients together."""
_LONGEST_NAME = 60
"""Characters kept of an upload's name: file systems count bytes, of which a 字 has three."""


@router.get("")
def officials(request: Request, chosen: FilterDependency) -> HTMLResponse:
    """The documents, and the responsibilities that the form asks for."""
    rows = [row_of(*edge) for edge in chosen.edges(request)]
    documents = _catalog(request).documents()
    told = {key: label(force.value) for key, force in forces(documents).items()}
    return render(
        "officials.html",
        request,
        documents=[{**document_summary(item), "force": told[item.id]} for item in documents],
        rows=rows[:SHOWN_ROWS],
        total=len(rows),
        **chosen.shown(request),
    )


@router.get("/responsibilities.{form}")
def export(form: str, request: Request, chosen: FilterDependency) -> Response:
    """The same rows as a file: xlsx or csv."""
    rows = [row_of(*edge) for edge in chosen.edges(request)]
    if form == "xlsx":
        return attachment(to_xlsx(rows), SHEET, "responsibilities.xlsx")
    if form == "csv":
        content = to_csv(rows).encode("utf-8-sig")
        return attachment(content, "text/csv; charset=utf-8", "responsibilities.csv")
    raise HTTPException(404, f"no export as {form!r}; use xlsx or csv")


@router.get("/check")
def check_form(request: Request) -> HTMLResponse:
    """The form for a file that is to be checked."""
    return _check_page(request)


@router.post("/check")
def check(
    request: Request,
    file: Annotated[UploadFile, File()],
    against: Annotated[str, Form(max_length=64)] = "",
) -> HTMLResponse:
    """How an uploaded file is understood, or what it changes; nothing of it is kept."""
    seconds = request.app.state.check_rate.wait(request.client.host if request.client else "")
    if seconds:
        page = _check_page(request, problem=label("checks_often", seconds=str(seconds)), status=429)
        page.headers["Retry-After"] = str(seconds)
        return page
    try:
        document = _read_upload(file)
    except CorpusError as exc:
        return _check_page(request, problem=problem_words(exc), status=422)
    older = {item.id: item for item in _catalog(request).documents()}.get(against)
    if older is not None:
        values = comparison(older, document, is_version=True)
        return render("compare.html", request, uploaded=True, only_changes=False, **values)
    return _check_page(request, **_understood(document))


def _check_page(request: Request, *, status: int = 200, **values: Any) -> HTMLResponse:
    documents = [document_summary(item) for item in _catalog(request).documents()]
    most = size_words(CHECK_LIMIT)
    values = {"document": None, "problem": "", "documents": documents, "most": most, **values}
    return render("check.html", request, status=status, **values)


def _read_upload(file: UploadFile) -> PolicyDocument:
    """The document in an upload, read from a folder of its own that is removed at once."""
    with tempfile.TemporaryDirectory() as folder:
        name = Path(Path(file.filename or "upload.txt").name or "upload.txt")
        path = Path(folder) / f"{name.stem[:_LONGEST_NAME]}{name.suffix[:_LONGEST_NAME]}"
        path.write_bytes(file.file.read())
        return read_document(path)


def _understood(document: PolicyDocument) -> dict[str, Any]:
    named: dict[str, list[tuple[str, str]]] = {}
    for item in document.responsibilities:
        named.setdefault(item.clause_id, []).append((item.department, item.role.value))
    found = segments(document)
    return {
        "document": document,
        "summary": document_summary(document),
        "segments": found,
        "parts": {item.kind: label(f"part_{item.kind}") for item in found},
        "doubts": list(dict.fromkeys(_in_chinese(warning) for warning in document.warnings)),
        "named": named,
    }


def _in_chinese(warning: str) -> str:
    """A warning in words that people read, be there none for its kind."""
    words = doubt_words(warning)
    return label("doubt") if words == warning else words


def _catalog(request: Request) -> Any:
    return request.app.state.assistant.index.catalog
