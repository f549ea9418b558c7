"""HTTP: the pages that are no chat (a document, the interface's description), and health."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.labels import label
from assistant.web import script_calls
from assistant.web.catalog import find_clause, find_document
from assistant.web.problems import wants_page
from assistant.web.reading import converted, outline, segments
from assistant.web.schema import HealthBody
from assistant.web.templating import render
from assistant.web.views import clause_detail, document_detail, forces
from corpus.model import LegalForce, Script

STATIC = Path(__file__).parent / "static"
WIDGET = Path(__file__).parent / "widget"

router = APIRouter()
router.include_router(script_calls.router)  # what the widget asks where it may load scripts alone


@router.get("/healthz", tags=["health"])
def healthz() -> HealthBody:
    """The process is alive."""
    return HealthBody()


@router.get("/readyz", tags=["health"])
def readyz(request: Request) -> HealthBody:
    """Index and model are loaded; the number of documents says with what."""
    return HealthBody(documents=len(request.app.state.assistant.index.catalog.documents()))


@router.get("/favicon.ico", include_in_schema=False)
def favicon() -> FileResponse:
    """The site's mark."""
    return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")


@router.get("/manifest.json", include_in_schema=False)
def manifest(request: Request) -> JSONResponse:
    """Name and mark for a phone's home screen."""
    root = request.scope.get("root_path", "")
    icon = {"src": f"{root}/favicon.ico", "sizes": "any", "type": "image/svg+xml"}
    body = {"name": "政策问答", "short_name": "政策问答", "start_url": f"{root}/", "icons": [icon]}
    return JSONResponse({**body, "display": "standalone", "lang": "zh-CN"})


@router.get("/widget.js", include_in_schema=False)
def widget() -> Response:
    """The portal widget, for a script tag on any page."""
    headers = {
        "Cache-Control": "public, max-age=300",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(widget_script(), media_type="text/javascript", headers=headers)


@cache
def widget_script() -> str:
    """The widget with its style in it: portals load one file."""
    style = " ".join((WIDGET / "widget.css").read_text(encoding="utf-8").split())
    script = (WIDGET / "widget.js").read_text(encoding="utf-8")
    return script.replace('"__STYLE__"', json.dumps(style, ensure_ascii=False))


@router.get("/demo", include_in_schema=False)
def demo(request: Request) -> HTMLResponse:
    """A portal page that embeds the widget."""
    return render("demo.html", request)


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> HTMLResponse:
    """The interface, described from its OpenAPI document without outside scripts."""
    schema = request.app.openapi()
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, item in schema["paths"].items()
        for method, operation in item.items()
    ]
    schemas = {
        name: json.dumps(body, ensure_ascii=False, indent=2)
        for name, body in schema.get("components", {}).get("schemas", {}).items()
    }
    return render("docs.html", request, info=schema["info"], operations=operations, schemas=schemas)


@router.get("/documents/{document_id}", include_in_schema=False)
def read_document(
    document_id: str,
    request: Request,
    start: int = -1,
    end: int = -1,
    reading: Script | None = None,
) -> Response:
    """A document for reading, with ``[start, end)`` highlighted; JSON for other programs.

    `reading` sets the same words in that script beside it.
    """
    document = find_document(request, document_id)
    if not wants_page(request):
        return JSONResponse(document_detail(document))
    shown = segments(document, start, end)
    other = Script.HANS if document.script is Script.HANT else Script.HANT
    beside = (
        [converted(item, reading) for item in shown] if reading is other else [None] * len(shown)
    )
    told = forces(request.app.state.assistant.index.catalog.documents())
    return render(
        "document.html",
        request,
        document=document,
        outline=outline(document),
        segments=list(zip(shown, beside, strict=True)),
        other=other,
        reading=reading is other,
        force=label(told.get(document.id, LegalForce.UNKNOWN)),
    )


@router.get("/clauses/{clause_id}", include_in_schema=False)
def read_clause(
    clause_id: str,
    request: Request,
    start: int = -1,
    end: int = -1,
    reading: Script | None = None,
) -> Response:
    """The place of a clause in its document; JSON for other programs."""
    document, clause = find_clause(request, clause_id)
    if not wants_page(request):
        return JSONResponse(clause_detail(document, clause))
    root = request.scope.get("root_path", "")
    told = {"start": start, "end": end} if start >= 0 else {}
    query = urlencode({**told, "reading": reading.value} if reading else told)
    address = f"{root}/documents/{document.id}{'?' if query else ''}{query}#{clause.id}"
    return RedirectResponse(address, status_code=307)
