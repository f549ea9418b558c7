"""Measures the retriever on policy questions: the right clause first, and refusal when none.

    python -m evals.retrieval --data DIR --models DIR [--documents FOLDER …] [--out FILE]

A case file has one JSON object a line: id, split (development or test), question, kind,
answerable, and gold, a list of {file, path, paragraph}, any of which is right.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from corpus.document_number import find_document_numbers, same_number
from corpus.load import read_document
from corpus.model import Clause, Level, PolicyDocument, Responsibility
from corpus.normalize import search_form
from corpus.places import find_places
from evals.ablations import ablations, against
from evals.collection import embed_chunks
from evals.model import corpus_digest
from index.chunk import make_rows
from index.embedder import load_embedder
from index.lexical import LexicalIndex
from index.model import Embedder, Query, ResultSet
from index.progress import SILENT, Progress
from index.retriever import Retriever
from index.weights import load_weights

HERE = Path(__file__).parent
SEEDS = HERE.parent / "corpus" / "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalCase:
    """One question and the clauses that answer it; none when nothing does."""

    id: str
    split: str
    question: str
    kind: str
    answerable: bool
    gold: frozenset[tuple[str, tuple[str, ...], int | None]]
    """File, path and paragraph of each right clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the retriever made of one case."""

    case: RetrievalCase
    rank: int
    """Rank of the first right clause among ten, 0 when it is not there."""
    answerability: float
    evidence: dict[str, float]
    reason: str
    """Why the case failed, empty when the right clause came first."""


class Shelf:
    """Documents in memory, as the retriever wants them."""

    def __init__(self, documents: Iterable[PolicyDocument]) -> None:
        self._documents = {document.id: document for document in documents}

    def documents(self) -> tuple[PolicyDocument, ...]:
        """All documents."""
        return tuple(self._documents.values())

    def responsibilities(
        self, *, document_id: str | None = None, department: str | None = None
    ) -> tuple[tuple[PolicyDocument, Clause, Responsibility], ...]:
        """All responsibilities, of one document or one printed name when given."""
        return tuple(
            (document, document.clause_by_id(edge.clause_id), edge)
            for document in self._documents.values()
            for edge in document.responsibilities
            if document_id in (None, document.id) and department in (None, edge.department)
        )


def load_cases(path: Path) -> list[RetrievalCase]:
    """Cases of a file, in order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        RetrievalCase(
            id=row["id"],
            split=row["split"],
            question=row["question"],
            kind=row["kind"],
            answerable=row["answerable"],
            gold=frozenset((g["file"], tuple(g["path"]), g["paragraph"]) for g in row["gold"]),
        )
        for row in rows
    ]


def query_of(question: str, documents: Sequence[PolicyDocument]) -> Query:
    """The question with the place and the document number that its words name."""
    form = search_form(question)
    places = [place for place in find_places(form) if place.level is not Level.NATIONAL]
    named = [
        document.id
        for mention in find_document_numbers(question)
        for document in documents
        if document.document_number
        and same_number(mention.span.of(question), document.document_number)
    ]
    return Query(
        text=question,
        place=places[0].name if places else None,
        document_id=named[0] if named else None,
    )


def build_retriever(
    documents: Sequence[PolicyDocument], data_dir: Path, embedder: Embedder, progress: Progress
) -> Retriever:
    """A retriever over documents, vectors kept in `data_dir` for the next run."""
    chunks = make_rows(documents)
    digest = sha256("".join(chunk.id for chunk in chunks).encode()).hexdigest()[:16]
    vectors = embed_chunks(chunks, data_dir / "retrieval" / digest, embedder, progress)
    return Retriever(chunks, vectors, LexicalIndex.from_chunks(chunks), embedder, Shelf(documents))


def judge(case: RetrievalCase, found: ResultSet, documents: dict[str, PolicyDocument]) -> Verdict:
    """Where the right clause came, and why not first."""
    places: list[tuple[str, tuple[str, ...], int | None]] = []
    for hit in found.hits:
        document = documents[hit.document_id]
        clause = document.clause_by_id(hit.clause_id) if hit.clause_id else None
        path = clause.path if clause else ("",)
        places.append((document.file, path, clause.paragraph if clause else None))
    rank = next((n for n, place in enumerate(places, start=1) if place in case.gold), 0)
    reason = ""
    if case.answerable and rank != 1:
        first = f"{places[0][0]} {''.join(places[0][1])}" if places else "nothing"
        reason = f"first was {first}; the right clause came {rank or 'after the tenth'}"
    return Verdict(
        case=case,
        rank=rank,
        answerability=found.answerability,
        evidence=found.evidence,
        reason=reason,
    )


