"""Many files at once: a folder or an archive, one result a file, none stopping the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from corpus.errors import CorpusError, EmptyFileError, UnreadableFileError
from corpus.readers.archive import (
    is_litter,
    member_name,
    members_in_order,
    open_archive,
    read_member,
)
from corpus.readers.model import ReadFailure, SourceText
from corpus.readers.reader import load_bytes, read_bytes


def iter_files(path: Path) -> Iterator[SourceText | ReadFailure]:
    """Every document at `path`: itself, or those in the folder or zip archive, sorted by name.

    Folders are searched to any depth; links to folders, hidden files and system litter are left
    out. A file that cannot be read comes as a `ReadFailure` in its place.

    Args:
        path: A file, a folder or a zip archive.

    Returns:
        An iterator that reads one file at a time.

    Raises:
        UnreadableFileError: `path` does not exist (raised at the call, not while iterating).
        EmptyFileError: `path` is a folder with no file in it.
    """
    files = _files(path)
    return (result for file, name in files for result in _read(file, name))


def count_files(path: Path) -> int:
    """How many results `iter_files` will give, for a progress bar; reads directories only.

    Raises:
        UnreadableFileError: `path` does not exist.
        EmptyFileError: `path` is a folder with no file in it.
    """
    return sum(_count(file, name) for file, name in _files(path))


def _files(path: Path) -> list[tuple[Path, str]]:
    """The files at `path`, and the names under which they are reported."""
    if not path.is_dir():
        if not path.exists():
            raise UnreadableFileError(f"{path} does not exist; check the path")
        return [(path, path.name)]
    found = [(file, file.relative_to(path).as_posix()) for file in _walk(path)]
    if not found:
        raise EmptyFileError(f"{path} holds no files; name a folder with documents in it")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        yield folder  # reading it as a file reports why it cannot be opened
        return
    for entry in entries:
        if is_litter(PurePosixPath(entry.name)):
            continue
        if entry.is_dir():
            if not entry.is_symlink():  # a link could lead in a circle
                yield from _walk(entry)
        else:
            yield entry


def _read(file: Path, name: str) -> Iterator[SourceText | ReadFailure]:
    try:
        data = load_bytes(file, name)
        if _is_zip(name, data):
            yield from _read_archive(data, name)
        else:
            yield read_bytes(data, name)
    except CorpusError as error:
        yield ReadFailure(file=name, error=error)


def _is_zip(name: str, data: bytes) -> bool:
    return name.lower().endswith(".zip") and data.startswith(b"PK")


def _read_archive(data: bytes, name: str) -> Iterator[SourceText | ReadFailure]:
    with open_archive(data, name) as archive:
        members = list(members_in_order(archive))
        if not members:
            raise EmptyFileError(f"{name} holds no files; give an archive with documents in it")
        for member in members:
            inner = f"{name}/{member_name(member)}"
            try:
                yield read_bytes(read_member(archive, member, inner), inner)
            except CorpusError as error:
                yield ReadFailure(file=inner, error=error)


def _count(file: Path, name: str) -> int:
    if not name.lower().endswith(".zip"):
        return 1
    try:
        data = load_bytes(file, name)
        if not _is_zip(name, data):
            return 1
        with open_archive(data, name) as archive:
            return max(1, sum(1 for _ in members_in_order(archive)))
    except CorpusError:
        return 1
