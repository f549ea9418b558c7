"""Writes the committed results as one HTML page.

python -m evals.report --out FILE [--results FOLDER]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.report import Sources, render

RESULTS = Path(__file__).parents[1] / "results"
SHIPPED, WIDER = "随附的 5 份文件", "46 份文件"


def committed(folder: Path) -> Sources:
    """The results of a folder, as far as they are there."""

    def read(name: str) -> dict[str, Any] | None:
        path = folder / name
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def titled(names: Sequence[tuple[str, str]]) -> list[tuple[str, dict[str, Any]]]:
        return [(title, made) for title, name in names if (made := read(name))]

    return Sources(
        answers=titled([(SHIPPED, "answers.json"), (WIDER, "answers_policies.json")]),
        retrieval=titled([(SHIPPED, "retrieval.json"), (WIDER, "retrieval_policies.json")]),
        collection=read("retrieval_collection.json"),
        search_latency=read("search_latency.json"),
        comparison=read("comparison.json"),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    options.out.write_text(render(committed(options.results)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
