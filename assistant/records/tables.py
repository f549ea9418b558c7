"""The tables of the records, as the newest schema has them (SQLAlchemy)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Float, Integer, MetaData, String, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

TABLES = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and UTC in Python, in whatever form the database has."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC; SQLite keeps no zone.

        Raises:
            ValueError: The moment has no zone, so nobody knows which one it is.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; give one, e.g. datetime.now(UTC)")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _moment(name: str) -> Column[Any]:
    return Column(name, UtcDateTime, nullable=False, index=True)


QUESTIONS = Table(
    "questions",
    TABLES,
    Column("id", String(128), primary_key=True),
    _moment("asked_at"),
    Column("question", Text, nullable=False),
    Column("standalone_question", Text, nullable=False),
    Column("status", String(40), nullable=False),
    Column("reason", String(80), nullable=False),
    Column("place", String(100)),
    Column("audience", String(20), nullable=False),
    Column("script", String(20), nullable=False),
    Column("topic_terms", JSON, nullable=False),
    Column("departments", JSON, nullable=False),
    Column("cited_clause_ids", JSON, nullable=False),
    Column("document_ids", JSON, nullable=False),
    Column("top_probability", Float),
    Column("latency_ms", Float, nullable=False),
    Column("conversation_id", String(128), index=True),
)

FEEDBACK = Table(
    "feedback",
    TABLES,
    Column("id", String(128), primary_key=True),
    Column("answer_id", String(128), nullable=False, index=True),
    _moment("at"),
    Column("verdict", String(20), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("comment", Text, nullable=False),
)

AUDIT = Table(
    "audit",
    TABLES,
    Column("id", String(128), primary_key=True),
    _moment("at"),
    Column("actor", String(200), nullable=False),
    Column("action", String(80), nullable=False),
    Column("document_id", String(128), index=True),
    Column("file", Text),
    Column("detail", Text, nullable=False),
)

CONVERSATIONS = Table(
    "conversations",
    TABLES,
    Column("id", String(128), primary_key=True),
    _moment("updated_at"),
    Column("turns", Integer, nullable=False),
    Column("content", Text, nullable=False),
)
