"""The web application: HTTP interface, pages and widget around one assistant."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles
from fastapi.telemetry import TelemetryConfig
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from assistant.records.bookkeeping import Bookkeeping
from assistant.web import (
    asking,
    catalog,
    conversations,
    feedback,
    metrics,
    officials,
    openai_chat,
    site,
)
from assistant.web.limits import RateLimit
from assistant.web.middleware import REQUEST_ID, RequestGuard
from assistant.web.owner import setup as owner
from assistant.web.problems import add_handlers, missing
from assistant.web.record_metrics import RecordMetrics
from assistant.web.stopping import OpenRequests

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings

NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "auto_configure": False,
}
"""FastAPI would send figures and logs wherever OTEL_… variables of the machine point."""

PAGE_BODY_LIMIT = 2_000_000
"""Bytes: what the chat page itself sends with one event."""
UPLOAD_LIMIT = 50_000_000
"""Bytes of what an owner uploads; scans of long documents are that large."""


def create_app(assistant: Assistant, settings: Settings, *, pages: bool = True) -> FastAPI:
    """The application, ready to be served by one worker.

    Args:
        assistant: Answers the questions; the caller closes it.
        settings: Limits, origins and the data directory.
        pages: Whether to mount the chat page, whose import takes seconds.
    """
    app = FastAPI(
        title="policy-assistant",
        version=version("policy-assistant"),
        summary="Answers over Chinese policy documents that cite clause and department.",
        lifespan=conversations.keep_books,
        docs_url=None,
        redoc_url=None,
        telemetry=NO_TELEMETRY,
    )
    observed = app.state.assistant = metrics.Observed(assistant)
    app.state.rate_limit = RateLimit(
        settings.rate_limit_per_minute, settings.rate_limit_total_per_minute
    )
    app.state.check_rate = RateLimit(officials.CHECKS_PER_MINUTE, officials.ALL_CHECKS_PER_MINUTE)
    books = _open_books(app, assistant, settings)
    observed.registry.register(RecordMetrics(books.writer))
    app.state.feedback = feedback.FeedbackBox(books)
    app.state.open_requests = OpenRequests()
    add_handlers(app)
    for module in (asking, catalog, conversations, feedback, metrics, officials, openai_chat, site):
        app.include_router(module.router)
    owner.install(app, assistant, settings, books)
    app.mount("/site", StaticFiles(directory=site.STATIC), name="site")
    _close_interface(app)
    _surround(app, settings)
    if pages:
        from assistant.web.pages import mount_pages  # noqa: PLC0415 - gradio takes seconds

        options = {"telemetry": NO_TELEMETRY, "exception_handlers": {404: missing}}
        mount_pages(app, observed, settings, app_options=options)
    return app


def _open_books(app: FastAPI, assistant: Assistant, settings: Settings) -> Bookkeeping:
    """Open the records, which outlive this process, and have the assistant use them."""
    books = Bookkeeping.from_settings(settings)
    app.state.books, app.state.records = books, books.store
    assistant.conversations, assistant.recorder = books.conversations, books
    return books


def _surround(app: FastAPI, settings: Settings) -> None:
    origins = list(settings.allowed_origins)
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Content-Type", REQUEST_ID],
            expose_headers=[REQUEST_ID, "Retry-After"],
        )

    def body_limit(path: str) -> int:
        if path == "/officials/check":
            return officials.CHECK_LIMIT
        if path in owner.UPLOADS:
            return UPLOAD_LIMIT
        return PAGE_BODY_LIMIT if path.startswith("/gradio_api/") else settings.body_limit

    requests = app.state.open_requests
    app.add_middleware(RequestGuard, body_limit=body_limit, requests=requests, origins=origins)


def _close_interface(app: FastAPI) -> None:
    """Answer unknown addresses and methods of the interface here, not by the pages' 404."""
    closed = _Closed(list(app.router.routes))
    for path in ("/api/{rest:path}", "/v1/{rest:path}", "/healthz", "/readyz"):
        app.router.routes.append(Route(path, closed))


class _Closed:
    """Answers every method, unlike a function: 405 where another one would work, else 404."""

    def __init__(self, known: Sequence[BaseRoute]) -> None:
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        allowed = [method for method in ("GET", "POST", "DELETE") if self._works(scope, method)]
        if not allowed:
            raise HTTPException(404, f"nothing is at {request.url.path}; see /docs")
        raise HTTPException(
            405,
            f"{request.method} does not work here; use {' or '.join(allowed)}",
            headers={"Allow": ", ".join(allowed)},
        )

    def _works(self, scope: Scope, method: str) -> bool:
        asked = {**scope, "method": method}
        return any(route.matches(asked)[0] is Match.FULL for route in self._known)
