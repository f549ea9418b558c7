"""One file in, its text out: the type is told by name and first bytes, then its reader asked."""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.errors import (
    EmptyFileError,
    UnreadableFileError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from corpus.readers.model import Extracted, SourceText
from corpus.readers.plain import read_plain

MAX_BYTES = 200_000_000
"""Largest file that is read, in bytes; a national gazette of a year has a tenth of it."""

_SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    "": "txt",
    ".md": "md",
    ".markdown": "md",
}
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
    return read_bytes(_load(path), path.name)


def read_bytes(data: bytes, file: str) -> SourceText:
    """`read_source` for bytes that are already in memory, under the name `file`."""
    if not data:
        raise EmptyFileError(f"{file} is empty; give a file with text in it")
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


def _load(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFileError(f"{path} is a folder; name a file in it")
        if path.exists() and not path.is_file():
            raise UnreadableFileError(f"{path} is no regular file; name a document")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnsafeFileError(
                f"{path} has {size:,} bytes, more than the {MAX_BYTES:,} that are read; split it"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError(f"{path} does not exist; check the path") from error
    except PermissionError as error:
        raise UnreadableFileError(f"{path} may not be read; check its permissions") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFileError(f"{path!s} cannot be read ({reason}); check the path") from error


def _extract(data: bytes, file: str) -> Extracted:
    suffix = Path(file).suffix.lower()
    format = _SUFFIXES.get(suffix)
    if format is None:
        raise UnsupportedFormatError(
            f"{file} has the unknown type {suffix!r}; give a txt, md, html, docx, pdf, csv or xlsx "
            "file"
        )
    return read_plain(data, file, format)
