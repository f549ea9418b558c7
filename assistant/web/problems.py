"""Errors as problem details (RFC 9457), each with an English and a Chinese message."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import InvalidQuestionError
from assistant.labels import label
from corpus.errors import PolicyAssistantError

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int,
    detail: str,
    *,
    instance: str = "",
    request_id: str = "",
    kind: str | None = None,
    errors: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """The body of one problem.

    Args:
        status: HTTP status code.
        detail: What happened and what to do, English.
        instance: Path of the request.
        request_id: The same as in the response's X-Request-ID.
        kind: Key of the Chinese message where the status alone does not tell it.
        errors: One entry for each field that is wrong.
    """
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "title_zh": label(f"http_{status}"),
        "status": status,
        "detail": detail,
        "detail_zh": label(f"problem_{kind or status}"),
        "instance": instance,
        "request_id": request_id,
    }
    return body if errors is None else {**body, "errors": errors}


def respond(
    request: Request,
    status: int,
    detail: str,
    *,
    kind: str | None = None,
    headers: dict[str, str] | None = None,
    errors: list[dict[str, Any]] | None = None,
) -> JSONResponse:
    """A response that carries one problem."""
    body = problem(
        status,
        detail,
        instance=request.url.path,
        request_id=getattr(request.state, "request_id", ""),
        kind=kind,
        errors=errors,
    )
    if request.url.path.startswith("/v1/"):  # OpenAI's clients show what they find here
        body["error"] = {"message": detail, "type": body["title"], "code": status}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def has_words(question: str) -> bool:
    """Whether a question has anything but marks and blanks.

    >>> has_words("低保？"), has_words("？？")
    (True, False)
    """
    return any(character.isalnum() for character in question)


def describe(error: PolicyAssistantError) -> tuple[int, str]:
    """HTTP status and key of the Chinese message for an error raised on purpose."""
    if isinstance(error, InvalidQuestionError):
        return 422, "question"
    return (503, "503") if error.is_retryable else (500, "500")


def add_handlers(app: FastAPI) -> None:
    """Let every error of `app` end as a problem."""

    @app.exception_handler(PolicyAssistantError)
    async def _on_known(request: Request, error: PolicyAssistantError) -> JSONResponse:
        status, kind = describe(error)
        headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
        return respond(request, status, str(error), kind=kind, headers=headers)

    @app.exception_handler(RequestValidationError)
    async def _on_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        errors = [
            {"field": ".".join(str(part) for part in item["loc"]), "message": item["msg"]}
            for item in error.errors()
        ]
        detail = "; ".join(f"{item['field']}: {item['message']}" for item in errors)
        return respond(request, 422, detail, errors=errors)

    @app.exception_handler(HTTPException)
    async def _on_http(request: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers) if error.headers else None
        return respond(request, error.status_code, str(error.detail), headers=headers)

    @app.exception_handler(Exception)
    async def _on_unknown(request: Request, error: Exception) -> JSONResponse:
        logger.error("request %s failed", request.url.path, exc_info=error)
        return respond(request, 500, "the server failed; try again, or tell the operator the id")
