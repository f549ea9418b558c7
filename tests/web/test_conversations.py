"""Deleting a conversation over HTTP, and what the application deletes by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.conversation import Conversation
from assistant.errors import RecordsError
from assistant.records.bookkeeping import Bookkeeping
from assistant.records.model import Counts
from assistant.records.store import RecordStore
from assistant.settings import Settings
from assistant.web import conversations
from assistant.web.api import create_app
from tests.assistant.made import made_assistant
from tests.assistant.records.made import feedback, question
from tests.fakes import FakeAssistant


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.load(
        data_dir=tmp_path, retention_days=30, allowed_origins=("https://portal.example",)
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    app = create_app(made_assistant(), settings, pages=False)
    with TestClient(app) as client:
        yield client


def ask(client: TestClient, text: str, conversation: str) -> str:
    body = {"question": text, "conversation_id": conversation}
    return str(client.post("/api/v1/ask", json=body).json()["id"])


def test_a_conversation_is_deleted_with_its_questions_and_feedback(client: TestClient) -> None:
    for name in ("mine", "other"):
        ask(client, "杭州送托有补助吗", name)
        answer = ask(client, "归谁管？", name)
        client.post("/api/v1/feedback", json={"answer_id": answer, "helpful": True})
    gone = client.delete("/api/v1/conversations/mine")
    assert gone.json() == {"conversations": 1, "questions": 2, "feedback": 1}
    again = client.delete("/api/v1/conversations/mine")
    assert again.json() == {"conversations": 0, "questions": 0, "feedback": 0}
    store: RecordStore = client.app.state.records  # type: ignore[attr-defined]
    assert store.counts() == Counts(conversations=1, questions=2, feedback=1)


def test_a_portal_may_delete_from_its_own_page(client: TestClient) -> None:
    headers = {"Origin": "https://portal.example", "Access-Control-Request-Method": "DELETE"}
    reply = client.options("/api/v1/conversations/mine", headers=headers)
    assert "DELETE" in reply.headers["access-control-allow-methods"]


def test_what_is_no_id_or_no_deletion_is_told(client: TestClient) -> None:
    assert client.delete("/api/v1/conversations/a%20b").status_code == 422
    reply = client.get("/api/v1/conversations/mine")
    assert (reply.status_code, reply.headers["allow"]) == (405, "DELETE")


def test_a_deletion_that_cannot_be_done_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Bookkeeping, conversation_id: str) -> Counts:
        raise RecordsError("cannot use the database")

    monkeypatch.setattr(Bookkeeping, "forget", fail)
    reply = client.delete("/api/v1/conversations/mine")
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "5")
    assert reply.json()["detail_zh"] == "服务暂时不可用，请稍后再试。"


def wait_until(done: Callable[[], bool]) -> None:
    for _ in range(200):
        if done():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def test_what_was_kept_long_enough_is_deleted_at_the_start_and_again_later(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "TIDY_EVERY_S", 0.05)
    app = create_app(FakeAssistant(), settings, pages=False)  # type: ignore[arg-type]
    books: Bookkeeping = app.state.books
    long_ago = datetime.now(UTC) - timedelta(days=31)
    books.store.add([replace(question("old"), asked_at=long_ago)])
    books.store.add([replace(question("new"), asked_at=datetime.now(UTC))])
    books.conversations.put("talk", Conversation(turns=1))
    with TestClient(app):
        wait_until(lambda: books.store.counts().questions == 1)
        books.store.add([replace(feedback("late"), at=long_ago)])
        wait_until(lambda: books.store.counts().feedback == 0)
    assert [item.id for item in books.store.questions()] == ["new"]
    assert books.store.counts().conversations == 1


def test_a_deletion_that_fails_is_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(conversations, "TIDY_EVERY_S", 0.05)
    tries = []

    def fail(self: Bookkeeping) -> Counts:
        tries.append(1)
        raise RecordsError("the server has gone")

    monkeypatch.setattr(Bookkeeping, "tidy", fail)
    app: FastAPI = create_app(FakeAssistant(), settings, pages=False)  # type: ignore[arg-type]
    with TestClient(app) as client:
        wait_until(lambda: len(tries) > 1)
        assert client.post("/api/v1/ask", json={"question": "低保"}).status_code == 200
    assert "the server has gone" in caplog.text


def test_records_that_wait_are_written_when_the_application_ends(settings: Settings) -> None:
    app = create_app(made_assistant(), settings, pages=False)
    with TestClient(app) as client:
        for n in range(30):
            ask(client, "杭州送托有补助吗", f"c{n}")
    assert app.state.records.counts().questions == 30


def test_the_metrics_tell_what_became_of_the_records(client: TestClient) -> None:
    ask(client, "杭州送托有补助吗", "mine")
    assert client.app.state.books.writer.flush()  # type: ignore[attr-defined]
    figures = client.get("/metrics").text
    assert 'policy_assistant_records_total{outcome="written"} 1.0' in figures
    assert 'policy_assistant_records_total{outcome="dropped"} 0.0' in figures
    assert "policy_assistant_records_waiting 0.0" in figures
    assert "送托" not in figures
