"""Builds a generation of the index from documents, verifies it, and puts it in use."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus.model import PolicyDocument
from corpus.reading_version import reading_version
from index.backend import AUTO, server_of
from index.catalog import write_catalog
from index.chunk import embedding_text, make_rows
from index.errors import DataDirectoryError, IndexingError
from index.generation import (
    CATALOG,
    FORMAT,
    LEXICAL,
    VECTORS,
    Manifest,
    finished,
    index_folder,
    new_folder,
    obsolete,
    read_manifest,
    served_files,
    switch,
    write_lock,
    write_manifest,
)
from index.ingest_report import IngestReport
from index.journal import Journal
from index.lexical import LexicalIndex
from index.model import Chunk, Embedder, Vectors
from index.previous import Previous, load_previous
from index.progress import SILENT, Progress, Task
from index.readings import by_version
from index.vector_store import open_store
from index.verify import verify_in_subprocess

logger = logging.getLogger(__name__)

BLOCK = 128
"""Chunks that are embedded and then journaled together: what a kill can cost."""


def ingest(
    documents: Sequence[PolicyDocument],
    data_dir: Path,
    embedder: Embedder,
    *,
    progress: Progress | None = None,
    replace: bool = False,
    vector_backend: str = AUTO,
) -> IngestReport:
    """Put documents into the index; those with the same id are replaced.

    A new generation is built beside the one in use, verified in a subprocess, and switched to
    by one atomic rename. Killed at any point, the old generation stays in use, and the next
    ingest embeds nothing again that was embedded.

    Args:
        documents: Documents to add or to replace.
        data_dir: The data directory; made when missing.
        embedder: Turns chunks into vectors.
        progress: Told about embedding and building.
        replace: Keep only `documents`, drop all others.
        vector_backend: auto, exact, chroma, or the URL of a Chroma server to fill.

    Raises:
        DataDirectoryError: the directory cannot be written (or the disk is full).
        DataDirectoryLockedError: another process writes to it.
        DamagedIndexError: the generation in use, or the new one, does not verify.
    """
    builder = _Builder(data_dir, embedder, progress or SILENT, vector_backend)
    with write_lock(data_dir):
        return builder.run(documents, replace=replace, read_now=True)


def exchange(  # noqa: PLR0913 - the settings of an ingest, the gate, and what was read anew
    documents: Sequence[PolicyDocument],
    data_dir: Path,
    embedder: Embedder,
    *,
    release: Callable[[Path], None],
    progress: Progress | None = None,
    vector_backend: str = AUTO,
    read_now: bool = False,
) -> IngestReport:
    """Make `documents` the whole index, once `release` has let the new generation pass.

    `release` is given the folder of the finished, verified generation before anybody searches
    it; what it raises is raised, and the old generation stays in use. Vectors are kept, so that
    a second try embeds nothing. With `read_now`, this version of the readers has read all of
    `documents`, those that came out as they were included. Raises as `ingest` does.
    """
    builder = _Builder(data_dir, embedder, progress or SILENT, vector_backend)
    with write_lock(data_dir):
        return builder.run(documents, replace=True, release=release, read_now=read_now)


def remove(
    document_ids: Collection[str],
    data_dir: Path,
    embedder: Embedder,
    *,
    progress: Progress | None = None,
    vector_backend: str = AUTO,
) -> IngestReport:
    """Take documents out of the index at once; ids that are not there are ignored.

    Nothing is embedded. Raises as `ingest` does.
    """
    builder = _Builder(data_dir, embedder, progress or SILENT, vector_backend)
    with write_lock(data_dir):
        previous = builder.previous()
        kept = [d for d in previous.documents if d.id not in set(document_ids)]
        return builder.run(kept, replace=True)


class _Builder:
    """One ingest."""

    def __init__(
        self, data_dir: Path, embedder: Embedder, progress: Progress, vector_backend: str
    ) -> None:
        self._data_dir = data_dir
        self._embedder = embedder
        self._progress = progress
        self._server = server_of(vector_backend)
        self._journal = Journal(
            index_folder(data_dir) / "journal", embedder.name, embedder.dimension
        )

    def run(
        self,
        documents: Sequence[PolicyDocument],
        *,
        replace: bool,
        release: Callable[[Path], None] | None = None,
        read_now: bool = False,
    ) -> IngestReport:
        """Merge, build, verify, ask `release`, switch.

        With `read_now`, all `documents` were read by this version of the readers; else those
        that are not in the generation in use just so.
        """
        began = time.perf_counter()
        previous = self.previous()
        old = {document.id: document for document in previous.documents}
        given = {document.id: document for document in documents}
        merged = tuple((given if replace else old | given).values())
        unchanged = sum(old.get(name) == document for name, document in given.items())
        added = sum(name not in old for name in given)
        new = [name for name, document in given.items() if read_now or old.get(name) != document]
        versions = previous.versions | dict.fromkeys(new, reading_version())
        embedded = 0
        same = merged == previous.documents and versions == previous.versions
        if not same or not previous.is_usable:
            chunks = make_rows(merged)
            vectors, embedded = self._vectors(chunks, previous.vectors)
            readers = by_version(versions, (document.id for document in merged))
            name = self._generation(merged, chunks, vectors, readers, release)
            count = len(chunks)
        else:
            name, count = previous.name, previous.chunks
        return IngestReport(
            generation_id=name,
            documents=len(merged),
            added=added,
            changed=len(given) - added - unchanged,
            unchanged=unchanged,
            removed=len(old.keys() - {document.id for document in merged}),
            chunks=count,
            embedded=embedded,
            reused=count - embedded,
            seconds=time.perf_counter() - began,
        )

    def previous(self) -> Previous:
        """The generation in use, or an empty one."""
        return load_previous(self._data_dir, self._embedder.name, self._server)

    def _vectors(
        self, chunks: Sequence[Chunk], known: Mapping[str, Vectors]
    ) -> tuple[Vectors, int]:
        """The matrix of all chunks, and how many rows of it were computed now."""
        have = {**self._journal.load(), **known}
        texts = {chunk.id: embedding_text(chunk) for chunk in chunks if chunk.id not in have}
        # Sorted by length, so that a batch holds texts of about one length: little padding.
        missing = sorted(texts, key=lambda chunk_id: len(texts[chunk_id]))
        if missing:
            self._progress.start(Task.EMBED, len(missing))
        for start in range(0, len(missing), BLOCK):
            ids = missing[start : start + BLOCK]
            block = self._embedder.embed_passages([texts[chunk_id] for chunk_id in ids])
            self._journal.append(ids, block)
            have.update(zip(ids, block, strict=True))
            self._progress.advance(len(ids))
        if missing:
            self._progress.finish()
        matrix = np.empty((len(chunks), self._embedder.dimension), dtype=np.float32)
        for row, chunk in enumerate(chunks):
            matrix[row] = have[chunk.id]
        return matrix, len(missing)

    def _generation(
        self,
        documents: Sequence[PolicyDocument],
        chunks: Sequence[Chunk],
        vectors: Vectors,
        readers: dict[str, list[str]],
        release: Callable[[Path], None] | None,
    ) -> str:
        """Write, verify and switch; an unfinished directory is removed again."""
        self._progress.start(Task.BUILD, None)
        folder = new_folder(self._data_dir)
        try:
            np.save(folder / VECTORS, vectors)
            write_catalog(folder / CATALOG, documents, chunks)
            manifest = Manifest(
                format=FORMAT,
                embedder=self._embedder.name,
                dimension=self._embedder.dimension,
                documents=len(documents),
                chunks=len(chunks),
                sentences=sum(chunk.part_of is not None for chunk in chunks),
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                server=self._server,
                files={},
                readers=readers,
            )
            write_derived(folder, manifest, chunks, vectors)
            verify_in_subprocess(folder)
            if release is not None:
                release(folder)
            switch(folder)
        except OSError as error:
            _discard(folder)
            raise DataDirectoryError(
                f"cannot write the index in {folder} ({error.strerror}); free disk space or give "
                "another directory with --data"
            ) from error
        except BaseException:
            _discard(folder)
            raise
        self._journal.clear()
        prune(self._data_dir)
        self._progress.finish()
        logger.info(
            "generation %s: %d documents, %d chunks", folder.name, len(documents), len(chunks)
        )
        return folder.name


def prune(data_dir: Path) -> None:
    """Remove generations that nobody needs, and their collections on a Chroma server."""
    for folder in obsolete(data_dir):
        _discard(folder)


def _discard(folder: Path) -> None:
    """Remove a generation, and its collection on a Chroma server if it was finished."""
    try:
        manifest = read_manifest(folder) if folder in finished(folder.parent.parent) else None
        if manifest is not None and manifest.server is not None:
            store = open_store(folder, manifest)
            store.drop()
            store.close()
    except IndexingError as error:  # another generation is in use: this can wait
        logger.warning("leftovers of %s stay on the server: %s", folder.name, error)
    shutil.rmtree(folder, ignore_errors=True)


def write_derived(
    folder: Path, manifest: Manifest, chunks: Sequence[Chunk], vectors: Vectors
) -> None:
    """Write what follows from matrix and catalog: terms, the Chroma collection, the manifest."""
    LexicalIndex.from_chunks(chunks).save(folder / LEXICAL)
    store = open_store(folder, manifest, create=True)
    try:
        store.write(chunks, vectors)
    finally:
        store.close()
    write_manifest(folder, replace(manifest, files=served_files(folder)))
