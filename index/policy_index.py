"""The index as the assistant uses it: opened from a data directory, searched, reloaded."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.normalize import search_form
from index.backend import AUTO, server_of, uses_chroma
from index.catalog import Catalog
from index.errors import DamagedIndexError, IndexingError
from index.generation import (
    CATALOG,
    FORMAT,
    LEXICAL,
    VECTORS,
    Manifest,
    check_files,
    current,
    read_manifest,
)
from index.lexical import LexicalIndex
from index.model import Embedder, Query, ResultSet, Vectors
from index.reranker import Reranker, rerank
from index.retriever import Retriever
from index.withdrawn import CatalogWithout

if TYPE_CHECKING:
    from index.vector_store import ChromaRows, ChromaVectorStore

_CHROMA_CANDIDATES = 2000
"""Rows that are asked of Chroma for one question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStats:
    """Figures of an open index."""

    generation_id: str
    documents: int
    clauses: int
    responsibilities: int
    chunks: int
    dimension: int
    embedder: str
    created: str
    """ISO 8601, UTC."""
    uses_chroma: bool
    """Whether dense queries go to Chroma; else they are exact products."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """Everything of one generation that is held open."""

    folder: Path
    manifest: Manifest
    catalog: Catalog
    retriever: Retriever
    store: ChromaVectorStore | None


class PolicyIndex:
    """One open generation; `reload` moves on to a newer one.

    Reading takes no lock: a generation never changes once it is in use, and readers keep
    theirs while a new one is built.
    """

    def __init__(
        self,
        data_dir: Path,
        embedder: Embedder,
        vector_backend: str,
        opened: _Open,
        reranker: Reranker | None = None,
    ) -> None:
        self._data_dir = data_dir
        self._embedder = embedder
        self._backend = vector_backend
        self._reranker = reranker
        self._open = opened
        self._retired: _Open | None = None
        self._withdrawn: frozenset[str] = frozenset()
        self._changing = threading.Lock()
        # searches beyond the cores only take turns at the interpreter's lock and slow each other
        self._turns = threading.BoundedSemaphore(os.cpu_count() or 1)

    @classmethod
    def open(
        cls,
        data_dir: Path,
        embedder: Embedder,
        *,
        vector_backend: str = AUTO,
        reranker: Reranker | None = None,
    ) -> PolicyIndex:
        """Open the generation in use, after comparing its files with their digests.

        Args:
            data_dir: The data directory.
            embedder: The embedder that the index was built with.
            vector_backend: auto, exact, chroma, or a Chroma server's URL.
            reranker: Judges the first hits of each search again; None leaves the search's order.

        Raises:
            IndexingError: nothing was ingested, or with another embedder.
            DamagedIndexError: files are missing, changed or disagree.
        """
        opened = _open(data_dir, embedder, vector_backend)
        return cls(data_dir, embedder, vector_backend, opened, reranker)

    @staticmethod
    def exists(data_dir: Path) -> bool:
        """Whether anything was ever ingested into a data directory.

        Raises:
            DamagedIndexError: the pointer names no generation that is there.
        """
        return current(data_dir) is not None

    @property
    def catalog(self) -> Catalog:
        """Documents, clauses and responsibilities."""
        return self._open.catalog

    @property
    def embedder(self) -> Embedder:
        """What turns questions and passages into vectors."""
        return self._embedder

    @property
    def generation_id(self) -> str:
        """Name of the open generation."""
        return self._open.folder.name

    @property
    def retriever(self) -> Retriever:
        """The search over the open generation, with its weights."""
        return self._open.retriever

    def search(self, query: Query, top_k: int = 10) -> ResultSet:
        """Clauses for a question, best first; see `Retriever.search` and `rerank`."""
        # Before its turn, so that questions that wait for one are encoded together.
        self._embedder.embed_query(search_form(query.text))
        fetched = max(top_k, self._reranker.depth) if self._reranker else top_k
        with self._turns:
            opened = self._open
            results = opened.retriever.search(query, fetched)
        if self._reranker is None:
            return results
        lookup = opened.retriever.weights.signals.lookup
        results = rerank(results, query, self._reranker, opened.catalog, lookup=lookup)
        return replace(results, hits=results.hits[:top_k], rejected=results.rejected[:top_k])

    def stats(self) -> IndexStats:
        """Figures of the open generation."""
        opened, counts = self._open, self._open.catalog.count()
        return IndexStats(
            generation_id=opened.folder.name,
            documents=counts["documents"],
            clauses=counts["clauses"],
            responsibilities=counts["responsibilities"],
            chunks=counts["chunks"],
            dimension=opened.manifest.dimension,
            embedder=opened.manifest.embedder,
            created=opened.manifest.created,
            uses_chroma=opened.store is not None,
        )

    def reload(self) -> bool:
        """Open the generation in use if it is a newer one; the old one serves until then.

        Returns:
            Whether another generation is open now.

        Raises:
            DamagedIndexError: the newer one cannot be opened; the old one stays open.
        """
        with self._changing:
            folder = current(self._data_dir)
            if folder is None or folder == self._open.folder:
                return False
            opened = _open(self._data_dir, self._embedder, self._backend)
            # Questions that are being answered still read the old one: it is closed next time.
            retired, self._retired = self._retired, self._open
            self._open = _without(opened, self._withdrawn)
            if retired is not None:
                _close(retired)
            return True

    def withdraw(self, document_ids: Collection[str]) -> None:
        """Hide documents from search and catalog at once; files on disk stay as they are.

        They stay hidden in newer generations too, until `restore`.
        """
        with self._changing:
            if self._withdrawn.issuperset(document_ids):
                return
            self._withdrawn |= frozenset(document_ids)
            self._open = _without(self._open, self._withdrawn)

    def restore(self, document_ids: Collection[str]) -> None:
        """Show documents again that were withdrawn."""
        with self._changing:
            if self._withdrawn.isdisjoint(document_ids):
                return
            self._withdrawn -= frozenset(document_ids)
            self._open = _without(self._open, self._withdrawn)

    def close(self) -> None:
        """Let go of files and connections."""
        for opened in filter(None, (self._open, self._retired)):
            _close(opened)


def _without(opened: _Open, withdrawn: frozenset[str]) -> _Open:
    """The same generation without those of its documents that were withdrawn."""
    catalog = opened.catalog.whole if isinstance(opened.catalog, CatalogWithout) else opened.catalog
    hidden = withdrawn & {document.id for document in catalog.documents()}
    if hidden:
        catalog = CatalogWithout(catalog, hidden)
    elif catalog is opened.catalog:
        return opened
    return replace(opened, catalog=catalog, retriever=opened.retriever.over(catalog))


def _open(data_dir: Path, embedder: Embedder, vector_backend: str) -> _Open:
    folder = current(data_dir)
    if folder is None:
        raise IndexingError(
            f"nothing is indexed in {data_dir}; run `policy-assistant ingest` with the documents"
        )
    manifest = read_manifest(folder)
    if manifest.embedder != embedder.name:
        raise IndexingError(
            f"the index in {data_dir} was built with the embedding model {manifest.embedder}, but "
            f"{embedder.name} is configured; run `policy-assistant ingest` to rebuild it, or "
            "configure that model"
        )
    if manifest.format != FORMAT:
        raise IndexingError(
            f"the index in {data_dir} was built by another version of this program (format "
            f"{manifest.format}, expected {FORMAT}); run `policy-assistant ingest` to rebuild it"
        )
    check_files(folder, manifest)
    vectors: Any = np.load(folder / VECTORS, mmap_mode="r")
    catalog = Catalog.open(folder / CATALOG)
    chunks = catalog.chunks()
    lexical = LexicalIndex.load(folder / LEXICAL)
    terms = len(lexical) + manifest.sentences
    if not len(vectors) == len(chunks) == terms == manifest.chunks:
        raise DamagedIndexError(
            f"{folder} has {len(vectors)} vectors, {len(chunks)} chunks and {terms} rows of terms "
            f"and sentences instead of {manifest.chunks}; run `policy-assistant doctor --rebuild`"
        )
    store = None
    if uses_chroma(vector_backend, len(chunks)):
        store = _chroma_store(folder, manifest, vector_backend)
        vectors = _rows_of(store, vectors)
    retriever = Retriever(chunks, vectors, lexical, embedder, catalog)
    return _Open(
        folder=folder, manifest=manifest, catalog=catalog, retriever=retriever, store=store
    )


def _chroma_store(folder: Path, manifest: Manifest, vector_backend: str) -> ChromaVectorStore:
    # Chroma takes most of a second to import: only when it answers queries.
    from index.vector_store import open_store  # noqa: PLC0415
    from index.verify import verify_in_subprocess  # noqa: PLC0415

    if manifest.server != server_of(vector_backend):
        raise IndexingError(
            f"the index was built for {manifest.server or 'embedded Chroma'}, but vector_backend "
            f"is {vector_backend}; run `policy-assistant ingest` to fill that one"
        )
    verify_in_subprocess(folder)
    return open_store(folder, manifest)


def _rows_of(store: ChromaVectorStore, matrix: Vectors) -> ChromaRows:
    from index.vector_store import ChromaRows  # noqa: PLC0415

    return ChromaRows(store, matrix, _CHROMA_CANDIDATES)


def _close(opened: _Open) -> None:
    opened.catalog.close()
    if opened.store is not None:
        opened.store.close()
