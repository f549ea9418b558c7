"""Plots as plain geometry, which a template draws as SVG: nothing is fetched, nothing runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WIDTH, HEIGHT = 720, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 12, 28
_MOST_LABELS = 10
_GAP = 0.25
"""Share of a column's room that is left free."""
_TICKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One rectangle, in units of the view box."""

    x: float
    y: float
    width: float
    height: float
    series: str
    """Name of its series, which the style sheet colours."""
    title: str
    """What a pointer shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A place on an axis and its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Columns, each of one or more bars on top of each other."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    rows: tuple[Tick, ...]
    """Lines across, from the bottom."""
    columns: tuple[Tick, ...]
    """Words under the columns; some are left out where they would touch."""

    @property
    def left(self) -> int:
        """Where the columns begin."""
        return _LEFT

    @property
    def bottom(self) -> int:
        """Where the columns stand."""
        return self.height - _BOTTOM


def columns(labels: Sequence[str], series: Sequence[tuple[str, str, Sequence[int]]]) -> Plot:
    """Stacked columns.

    Args:
        labels: One a column.
        series: Name for the style sheet, words for people, and a value a column, none negative;
            the first stands at the bottom.

    Returns:
        The plot; its highest column reaches the top of the scale.
    """
    highest = max(
        (sum(v) for v in zip(*(values for _, _, values in series), strict=True)), default=0
    )
    scale = nice_ceiling(highest)
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    unit = (HEIGHT - _TOP - _BOTTOM) / scale
    bars = []
    for number, words in enumerate(labels):
        foot = float(HEIGHT - _BOTTOM)
        for name, meaning, values in series:
            height = values[number] * unit
            if not height:
                continue
            foot -= height
            bars.append(
                Bar(
                    x=round(_LEFT + room * (number + _GAP / 2), 2),
                    y=round(foot, 2),
                    width=round(room * (1 - _GAP), 2),
                    height=round(height, 2),
                    series=name,
                    title=f"{words} {meaning} {values[number]}",
                )
            )
    every = ceil(len(labels) / _MOST_LABELS) or 1
    return Plot(
        width=WIDTH,
        height=HEIGHT,
        bars=tuple(bars),
        rows=tuple(_rows(scale, unit)),
        columns=tuple(
            Tick(at=round(_LEFT + room * (number + 0.5), 2), words=words)
            for number, words in enumerate(labels)
            if number % every == 0
        ),
    )


def nice_ceiling(value: int) -> int:
    """The smallest of 4, 8, 12, 20, 40, 80, 120, 200, 400 … that is not below `value`.

    All of them divide by 4, so that the lines across stand at whole numbers.

    >>> [nice_ceiling(value) for value in (0, 4, 5, 21, 95, 1200)]
    [4, 4, 8, 40, 120, 1200]
    """
    power = 1
    while True:
        for step in (4, 8, 12, 20):
            if step * power >= value:
                return step * power
        power *= 10


def share(value: float, highest: float) -> float:
    """Length of a bar in a table, 0 to 100.

    >>> share(1, 3), share(0, 0)
    (33.33, 0.0)
    """
    return round(100 * value / highest, 2) if highest else 0.0


def _rows(scale: int, unit: float) -> list[Tick]:
    steps = [scale * n // _TICKS for n in range(_TICKS + 1)]
    return [Tick(at=round(HEIGHT - _BOTTOM - step * unit, 2), words=str(step)) for step in steps]
