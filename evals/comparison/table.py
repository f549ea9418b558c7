"""The comparison as a Markdown table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

HEAD = (
    "System",
    "first / found in 5 / MRR@10",
    "first, pinpointed",
    "characters of a hit",
    "query p50 / p95 ms",
    "characters embedded a second",
    "peak MiB",
)


def markdown(made: Mapping[str, Any], half: str = "test") -> str:
    """Rows of one half, best first hit first."""
    rows = sorted(made["rows"], key=lambda row: -row["halves"][half]["first"])
    lines = [_line(HEAD), _line(["---"] * len(HEAD))]
    return "\n".join([*lines, *(_line(_cells(row, half)) for row in rows)])


def _cells(row: Mapping[str, Any], half: str) -> list[str]:
    score = row["halves"][half]
    return [
        row["system"] if row["system"] == "ours" else f"{row['system']}, {row['variant']}",
        " / ".join(_share(score[name]) for name in ("first", "recall@5", "MRR@10")),
        _share(score["pinpointed_first"]),
        f"{row['hit_chars_median']:,}",
        f"{row['query_ms']['p50']:.0f} / {row['query_ms']['p95']:.0f}",
        f"{row['ingest_characters_per_s']:,}",
        f"{row['peak_mib']:,}",
    ]


def _share(value: float) -> str:
    """A share without the zero before the point.

    >>> _share(0.905), _share(1.0)
    ('.91', '1.00')
    """
    return f"{value:.2f}".removeprefix("0")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
