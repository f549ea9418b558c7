"""Which indexed documents were read by another version of the readers than this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus.reading_version import reading_version
from index.catalog import Catalog
from index.generation import CATALOG, Manifest, current, read_manifest


def outdated_documents(data_dir: Path) -> tuple[str, ...]:
    """Ids of the documents in use that this version did not read; () when nothing is indexed.

    Raises:
        DamagedIndexError: the generation in use cannot be read.
    """
    folder = current(data_dir)
    if folder is None:
        return ()
    manifest = read_manifest(folder)
    versions = versions_of(manifest)
    if len(versions) == manifest.documents:
        return tuple(name for name, version in versions.items() if version != reading_version())
    catalog = Catalog.open(folder / CATALOG)  # made before versions were kept
    try:
        return tuple(
            document.id
            for document in catalog.documents()
            if versions.get(document.id) != reading_version()
        )
    finally:
        catalog.close()


def embedder_in_use(data_dir: Path) -> str | None:
    """Name of the embedder of the generation in use; None when nothing is indexed."""
    folder = current(data_dir)
    return None if folder is None else read_manifest(folder).embedder


def versions_of(manifest: Manifest) -> dict[str, str]:
    """Version of the readers by document id."""
    return {name: version for version, names in manifest.readers.items() for name in names}


def by_version(versions: Mapping[str, str], documents: Iterable[str]) -> dict[str, list[str]]:
    """Ids of `documents` by the version that read them, as a manifest keeps them."""
    grouped: dict[str, list[str]] = {}
    for name in documents:
        if name in versions:
            grouped.setdefault(versions[name], []).append(name)
    return grouped
