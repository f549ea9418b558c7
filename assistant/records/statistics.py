"""Figures over the records, counted by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Table, func, select

from assistant.records.model import Counts
from assistant.records.store import RecordStore
from assistant.records.tables import FEEDBACK, QUESTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is recorded, in figures."""

    rows: Counts
    first: datetime | None
    """When the oldest question was asked; None where none is recorded."""
    last: datetime | None
    """When the newest question was asked."""
    by_status: dict[str, int]
    """Questions by status, most frequent first."""
    by_reason: dict[str, int]
    """Questions that were not answered, by reason, most frequent first."""
    by_verdict: dict[str, int]
    """Feedback by verdict."""


def summarise(store: RecordStore) -> Summary:
    """Figures over all records.

    Raises:
        RecordsError: The database cannot be read.
    """
    rows = store.counts()
    moments = select(func.min(QUESTIONS.c.asked_at), func.max(QUESTIONS.c.asked_at))
    with store.database.reading() as connection:
        first, last = connection.execute(moments).one()
        reasons = _by(connection, QUESTIONS, QUESTIONS.c.reason)
        return Summary(
            rows=rows,
            first=first,
            last=last,
            by_status=_by(connection, QUESTIONS, QUESTIONS.c.status),
            by_reason={reason: count for reason, count in reasons.items() if reason},
            by_verdict=_by(connection, FEEDBACK, FEEDBACK.c.verdict),
        )


def _by(connection: Connection, table: Table, column: Column[str]) -> dict[str, int]:
    count = func.count()
    statement = select(column, count).select_from(table).group_by(column)
    rows = connection.execute(statement.order_by(count.desc(), column)).all()
    return {str(value): int(number) for value, number in rows}
