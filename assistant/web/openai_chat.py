"""HTTP: the same answers in the form of OpenAI's chat completions."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from assistant.errors import InvalidQuestionError
from assistant.model import Answer, Audience, Event, Question
from assistant.web.asking import PROBLEMS, STREAM_HEADERS, AnswererDependency, begin
from assistant.web.limits import limit_rate
from assistant.web.problems import has_words
from assistant.web.schema import ChatCompletionBody, ChatRequest, ModelsBody

router = APIRouter(prefix="/v1", tags=["openai"], responses=PROBLEMS)

REPLAYED = 4
"""Earlier questions that are asked again to know what the last one leans on."""


@router.get("/models", response_model=ModelsBody)
def list_models() -> dict[str, Any]:
    """The one model that there is."""
    model = {"id": "policy-assistant", "object": "model", "created": 0, "owned_by": "local"}
    return {"object": "list", "data": [model]}


@router.post(
    "/chat/completions",
    response_model=ChatCompletionBody,
    dependencies=[Depends(limit_rate)],
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def complete(body: ChatRequest, assistant: AnswererDependency) -> Response:
    """Answer the last user message; earlier ones are its conversation.

    The message's text carries the citation marks, and the fields `citations`, `departments`
    and `notices` beside it what stands behind them.
    """
    question = to_question(body)
    completion_id = f"chatcmpl-{uuid.uuid4().hex}"
    if body.stream:
        events = await run_in_threadpool(begin, assistant.stream(question))
        return StreamingResponse(
            _chunks(events, completion_id, body.model),
            media_type="text/event-stream",
            headers=STREAM_HEADERS,
        )
    answer = await run_in_threadpool(assistant.ask, question)
    return JSONResponse(completion(answer, completion_id, body.model))


def to_question(body: ChatRequest) -> Question:
    """The last user message, with the earlier ones as its conversation.

    Raises:
        InvalidQuestionError: No message is a user's, or none of them has words.
    """
    texts = [
        message.text
        for message in body.messages
        if message.role == "user" and has_words(message.text)
    ]
    if not texts:
        raise InvalidQuestionError("no user message has words; add the question as one")
    earlier = tuple(texts[-1 - REPLAYED : -1])
    return Question(text=texts[-1], history=earlier, audience=Audience.RESIDENT)


def completion(answer: Answer, completion_id: str, model: str) -> dict[str, Any]:
    """A whole chat completion."""
    message = {"role": "assistant", "content": answer.text, "refusal": None, **evidence(answer)}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {
        "id": completion_id,
        "object": "chat.completion",
        "created": int(time.time()),
        "model": model,
        "choices": [choice],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    }


def evidence(answer: Answer) -> dict[str, Any]:
    """What stands behind the text of an answer."""
    body = answer.to_json()
    return {key: body[key] for key in ("status", "citations", "departments", "notices")}


def _chunks(events: Iterator[Event], completion_id: str, model: str) -> Iterator[str]:
    """A streamed chat completion; the last piece of text comes with what stands behind it."""
    yield _chunk({"role": "assistant", "content": ""}, completion_id, model)
    sent = ""
    for event in events:
        if event.kind == "delta" and isinstance(event.data, str):
            sent += event.data
            yield _chunk({"content": event.data}, completion_id, model)
        elif isinstance(event.data, Answer):
            # What was streamed is a prefix of the text, or nothing when there was nothing to add.
            rest = event.data.text.removeprefix(sent) if event.data.text.startswith(sent) else ""
            yield _chunk({"content": rest, **evidence(event.data)}, completion_id, model)
    yield _chunk({}, completion_id, model, finish="stop")
    yield "data: [DONE]\n\n"


def _chunk(
    delta: dict[str, Any], completion_id: str, model: str, *, finish: str | None = None
) -> str:
    body = {
        "id": completion_id,
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": model,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}],
    }
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"
