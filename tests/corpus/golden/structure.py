"""The golden table of parts and clauses: how it is read, made and, on request, written anew.

``python -m tests.corpus.golden.structure --write`` replaces the table. Whoever does so reads the
difference against the texts: the test proves only that nothing changed since then.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from corpus.model import Structure
from corpus.structure import split_clauses

DOCUMENTS = Path(__file__).parents[3] / "corpus" / "documents"
TABLE = Path(__file__).with_name("seeds.json")
_EDGE = 8


def seeds() -> list[Path]:
    return sorted(DOCUMENTS.glob("*.txt"))


def read_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def table_of(text: str, structure: Structure) -> dict[str, Any]:
    """Every part and clause with the first and last characters that it holds."""
    return {
        "parts": [[part.kind.value, *_edges(part.span.of(text))] for part in structure.parts],
        "clauses": [
            [
                " ".join(clause.path),
                clause.paragraph,
                clause.heading,
                *_edges(clause.span.of(text)),
            ]
            for clause in structure.clauses
        ],
    }


def _edges(words: str) -> tuple[str, str]:
    return words[:_EDGE], words[-_EDGE:]


def golden() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def _dump(table: dict[str, Any]) -> str:
    """JSON with one row a line, so that a difference can be read."""
    documents = []
    for name, content in table.items():
        sections = []
        for key, rows in content.items():
            lines = ",\n".join("      " + json.dumps(row, ensure_ascii=False) for row in rows)
            sections.append(f'    "{key}": [\n{lines}\n    ]')
        documents.append(f'  "{name}": {{\n' + ",\n".join(sections) + "\n  }")
    return "{\n" + ",\n".join(documents) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", required=True)
    parser.parse_args()
    table = {}
    for path in seeds():
        text = read_text(path)
        table[path.stem[:3]] = table_of(text, split_clauses(text, path.stem[:3]))
    TABLE.write_text(_dump(table), encoding="utf-8")


if __name__ == "__main__":
    main()
