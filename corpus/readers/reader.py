"""One file in, its text out: the type is told by name and first bytes, then its reader asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from corpus.errors import EmptyFileError, UnreadableFileError, UnsafeFileError
from corpus.readers.faults import one_line
from corpus.readers.kinds import kind_of
from corpus.readers.model import Extracted, SourceText

Reader = Callable[[bytes, str], Extracted]
"""A format's reader: bytes and the name for messages in, text out."""

MAX_BYTES = 200_000_000
"""Largest file that is read, in bytes; a national gazette of a year has a tenth of it."""

_READERS = {
    "txt": ("corpus.readers.plain", "read_txt"),
    "md": ("corpus.readers.plain", "read_md"),
    "html": ("corpus.readers.html", "read_html"),
    "docx": ("corpus.readers.docx", "read_docx"),
    "pdf": ("corpus.readers.pdf", "read_pdf"),
    "image": ("corpus.readers.ocr", "read_image"),
    "csv": ("corpus.readers.table", "read_csv"),
    "xlsx": ("corpus.readers.table", "read_xlsx"),
}
"""Module and function of each reader; imported on first use, for their libraries are slow."""

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"


def read_source(path: Path) -> SourceText:
    """The text of the file at `path`.

    Raises:
        UnreadableFileError: Missing, a folder, not a regular file, or not permitted.
        UnsafeFileError: Larger than `MAX_BYTES`, or harmful.
        EmptyFileError: Nothing but white space in it.
        UnsupportedFormatError: Binary, or of a type without a reader.
        UnknownEncodingError: Text in no known encoding.
        EncryptedFileError: Protected by a password.
        MissingReaderError: Its type needs an optional package.
    """
    return read_bytes(load_bytes(path, str(path)), path.name)


def read_bytes(data: bytes, file: str) -> SourceText:
    """`read_source` for bytes that are already in memory, under the name `file`."""
    if not data:
        raise EmptyFileError(f"{file} is empty; give a file with text in it")
    if len(data) > MAX_BYTES:
        raise UnsafeFileError(f"{file} has over {MAX_BYTES:,} bytes; split it")
    extracted = _extract(data, file)
    if not extracted.text.strip().strip(_INVISIBLE).strip():
        raise EmptyFileError(f"{file} has no text in it, only white space; give another file")
    return SourceText(
        file=file,
        digest=hashlib.sha256(data).hexdigest(),
        text=extracted.text,
        format=extracted.format,
        encoding=extracted.encoding,
        warnings=extracted.warnings,
    )


def load_bytes(path: Path, file: str) -> bytes:
    """The bytes of the file at `path`; `file` names it in messages.

    Raises:
        UnreadableFileError: Missing, a folder, not a regular file, or not permitted.
        UnsafeFileError: Larger than `MAX_BYTES`.
    """
    try:
        if path.is_dir():
            list(path.iterdir())  # a folder that may not be listed is told as such
            raise UnreadableFileError(f"{file} is a folder; name a file in it")
        if path.exists() and not path.is_file():
            raise UnreadableFileError(f"{file} is no regular file; name a document")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnsafeFileError(
                f"{file} has {size:,} bytes, more than the {MAX_BYTES:,} that are read; split it"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError(f"{file} does not exist; check the path") from error
    except PermissionError as error:
        raise UnreadableFileError(f"{file} may not be read; check its permissions") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or one_line(error)
        raise UnreadableFileError(f"{file!r} cannot be read ({reason}); check the path") from error


def _extract(data: bytes, file: str) -> Extracted:
    module, function = _READERS[kind_of(data, file)]
    reader: Reader = getattr(import_module(module), function)
    return reader(data, file)
