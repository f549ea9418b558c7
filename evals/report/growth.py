"""A picture of how time, memory and disk grow with the index: three panels, both axes by tens."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

PANELS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "检索耗时（毫秒）",
        (("search_p95_ms", "95 分位"), ("search_p50_ms", "中位"), ("embed_ms", "仅向量化")),
    ),
    ("内存与磁盘（MiB）", (("memory_mib", "内存"), ("disk_mib", "磁盘"))),
    ("时间（秒）", (("build_s", "建索引"), ("parse_s", "解析"), ("open_s", "打开"))),
)
"""Title of each panel, and the figures drawn in it with their names."""

_COLOURS = ("#b3261e", "#0b57d0", "#5f6368")
_LINE = 13.0
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 340, 260, 50, 40, 30


def growth(sizes: Sequence[Mapping[str, float]]) -> str:
    """One SVG picture.

    Args:
        sizes: Figures of each size, with the number of chunks as `chunks`.
    """
    panels = "".join(
        f'<g transform="translate({number * _WIDTH} 0)">{_panel(title, lines, sizes)}</g>'
        for number, (title, lines) in enumerate(PANELS)
    )
    width = _WIDTH * len(PANELS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" '
        f'width="{width}" height="{_HEIGHT}" font-family="sans-serif" font-size="11">'
        f'<rect width="{width}" height="{_HEIGHT}" fill="#fff"/>{panels}</svg>\n'
    )


def _panel(
    title: str, lines: Sequence[tuple[str, str]], sizes: Sequence[Mapping[str, float]]
) -> str:
    across = _tens([size["chunks"] for size in sizes])
    up = _tens([max(size[key], 0.01) for size in sizes for key, _ in lines])

    def place(chunks: float, value: float) -> tuple[float, float]:
        return (
            _LEFT + (_WIDTH - _LEFT - 70) * _share(chunks, across),
            _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * _share(max(value, 0.01), up),
        )

    parts = [_words(_LEFT, 16, title, "start", "#000")]
    for power in range(up[0], up[1] + 1):
        x, y = place(10.0 ** across[0], 10.0**power)
        parts.append(f'<path stroke="#ddd" d="M{x:.0f} {y:.1f}H{_WIDTH - 70}"/>')
        parts.append(_words(x - 6, y + 4, f"{10.0**power:g}", "end", "#444"))
    for power in range(across[0], across[1] + 1):
        x, y = place(10.0**power, 10.0 ** up[0])
        parts.append(_words(x, y + 18, f"{10**power:,}", "middle", "#444"))
    ends: list[tuple[float, float, str, str]] = []
    for (key, name), colour in zip(lines, _COLOURS, strict=False):
        points = [place(size["chunks"], size[key]) for size in sizes]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        ends.append((*points[-1], f"{name} {sizes[-1][key]:g}", colour))
    lowest = 0.0
    for x, y, words, colour in sorted(ends, key=lambda end: end[1]):
        lowest = max(y + 4, lowest + _LINE)  # names of lines that end together stand apart
        parts.append(_words(x + 6, lowest, words, "start", colour))
    return "".join(parts)


def _tens(values: Sequence[float]) -> tuple[int, int]:
    """Powers of ten around all values, two different ones.

    >>> _tens([990, 1010]), _tens([5, 90])
    ((2, 4), (0, 2))
    """
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _share(value: float, tens: tuple[int, int]) -> float:
    """Where a value stands between two powers of ten, 0 to 1."""
    return (math.log10(value) - tens[0]) / (tens[1] - tens[0])


def _words(x: float, y: float, words: str, anchor: str, colour: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )
