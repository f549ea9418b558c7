"""The register of documents: the files as they came, and whether each is published.

data/publishing/register.json       one entry a document, replaced atomically
data/publishing/files/<id>/<name>   the file, byte for byte; ``text.txt`` where only the text of a
                                    document is known that was not uploaded here
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import PublishingError
from assistant.publishing.files import TEXT, replace_file, safe_name
from corpus.load import parse_source
from corpus.model import PolicyDocument
from corpus.readers import SourceText, read_bytes

_LOCK_S = 10
"""Seconds to wait for another process that changes the register."""


class State(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    """Uploaded, not searched."""
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"
    """Not searched any more; its file is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of the register."""

    id: str
    """Id of the PolicyDocument."""
    file: str
    """Name of its file."""
    digest: str
    """SHA-256 of the file's bytes, hex."""
    size: int
    """Bytes of the file as it is kept."""
    title: str
    document_number: str | None
    state: State
    uploaded_at: datetime
    """When it came into the register, UTC."""
    changed_at: datetime
    """When `state` was last changed, UTC."""
    is_pending: bool = False
    """Taken down, but still in the generation on disk: it must be hidden until that is replaced."""


class Register:
    """Entries and files of one data directory, which several processes may share."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "publishing"
        self._path = self._folder / "register.json"
        self._lock = threading.RLock()
        self._entries: dict[str, Entry] = {}
        self._seen: tuple[int, ...] = ()
        self.entries()

    def entries(self) -> tuple[Entry, ...]:
        """All entries, the newest first.

        Raises:
            PublishingError: The register cannot be read.
        """
        with self._lock:
            self._look()
            return tuple(sorted(self._entries.values(), key=lambda e: e.uploaded_at, reverse=True))

    def get(self, document_id: str) -> Entry | None:
        """The entry of a document, None when there is none; raises as `entries` does."""
        with self._lock:
            self._look()
            return self._entries.get(document_id)

    def add(self, name: str, content: bytes) -> tuple[Entry, PolicyDocument]:
        """Keep an uploaded file as a draft; one that is known already stays as it is.

        Raises:
            CorpusError: The file cannot be read; nothing is kept.
        """
        document = parse_source(read_bytes(content, safe_name(name)))
        with self._changing():
            known = self._entries.get(document.id)
            if known is not None and (self._folder / "files" / document.id / known.file).is_file():
                return known, document
            entry = known or _entry(document, State.DRAFT, len(content))
            self._keep(document.id, document.file, content)
            self._put(replace(entry, file=document.file, size=len(content)))
            return self._entries[document.id], document

    def adopt(self, document: PolicyDocument, content: bytes | None) -> Entry:
        """Take a document into the register that was published by other ways.

        Args:
            document: As the index has it.
            content: The bytes of its file where they are known; else its text is kept.
        """
        with self._changing():
            known = self._entries.get(document.id)
            if known is not None:
                return known
            if content is None:
                content = document.text.encode("utf-8", errors="surrogatepass")
                self._keep(document.id, TEXT, content)
            else:
                self._keep(document.id, safe_name(document.file), content)
            entry = replace(
                _entry(document, State.PUBLISHED, len(content)), file=safe_name(document.file)
            )
            self._put(entry)
            return entry

    def move(self, document_id: str, state: State, *, is_pending: bool = False) -> Entry:
        """Change the state of an entry; KeyError when there is none."""
        with self._changing():
            entry = replace(
                self._entries[document_id],
                state=state,
                is_pending=is_pending,
                changed_at=datetime.now(UTC),
            )
            self._put(entry)
            return entry

    def settle(self, document_id: str) -> None:
        """Note that a document that was taken down is gone from the disk's generation too."""
        with self._changing():
            entry = self._entries.get(document_id)
            if entry is not None and entry.is_pending:
                self._put(replace(entry, is_pending=False))

    def discard(self, document_id: str) -> Entry:
        """Delete the entry and the file of a document that is not published; KeyError if none."""
        with self._changing():
            entry = self._entries.pop(document_id)
            self._write()
            shutil.rmtree(self._folder / "files" / document_id, ignore_errors=True)
            return entry

    def file_of(self, document_id: str) -> Path | None:
        """The kept file, or the kept text; None when the register has neither."""
        entry = self.get(document_id)
        folder = self._folder / "files" / document_id
        for name in (entry.file, TEXT) if entry else ():
            if (folder / name).is_file():
                return folder / name
        return None

    def read(self, document_id: str) -> PolicyDocument:
        """The document, read from its kept file as files are read today.

        Raises:
            PublishingError: The register has no file of it, or another one than it noted.
            CorpusError: The file cannot be read.
        """
        entry, path = self.get(document_id), self.file_of(document_id)
        if entry is None or path is None:
            raise PublishingError(
                f"no file of the document {document_id!r} is kept; upload it again"
            )
        content = path.read_bytes()
        if path.name == TEXT and entry.file != TEXT:
            text = content.decode("utf-8", errors="surrogatepass")
            return parse_source(read_again(entry.file, entry.digest, text))
        document = parse_source(read_bytes(content, entry.file))
        if document.digest != entry.digest:
            raise PublishingError(
                f"the kept file {path} was changed since it was uploaded; upload it again"
            )
        return document

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Be the only thread of the only process that changes the register, and know it as it is.

        Raises:
            PublishingError: Another process holds it for long, or it cannot be read.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with self._lock, FileLock(self._folder / "lock", timeout=_LOCK_S):
                self._look()
                yield
        except Timeout as error:
            raise PublishingError(
                f"another process holds the register {self._path}; try again in a moment"
            ) from error

    def _look(self) -> None:
        """Read the file again if another process has replaced it."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            self._entries, self._seen = {}, ()
            return
        seen = (found.st_ino, found.st_mtime_ns, found.st_size)
        if seen != self._seen:
            self._entries, self._seen = _load(self._path), seen

    def _keep(self, document_id: str, name: str, content: bytes) -> None:
        folder = self._folder / "files" / document_id
        replace_file(folder / name, content)

    def _put(self, entry: Entry) -> None:
        self._entries[entry.id] = entry
        self._write()

    def _write(self) -> None:
        entries = [asdict(entry) for entry in self._entries.values()]
        content = json.dumps(entries, ensure_ascii=False, indent=1, default=datetime.isoformat)
        replace_file(self._path, content.encode())
        found = self._path.stat()
        self._seen = (found.st_ino, found.st_mtime_ns, found.st_size)


def read_again(file: str, digest: str, text: str) -> SourceText:
    """The source of a document of which only the text is left, under its old digest."""
    return SourceText(file=file, digest=digest, text=text, format="txt", encoding="utf-8")


def _entry(document: PolicyDocument, state: State, size: int) -> Entry:
    now = datetime.now(UTC)
    return Entry(
        id=document.id,
        file=document.file,
        digest=document.digest,
        size=size,
        title=document.title,
        document_number=document.document_number,
        state=state,
        uploaded_at=now,
        changed_at=now,
    )


def _load(path: Path) -> dict[str, Entry]:
    try:
        rows = json.loads(path.read_bytes())
        return {row["id"]: _from_json(row) for row in rows}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise PublishingError(
            f"cannot read the register of documents {path} ({error}); restore it from a backup, or "
            "move it away to begin a new one (the files beside it stay)"
        ) from error


def _from_json(row: dict[str, object]) -> Entry:
    moments = {
        name: datetime.fromisoformat(str(row[name])) for name in ("uploaded_at", "changed_at")
    }
    return Entry(**{**row, **moments, "state": State(str(row["state"]))})  # type: ignore[arg-type]
