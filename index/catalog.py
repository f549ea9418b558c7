"""Documents, clauses, responsibilities and chunks in a database (SQLAlchemy)."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    func,
    insert,
    select,
)
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from corpus.links import DocumentLink, document_links
from corpus.model import Clause, PolicyDocument, Responsibility, Span
from index.catalog_rows import chunk_row, clause_rows, document_row, responsibility_rows
from index.codec import decode_document
from index.errors import DamagedIndexError, DataDirectoryError
from index.model import Chunk

_TABLES = MetaData()

_DOCUMENTS = Table(
    "documents",
    _TABLES,
    Column("position", Integer, primary_key=True),
    Column("id", String(64), unique=True, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("document_number", String(100), index=True),
    Column("issued_on", Date),
    Column("effective_until", Date),
    Column("jurisdiction", String(100), nullable=False, index=True),
    Column("level", String(20), nullable=False),
    Column("content", Text, nullable=False),
)

_CLAUSES = Table(
    "clauses",
    _TABLES,
    Column("id", String(80), primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

_RESPONSIBILITIES = Table(
    "responsibilities",
    _TABLES,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("clause_id", String(80), nullable=False, index=True),
    Column("department", String(200), nullable=False, index=True),
    Column("role", String(10), nullable=False),
    Column("generic", Boolean, nullable=False),
)

_CHUNKS = Table(
    "chunks",
    _TABLES,
    Column("position", Integer, primary_key=True),
    Column("id", String(64), nullable=False, index=True),
    Column("document_id", String(64), nullable=False, index=True),
    Column("clause_id", String(80)),
    Column("context", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("part_of", String(64)),
)

_BATCH = 2000
"""Rows an INSERT statement."""


class Catalog:
    """What one generation of the index knows, read from its database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._loaded: dict[str, PolicyDocument] = {}
        self._all: tuple[PolicyDocument, ...] | None = None
        self._links: tuple[DocumentLink, ...] | None = None
        self._turn = threading.Lock()

    @classmethod
    def open(cls, location: Path | str) -> Catalog:
        """The catalog in a file, or at a database URL (``postgresql+pg8000://…``).

        Raises:
            DamagedIndexError: the file is missing or no catalog.
        """
        if isinstance(location, Path) and not location.is_file():
            raise DamagedIndexError(
                f"the catalog {location} is missing; run `policy-assistant doctor --rebuild`"
            )
        catalog = cls(_engine(location))
        catalog.count()
        return catalog

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection, one statement at a time; database errors become ours."""
        try:
            with self._turn, self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _damaged(self._engine, error) from error

    def count(self) -> dict[str, int]:
        """Rows of each table.

        Raises:
            DamagedIndexError: the database cannot be read.
        """
        with self._reading() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in _TABLES.tables.items()
            }

    def documents(self) -> tuple[PolicyDocument, ...]:
        """All documents in the order in which they were first ingested."""
        if self._all is None:
            statement = select(_DOCUMENTS.c.content).order_by(_DOCUMENTS.c.position)
            with self._reading() as connection:
                rows = connection.execute(statement).scalars().all()
            self._all = tuple(decode_document(row) for row in rows)
            self._loaded = {document.id: document for document in self._all}
        return self._all

    def document(self, document_id: str) -> PolicyDocument:
        """The document with this id; raises KeyError when there is none."""
        if document_id not in self._loaded:
            statement = select(_DOCUMENTS.c.content).where(_DOCUMENTS.c.id == document_id)
            with self._reading() as connection:
                row = connection.execute(statement).scalar_one_or_none()
            if row is None:
                raise KeyError(document_id)
            self._loaded[document_id] = decode_document(row)
        return self._loaded[document_id]

    def clause(self, clause_id: str) -> tuple[PolicyDocument, Clause]:
        """The clause with this id and its document; raises KeyError when there is none."""
        statement = select(_CLAUSES.c.document_id).where(_CLAUSES.c.id == clause_id)
        with self._reading() as connection:
            document_id = connection.execute(statement).scalar_one_or_none()
        if document_id is None:
            raise KeyError(clause_id)
        document = self.document(document_id)
        return document, document.clause_by_id(clause_id)

    def responsibilities(
        self, *, document_id: str | None = None, department: str | None = None
    ) -> tuple[tuple[PolicyDocument, Clause, Responsibility], ...]:
        """Edges in reading order, of one document or with one printed department name."""
        table = _RESPONSIBILITIES.c
        statement = (
            select(table.document_id, table.number)
            .join(_DOCUMENTS, _DOCUMENTS.c.id == table.document_id)
            .order_by(_DOCUMENTS.c.position, table.number)
        )
        if document_id is not None:
            statement = statement.where(table.document_id == document_id)
        if department is not None:
            statement = statement.where(table.department == department)
        with self._reading() as connection:
            rows = connection.execute(statement).all()
        found = []
        for owner, number in rows:
            document = self.document(owner)
            edge = document.responsibilities[number]
            found.append((document, document.clause_by_id(edge.clause_id), edge))
        return tuple(found)

    def document_links(self) -> tuple[DocumentLink, ...]:
        """Which document carries out, cites, amends or repeals which; made once a generation."""
        if self._links is None:
            self._links = document_links(self.documents())
        return self._links

    def chunks(self) -> tuple[Chunk, ...]:
        """All chunks, then all sentences of chunks: the order of the vectors' rows."""
        columns = [column for column in _CHUNKS.c if column.name != "position"]
        with self._reading() as connection:
            rows = connection.execute(select(*columns).order_by(_CHUNKS.c.position)).all()
        return tuple(
            Chunk(
                id=row[0],
                document_id=row[1],
                clause_id=row[2],
                context=row[3],
                text=row[4],
                span=Span(start=row[5], end=row[6]),
                part_of=row[7],
            )
            for row in rows
        )


def write_catalog(
    location: Path | str, documents: Sequence[PolicyDocument], chunks: Sequence[Chunk]
) -> None:
    """Make a catalog in a new file or an empty database.

    Args:
        location: A path or a database URL.
        documents: All documents of the generation.
        chunks: All chunks, in the order of the vectors' rows.

    Raises:
        DataDirectoryError: the database cannot be written (the disk is full, no permission).
    """
    engine = _engine(location)
    try:
        with engine.begin() as connection:
            _TABLES.create_all(connection)
            _insert(connection, _DOCUMENTS, map(document_row, range(len(documents)), documents))
            for document in documents:
                _insert(connection, _CLAUSES, clause_rows(document))
                _insert(connection, _RESPONSIBILITIES, responsibility_rows(document))
            _insert(connection, _CHUNKS, map(chunk_row, range(len(chunks)), chunks))
    except OperationalError as error:
        raise DataDirectoryError(
            f"cannot write the catalog {location} ({error.__cause__}); free disk space or give "
            "another directory with --data"
        ) from error
    finally:
        engine.dispose()


def _engine(location: Path | str) -> Engine:
    if isinstance(location, str):
        return create_engine(location, pool_pre_ping=True)
    # One connection for all threads, kept open: a reader of an old generation goes on reading
    # after its files were removed. Statements take turns (see `Catalog._reading`).
    return create_engine(
        f"sqlite:///{location}",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
    )


def _damaged(engine: Engine, error: SQLAlchemyError) -> DamagedIndexError:
    reason = str(error.__cause__ or error).splitlines()[0]
    place = engine.url.render_as_string(hide_password=True)
    return DamagedIndexError(
        f"cannot read the catalog {place} ({reason}); run `policy-assistant doctor --rebuild`"
    )


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    for batch in _batches(rows):
        connection.execute(insert(table), batch)


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
