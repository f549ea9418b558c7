"""The generation that a new one starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.model import PolicyDocument
from index.catalog import Catalog
from index.generation import CATALOG, FORMAT, VECTORS, check_files, current, read_manifest
from index.model import Vectors
from index.readings import versions_of


@dataclass(frozen=True, slots=True)
class Previous:
    """The generation that the new one starts from."""

    name: str
    documents: tuple[PolicyDocument, ...]
    vectors: Mapping[str, Vectors]
    """By chunk id; empty when they come from another embedder."""
    chunks: int
    versions: dict[str, str]
    """Version of the readers by document id."""
    is_usable: bool
    """Same embedder, format and server: good as it is when no document changed."""


def load_previous(data_dir: Path, embedder: str, server: str | None) -> Previous:
    """The generation in use, or an empty one.

    Args:
        data_dir: The data directory.
        embedder: Name of the embedder of the new generation.
        server: URL of the Chroma server that the new one fills, or None.

    Raises:
        DamagedIndexError: its files are missing or were changed.
    """
    folder = current(data_dir)
    if folder is None:
        return Previous("", (), {}, 0, {}, is_usable=False)
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    is_same = manifest.embedder == embedder and manifest.format == FORMAT
    catalog = Catalog.open(folder / CATALOG)
    try:
        documents = catalog.documents()
        chunks = catalog.chunks() if is_same else ()
    finally:
        catalog.close()
    matrix = np.asarray(np.load(folder / VECTORS, mmap_mode="r"))
    vectors = {chunk.id: matrix[row] for row, chunk in enumerate(chunks)}
    is_usable = is_same and manifest.server == server
    versions = versions_of(manifest)
    return Previous(folder.name, documents, vectors, len(chunks), versions, is_usable=is_usable)