def run_cases(
    search: Callable[[Query], ResultSet],
    documents: Sequence[PolicyDocument],
    cases: Iterable[RetrievalCase],
) -> list[Verdict]:
    """Verdicts in the order of the cases."""
    by_id = {document.id: document for document in documents}
    return [judge(case, search(query_of(case.question, documents)), by_id) for case in cases]


def summarise(verdicts: Sequence[Verdict], threshold: float) -> dict[str, float | int]:
    """First-clause accuracy, MRR@10 and Recall@5, and refusal at a threshold."""
    right = [verdict for verdict in verdicts if verdict.case.answerable]
    none = [verdict for verdict in verdicts if not verdict.case.answerable]
    summary: dict[str, float | int] = {"answerable": len(right), "unanswerable": len(none)}
    if right:
        summary |= {
            "first": _mean(v.rank == 1 for v in right),
            "MRR@10": _mean(1 / v.rank if v.rank else 0.0 for v in right),
            "Recall@5": _mean(0 < v.rank <= 5 for v in right),
            "wrongly_refused": _mean(v.answerability < threshold for v in right),
        }
    if none:
        summary["refused"] = _mean(v.answerability < threshold for v in none)
    return summary


def curve(verdicts: Sequence[Verdict]) -> list[dict[str, float]]:
    """Precision and recall of answering over thresholds; right is a right first clause."""
    points = []
    for threshold in np.linspace(0.05, 0.95, 19):
        given = [v for v in verdicts if v.answerability >= threshold]
        right = sum(v.rank == 1 for v in given)
        points.append(
            {
                "threshold": round(float(threshold), 2),
                "precision": round(right / len(given), 4) if given else 1.0,
                "recall": round(right / max(1, sum(v.case.answerable for v in verdicts)), 4),
            }
        )
    return points


def _mean(values: Iterable[float]) -> float:
    return round(float(np.mean(list(values))), 4)


def _compared(changed: Sequence[Verdict], whole: Sequence[Verdict]) -> dict[str, Any]:
    """Figures of a variant, and its paired differences from the whole."""
    ranks = [v.rank for v in changed]
    figures = summarise(changed, load_weights().thresholds.answer)
    return figures | {"difference": against([v.rank for v in whole], ranks)}


def report(
    retriever: Retriever, documents: Sequence[PolicyDocument], cases: Sequence[RetrievalCase]
) -> dict[str, Any]:
    """Metrics by half and kind, ablations on the development half, failures with reasons."""
    weights = load_weights()
    threshold = weights.thresholds.answer
    verdicts = run_cases(retriever.search, documents, cases)
    halves = {
        half: [v for v in verdicts if v.case.split == half] for half in ("development", "test")
    }
    table: dict[str, dict[str, Any]] = {}
    for name, changed in ablations(weights).items():
        retriever.weights = changed
        table[name] = {
            half: _compared(run_cases(retriever.search, documents, [v.case for v in right]), right)
            for half in halves
            if (right := [v for v in halves[half] if v.case.answerable])
        }
    retriever.weights = weights
    return {
        "weights": asdict(weights),
        "halves": {half: summarise(chosen, threshold) for half, chosen in halves.items()},
        "kinds": {
            kind: summarise([v for v in halves["test"] if v.case.kind == kind], threshold)
            for kind in sorted({v.case.kind for v in verdicts})
        },
        "ablations": table,
        "answering_curve": {half: curve(chosen) for half, chosen in halves.items()},
        "failures": [
            {
                "id": v.case.id,
                "question": v.case.question,
                "split": v.case.split,
                "reason": v.reason,
            }
            for v in verdicts
            if v.reason and v.case.split == "development"
        ],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the cases and write or print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="where vectors are kept")
    parser.add_argument("--models", type=Path, required=True, help="cache of the built-in model")
    parser.add_argument("--documents", type=Path, nargs="*", default=[SEEDS])
    parser.add_argument("--cases", type=Path, nargs="*", default=[HERE / "retrieval_cases.jsonl"])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    embedder = load_embedder(cache_dir=options.models)
    documents = read_folders(options.documents)
    retriever = build_retriever(documents, options.data, embedder, SILENT)
    cases = [case for path in options.cases for case in load_cases(path)]
    made = {
        "documents": len(documents),
        "corpus": corpus_digest(document.digest for document in documents),
        "embedder": embedder.name,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        **report(retriever, documents, cases),
    }
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def read_folders(folders: Iterable[Path]) -> list[PolicyDocument]:
    """The text documents of some folders, in order of their names."""
    return [
        read_document(path)
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.suffix in {".txt", ".md"}
    ]


if __name__ == "__main__":
    sys.exit(main())
