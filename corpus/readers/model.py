"""What reading a file yields, before anything in it is understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.errors import CorpusError


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The text of one file, and how it was had."""

    file: str
    """Name of the file; inside an archive ``archive.zip/folder/name.txt``."""
    digest: str
    """SHA-256 of the file's bytes, hex."""
    text: str = field(repr=False)
    """Plain text files: the bytes decoded, nothing changed (a byte order mark stays as U+FEFF,
    CRLF stays CRLF). Other formats: the main text, one paragraph or table row a line, the
    cells of a row divided by tabs."""
    format: str
    """txt, md, html, docx, pdf, image, csv or xlsx."""
    encoding: str
    """The encoding that the bytes were decoded with; "" for formats that are no text."""
    warnings: tuple[str, ...] = ()
    """What was doubtful in the reading; English, one line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFailure:
    """A file among many that could not be read; the others go on."""

    file: str
    error: CorpusError
    """Its message names the file and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a reader of one format returns: the text and what was doubtful."""

    text: str
    format: str
    encoding: str = ""
    warnings: tuple[str, ...] = ()
