"""Scanned pages and images, read by RapidOCR with the models that its package carries.

An optional extra: without it `MissingReaderError` says how to install it.
"""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from functools import lru_cache
from statistics import median
from typing import Any

from PIL import Image, UnidentifiedImageError

from corpus.errors import MissingReaderError, UnsafeFileError, UnsupportedFormatError
from corpus.normalize import unify_radicals
from corpus.readers.model import Extracted
from corpus.readers.page import Line, Page
from corpus.readers.page_layout import paragraphs

MAX_PIXELS = 60_000_000
"""Of one image; an A3 page at 400 dpi has 31 million."""
MAX_FRAMES = 300
"""Pages of a multi-page TIFF."""
_LEAST_SCORE = 0.5
"""Confidence, 0 to 1, below which a line is specks and stamps."""
_LONG_SIDE = 2400
"""Pixels to which larger images are reduced before recognition; an A4 page at 200 dpi."""


_MISREAD_DEPARTMENT = re.compile(
    r"(?<=责任部|牵头部|配合部|相关部|有关部|主管部|职能部)内"
    r"|(?<=部)内(?=[:：、，,。；;）)]|联动|协同|协作|配合|分工|负责|牵头|按职责)"
)
"""门 in 部门 read as 内, which it resembles in small print."""


def available() -> bool:
    """True when the recogniser is installed."""
    try:
        _loaded()
    except ImportError:
        return False
    return True


def read_image(data: bytes, file: str) -> Extracted:
    """The paragraphs in a picture of a document.

    Raises:
        MissingReaderError: The recogniser is not installed.
        UnsafeFileError: More than `MAX_PIXELS` or `MAX_FRAMES`.
        UnsupportedFormatError: Damaged, or no picture.
    """
    pages = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            frames = getattr(image, "n_frames", 1)
            if image.width * image.height > MAX_PIXELS or frames > MAX_FRAMES:
                raise UnsafeFileError(
                    f"{file} has {image.width}×{image.height} pixels and {frames} page(s), more "
                    f"than {MAX_PIXELS:,} or {MAX_FRAMES}; reduce or split it"
                )
            _engine(file)  # a missing recogniser is told before any work
            for number in range(frames):
                image.seek(number)
                page = image.convert("RGB")
                pages.append(recognise_page(page, page.width, page.height, file))
    except Image.DecompressionBombError as error:
        raise UnsafeFileError(f"{file} unpacks to too many pixels; reduce it") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnsupportedFormatError(f"{file} is no readable picture; save it as png") from error
    text = unify_radicals("\n".join(paragraphs([page for page in pages if page is not None])))
    notes = ("recognised from an image; check numbers and names",)
    return Extracted(text=text, format="image", warnings=notes)


def recognise_page(image: Image.Image, width: float, height: float, file: str) -> Page | None:
    """The lines in a page's image, in units in which the page is `width` by `height`.

    Returns:
        The page, or None when nothing is written on it.

    Raises:
        MissingReaderError: The recogniser is not installed.
    """
    import numpy  # noqa: PLC0415 — comes with the recogniser's extra only

    engine = _engine(file)
    image = image.convert("RGB")
    if max(image.size) > _LONG_SIDE:
        image.thumbnail((_LONG_SIDE, _LONG_SIDE))
    found = engine(numpy.asarray(image)[:, :, ::-1], use_cls=False)
    if found.boxes is None or not len(found.boxes):
        return None
    across, down = width / image.width, height / image.height
    lines = [
        _line(box, text, across, down)
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        if score >= _LEAST_SCORE and text.strip()
    ]
    if not lines:
        return None
    return Page(lines=tuple(_even(lines)), width=width, height=height, recognised=True)


def _line(box: Any, text: str, across: float, down: float) -> Line:
    xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
    size = (max(ys) - min(ys)) * down
    characters = sum(1.0 if char > "\u2e80" else 0.5 for char in text)
    width = (max(xs) - min(xs)) * across
    return Line(
        text=_MISREAD_DEPARTMENT.sub("门", text.strip()),
        left=min(xs) * across,
        right=max(xs) * across,
        top=min(ys) * down,
        bottom=max(ys) * down,
        em=width / characters if characters >= 4 else size,
    )


def _even(lines: list[Line]) -> list[Line]:
    """The lines with one size where sizes differ by the recogniser's tolerance only."""
    usual = median(line.em for line in lines)
    return [replace(line, em=usual) if 0.7 < line.em / usual < 1.4 else line for line in lines]


def _engine(file: str) -> Any:
    try:
        return _loaded()
    except ImportError as error:
        raise MissingReaderError(
            f"{file} is an image of a page; pip install 'policy-assistant[ocr]' to have it read"
        ) from error


@lru_cache(maxsize=1)
def _loaded() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 — an optional extra

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})
