"""Databases of older versions are brought up to date; those of newer ones are left alone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, text

from assistant.conversation import Conversation
from assistant.errors import NewerDatabaseError
from assistant.records.conversations import DatabaseConversations
from assistant.records.database import Database
from assistant.records.migrate import MIGRATIONS
from assistant.records.store import RecordStore, _row
from assistant.records.tables import AUDIT, FEEDBACK, QUESTIONS, TABLES
from tests.assistant.records.made import audit, feedback, question


def test_the_oldest_schema_is_upgraded_with_its_rows(url: str) -> None:
    old = Database.open(url, revision="0001")
    with old.writing() as connection:
        connection.execute(insert(QUESTIONS).values(_row(question())))
        connection.execute(insert(FEEDBACK).values(_row(feedback())))
        connection.execute(insert(AUDIT).values(_row(audit())))
    old.close()
    store = RecordStore.open(url)
    assert store.questions() == (question(),)
    assert store.feedback() == (feedback(),)
    assert store.audit() == (audit(),)
    kept = DatabaseConversations(store.database, limit=10, minutes=1)
    kept.put("c", Conversation(turns=1))
    assert kept.get("c").turns == 1
    store.close()


def test_the_steps_lead_to_the_tables_of_the_code(url: str) -> None:
    database = Database.open(url)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, TABLES) == []
    database.close()


def test_a_database_that_is_up_to_date_is_left_as_it_is(store: RecordStore, url: str) -> None:
    store.add_question(question())
    again = RecordStore.open(url)
    assert again.questions() == (question(),)
    again.close()


def test_a_newer_database_is_refused_and_not_touched(store: RecordStore, url: str) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match=r"schema 9999, .* knows 0\d+ at most; install"):
        RecordStore.open(url)
    with store.database.reading() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    assert version == "9999"


def test_processes_that_start_together_do_not_disturb_each_other(url: str) -> None:
    opened: list[RecordStore] = []
    failed: list[Exception] = []

    def start() -> None:
        try:
            opened.append(RecordStore.open(url))
        except Exception as exc:
            failed.append(exc)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(opened) == 6
    for store in opened:
        assert store.counts().total == 0
        store.close()


def test_a_failed_step_leaves_the_database_as_it_was(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Database.open(url, revision="0001").close()
    script = ScriptDirectory(str(MIGRATIONS))
    second = script.get_revision("0002").module

    def fail() -> None:
        original()
        raise RuntimeError("the power went")

    original = second.upgrade
    monkeypatch.setattr("assistant.records.migrate.ScriptDirectory", lambda _: script)
    monkeypatch.setattr(second, "upgrade", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        Database.open(url)
    monkeypatch.setattr(second, "upgrade", original)
    store = RecordStore.open(url)  # fails if the first try had left a table behind
    assert store.counts().total == 0
    store.close()


def test_the_steps_are_in_one_line_and_packaged() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert len(script.get_heads()) == 1
    files = {path.name for path in Path(MIGRATIONS, "versions").glob("r*.py")}
    assert len(files) == len(list(script.walk_revisions()))
    assert (MIGRATIONS / "versions" / "__init__.py").is_file()
