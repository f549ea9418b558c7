"""A page of a PDF or an image: pieces of text with their places, and ruled tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A piece of text on a page; coordinates in points, y downward from the page's top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    em: float
    """Width of a Chinese character in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table; heights in points from the page's top."""

    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    """Cells by row; a merged cell says its text in each place that it covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The pieces of a page in any order, and its size in points."""

    lines: tuple[Line, ...]
    width: float
    height: float
    tables: tuple[Table, ...] = ()
    """From top to bottom; their text is not in `lines`."""
    recognised: bool = False
    """Read from an image; recognisers leave the spaces between Chinese words out."""
