"""One turn of the chat page: a question in, successive states of the conversation out."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape

from assistant.conversation import ConversationStore
from assistant.errors import InvalidQuestionError
from assistant.labels import label
from assistant.model import Answer, Answerer, Event, Question
from assistant.web.page_text import words
from assistant.web.problems import has_words
from assistant.web.render import Documents, answer_html, step_html, text_html
from corpus.errors import PolicyAssistantError
from corpus.model import Script
from corpus.scripts import detect_script

logger = logging.getLogger(__name__)

_ID = re.compile(r"[0-9a-f]{32}")

REFRESH = 0.1
"""Seconds between two states that differ only by more text: browsers choke on more."""


@dataclass(frozen=True, slots=True)
class Chat:
    """What the page shows of one conversation."""

    conversation_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    messages: tuple[tuple[str, str], ...] = ()
    """(role, HTML) of each message, oldest first."""
    answer: Answer | None = None
    """The last whole answer."""

    goes_on: bool = False
    """Whether the conversation has earlier turns that are not shown."""

    @property
    def has_questions(self) -> bool:
        """Whether there is anything to go on from."""
        return self.goes_on or any(role == "user" for role, _ in self.messages)

    def say(self, role: str, html: str) -> Chat:
        """The chat with one more message."""
        return replace(self, messages=(*self.messages, (role, html)))

    def amend(self, html: str) -> Chat:
        """The chat with its last message replaced."""
        return replace(self, messages=(*self.messages[:-1], (self.messages[-1][0], html)))


def taken_up(
    chat: Chat, talk: str, conversations: ConversationStore, script: Script | None
) -> Chat:
    """The chat, or the earlier one that the page names where nothing is shown of it any more.

    That is so when the page was loaded again, or the server started again. The reader is told.

    Args:
        chat: What this process knows of the page's conversation.
        talk: Id of the conversation as the page has kept it; empty for none.
        conversations: Where conversations are kept.
        script: As chosen on the page; None to follow the conversation.
    """
    if chat.messages or not _ID.fullmatch(talk) or talk == chat.conversation_id:
        return chat
    known = conversations.get(talk)
    script = script or known.script or Script.HANS
    if not known.turns:
        return chat.say("assistant", text_html(words("talk_over", script), "earlier"))
    lines = [words("talk_goes_on", script)]
    if known.question:
        lines.append(words("talk_last", script).format(question=known.question.value))
    earlier = Chat(conversation_id=talk, goes_on=True)
    return earlier.say("assistant", text_html("\n".join(lines), "earlier"))


def converse(
    assistant: Answerer, documents: Documents, chat: Chat, question: Question, root: str = ""
) -> Iterator[Chat]:
    """The states of a conversation while one question is answered; the last one is whole.

    Errors become a message in the conversation, never an exception.
    """
    script = question.script or detect_script(question.text)
    asked = f'<p class="pa-asked" lang="{script.value}">{escape(question.text)}</p>'
    chat = replace(chat, answer=None).say("user", asked)
    chat = chat.say("assistant", step_html(label("understand", script), script=script.value))
    yield chat
    question = replace(question, conversation_id=chat.conversation_id)
    try:
        yield from _states(assistant.stream(question), documents, chat, script, root)
    except InvalidQuestionError:
        without = "no_words" if question.text.strip() else "empty"
        key = "too_long" if has_words(question.text) else without
        yield chat.amend(text_html(words(key, script), "error"))
    except PolicyAssistantError as exc:
        logger.warning("conversation %s: %s", chat.conversation_id, exc)
        yield chat.amend(text_html(words("failed", script), "error"))
    except Exception:  # the asker must see that something failed; the log has what
        logger.exception("conversation %s failed", chat.conversation_id)
        yield chat.amend(text_html(words("failed", script), "error"))


def _states(
    events: Iterator[Event], documents: Documents, chat: Chat, script: Script, root: str
) -> Iterator[Chat]:
    step, text, shown = label("understand", script), "", 0.0
    for event in events:
        if isinstance(event.data, Answer):
            html = answer_html(event.data, documents, root)
            yield replace(chat.amend(html), answer=event.data)
            continue
        if event.kind == "error":
            yield chat.amend(text_html(event.data, "error"))
            continue
        if event.kind == "step":
            step = label(event.data, script)
        else:
            text += event.data
        now = time.monotonic()
        if event.kind == "step" or now - shown >= REFRESH:
            shown = now
            yield chat.amend(step_html(step, text, script.value))
