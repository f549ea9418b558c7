"""Conversations outlive the process, expire, and survive a database that does not answer."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from assistant.conversation import Conversation, Slot
from assistant.errors import RecordsError
from assistant.records.conversation_codec import decode, encode
from assistant.records.conversations import TRIM_EVERY, DatabaseConversations
from assistant.records.database import Database
from assistant.records.store import RecordStore
from corpus.model import Jurisdiction, Level, Script
from tests.assistant.records.made import NOON

CHENZHOU = Jurisdiction(name="郴州市", level=Level.CITY, code="431000", ancestors=("湖南省",))
FULL = Conversation(
    turns=3,
    script=Script.HANT,
    topic=Slot(value="创业", source="asked", turn=1),
    question=Slot(value="郴州搬迁群众创业有什么扶持？", source="asked", turn=1),
    place=Slot(value="郴州市", source="page", turn=2),
    jurisdiction=CHENZHOU,
    document=Slot(value="d", source="answer", turn=3),
    clause=Slot(value="d-0001", source="answer", turn=3),
    department=Slot(value="市商务局", source="asked", turn=2),
)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> object:
        return self.now


def kept_in(store: RecordStore, **options: object) -> DatabaseConversations:
    values = {"limit": 10, "minutes": 60, **options}
    return DatabaseConversations(store.database, **values)  # type: ignore[arg-type]


def test_a_conversation_comes_back_with_the_provenance_of_its_slots(store: RecordStore) -> None:
    kept = kept_in(store)
    kept.put("c", FULL)
    assert kept.get("c") == FULL
    assert kept.get("another") == Conversation()
    kept.put("c", Conversation(turns=4))
    assert kept.get("c") == Conversation(turns=4)


def test_another_process_reads_what_this_one_wrote(store: RecordStore, url: str) -> None:
    kept_in(store).put("c", FULL)
    other = RecordStore.open(url)
    there = kept_in(other)
    assert there.get("c") == FULL
    there.put("c", Conversation(turns=9))
    assert kept_in(store).get("c").turns == 9
    other.close()


def test_an_idle_conversation_is_forgotten_and_then_deleted(store: RecordStore) -> None:
    clock = Clock()
    kept = kept_in(store, minutes=1, clock=clock)
    kept.put("c", FULL)
    clock.now += timedelta(seconds=60)
    assert kept.get("c") == FULL
    clock.now += timedelta(seconds=1)
    assert kept.get("c") == Conversation()
    assert store.counts().conversations == 1
    assert kept.expire() == 1
    assert store.counts().conversations == 0


def test_the_ones_idle_for_longest_go_when_there_are_too_many(store: RecordStore) -> None:
    clock = Clock()
    kept = kept_in(store, limit=2, clock=clock)
    for n, name in enumerate("abcd"):
        clock.now = NOON + timedelta(seconds=n)
        kept.put(name, FULL)
    clock.now += timedelta(seconds=1)
    kept.put("a", FULL)
    assert kept.expire() == 2
    assert [kept.get(name).turns for name in "abcd"] == [3, 0, 0, 3]


def test_the_number_is_bounded_without_anybody_tidying_up(store: RecordStore) -> None:
    kept = kept_in(store, limit=5)
    for n in range(TRIM_EVERY):
        kept.put(f"c{n}", Conversation(turns=1))
    assert store.counts().conversations == 5


def test_a_deleted_conversation_is_gone(store: RecordStore) -> None:
    kept = kept_in(store)
    kept.put("c", FULL)
    assert kept.delete("c")
    assert not kept.delete("c")
    assert kept.get("c") == Conversation()


def test_a_conversation_that_cannot_be_read_starts_anew(
    store: RecordStore, caplog: pytest.LogCaptureFixture
) -> None:
    kept = kept_in(store)
    kept.put("c", FULL)
    with store.database.writing() as connection:
        connection.execute(text('UPDATE conversations SET content = \'{"turns": "many"}\''))
    assert kept.get("c") == Conversation()
    assert "starts anew" in caplog.text


def test_what_a_newer_version_added_is_passed_over() -> None:
    content = encode(FULL).replace('{"turns"', '{"mood":{"value":"good"},"turns"')
    assert decode(content) == FULL


def test_conversations_go_on_in_this_process_while_the_database_fails(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = kept_in(store, pause_s=0)
    kept.put("before", FULL)

    def fail(self: Database) -> None:
        raise RecordsError("the server has gone")

    with monkeypatch.context() as broken:
        broken.setattr(Database, "writing", fail)
        broken.setattr(Database, "reading", fail)
        assert kept.get("before") == Conversation()
        kept.put("c", FULL)
        assert kept.get("c") == FULL
        with pytest.raises(RecordsError):
            kept.delete("c")
    assert "the server has gone" in caplog.text
    assert kept.get("before") == FULL
    kept.put("c", FULL)
    kept.put("c", Conversation(turns=4))
    assert kept.get("c").turns == 4
    assert kept_in(store).get("c").turns == 4


def test_a_failing_database_is_left_alone_for_a_while(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = kept_in(store, pause_s=60)
    tries = 0

    def fail(self: Database) -> None:
        nonlocal tries
        tries += 1
        raise RecordsError("the server has gone")

    monkeypatch.setattr(Database, "writing", fail)
    monkeypatch.setattr(Database, "reading", fail)
    for _ in range(5):
        kept.get("c")
        kept.put("c", FULL)
    assert tries == 1


def test_many_threads_talk_at_once(store: RecordStore) -> None:
    kept = kept_in(store, limit=1000)
    failed: list[str] = []

    def talk(name: str) -> None:
        for n in range(1, 21):
            if kept.get(name).turns != n - 1:
                failed.append(name)
            kept.put(name, Conversation(turns=n))

    threads = [threading.Thread(target=talk, args=(f"c{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
