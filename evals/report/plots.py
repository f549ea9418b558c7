"""Small inline SVG plots: no script, no font and no image from anywhere.

Colours are classes that the page's style sheet fills, so that one plot serves light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line of points in the unit square, with a word at some of them."""

    name: str
    css: str
    points: tuple[Point, ...]
    labels: tuple[str, ...]
    """One a point; empty where nothing is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with the two ends of its interval."""

    name: str
    mean: float
    low: float
    high: float


def bar(share: float, label: str) -> str:
    """A horizontal bar filled to `share`, 0 to 1, that says `label` to those who do not see it.

    >>> 'width="50.0"' in bar(0.5, "一半")
    True
    """
    filled = 100 * min(1.0, max(0.0, share))
    return (
        f'<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}"><rect class="track" width="100" height="8"/>'
        f'<rect class="fill" width="{filled:.1f}" height="8"/></svg>'
    )


def curves(lines: Sequence[Curve], across: str, up: str, low: float = 0.5) -> str:
    """Lines over recall (across) and precision (up), both from `low` to 1.

    Args:
        lines: What to draw; points outside the range are drawn at its edge.
        across: Words under the horizontal axis.
        up: Words beside the vertical axis.
        low: Where both axes begin.
    """
    width, height, left, bottom = 560.0, 380.0, 58.0, 46.0
    plot_width, plot_height = width - left - 20, height - bottom - 16

    def place(point: Point) -> Point:
        x, y = ((max(low, min(1.0, value)) - low) / (1 - low) for value in point)
        return left + x * plot_width, 16 + (1 - y) * plot_height

    parts = [_open(width, height, f"{up} / {across}")]
    for step in range(6):
        value = low + (1 - low) * step / 5
        x, y = place((value, value))
        parts += [
            f'<path class="grid" d="M{left:.0f} {y:.1f}H{left + plot_width:.0f}"/>',
            f'<path class="grid" d="M{x:.1f} 16V{16 + plot_height:.0f}"/>',
            _text(left - 8, y + 4, f"{value:.0%}", "end"),
            _text(x, height - bottom + 18, f"{value:.0%}", "middle"),
        ]
    for line in lines:
        drawn = [place(point) for point in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
        parts.append(f'<polyline class="line {line.css}" points="{path}"/>')
        above = line is lines[0]  # so that the words of two lines do not meet
        for (x, y), label in zip(drawn, line.labels, strict=True):
            if label:
                parts.append(f'<circle class="dot {line.css}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>')
                where = (x + 5, y - 8, label, "start") if above else (x - 6, y + 16, label, "end")
                parts.append(_text(*where, line.css))
    parts += [
        _text(left + plot_width / 2, height - 8, across, "middle"),
        f'<g transform="translate(14 {16 + plot_height / 2:.0f}) rotate(-90)">'
        f"{_text(0, 0, up, 'middle')}</g>",
    ]
    return "".join([*parts, "</svg>"])


def intervals(rows: Sequence[Interval]) -> str:
    """A row for each interval around a line at zero; those that leave zero out stand out."""
    left, width, each = 190.0, 640.0, 30.0
    height = each * len(rows) + 40
    reach = max([0.02, *(abs(end) for row in rows for end in (row.low, row.high))]) * 1.1
    middle, scale = left + (width - left - 16) / 2, (width - left - 16) / 2 / reach
    parts = [_open(width, height, "差值与 95% 区间")]
    tick = _tick(reach)
    for n in range(-int(reach / tick), int(reach / tick) + 1):
        x = middle + n * tick * scale
        css = "zero" if n == 0 else "grid"
        parts.append(f'<path class="{css}" d="M{x:.1f} 6V{height - 32:.0f}"/>')
        parts.append(_text(x, height - 14, f"{n * tick:+.0%}" if n else "0", "middle"))
    for number, row in enumerate(rows):
        y = each * number + 22
        css = "clear" if row.low > 0 or row.high < 0 else "unclear"
        low, mean, high = (middle + value * scale for value in (row.low, row.mean, row.high))
        parts += [
            _text(left - 12, y + 4, row.name, "end"),
            f'<path class="whisker {css}" d="M{low:.1f} {y:.1f}H{high:.1f}"/>',
            f'<circle class="{css}" cx="{mean:.1f}" cy="{y:.1f}" r="4.5"/>',
        ]
    return "".join([*parts, "</svg>"])


def _tick(reach: float) -> float:
    """Distance of the marks: at most five on each side of zero."""
    return next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if reach / step < 5)


def _open(width: float, height: float, label: str) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(label)}">'
    )


def _text(x: float, y: float, words: str, anchor: str, css: str = "") -> str:
    return (
        f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
    )
