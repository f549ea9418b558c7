"""Finds damage in a data directory and repairs it from what is left, without the model.

What a generation serves follows from two files, the matrix and the catalog. Terms and the
Chroma collection are built again from them; a damaged matrix is taken from Chroma when that
holds the same numbers; when nothing of a generation can be saved, the one before it is used.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.catalog import Catalog
from index.errors import DamagedIndexError, IndexingError
from index.generation import (
    CATALOG,
    VECTORS,
    Manifest,
    changed_files,
    current,
    finished,
    new_folder,
    read_manifest,
    switch,
    write_lock,
)
from index.ingest import prune, write_derived
from index.model import Chunk, Vectors
from index.vector_store import open_store
from index.verify import verify_in_subprocess

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What a repair did."""

    source: str
    """Name of the generation that was read."""
    generation_id: str
    """Name of the generation in use now."""
    damaged: tuple[str, ...]
    """Files of the source that did not agree with its manifest."""
    chunks: int

    def __str__(self) -> str:
        """One line for a terminal."""
        damage = f"，损坏的有：{'、'.join(self.damaged)}" if self.damaged else ""
        return f"已由 {self.source} 重建为 {self.generation_id}（{self.chunks} 个片段{damage}）"


def diagnose(data_dir: Path) -> str:
    """Verify the generation in use, Chroma included, in a process of its own.

    Returns:
        One line that says what is there.

    Raises:
        DamagedIndexError: something is missing, changed or disagrees.
    """
    folder = current(data_dir)
    if folder is None:
        return "还没有索引，首次使用时会自动建立"
    manifest = read_manifest(folder)
    verify_in_subprocess(folder)
    return f"{folder.name}：{manifest.documents} 份文件，{manifest.chunks} 个片段，相互一致"


def rebuild(data_dir: Path) -> Repair:
    """Build a sound generation from the newest one of which matrix and catalog can be read.

    Raises:
        DamagedIndexError: no generation can be repaired; the documents must be ingested again.
        DataDirectoryLockedError: another process writes to the directory.
        DataDirectoryError: the directory cannot be written.
    """
    with write_lock(data_dir):
        reasons = []
        for folder in _candidates(data_dir):
            try:
                repair = _rebuild_from(folder, data_dir)
            except IndexingError as error:
                logger.warning("cannot rebuild from %s: %s", folder.name, error)
                reasons.append(f"{folder.name}：{error}")
                continue
            prune(data_dir)
            return repair
    raise DamagedIndexError(
        f"no generation in {data_dir} can be repaired ({'; '.join(reasons) or 'there is none'}); "
        "move its folder index away and run `policy-assistant ingest` with the documents"
    )


def _candidates(data_dir: Path) -> Iterator[Path]:
    """The generation in use, if its pointer is sound, then the finished ones, newest first."""
    try:
        in_use = current(data_dir)
    except DamagedIndexError:
        in_use = None
    if in_use is not None:
        yield in_use
    yield from (folder for folder in reversed(finished(data_dir)) if folder != in_use)


def _rebuild_from(source: Path, data_dir: Path) -> Repair:
    manifest = read_manifest(source)
    damaged = changed_files(source, manifest)
    if CATALOG in damaged:
        raise DamagedIndexError(f"the catalog {source / CATALOG} is missing or was changed")
    catalog = Catalog.open(source / CATALOG)
    chunks = catalog.chunks()
    catalog.close()
    vectors = (
        _from_chroma(source, manifest, chunks) if VECTORS in damaged else np.load(source / VECTORS)
    )
    folder = new_folder(data_dir)
    try:
        np.save(folder / VECTORS, vectors)
        shutil.copyfile(source / CATALOG, folder / CATALOG)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        write_derived(folder, replace(manifest, created=created), chunks, vectors)
        verify_in_subprocess(folder)
        switch(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Repair(
        source=source.name, generation_id=folder.name, damaged=damaged, chunks=len(chunks)
    )


def _from_chroma(source: Path, manifest: Manifest, chunks: Sequence[Chunk]) -> Vectors:
    """The matrix as Chroma holds it, equal to the lost one but for rounding (about 1e-8).

    Raises:
        DamagedIndexError: Chroma does not verify or holds other chunks.
    """
    verify_in_subprocess(source, only_chroma=True)
    store = open_store(source, manifest)
    try:
        stored = store.read(range(manifest.chunks))
    finally:
        store.close()
    if [row.digest for row in stored] != [chunk.id for chunk in chunks]:
        raise DamagedIndexError(f"Chroma of {source.name} holds other chunks than the catalog")
    return np.array([row.vector for row in stored], dtype=np.float32)
