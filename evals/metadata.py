"""Scores title, 文号, issuing bodies and 成文日期 against the table of the development documents.

Run ``python -m evals.metadata --data DIR`` where DIR holds ``policies_dev``. The files with an
even place in the sorted list were read while the rules were written; those with an odd place
were scored once afterwards. Both halves are reported. An empty cell of the table says nothing
and is not scored; an issuing body is compared without spaces.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.document_number import same_number
from corpus.load import read_document
from corpus.model import PolicyDocument

FIELDS = ("title", "document_number", "issuing_bodies", "issued_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one file was read."""

    file: str
    scored: dict[str, bool]
    """Field → whether it equals the table; only fields that the table states."""
    differences: dict[str, tuple[str, str]]
    """Field → (stated, read) where they differ."""
    error: str | None = None

    @property
    def exact(self) -> bool:
        """True when nothing failed and every stated field is equal."""
        return self.error is None and all(self.scored.values())


def score_row(row: dict[str, str], document: PolicyDocument) -> Outcome:
    """Compare one row of the table with the document read from its file."""
    read = {
        "title": document.title,
        "document_number": document.document_number or "",
        "issuing_bodies": "、".join(document.issuing_bodies),
        "issued_on": document.issued_on.isoformat() if document.issued_on else "",
    }
    stated = {field: row[field].strip() for field in FIELDS if row[field].strip()}
    scored = {field: _equal(field, value, read[field]) for field, value in stated.items()}
    differences = {field: (stated[field], read[field]) for field, ok in scored.items() if not ok}
    return Outcome(file=row["file"], scored=scored, differences=differences)


def _equal(field: str, stated: str, read: str) -> bool:
    if field == "document_number":
        return stated == read or (same_number(stated, read) and "国令" not in stated + read)
    return "".join(stated.split()) == "".join(read.split())


def score_table(folder: Path) -> list[Outcome]:
    """Read every file of ``folder/table.csv`` and compare; an exception is an outcome too."""
    outcomes = []
    with (folder / "table.csv").open(encoding="utf-8", newline="") as table:
        rows = sorted(csv.DictReader(table), key=lambda row: row["file"])
    for row in rows:
        try:
            outcomes.append(score_row(row, read_document(folder / row["file"])))
        except Exception as error:  # an exception is what is being counted
            outcomes.append(
                Outcome(
                    file=row["file"],
                    scored={},
                    differences={},
                    error=f"{type(error).__name__}: {error}",
                )
            )
    return outcomes


def summary(outcomes: Iterable[Outcome]) -> dict[str, object]:
    """Figures of a set of outcomes: files exact, and right of stated by field."""
    kept = list(outcomes)
    by_field = {
        field: {
            "right": sum(outcome.scored.get(field, False) for outcome in kept),
            "stated": sum(field in outcome.scored for outcome in kept),
        }
        for field in FIELDS
    }
    return {
        "files": len(kept),
        "all_stated_fields_exact": sum(outcome.exact for outcome in kept),
        "exceptions": sum(outcome.error is not None for outcome in kept),
        "fields": by_field,
    }


def main(arguments: list[str] | None = None) -> int:
    """Score, print the figures and write them to ``evals/results/metadata.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = os.environ.get("POLICY_ASSISTANT_TEST_DATA", "../shared/data")
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--half", choices=("read", "unread", "both"), default="both")
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).parent / "results" / "metadata.json"
    )
    options = parser.parse_args(arguments)
    folder = options.data / "policies_dev"
    if not (folder / "table.csv").is_file():
        sys.stderr.write(f"no table.csv in {folder}; give the data folder with --data\n")
        return 1
    outcomes = score_table(folder)
    halves = {"read": outcomes[0::2], "unread": outcomes[1::2]}
    result: dict[str, object] = {"read_while_writing": summary(halves["read"])}
    if options.half != "read":
        result["scored_once_afterwards"] = summary(halves["unread"])
        result["all"] = summary(outcomes)
    shown = halves["read"] if options.half == "read" else outcomes
    result["differences"] = {
        outcome.file: outcome.error or outcome.differences for outcome in shown if not outcome.exact
    }
    rendered = json.dumps(result, ensure_ascii=False, indent=2)
    sys.stdout.write(rendered + "\n")
    if options.half == "both":
        options.output.write_text(rendered + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
