"""Vectors in Chroma, embedded in a directory or on a server; the only place that imports it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from index.errors import DamagedIndexError, IndexingError
from index.generation import CHROMA, Manifest
from index.model import Chunk, Vectors

LARGEST_BATCH = 5000
"""Rows a call; Chroma raises above 5,461."""

SEARCH_WIDTH = 200
"""ef_search of the graph: candidates looked at a query. At 100, recall@10 was .81 to .98."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row found."""

    row: int
    similarity: float
    """Cosine, −1 to 1."""


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it is stored."""

    digest: str
    """Id of its chunk."""
    vector: Vectors
    """Shape (dimension,)."""


class ChromaVectorStore:
    """One collection of row vectors; ids are row numbers."""

    def __init__(self, location: Path | str, collection: str = "clauses") -> None:
        """Connect; the collection itself is opened when it is first needed.

        Args:
            location: A directory (one process at a time), or a server's URL.
            collection: ASCII name, 3 to 512 characters.

        Raises:
            IndexingError: the server does not answer.
            DamagedIndexError: the directory cannot be opened.
        """
        self._location = location
        self._name = collection
        self._client = _connect(location)

    def write(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Fill a new collection; one of that name is replaced.

        Args:
            chunks: One a row; document and clause ids become metadata.
            vectors: Shape (n, dimension).
        """
        self.drop()
        collection = self._client.create_collection(
            self._name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": SEARCH_WIDTH}},
        )
        for start in range(0, len(chunks), LARGEST_BATCH):
            batch = chunks[start : start + LARGEST_BATCH]
            collection.upsert(
                ids=[row_id(start + i) for i in range(len(batch))],
                embeddings=np.asarray(vectors[start : start + LARGEST_BATCH]),
                metadatas=[_metadata(chunk) for chunk in batch],
                documents=[chunk.text for chunk in batch],
            )

    def count(self) -> int:
        """Rows in the collection."""
        return int(self._collection().count())

    def query(
        self, vector: Vectors, count: int, *, where: Mapping[str, Any] | None = None
    ) -> tuple[Match, ...]:
        """The nearest rows, nearest first.

        Args:
            vector: One query, shape (dimension,) or (1, dimension).
            count: Most rows to return.
            where: Chroma's metadata filter; slow when it keeps much (see Chroma's notes).
        """
        found = self._collection().query(
            query_embeddings=np.asarray(vector, dtype=np.float32).reshape(1, -1),
            n_results=count,
            where=dict(where) if where else None,
            include=["distances"],
        )
        ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
        # Rounding yields distances such as -1e-7.
        return tuple(
            Match(int(row), 1.0 - max(0.0, float(distance)))
            for row, distance in zip(ids, distances, strict=True)
        )

    def read(self, rows: Sequence[int]) -> tuple[StoredRow, ...]:
        """What is stored for some rows, in their order.

        Raises:
            DamagedIndexError: a row is not there.
        """
        found: dict[str, StoredRow] = {}
        for start in range(0, len(rows), LARGEST_BATCH):
            ids = [row_id(row) for row in rows[start : start + LARGEST_BATCH]]
            batch = self._collection().get(ids=ids, include=["embeddings", "metadatas"])
            stored = zip(
                batch["ids"], np.asarray(batch["embeddings"]), batch["metadatas"] or [], strict=True
            )
            for name, vector, metadata in stored:
                found[name] = StoredRow(str(metadata["digest"]), vector)
        missing = [row for row in rows if row_id(row) not in found]
        if missing:
            raise DamagedIndexError(
                f"Chroma at {self._location} lacks {len(missing)} of {len(rows)} rows; run "
                "`policy-assistant doctor --rebuild`"
            )
        return tuple(found[row_id(row)] for row in rows)

    def drop(self) -> None:
        """Delete the collection if it is there."""
        try:
            self._client.delete_collection(self._name)
        except NotFoundError:
            return

    def close(self) -> None:
        """Let go of the directory or the connection."""
        self._client.close()  # type: ignore[attr-defined]  # missing in the interface

    def _collection(self) -> chromadb.Collection:
        try:
            return self._client.get_collection(self._name, embedding_function=None)
        except (ChromaError, ValueError) as error:
            raise DamagedIndexError(
                f"Chroma at {self._location} has no usable collection {self._name} ({error}); run "
                "`policy-assistant doctor --rebuild`"
            ) from error


