"""HTTP: asking by a module script, for host pages that let nothing but scripts come from here.

A page under ``Content-Security-Policy: default-src 'self'; script-src 'self' https://assistant``
may load scripts of the assistant, but not call it: `connect-src` falls back to `default-src`. The
widget then imports these addresses. Browsers ask for modules with the page's origin and keep them
from pages that are not on the list of origins, as they do with the rest of the interface. The
response always has status 200, because a failed import would not tell the widget why.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assistant.web.asking import PROBLEMS
from assistant.web.limits import RateLimit
from assistant.web.problems import describe, problem
from assistant.web.schema import AskRequest, FeedbackRequest
from corpus.errors import PolicyAssistantError

logger = logging.getLogger(__name__)

router = APIRouter(prefix="/api/v1", tags=["script"])

Encoded = Annotated[
    str,
    Query(
        max_length=32_768,
        description="The body of the POST address of the same name, JSON in base64url.",
    ),
]
Body = TypeVar("Body", bound=BaseModel)
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A module whose default export has `result`, or `problem` (RFC 9457).",
        "content": {"text/javascript": {"schema": {"type": "string"}}},
    },
    422: PROBLEMS[422],
}


@router.get("/ask.js", response_class=Response, responses=_RESPONSES)
async def ask_by_script(request: Request, body: Encoded = "") -> Response:
    """Answer one question, as `POST /api/v1/ask` does, in a module script."""

    def answer(asked: AskRequest) -> dict[str, Any]:
        found: dict[str, Any] = request.app.state.assistant.ask(asked.to_question()).to_json()
        return found

    return await run_in_threadpool(_module, request, AskRequest, body, answer)


@router.get("/feedback.js", response_class=Response, responses=_RESPONSES)
async def feedback_by_script(request: Request, body: Encoded = "") -> Response:
    """Keep one piece of feedback, as `POST /api/v1/feedback` does, in a module script."""

    def keep(given: FeedbackRequest) -> dict[str, Any]:
        return {"id": request.app.state.feedback.add(given)}

    return await run_in_threadpool(_module, request, FeedbackRequest, body, keep)


def _module(
    request: Request, kind: type[Body], encoded: str, act: Callable[[Body], dict[str, Any]]
) -> Response:
    """The module that tells what came of one call."""
    limit: RateLimit = request.app.state.rate_limit
    if wait := limit.wait(request.client.host if request.client else ""):
        return _export(_problem(request, 429, f"too many questions; wait {wait} s and ask again"))
    try:
        body = kind.model_validate_json(_decode(encoded))
    except ValueError as exc:  # no base64, no UTF-8, no JSON, or not what it should say
        return _export(_problem(request, 422, f"the body cannot be read ({type(exc).__name__})"))
    try:
        return _export({"result": act(body)})
    except PolicyAssistantError as exc:
        status, name = describe(exc)
        return _export(_problem(request, status, str(exc), kind=name))
    except Exception:  # an error page is no module; the log has what happened
        logger.exception("request %s failed", getattr(request.state, "request_id", ""))
        return _export(_problem(request, 500, "the server failed; try again"))


def _decode(encoded: str) -> bytes:
    """The bytes of base64url with or without its padding.

    >>> _decode("5pCs6L-B").decode()
    '搬迁'
    """
    return base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)


def _problem(
    request: Request, status: int, detail: str, *, kind: str | None = None
) -> dict[str, Any]:
    request_id = getattr(request.state, "request_id", "")
    path = request.url.path
    return {"problem": problem(status, detail, instance=path, request_id=request_id, kind=kind)}


def _export(value: dict[str, Any]) -> Response:
    headers = {"Cache-Control": "no-store"}
    content = f"export default {json.dumps(value)};\n"  # ASCII alone: valid in every encoding
    return Response(content, media_type="text/javascript", headers=headers)
