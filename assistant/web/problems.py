"""Errors as problem details (RFC 9457), each with an English and a Chinese message."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant.errors import InvalidQuestionError
from assistant.labels import label
from assistant.web.templating import page_script, render
from corpus.errors import PolicyAssistantError

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
DATA_PATHS = ("/api/", "/v1/", "/gradio_api/", "/healthz", "/readyz", "/metrics", "/openapi.json")
"""Beginnings of the addresses that programs ask; a problem there is never a page."""


class LongQuestionError(InvalidQuestionError):
    """The question has words, but too many of them."""


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
) -> Response:
    """A response that carries one problem: a page for readers, JSON for programs."""
    if wants_page(request):
        return problem_page(request, status, kind=kind, headers=headers)
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


@contextmanager
def fault_named(question: str) -> Iterator[None]:
    """Tell a question that is too long from one without words, where one is not taken.

    Raises:
        LongQuestionError: In place of an InvalidQuestionError about a question with words.
    """
    try:
        yield
    except InvalidQuestionError as error:
        if not has_words(question):
            raise
        raise LongQuestionError(str(error)) from error


def wants_page(request: Request) -> bool:
    """Whether somebody reads the response in a browser."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    is_data = path.startswith(DATA_PATHS)
    return not is_data and "text/html" in request.headers.get("accept", "")


def problem_page(
    request: Request,
    status: int,
    *,
    kind: str | None = None,
    headers: Mapping[str, str] | None = None,
    **values: str,
) -> Response:
    """A small page that tells one problem and leads back, in the reader's script.

    Args:
        request: Tells the script.
        status: HTTP status code.
        kind: Key of the message where the status alone does not tell it.
        headers: Headers of the response.
        **values: What the message is filled with.
    """
    script = page_script(request)
    page = render(
        "problem.html",
        request,
        status=status,
        title=label(f"http_{status}", script),
        detail=label(f"problem_{kind or status}", script, **values),
    )
    page.headers.update(headers or {})
    return page


async def missing(request: Request, error: Exception) -> Response:
    """For Gradio's own application: a page where it would show JSON to a reader."""
    if not isinstance(error, HTTPException):
        raise error
    if wants_page(request):
        return problem_page(request, error.status_code, headers=error.headers)
    return await http_exception_handler(request, error)


def describe(error: PolicyAssistantError) -> tuple[int, str]:
    """HTTP status and key of the Chinese message for an error raised on purpose."""
    if isinstance(error, InvalidQuestionError):
        is_long = isinstance(error, LongQuestionError)
        return 422, "question_long" if is_long else "question_empty"
    return (503, "503") if error.is_retryable else (500, "500")


def add_handlers(app: FastAPI) -> None:
    """Let every error of `app` end as a problem."""

    @app.exception_handler(PolicyAssistantError)
    async def _on_known(request: Request, error: PolicyAssistantError) -> Response:
        status, kind = describe(error)
        headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
        return respond(request, status, str(error), kind=kind, headers=headers)

    @app.exception_handler(RequestValidationError)
    async def _on_invalid(request: Request, error: RequestValidationError) -> Response:
        errors = [
            {"field": ".".join(str(part) for part in item["loc"]), "message": item["msg"]}
            for item in error.errors()
        ]
        detail = "; ".join(f"{item['field']}: {item['message']}" for item in errors)
        return respond(request, 422, detail, errors=errors)

    @app.exception_handler(HTTPException)
    async def _on_http(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers) if error.headers else None
        return respond(request, error.status_code, str(error.detail), headers=headers)

    @app.exception_handler(Exception)
    async def _on_unknown(request: Request, error: Exception) -> Response:
        logger.error("request %s failed", request.url.path, exc_info=error)
        return respond(request, 500, "the server failed; try again, or tell the operator the id")