class ChromaRows:
    """Looks like the matrix of all vectors, but products ask Chroma for the nearest rows.

    ``rows @ query`` has shape (n,): exact cosines for the rows that Chroma returned, and the
    lowest of these for all others, which are no nearer. Single rows come from the mapped matrix.
    """

    def __init__(self, store: ChromaVectorStore, matrix: Vectors, candidates: int) -> None:
        """Takes an open store and the same vectors as a mapped matrix.

        Args:
            store: Where the nearest rows are found.
            matrix: Shape (n, dimension).
            candidates: Rows that are asked for.
        """
        self._store = store
        self._matrix = matrix
        self._candidates = min(candidates, len(matrix))

    def __len__(self) -> int:
        return len(self._matrix)

    def __getitem__(self, rows: Any) -> Vectors:
        found: Vectors = self._matrix[rows]
        return found

    def __matmul__(self, query: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        if not self._candidates:
            return np.zeros(0, dtype=np.float32)
        rows = np.sort([match.row for match in self._store.query(query, self._candidates)])
        exact = self._matrix[rows] @ query
        scores = np.full(len(self._matrix), exact.min(), dtype=np.float32)
        scores[rows] = exact
        return scores


def open_store(folder: Path, manifest: Manifest, *, create: bool = False) -> ChromaVectorStore:
    """The collection of a generation, in its own directory or on its server.

    Args:
        folder: The generation.
        manifest: Its manifest.
        create: Make the directory; otherwise Chroma must be there (it would make an empty one).

    Raises:
        IndexingError: the server does not answer.
        DamagedIndexError: the directory cannot be opened.
    """
    if manifest.server is None:
        if not create and not (folder / CHROMA / "chroma.sqlite3").is_file():
            raise DamagedIndexError(
                f"{folder / CHROMA} is missing; run `policy-assistant doctor --rebuild`"
            )
        return ChromaVectorStore(folder / CHROMA)
    # Several data directories may share a server: each has its own names.
    owner = hashlib.sha256(str(folder.parent.resolve()).encode()).hexdigest()[:12]
    return ChromaVectorStore(manifest.server, f"clauses-{owner}-{folder.name}")


def row_id(row: int) -> str:
    """Chroma id of a row."""
    return f"{row:09d}"


def _metadata(chunk: Chunk) -> dict[str, str]:
    return {
        "document_id": chunk.document_id,
        "clause_id": chunk.clause_id or "",
        "digest": chunk.id,
    }


def _connect(location: Path | str) -> ClientAPI:
    settings = Settings(anonymized_telemetry=False)
    if isinstance(location, Path):
        try:
            return chromadb.PersistentClient(path=str(location), settings=settings)
        except (ChromaError, ValueError, OSError) as error:
            raise DamagedIndexError(
                f"cannot open Chroma in {location} ({error}); run "
                "`policy-assistant doctor --rebuild`"
            ) from error
    url = urlsplit(location)
    secure = url.scheme == "https"
    try:
        return chromadb.HttpClient(
            host=url.hostname or "127.0.0.1",
            port=url.port or (443 if secure else 8000),
            ssl=secure,
            settings=settings,
        )
    except (ChromaError, ValueError, OSError) as error:
        raise IndexingError(
            f"the Chroma server {location} does not answer ({error}); start it with `chroma run` "
            "or set vector_backend to auto"
        ) from error
