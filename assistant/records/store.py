"""RecordStore: adds, reads and deletes records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Delete, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from assistant.records.database import Database
from assistant.records.model import (
    AuditRecord,
    Counts,
    FeedbackRecord,
    QuestionRecord,
    Record,
    Verdict,
)
from assistant.records.tables import AUDIT, FEEDBACK, QUESTIONS, TABLES

R = TypeVar("R", QuestionRecord, FeedbackRecord, AuditRecord)

_TABLE: Mapping[type[Record], Table] = {
    QuestionRecord: QUESTIONS,
    FeedbackRecord: FEEDBACK,
    AuditRecord: AUDIT,
}
PART = 1000
"""Rows that one transaction deletes."""
_MOMENT = {QUESTIONS: QUESTIONS.c.asked_at, FEEDBACK: FEEDBACK.c.at, AUDIT: AUDIT.c.at}


class RecordStore:
    """The records of one database; safe to use from several threads and processes."""

    def __init__(self, database: Database) -> None:
        self.database = database
        """Where the records are."""

    @classmethod
    def open(cls, url: str) -> RecordStore:
        """The records at a database URL, made or brought up to date where needed.

        Args:
            url: ``sqlite:///path/to/records.db`` or ``postgresql://user:password@host/name``;
                `Settings.records_url` has the one in use.

        Raises:
            RecordsError: The database cannot be reached or used.
            NewerDatabaseError: A newer version of the program has changed it already.
        """
        return cls(Database.open(url))

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()

    def add_question(self, record: QuestionRecord) -> None:
        """Keep one question; raises RecordsError when the database cannot be written."""
        self.add([record])

    def add_feedback(self, record: FeedbackRecord) -> None:
        """Keep one piece of feedback; raises RecordsError as `add_question` does."""
        self.add([record])

    def add_audit(self, record: AuditRecord) -> None:
        """Keep one entry of the audit trail; raises RecordsError as `add_question` does."""
        self.add([record])

    def add(self, records: Iterable[Record]) -> None:
        """Keep several records in one transaction; one whose id is known is left as it is.

        Raises:
            RecordsError: The database cannot be written; none of them was kept.
        """
        rows: dict[Table, list[dict[str, Any]]] = {}
        for record in records:
            rows.setdefault(_TABLE[type(record)], []).append(_row(record))
        with self.database.writing() as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            for table, values in rows.items():
                connection.execute(dialect.insert(table).on_conflict_do_nothing(), values)

    def questions(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> tuple[QuestionRecord, ...]:
        """Questions, newest first.

        Args:
            since: The earliest moment, itself included; with a time zone.
            until: The moment before which they were asked, itself not included.
            limit: How many at most; None is all.

        Raises:
            RecordsError: The database cannot be read.
        """
        return self._read(QuestionRecord, since, until, limit)

    def question(self, question_id: str) -> QuestionRecord | None:
        """The question with this id, None when none is recorded."""
        with self.database.reading() as connection:
            statement = select(QUESTIONS).where(QUESTIONS.c.id == question_id)
            row = connection.execute(statement).mappings().one_or_none()
        return None if row is None else _record(QuestionRecord, row)

    def questions_by_id(self, ids: Iterable[str]) -> tuple[QuestionRecord, ...]:
        """The questions with these ids, as far as they are recorded, in no order.

        Raises:
            RecordsError: The database cannot be read.
        """
        wanted = list(dict.fromkeys(ids))
        found: list[QuestionRecord] = []
        with self.database.reading() as connection:
            for start in range(0, len(wanted), PART):
                part = wanted[start : start + PART]
                statement = select(QUESTIONS).where(QUESTIONS.c.id.in_(part))
                rows = connection.execute(statement).mappings().all()
                found += [_record(QuestionRecord, row) for row in rows]
        return tuple(found)

    def feedback(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> tuple[FeedbackRecord, ...]:
        """Feedback, newest first; see `questions`."""
        return self._read(FeedbackRecord, since, until, limit)

    def audit(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> tuple[AuditRecord, ...]:
        """The audit trail, newest first; see `questions`."""
        return self._read(AuditRecord, since, until, limit)

    def counts(self) -> Counts:
        """How many rows there are."""
        with self.database.reading() as connection:
            found = {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in TABLES.sorted_tables
            }
        return Counts(**found)

    def purge(self, before: datetime, *, audit: bool = False) -> Counts:
        """Delete what was recorded before a moment.

        Args:
            before: With a time zone; what was recorded at that moment stays.
            audit: Whether the audit trail goes as well, which holds nothing of the askers.

        Returns:
            How many rows were deleted.

        Raises:
            RecordsError: The database cannot be written.
        """
        tables = [QUESTIONS, FEEDBACK, *([AUDIT] if audit else [])]
        gone = {table.name: self._delete_before(table, before) for table in tables}
        self.database.shed()
        return Counts(**gone)

    def delete_conversation(self, conversation_id: str) -> Counts:
        """Delete a conversation with its questions and what was thought of their answers.

        Returns:
            How many rows were deleted; all zero when nothing was known of it.

        Raises:
            RecordsError: The database cannot be written.
        """
        own = QUESTIONS.c.conversation_id == conversation_id
        answers = select(QUESTIONS.c.id).where(own)
        with self.database.writing() as connection:
            feedback = delete(FEEDBACK).where(FEEDBACK.c.answer_id.in_(answers))
            counts = Counts(
                feedback=_count(connection, feedback),
                questions=_count(connection, delete(QUESTIONS).where(own)),
            )
        self.database.shed()
        return counts

    def _delete_before(self, table: Table, before: datetime) -> int:
        """Delete in parts: answers that are being remembered must not wait for all of it."""
        old = select(table.c.id).where(_MOMENT[table] < before).limit(PART)
        gone = 0
        while True:
            with self.database.writing() as connection:
                part = _count(connection, delete(table).where(table.c.id.in_(old)))
            gone += part
            if part < PART:
                return gone

    def _read(
        self, kind: type[R], since: datetime | None, until: datetime | None, limit: int | None
    ) -> tuple[R, ...]:
        table = _TABLE[kind]
        moment = _MOMENT[table]
        statement = select(table).order_by(moment.desc(), table.c.id).limit(limit)
        if since is not None:
            statement = statement.where(moment >= since)
        if until is not None:
            statement = statement.where(moment < until)
        with self.database.reading() as connection:
            rows = connection.execute(statement).mappings().all()
        return tuple(_record(kind, row) for row in rows)


def _count(connection: Connection, statement: Delete) -> int:
    return int(connection.execute(statement).rowcount)


def _row(record: Record) -> dict[str, Any]:
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def _record(kind: type[R], row: Mapping[Any, Any]) -> R:
    values: dict[str, Any] = {
        str(name): tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    if "verdict" in values:
        values["verdict"] = Verdict(values["verdict"])
    return kind(**values)
