"""Responsibility edges against a table read by hand: precision, recall, every difference.

``python -m evals.responsibilities`` reads ``evals/responsibility_edges.tsv`` (file, clause
label, department, role) and the documents that it names, which are development data beside
the checkout and no part of the project; it writes ``evals/results/responsibilities.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from corpus.responsibilities import find_responsibilities
from corpus.structure import split_clauses

ROOT = Path(__file__).resolve().parent
TABLE = ROOT / "responsibility_edges.tsv"
RESULT = ROOT / "results" / "responsibilities.json"
ENVIRONMENT = "POLICY_ASSISTANT_TEST_DATA"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Expected:
    """One row: a department's role in a clause, as a reader found it."""

    file: str
    clause: str
    department: str
    role: str


def data_place() -> Path:
    """Folder of the development data: the environment's, else beside the checkout."""
    return Path(os.environ.get(ENVIRONMENT) or ROOT.parent.parent / "shared" / "data")


def read_table(table: Path = TABLE) -> dict[str, set[Expected]]:
    """The expected edges by group (test, development)."""
    groups: dict[str, set[Expected]] = defaultdict(set)
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            group, file, clause, department, role = line.split("\t")
            groups[group].add(Expected(file=file, clause=clause, department=department, role=role))
    return dict(groups)


def read_text(file: str, data: Path) -> str:
    """The text that a table row names.

    Raises:
        FileNotFoundError: When the data does not hold the document.
    """
    if not file.startswith("covid:"):
        return (data / "policies_dev" / file).read_text(encoding="utf-8")
    with (data / "covid_policy_qa_dev" / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"].startswith(file.removeprefix("covid:")):
                return str(record["text"])
    raise FileNotFoundError(f"no document {file!r} in {data}; check {ENVIRONMENT}")


def edges_of(file: str, text: str) -> set[Expected]:
    """What the program finds in one document, in the table's terms."""
    structure = split_clauses(text, "evaluated")
    labels = {clause.id: clause.label for clause in structure.clauses}
    return {
        Expected(
            file=file,
            clause=labels[found.clause_id],
            department=found.department,
            role=found.role.value,
        )
        for found in find_responsibilities(text, structure)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one group; precision and recall in 0 to 1, higher is better."""

    expected: int
    found: int
    right: int
    missing: tuple[Expected, ...]
    extra: tuple[Expected, ...]

    @property
    def precision(self) -> float:
        """Right edges among the found ones."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right edges among the expected ones."""
        return self.right / self.expected if self.expected else 0.0


def score(expected: set[Expected], found: set[Expected]) -> Score:
    """Compare exact (file, clause, department, role) rows.

    >>> row = Expected(file="a", clause="一、", department="市财政局", role="牵头")
    >>> result = score({row}, {row})
    >>> result.precision, result.recall
    (1.0, 1.0)
    """
    return Score(
        expected=len(expected),
        found=len(found),
        right=len(expected & found),
        missing=tuple(sorted(expected - found)),
        extra=tuple(sorted(found - expected)),
    )


def evaluate(data: Path, table: Path = TABLE) -> dict[str, Score]:
    """Score each group of the table on the documents of `data`."""
    results = {}
    for group, expected in sorted(read_table(table).items()):
        files = sorted({row.file for row in expected})
        found = set().union(*(edges_of(file, read_text(file, data)) for file in files))
        results[group] = score(expected, found)
    return results


def as_record(results: dict[str, Score]) -> dict[str, object]:
    """What is committed: figures and the differing rows."""

    def rows(items: tuple[Expected, ...]) -> list[str]:
        return [f"{i.file} {i.clause} {i.department} {i.role}" for i in items]

    return {
        group: {
            "expected": result.expected,
            "found": result.found,
            "right": result.right,
            "precision": round(result.precision, 4),
            "recall": round(result.recall, 4),
            "missing": rows(result.missing),
            "extra": rows(result.extra),
        }
        for group, result in results.items()
    }


def main(arguments: list[str] | None = None) -> int:
    """Print the figures and write them where `--output` says; 1 when the data is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_place())
    parser.add_argument("--output", type=Path, default=RESULT)
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        sys.stderr.write(f"no development data at {options.data}; set {ENVIRONMENT}\n")
        return 1
    record = as_record(evaluate(options.data))
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    options.output.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
