"""A real PostgreSQL server goes away and comes back; the asker notices nothing of it."""

from __future__ import annotations

import time

import pytest

from assistant.model import Question
from assistant.records.bookkeeping import Bookkeeping
from assistant.records.conversations import DatabaseConversations
from assistant.records.model import Counts, Verdict
from assistant.records.store import RecordStore
from assistant.records.writer import RecordWriter
from assistant.settings import Settings
from tests import postgres
from tests.assistant.made import made_assistant


@pytest.mark.skipif(bool(postgres.missing()), reason=postgres.missing() or "installed")
def test_answers_go_on_without_the_database_and_records_follow_when_it_is_back() -> None:
    with postgres.server() as server:
        url = postgres.new_database(server.address)
        store = RecordStore.open(url)
        assistant, books = made_assistant(), Bookkeeping(store, Settings.load())
        books.writer = RecordWriter(store, first_pause_s=0.05)
        books.conversations = DatabaseConversations(
            store.database, limit=100, minutes=10, pause_s=0.5
        )
        assistant.conversations, assistant.recorder = books.conversations, books

        def ask(text: str) -> str:
            began = time.perf_counter()
            answer = assistant.ask(Question(text=text, conversation_id="c"))
            assert time.perf_counter() - began < 10
            return answer.status.value

        assert ask("杭州送托有补助吗") == "answered"
        assert books.writer.flush()
        server.stop()
        assert ask("成都送托有补助吗") == "answered"
        assert ask("归谁管？") == "answered"  # this process remembers what was said meanwhile
        assert books.writer.figures.waiting == 2
        books.give_feedback("a", Verdict.USEFUL)
        assert books.writer.figures.waiting == 3
        server.start()
        assert books.writer.flush(30)
        assert [item.question for item in store.questions()[::-1]] == [
            "杭州送托有补助吗",
            "成都送托有补助吗",
            "归谁管？",
        ]
        assert [item.answer_id for item in store.feedback()] == ["a"]
        time.sleep(0.6)
        assert ask("归谁管？") == "answered"
        assert books.forget("c") == Counts(conversations=1, questions=4)
        assert books.writer.figures.dropped == books.writer.figures.failed == 0
        books.close()
