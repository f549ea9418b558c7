"""The ruled lines of a PDF page, of which tables are made."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

MAX_SEGMENTS = 20_000
"""Line pieces of one page; a page with more is a drawing and holds no table."""
_SHORTEST = 4.0
"""Points; shorter pieces are the ends of thick rules, or parts of pictures."""
_SLANT = 0.8
"""Points by which the ends of a level rule may differ."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line; coordinates in points, y downward from the page's top."""

    at: float
    """Its height, or for an upright one its x."""
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The ruled lines of a page."""

    level: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()


def page_rules(page: pypdfium2.PdfPage) -> Rules:
    """Level and upright lines of the page, edges of boxes among them; none on a drawing."""
    level: list[Rule] = []
    upright: list[Rule] = []
    height = page.get_height()
    count = 0
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        for (x, y), (u, v) in _pieces(shape):
            count += 1
            if count > MAX_SEGMENTS:
                return Rules()
            if abs(y - v) <= _SLANT and abs(x - u) >= _SHORTEST:
                level.append(Rule(height - (y + v) / 2, min(x, u), max(x, u)))
            elif abs(x - u) <= _SLANT and abs(y - v) >= _SHORTEST:
                upright.append(Rule((x + u) / 2, height - max(y, v), height - min(y, v)))
    return Rules(tuple(level), tuple(upright))


_Point = tuple[float, float]


def _pieces(shape: pypdfium2.PdfObject) -> Iterator[tuple[_Point, _Point]]:
    """The straight pieces of a path, in the page's coordinates."""
    matrix = shape.get_matrix()
    points: list[_Point] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(shape.raw), MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(shape.raw, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            points = []
        points.append(matrix.on_point(x.value, y.value))
        yield from pairwise(points[-2:])
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            yield points[-1], points[0]
