"""A conversation that the page shows nothing of any more goes on, and the reader is told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from assistant.conversation import Conversation, MemoryConversations, Slot
from assistant.web.conversation_page import Chat, taken_up
from assistant.web.limits import RateLimit
from assistant.web.page import ChatPage
from corpus.model import Script
from tests.fakes import FakeAssistant

TALK = "0123456789abcdef" * 2


def kept(question: str = "低保怎么转？", script: Script = Script.HANS) -> MemoryConversations:
    """A store with one conversation, as another process has left it."""
    store = MemoryConversations(limit=10, minutes=60)
    slot = Slot(value=question, source="asked", turn=1)
    store.put(TALK, Conversation(turns=1, script=script, question=slot))
    return store


def test_the_reader_is_told_that_the_talk_goes_on_and_from_where() -> None:
    chat = taken_up(Chat(), TALK, kept("<b>低保</b>怎么转？"), None)
    assert chat.conversation_id == TALK
    assert chat.has_questions
    ((role, html),) = chat.messages
    assert role == "assistant"
    assert "可以接着问" in html
    assert "上一个问题：&lt;b&gt;低保&lt;/b&gt;怎么转？" in html


def test_the_words_are_in_the_script_of_the_page_or_of_the_talk() -> None:
    told = [
        taken_up(Chat(), TALK, kept(script=Script.HANT), chosen).messages[0][1]
        for chosen in (None, Script.HANS)
    ]
    assert "可以接著問" in told[0]
    assert "可以接着问" in told[1]


def test_a_talk_that_is_over_is_told_so_and_a_new_one_begun() -> None:
    chat = taken_up(Chat(), "f" * 32, kept(), Script.HANT)
    assert "已經過期" in chat.messages[0][1]
    assert chat.conversation_id != "f" * 32
    assert not chat.has_questions


def test_nothing_is_taken_up_where_the_talk_is_shown_or_the_name_is_none() -> None:
    shown = Chat().say("user", "问")
    for chat, talk in ((shown, TALK), (Chat(), ""), (Chat(), "../x"), (Chat(TALK), TALK)):
        assert taken_up(chat, talk, kept(), None) is chat


def test_a_question_after_a_restart_is_asked_in_the_same_talk() -> None:
    assistant: Any = FakeAssistant()
    nothing: Any = None
    page = ChatPage(assistant, RateLimit(10), nothing, kept(), limit=2000)
    request: Any = SimpleNamespace(client=None, request=None)
    *_, last = page._ask("归谁管？", Chat(), request, "", "", "resident", TALK)
    assert assistant.asked[-1].conversation_id == TALK
    assert "可以接着问" in last[0][0]["content"]
    assert last[-1] == TALK
