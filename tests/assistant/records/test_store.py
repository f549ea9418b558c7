"""Records go in and come out the same, and what is deleted is gone from the disk."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from assistant.errors import RecordsError
from assistant.records.model import Counts, QuestionRecord
from assistant.records.store import PART, RecordStore
from tests.assistant.records.made import NOON, audit, feedback, question


def test_records_come_back_as_they_were(store: RecordStore) -> None:
    store.add_question(question())
    store.add_feedback(feedback())
    store.add_audit(audit())
    assert store.questions() == (question(),)
    assert store.feedback() == (feedback(),)
    assert store.audit() == (audit(),)
    assert store.question("q") == question()
    assert store.question("another") is None
    many = [f"x{n}" for n in range(2 * PART)]
    assert store.questions_by_id([*many, "q", "q"]) == (question(),)
    assert store.questions_by_id([]) == ()
    assert store.counts() == Counts(questions=1, feedback=1, audit=1)


def test_what_may_be_missing_comes_back_missing(store: RecordStore) -> None:
    bare = QuestionRecord(
        id="bare",
        asked_at=NOON,
        question="",
        standalone_question="",
        status="refused_out_of_scope",
        reason="out_of_scope",
    )
    store.add_question(bare)
    assert store.questions() == (bare,)


def test_a_moment_is_the_same_whatever_zone_it_was_given_in(store: RecordStore) -> None:
    beijing = NOON.astimezone(timezone(timedelta(hours=8)))
    store.add_question(replace(question(), asked_at=beijing))
    (kept,) = store.questions()
    assert kept.asked_at == NOON
    assert kept.asked_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(store: RecordStore) -> None:
    with pytest.raises(RecordsError, match="has no time zone"):
        store.add_question(replace(question(), asked_at=datetime(2026, 5, 1, 12)))
    assert store.questions() == ()


def test_the_newest_come_first_and_the_end_of_a_period_is_not_in_it(store: RecordStore) -> None:
    store.add([question(f"q{n}", hours=n) for n in range(5)])

    def ids(**limits: object) -> list[str]:
        return [item.id for item in store.questions(**limits)]  # type: ignore[arg-type]

    assert ids() == ["q4", "q3", "q2", "q1", "q0"]
    assert ids(limit=2) == ["q4", "q3"]
    assert ids(since=NOON + timedelta(hours=3)) == ["q4", "q3"]
    assert ids(until=NOON + timedelta(hours=1)) == ["q0"]
    since, until = NOON + timedelta(hours=1), NOON + timedelta(hours=3)
    assert ids(since=since, until=until) == ["q2", "q1"]


def test_a_record_that_is_there_already_stays_as_it_is(store: RecordStore) -> None:
    store.add_question(question())
    store.add([replace(question(), status="error"), question("q2", hours=1)])
    assert [(item.id, item.status) for item in store.questions()] == [
        ("q2", "answered"),
        ("q", "answered"),
    ]


def test_of_several_records_all_are_kept_or_none(store: RecordStore) -> None:
    bad = replace(question("bad"), asked_at=datetime(2026, 5, 1))
    with pytest.raises(RecordsError):
        store.add([question(), bad])
    assert store.counts().total == 0


def test_a_purge_deletes_what_is_older_and_keeps_the_audit_trail(store: RecordStore) -> None:
    store.add([question("old"), question("new", hours=2), audit("old")])
    store.add([feedback("old"), feedback("new", hours=2)])
    assert store.purge(NOON + timedelta(hours=2)) == Counts(questions=1, feedback=1)
    assert [item.id for item in store.questions()] == ["new"]
    assert [item.id for item in store.feedback()] == ["new"]
    assert [item.id for item in store.audit()] == ["old"]
    assert store.purge(NOON + timedelta(hours=1), audit=True) == Counts(audit=1)


def test_a_purge_deletes_more_than_one_part_holds(store: RecordStore) -> None:
    store.add([question(f"q{n}") for n in range(PART + 3)])
    assert store.purge(NOON + timedelta(hours=1)).questions == PART + 3
    assert store.counts().total == 0


def test_a_deleted_conversation_takes_its_questions_and_their_feedback_along(
    store: RecordStore,
) -> None:
    store.add([question("mine", conversation="c1"), question("other", conversation="c2")])
    store.add([question("alone")])
    store.add([feedback("f1", answer="mine"), feedback("f2", answer="other")])
    assert store.delete_conversation("c1") == Counts(questions=1, feedback=1)
    assert {item.id for item in store.questions()} == {"other", "alone"}
    assert [item.id for item in store.feedback()] == ["f2"]
    assert store.delete_conversation("c1") == Counts()


def test_many_threads_write_at_once(store: RecordStore) -> None:
    def write(name: int) -> None:
        for n in range(10):
            store.add_question(question(f"{name}-{n}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.counts().questions == 80


def test_deleted_words_are_overwritten_in_the_file(tmp_path: Path) -> None:
    store = RecordStore.open(f"sqlite:///{tmp_path / 'records.db'}")
    store.add([question("mine", conversation="c1"), question("other")])
    words = "搬迁后低保".encode()
    store.add([replace(question("secret", conversation="c1"), question="绝无仅有之语")])
    secret = "绝无仅有之语".encode()
    assert secret in on_disk(tmp_path)
    store.delete_conversation("c1")
    assert secret not in on_disk(tmp_path)
    assert words in on_disk(tmp_path)  # the other question is still there, as it should be
    store.purge(NOON + timedelta(days=1))
    assert words not in on_disk(tmp_path)
    store.close()


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_the_file_is_nobody_elses(tmp_path: Path) -> None:
    RecordStore.open(f"sqlite:///{tmp_path / 'deep' / 'records.db'}").close()
    assert (tmp_path / "deep" / "records.db").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql+nonsense://host/db", "no database URL that can be used"),
        ("not a url", "no database URL that can be used"),
        ("sqlite://", "no database URL that can be used"),
        ("postgresql+psycopg2://u:secret@host/db", "postgres"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_with_the_way_out(url: str, told: str) -> None:
    with pytest.raises(RecordsError, match=told) as caught:
        RecordStore.open(url)
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    pytest.importorskip("pg8000")
    with pytest.raises(RecordsError, match=r"cannot use the database .*:\*\*\*@127") as caught:
        RecordStore.open("postgresql://user:secret@127.0.0.1:1/records")
    assert "secret" not in str(caught.value)
    assert caught.value.is_retryable


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "records.db").write_text("这不是数据库" * 500)
    with pytest.raises(RecordsError, match="file is not a database"):
        RecordStore.open(f"sqlite:///{tmp_path / 'records.db'}")
