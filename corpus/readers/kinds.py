"""What kind of file some bytes are, told by their first bytes before their name is believed."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from corpus.errors import EncryptedFileError, UnsupportedFormatError
from corpus.readers.archive import open_archive

READABLE = "txt, md, html, docx, pdf, csv, xlsx, png or jpg"
"""The types for which there is a reader, for messages."""

_SUFFIXES = {
    "": "txt",
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".webp": "image",
}
_TEXT_KINDS = frozenset({"txt", "md", "html", "csv"})
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound files: Word and Excel before 2007, and any Office file with a password."""
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html[\s>])", re.I | re.S)
_OTHERS = {
    ".doc": "save it as docx in Word or WPS",
    ".wps": "save it as docx in WPS",
    ".rtf": "save it as docx",
    ".odt": "save it as docx",
    ".xls": "save it as xlsx",
    ".et": "save it as xlsx",
    ".ofd": "export it as pdf",
    ".ceb": "export it as pdf",
    ".caj": "export it as pdf",
    ".pptx": "export it as pdf",
    ".ppt": "export it as pdf",
    ".zip": "give its path alone to have its files read",
    ".rar": "unpack it, or pack it as zip",
    ".7z": "unpack it, or pack it as zip",
}
"""Types without a reader that people do have, and what to do with them."""


def kind_of(data: bytes, file: str) -> str:
    """The format of `data`: txt, md, html, docx, pdf, image, csv or xlsx.

    Raises:
        UnsupportedFormatError: No reader for it; the message says what to do instead.
        EncryptedFileError: An Office file with a password.
        UnsafeFileError: A zip archive that would harm.
    """
    suffix = PurePosixPath(file).suffix.lower()
    by_name = _SUFFIXES.get(suffix)
    by_content = _by_content(data, file, suffix)
    if by_content is not None:
        return by_content
    if by_name is None:
        raise _unsupported(file, suffix)
    if by_name not in _TEXT_KINDS:
        raise UnsupportedFormatError(
            f"{file} is named {suffix} but its content is not; download or save it again"
        )
    return by_name


def _by_content(data: bytes, file: str, suffix: str) -> str | None:
    """The kind that the first bytes prove; None when they could be any text."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data, file, suffix)
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise EncryptedFileError(f"{file} is protected by a password; save it without one")
        raise _unsupported(file, suffix if suffix in _OTHERS else ".doc")
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if data.startswith(b"BM") and suffix == ".bmp":
        return "image"
    if data.startswith(b"{\\rtf"):
        raise _unsupported(file, ".rtf")
    if _HTML.match(data[:4096].lstrip(b"\xef\xbb\xbf")) and suffix != ".md":
        return "html"
    return None


def _office_kind(data: bytes, file: str, suffix: str) -> str:
    with open_archive(data, file) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if suffix == ".docx" and "[Content_Types].xml" in names:  # its main part has another name
        return "docx"
    raise _unsupported(file, suffix if suffix in _OTHERS else ".zip")


def _unsupported(file: str, suffix: str) -> UnsupportedFormatError:
    advice = _OTHERS.get(suffix, f"give a {READABLE} file")
    shown = suffix or "without a suffix"
    return UnsupportedFormatError(f"{file} is of a type that is not read ({shown}); {advice}")
