"""Records are written behind the answers: nothing waits, nothing raises, losses are counted."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from assistant.errors import RecordsError
from assistant.records.model import Record
from assistant.records.store import RecordStore
from assistant.records.writer import RecordWriter, Written
from tests.assistant.records.made import question


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    store = RecordStore.open(f"sqlite:///{tmp_path / 'records.db'}")
    yield store
    store.close()


class Gate:
    """A store whose writes wait until the gate is opened, or fail."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self.database = self
        self.open = threading.Event()
        self.down = False

    def works(self) -> bool:
        return not self.down

    def add(self, records: Iterable[Record]) -> None:
        self.open.wait(5)
        if self.down:
            raise RecordsError("the server has gone")
        self._store.add(records)


@contextmanager
def writer_on(store: object, limit: int = 1000) -> Iterator[RecordWriter]:
    writer = RecordWriter(store, limit=limit, first_pause_s=0.01)  # type: ignore[arg-type]
    yield writer
    writer.close(1)


def test_what_is_submitted_is_written_soon(store: RecordStore) -> None:
    with writer_on(store) as writer:
        assert all(writer.submit(question(f"q{n}")) for n in range(250))
        assert writer.flush()
        assert store.counts().questions == 250
        assert writer.figures == Written(written=250)


def test_submitting_never_waits_for_the_database_and_drops_what_is_too_much(
    store: RecordStore,
) -> None:
    gate = Gate(store)
    with writer_on(gate, limit=10) as writer:
        began = time.perf_counter()
        taken = [writer.submit(question(f"q{n}")) for n in range(15)]
        assert time.perf_counter() - began < 0.5
        assert taken == [True] * 10 + [False] * 5
        assert writer.figures == Written(dropped=5, waiting=10)
        gate.open.set()
        assert writer.flush()
    assert {item.id for item in store.questions()} == {f"q{n}" for n in range(10)}


def test_records_wait_while_the_database_is_away(store: RecordStore) -> None:
    gate = Gate(store)
    gate.open.set()
    gate.down = True
    with writer_on(gate) as writer:
        writer.submit(question())
        assert not writer.flush(0.1)
        gate.down = False
        assert writer.flush()
        assert writer.figures == Written(written=1)
    assert store.counts().questions == 1


def test_a_record_that_is_refused_does_not_hold_up_the_others(store: RecordStore) -> None:
    gate = Gate(store)
    with writer_on(gate) as writer:
        writer.submit(question("good"))
        writer.submit(replace(question("bad"), asked_at=datetime(2026, 5, 1)))
        writer.submit(question("also good"))
        gate.open.set()
        assert writer.flush()
        assert writer.figures == Written(written=2, failed=1)
    assert {item.id for item in store.questions()} == {"good", "also good"}


def test_closing_writes_what_waits_and_a_later_record_starts_anew(store: RecordStore) -> None:
    writer = RecordWriter(store)
    for n in range(20):
        writer.submit(question(f"q{n}"))
    writer.close()
    assert store.counts().questions == 20
    writer.submit(question("late"))
    writer.close()
    assert store.counts().questions == 21


def test_what_cannot_be_written_before_the_end_is_counted_as_dropped(store: RecordStore) -> None:
    gate = Gate(store)
    gate.open.set()
    gate.down = True
    writer = RecordWriter(gate, first_pause_s=0.01)  # type: ignore[arg-type]
    writer.submit(question())
    writer.close(0.1)
    assert writer.figures == Written(dropped=1)
    assert not [thread for thread in threading.enumerate() if thread.name == "records"]
