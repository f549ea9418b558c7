"""The connection to the records' database: SQLite in a file, or PostgreSQL by URL (SQLAlchemy)."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from assistant.errors import RecordsError
from assistant.records.migrate import migrate

CONNECT_S = 5
"""Seconds to wait for a database server, and for another writer of a SQLite file."""
POOL = 5
"""Connections kept open; as many more are opened while these are busy."""

_WAL_TRIES = 50


class Database:
    """Transactions on one database; its errors become RecordsError."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        """For statements that the records do not have."""

    @classmethod
    def open(cls, url: str, *, revision: str = "head") -> Database:
        """Connect, and bring the schema up to date.

        Args:
            url: ``sqlite:///path/to/records.db`` or ``postgresql://user:password@host/name``.
            revision: The schema to stop at; only tests stop before the newest.

        Raises:
            RecordsError: The database cannot be reached or used.
            NewerDatabaseError: A newer version of the program has changed it already.
        """
        database = cls(_engine(url))
        try:
            with database.writing() as connection:
                migrate(connection, to=revision)
        except BaseException:
            database.close()
            raise
        return database

    @property
    def name(self) -> str:
        """The URL without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        with self._told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, committed in the end unless an exception leaves it."""
        # SQLite must take the write lock at once: a transaction that read first cannot wait for it.
        options = {"immediate": True}
        with (
            self._told(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    def works(self) -> bool:
        """Whether a transaction that writes can be begun and ended now."""
        try:
            with self.writing() as connection:
                connection.execute(text("SELECT 1"))
        except RecordsError:
            return False
        return True

    def shed(self) -> None:
        """Have SQLite's log forget deleted rows; PostgreSQL's vacuum does so by itself."""
        if self.engine.dialect.name == "sqlite":
            with self._told(), self.engine.connect() as connection:
                connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as exc:  # pg8000 lets some network errors through
            raise RecordsError(
                f"cannot use the database {self.name} ({_reason(exc)}); check that it runs and may "
                "be written, or name another one by POLICY_ASSISTANT_DATABASE_URL"
            ) from exc


def _reason(error: SQLAlchemyError | OSError) -> str:
    """What the driver says, in one line; pg8000 gives the server's fields in a dictionary."""
    cause = error.__cause__ or error
    if isinstance(cause, OSError):
        return cause.strerror or str(cause)
    told = cause.args[0] if cause.args else cause
    said = str(told.get("M", told) if isinstance(told, dict) else told)
    return said.splitlines()[0] if said else type(cause).__name__


def _engine(url: str) -> Engine:
    try:
        target = make_url(url)
        if target.drivername in {"postgresql", "postgres"}:
            target = target.set(drivername="postgresql+pg8000")
        if target.get_backend_name() == "sqlite":
            return _sqlite(target)
        return create_engine(
            target,
            pool_pre_ping=True,
            pool_size=POOL,
            max_overflow=POOL,
            connect_args={"timeout": CONNECT_S} if target.drivername.endswith("pg8000") else {},
            json_serializer=_json,
        )
    except (ArgumentError, NoSuchModuleError) as exc:
        raise RecordsError(
            "POLICY_ASSISTANT_DATABASE_URL is no database URL that can be used; write "
            "sqlite:///path/to/records.db or postgresql://user:password@host/name"
        ) from exc
    except ModuleNotFoundError as exc:
        raise RecordsError(
            f"the package {exc.name} is missing for this database; "
            "run: pip install 'policy-assistant[postgres]'"
        ) from exc


def _sqlite(url: URL) -> Engine:
    path = Path(url.database or "")
    if not path.name or path.name == ":memory:":
        raise ArgumentError("a database in memory is seen by one thread alone")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # what people asked is nobody else's on this machine
    except OSError as exc:
        raise RecordsError(
            f"cannot write the database {path} ({exc.strerror}); give another directory by --data"
        ) from exc
    engine = create_engine(url, connect_args={"timeout": CONNECT_S}, json_serializer=_json)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    """Settings of each SQLite connection."""
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    # Readers and the writer do not wait for each other; a commit is safe from a killed process,
    # and costs no wait for the disk (a power cut can lose the last moments).
    for tries in range(_WAL_TRIES):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError:  # this one statement does not wait for others
            if tries == _WAL_TRIES - 1:
                raise
            time.sleep(CONNECT_S / _WAL_TRIES)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")  # deleted words are overwritten in the file


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


_json = partial(json.dumps, ensure_ascii=False)
