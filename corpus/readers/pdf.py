"""PDF files: the text layer where there is one, else what is recognised in the page images."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from importlib import import_module

import pypdfium2

from corpus.errors import (
    EncryptedFileError,
    MissingReaderError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from corpus.normalize import unify_radicals
from corpus.readers.faults import one_line
from corpus.readers.model import Extracted
from corpus.readers.page import Page
from corpus.readers.page_layout import paragraphs
from corpus.readers.pdf_text import text_page

MAX_PAGES = 3000
SCAN_DPI = 200
_MAX_PIXELS = 12_000_000
"""Of a page image; an A4 page at 200 dpi has 3.9 million."""
_LEAST_CHARS = 8
"""Printed characters below which a page counts as an image."""
_LEAST_LEGIBLE = 0.6
"""Share of characters with a meaning; text layers without a character map have near none."""
_WRONG_PASSWORD = 4
"""FPDF_ERR_PASSWORD of PDFium."""
_LOCK = threading.Lock()
"""PDFium keeps global state and is called by one thread at a time."""


def read_pdf(data: bytes, file: str) -> Extracted:
    """The paragraphs of a PDF; running heads and page numbers are left out.

    Raises:
        EncryptedFileError: It opens with a password only.
        UnsupportedFormatError: Damaged.
        UnsafeFileError: More than `MAX_PAGES` pages.
        MissingReaderError: All pages are images and no recogniser is installed.
    """
    with _LOCK:
        document = _open(data, file)
        try:
            count = len(document)
            if count > MAX_PAGES:
                raise UnsafeFileError(
                    f"{file} has {count:,} pages, more than {MAX_PAGES:,}; split it"
                )
            return _read(document, file)
        except pypdfium2.PdfiumError as error:
            raise UnsupportedFormatError(
                f"{file} is damaged ({one_line(error)}); save it again"
            ) from error
        finally:
            document.close()


def _open(data: bytes, file: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD or "password" in str(error).lower():
            raise EncryptedFileError(
                f"{file} is protected by a password; save it without one"
            ) from error
        raise UnsupportedFormatError(
            f"{file} is no readable pdf ({one_line(error)}); download or save it again"
        ) from error


def _read(document: pypdfium2.PdfDocument, file: str) -> Extracted:
    pages = [text_page(page) for page in _pages(document)]
    scanned = [number for number, page in enumerate(pages) if not _legible(page)]
    warnings: list[str] = []
    if scanned:
        try:
            for number in scanned:
                pages[number] = _recognised(document, number, file) or pages[number]
            warnings.append(f"{len(scanned)} of {len(pages)} page(s) recognised from images")
        except MissingReaderError as error:
            if len(scanned) == len(pages):
                raise
            warnings.append(f"{len(scanned)} of {len(pages)} page(s) are images: {error}")
    text = unify_radicals("\n".join(paragraphs(pages)))
    return Extracted(text=text, format="pdf", warnings=tuple(warnings))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfPage]:
    for number in range(len(document)):
        page = document[number]
        try:
            yield page
        finally:
            page.close()


def _legible(page: Page) -> bool:
    cells = (cell for table in page.tables for row in table.rows for cell in row)
    text = "".join((*(line.text for line in page.lines), *cells))
    printed = [char for char in text if not char.isspace()]
    known = sum(not ("\ue000" <= char <= "\uf8ff" or char == "\ufffd") for char in printed)
    return len(printed) >= _LEAST_CHARS and known >= _LEAST_LEGIBLE * len(printed)


def _recognised(document: pypdfium2.PdfDocument, number: int, file: str) -> Page | None:
    """The page as read from its image; None when the page is blank."""
    recogniser = import_module("corpus.readers.ocr")
    page = document[number]
    try:
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            return None
        scale = min(SCAN_DPI / 72, (_MAX_PIXELS / (width * height)) ** 0.5)
        image = page.render(scale=scale).to_pil()
    finally:
        page.close()
    recognised: Page | None = recogniser.recognise_page(image, width, height, file)
    return recognised
