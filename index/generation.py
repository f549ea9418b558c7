"""Generations of an index on disk: fresh directories and one pointer to the one in use.

data/index/lock            held by the one process that writes
data/index/CURRENT         name of the generation in use, replaced atomically
data/index/g0007/          manifest.json, vectors.npy, catalog.sqlite, lexical/, chroma/
data/index/journal/        vectors of an unfinished ingest
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import DamagedIndexError, DataDirectoryError, DataDirectoryLockedError

FORMAT = 2
"""Raised when the files of a generation, or how chunks are cut, change."""

KEPT = 2
"""Generations that stay on disk: the one in use and the one before it."""

_NAME = re.compile(r"g(\d{4,})")
_POINTER = "CURRENT"
_MANIFEST = "manifest.json"
VECTORS, CATALOG, LEXICAL, CHROMA = "vectors.npy", "catalog.sqlite", "lexical", "chroma"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a finished generation holds."""

    format: int
    embedder: str
    """Name of the embedder that made the vectors."""
    dimension: int
    documents: int
    chunks: int
    """Rows in all, one vector each."""
    created: str
    """ISO 8601, UTC."""
    server: str | None
    """URL of the Chroma server that holds the vectors too; None for the folder's own Chroma."""
    files: dict[str, str]
    """SHA-256 of each file that is served, by path below the generation. Chroma's own files
    are left out: Chroma changes them when it opens them."""
    readers: dict[str, list[str]] = field(default_factory=dict)
    """Ids of documents by the version of the readers (`corpus.reading_version`) that read them."""
    sentences: int = 0
    """How many of the chunks are sentences of others; these have vectors but no terms."""


def index_folder(data_dir: Path) -> Path:
    """Where generations live."""
    return data_dir / "index"


def current(data_dir: Path) -> Path | None:
    """The generation in use; None when nothing was ever ingested.

    Raises:
        DamagedIndexError: the pointer names no generation that is there.
    """
    pointer = index_folder(data_dir) / _POINTER
    try:
        name = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _damaged(f"cannot read {pointer} ({error})") from error
    folder = pointer.parent / name
    if not _NAME.fullmatch(name) or not folder.is_dir():
        raise _damaged(f"{pointer} names the generation {name!r}, which is not there")
    return folder


def switch(folder: Path) -> None:
    """Make a finished generation the one in use, in one atomic step."""
    pointer = folder.parent / _POINTER
    temporary = pointer.with_suffix(".tmp")
    with temporary.open("w", encoding="ascii") as stream:
        stream.write(f"{folder.name}\n")
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(pointer)
    _sync_folder(pointer.parent)


def new_folder(data_dir: Path) -> Path:
    """A fresh directory for the next generation, above every number that was used."""
    parent = index_folder(data_dir)
    numbers = [int(match.group(1)) for match in _named(parent)]
    folder = parent / f"g{max(numbers, default=0) + 1:04d}"
    folder.mkdir()
    return folder


def finished(data_dir: Path) -> list[Path]:
    """Generations that have a manifest, oldest first."""
    parent = index_folder(data_dir)
    folders = [parent / match.group(0) for match in _named(parent)]
    whole = [folder for folder in folders if (folder / _MANIFEST).is_file()]
    return sorted(whole, key=lambda folder: int(folder.name[1:]))


def obsolete(data_dir: Path) -> list[Path]:
    """All but the generation in use and the finished ones just before it, unfinished included."""
    in_use = current(data_dir)
    if in_use is None:
        return []
    others = [folder for folder in finished(data_dir) if folder != in_use]
    keep = {in_use, *others[-(KEPT - 1) :]}
    folders = [in_use.parent / match.group(0) for match in _named(in_use.parent)]
    return sorted(folder for folder in folders if folder not in keep)


def _named(parent: Path) -> Iterator[re.Match[str]]:
    for path in parent.iterdir() if parent.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and path.is_dir():
            yield match


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, the last file of a generation."""
    with (folder / _MANIFEST).open("w", encoding="utf-8") as stream:
        json.dump(asdict(manifest), stream, indent=2)
        stream.flush()
        os.fsync(stream.fileno())


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        DamagedIndexError: it is missing or unreadable.
    """
    try:
        return Manifest(**json.loads((folder / _MANIFEST).read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise _damaged(f"cannot read {folder / _MANIFEST} ({error})") from error


def served_files(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that is served from a generation, by relative path."""
    paths = [folder / VECTORS, folder / CATALOG, *sorted((folder / LEXICAL).glob("*"))]
    return {path.relative_to(folder).as_posix(): _digest(path) for path in paths}


def changed_files(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Served files that are missing or whose content is not what the manifest says."""
    return tuple(
        name
        for name, expected in manifest.files.items()
        if not (folder / name).is_file() or _digest(folder / name) != expected
    )


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every served file with the manifest.

    Raises:
        DamagedIndexError: a file is missing or was changed.
    """
    changed = changed_files(folder, manifest)
    if changed:
        raise _damaged(f"{', '.join(changed)} in {folder} are missing, cut short or changed")


@contextmanager
def write_lock(data_dir: Path) -> Iterator[None]:
    """Own a data directory while writing to it.

    Raises:
        DataDirectoryLockedError: another process owns it.
        DataDirectoryError: it cannot be made or written.
    """
    folder = index_folder(data_dir)
    ensure_writable(folder)
    lock = FileLock(folder / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise DataDirectoryLockedError(
            f"another process is writing to the data directory {data_dir}; wait until it is done, "
            "or give this one another directory with --data"
        ) from error
    try:
        yield
    finally:
        lock.release()


def ensure_writable(folder: Path) -> None:
    """Make a directory and try to write in it.

    Raises:
        DataDirectoryError: that is not possible.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise DataDirectoryError(
            f"cannot write to the data directory {folder} ({error.strerror}); make it writable or "
            "give another directory with --data"
        ) from error


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Force a rename to disk, where the system lets a directory be opened."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _damaged(what: str) -> DamagedIndexError:
    return DamagedIndexError(f"{what}; run `policy-assistant doctor --rebuild`")
