"""``ask --batch``: JSONL of conversations in, JSONL of answers out, in order, one load."""

from __future__ import annotations

import json
import logging
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.options import notice
from assistant.cli.runtime import open_assistant
from assistant.errors import InvalidQuestionError
from assistant.messages import say
from assistant.model import Answer, Answerer, Audience, Question, Status
from corpus.errors import PolicyAssistantError, UnreadableFileError
from corpus.model import Script

if TYPE_CHECKING:
    from assistant.settings import Settings


logger = logging.getLogger(__name__)


class BrokenLineError(PolicyAssistantError):
    """A line of a batch is no conversation; the message says why."""

    def __init__(self, message: str, item_id: str | None = None) -> None:
        super().__init__(message)
        self.item_id = item_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One line of a batch."""

    id: str | int
    turns: tuple[str, ...]
    template: Question
    """What the line sets beside its questions."""


def answer_batch(source: str, template: Question, settings: Callable[[], Settings]) -> int:
    """Answer every conversation of a JSONL file on stdout.

    Args:
        source: Path, or ``-`` for stdin.
        template: Place, audience, script and day for lines that set none.
        settings: Called once the file is found to be readable.

    Returns:
        Number of lines that could not be answered whole.
    """
    lines = _lines(source)
    first = next(lines, None)
    if first is None:
        notice(f"policy-assistant: {source} 里一行也没有")
        return 0
    failures = 0
    with open_assistant(settings()) as assistant:
        for number, raw in _chain(first, lines):
            result = _answer_line(assistant, raw, number, template)
            sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
            sys.stdout.flush()
            if "error" in result:
                failures += 1
                notice(f"policy-assistant: line {number}: {result['error']['message']}")
    return failures


def _chain(
    first: tuple[int, bytes], rest: Iterator[tuple[int, bytes]]
) -> Iterator[tuple[int, bytes]]:
    yield first
    yield from rest


def _lines(source: str) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not blank, as bytes: one undecodable line must not end the rest."""
    if source == "-":
        stream = sys.stdin.buffer
    else:
        try:
            stream = Path(source).open("rb")  # noqa: SIM115 - closed with the process's only read
        except OSError as exc:
            raise UnreadableFileError(
                f"cannot read the batch file {source!r} ({exc.strerror}); check the path"
            ) from exc
    for number, raw in enumerate(stream, start=1):
        if raw.strip():
            yield number, raw


def _answer_line(
    assistant: Answerer, raw: bytes, number: int, template: Question
) -> dict[str, Any]:
    try:
        conversation = read_conversation(raw, number, template)
    except BrokenLineError as exc:
        return {"id": exc.item_id, "answers": [], "error": {"line": number, "message": str(exc)}}
    answers, problem = _converse(assistant, conversation)
    result: dict[str, Any] = {
        "id": conversation.id,
        "answers": [answer.to_json() for answer in answers],
    }
    if problem:
        result["error"] = {"line": number, "message": problem}
    return result


def _converse(assistant: Answerer, conversation: Conversation) -> tuple[list[Answer], str]:
    """An answer for every turn, and the last thing that went wrong."""
    conversation_id = uuid.uuid4().hex
    answers, problem = [], ""
    for text in conversation.turns:
        question = replace(conversation.template, text=text, conversation_id=conversation_id)
        try:
            answers.append(assistant.ask(question))
        except InvalidQuestionError as exc:
            problem = str(exc)
            answers.append(_failed(question, problem))
        except Exception as exc:  # a fault in one answer must not lose the hundreds after it
            logger.exception("a question of the batch could not be answered")
            problem = f"internal error ({type(exc).__name__}); the log has the details"
            answers.append(_failed(question, say("internal", question.script or Script.HANS)))
    return answers, problem


def _failed(question: Question, message: str) -> Answer:
    return Answer(
        id=uuid.uuid4().hex,
        question=question.text,
        standalone_question=question.text,
        status=Status.ERROR,
        script=question.script or Script.HANS,
        text=message,
    )


def read_conversation(raw: bytes, number: int, template: Question) -> Conversation:
    """One line of a batch.

    Raises:
        BrokenLineError: It is no JSON object with `turns`; `item_id` is kept when it has one.
    """
    try:
        item = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        raise BrokenLineError(f"line {number} is not UTF-8; save the file as UTF-8") from exc
    except json.JSONDecodeError as exc:
        raise BrokenLineError(f"line {number} is not JSON ({exc.msg}); write one object") from exc
    if not isinstance(item, dict):
        raise BrokenLineError(f"line {number} is {type(item).__name__}, not an object")
    item_id = item.get("id", number)
    turns = item.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
        raise BrokenLineError(
            f"line {number} has turns {str(turns)[:40]!r}; give a list of one or more questions",
            item_id,
        )
    try:
        own = replace(
            template,
            place=item.get("place", template.place),
            audience=Audience(item.get("audience", template.audience)),
            script=Script(item["script"]) if item.get("script") else template.script,
        )
    except ValueError as exc:
        raise BrokenLineError(f"line {number}: {exc}", item_id) from exc
    return Conversation(id=item_id, turns=tuple(turns), template=own)
