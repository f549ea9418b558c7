"""PDF files: the text layer where there is one, else what is recognised in the page images."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from importlib import import_module
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import (
    EncryptedFileError,
    MissingReaderError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from corpus.normalize import unify_radicals
from corpus.readers.model import Extracted
from corpus.readers.page_layout import Line, Page, paragraphs

MAX_PAGES = 3000
MAX_PAGE_CHARS = 200_000
"""Characters of one page; a printed page has about 1,500."""
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
            raise UnsupportedFormatError(f"{file} is damaged ({error}); save it again") from error
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
            f"{file} is no readable pdf ({error}); download or save it again"
        ) from error


def _read(document: pypdfium2.PdfDocument, file: str) -> Extracted:
    pages = [_text_page(page) for page in _pages(document)]
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
    text = "".join(line.text for line in page.lines)
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


def _text_page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        lines = _segments(text_page, height)
    finally:
        text_page.close()
    return Page(lines=tuple(lines), width=width, height=height)


_Char = tuple[str, float, float, float, float]
"""Character, left, right, top, bottom."""


def _segments(text_page: pypdfium2.PdfTextPage, height: float) -> list[Line]:
    """Runs of characters on one height, in the order in which the file draws them."""
    runs: list[list[_Char]] = []
    for char in _chars(text_page, height):
        if runs and _follows(runs[-1][-1], char):
            runs[-1].append(char)
        else:
            runs.append([char])
    return [line for run in runs if (line := _line(run)) is not None]


def _chars(text_page: pypdfium2.PdfTextPage, height: float) -> Iterator[_Char]:
    raw, box = text_page.raw, pdfium.FS_RECTF()
    for index in range(min(text_page.count_chars(), MAX_PAGE_CHARS)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        char = chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code <= 0xDFFF else ""
        if not char or code in {0xFFFE, 0xFFFF} or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue  # PDFium's own spaces and line ends are guesses; positions tell better
        if not pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
            continue
        yield char, box.left, box.right, height - box.top, height - box.bottom


def _follows(before: _Char, char: _Char) -> bool:
    """True when `char` stands on the line of `before`, behind it and not far off."""
    size = max(1.0, before[4] - before[3], char[4] - char[3])
    apart = abs((before[3] + before[4]) - (char[3] + char[4])) / 2
    gap = char[1] - before[2]
    return apart < 0.35 * size and -0.6 * size < gap < 1.2 * size


def _line(run: list[_Char]) -> Line | None:
    text, end = "", run[0][1]
    size = max(1.0, median(char[4] - char[3] for char in run))
    wide = [char[2] - char[1] for char in run if char[0] >= "\u2e80"]
    em = median(wide) if wide else size / 1.2
    em = em if em > 0.3 * size else size
    for char, left, right, *_ in run:
        between = left - end
        words = char.isascii() and text[-1:].isascii() and char.isalnum() and text[-1:].isalnum()
        if text and not text[-1].isspace() and between > (0.2 if words else 0.5) * em:
            text += " "
        text += char
        end = right
    if not text.strip():
        return None
    printed = [char for char in run if not char[0].isspace()]
    return Line(
        text=text,
        left=printed[0][1],
        right=max(char[2] for char in printed),
        top=min(char[3] for char in printed),
        bottom=max(char[4] for char in printed),
        em=em,
    )
