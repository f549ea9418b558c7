"""HTTP: ask a question, whole or as a stream of events."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from itertools import chain, islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool

from assistant.model import Answer, Answerer, Event
from assistant.web.limits import limit_rate
from assistant.web.problems import describe, problem
from assistant.web.schema import AnswerBody, AskRequest, ProblemBody
from corpus.errors import PolicyAssistantError

logger = logging.getLogger(__name__)

STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""No cache may keep an answer, and no proxy may hold a stream back."""

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemBody, "content": {"application/problem+json": {}}}
    for status in (400, 413, 422, 429, 500, 503)
}

router = APIRouter(prefix="/api/v1", tags=["ask"], responses=PROBLEMS)


def answerer(request: Request) -> Answerer:
    """The assistant that the application was made with."""
    found: Answerer = request.app.state.assistant
    return found


AnswererDependency = Annotated[Answerer, Depends(answerer)]


@router.post("/ask", response_model=AnswerBody, dependencies=[Depends(limit_rate)])
async def ask(body: AskRequest, assistant: AnswererDependency) -> JSONResponse:
    """Answer one question."""
    answer = await run_in_threadpool(assistant.ask, body.to_question())
    return JSONResponse(answer.to_json(), headers={"Cache-Control": "no-store"})


@router.post(
    "/ask/stream",
    response_class=StreamingResponse,
    dependencies=[Depends(limit_rate)],
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def ask_stream(
    body: AskRequest, request: Request, assistant: AnswererDependency
) -> StreamingResponse:
    """Answer one question as server-sent events: step, delta, answer, error.

    `step` carries ``{"step": name}``, `delta` ``{"text": piece}``, `answer` the whole Answer,
    and `error` problem details, after which nothing follows.
    """
    events = await run_in_threadpool(begin, assistant.stream(body.to_question()))
    request_id = getattr(request.state, "request_id", "")
    return StreamingResponse(
        encode(events, request_id), media_type="text/event-stream", headers=STREAM_HEADERS
    )


def begin(events: Iterator[Event]) -> Iterator[Event]:
    """The same events, the first two of which are made now.

    The first step checks the question, so a bad one fails here, before a response has begun.
    """
    return chain(tuple(islice(events, 2)), events)


def encode(events: Iterator[Event], request_id: str) -> Iterator[str]:
    """Events in the text format of server-sent events."""
    try:
        for event in events:
            yield frame(event.kind, payload(event))
    except PolicyAssistantError as exc:
        status, kind = describe(exc)
        yield frame("error", problem(status, str(exc), request_id=request_id, kind=kind))
    except Exception:
        # The response has begun, so no handler can answer any more: the stream must say it.
        logger.exception("stream %s failed", request_id)
        yield frame("error", problem(500, "the server failed; try again", request_id=request_id))


def payload(event: Event) -> dict[str, Any]:
    """What an event carries, as JSON."""
    if isinstance(event.data, Answer):
        return event.data.to_json()
    if event.kind == "error":
        return problem(500, event.data)
    return {"step" if event.kind == "step" else "text": event.data}


def frame(kind: str, data: dict[str, Any]) -> str:
    r"""One event.

    >>> frame("delta", {"text": "搬迁"})
    'event: delta\ndata: {"text": "搬迁"}\n\n'
    """
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
