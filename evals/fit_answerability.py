"""Fits the coefficients of answerability on development questions.

    python -m evals.fit_answerability --data DIR --models DIR [--documents …] [--others FILE …]

The target is a first hit that is right. The regression is ridge-penalised logistic regression
by Newton's method (Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 4.4).
Each set of documents is fitted as its own small index besides all of them together, so that
the coefficients do not depend on the size of one corpus.

Tried and left out, judged by the area under the curve on questions that took no part: the best
cosine of each question token among the clause's tokens (layers 6, 9, 12), pairs of characters
that question and clause share, the rarest word without a match (each within .01 of the features
here), fitting on 2,000 questions of other collections with and without their right passage (.77 to
.77, .86 to .89 and .74 to .82 there, but .82 to .75 and .89 to .87 on questions about policies and
statutes), and the score of a small cross-encoder (.58 to .61 against .84 to .88). Word vectors
trained on an encyclopedia (125,796 words, 100 dimensions, from a package of 2017 under the MIT
licence) know what the texts do not print (摩天大楼 is near 高楼, 看病 near 就医): the share of the
question's words that have a near one in the clause, the least near word and the nearness of the
rarest, on 786 development questions, ten folds: .864 to .855–.861 between right and unanswerable.
Fitted anew on 795 development questions after the correction of question vectors had changed:
.867 to .858 between right and unanswerable, .75 to .81 between right and wrong first clauses; the
whole assistant had 868 instead of 871 of 1,037 right. Boosted trees and forests: .852 and .843.
A second encoder, universal-sentence-encoder-multilingual 3 (Apache-2.0, 32 MB in a package, 512
dimensions, some milliseconds a question), gave cosines to the clause, its best sentence, its
heading and its lead over the other hits: on 1,096 development questions, ten folds by document,
.867 to .867 and lower; .822 to .829 between right and wrong first clauses. Added to the score of
the search it lowered the first hits of the pandemic questions at any weight (.637 to .604–.637).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.model import load_cases as load_answer_cases
from evals.retrieval import (
    HERE,
    SEEDS,
    RetrievalCase,
    Verdict,
    build_retriever,
    load_cases,
    read_folders,
    run_cases,
)
from index.answerability import Evidence
from index.embedder import load_embedder
from index.progress import SILENT

Floats = npt.NDArray[np.float64]

RIDGE = 0.5
"""Penalty on the coefficients of standardised features."""
OTHERS = 160
"""Questions about other matters taken of each file."""
OTHERS_WEIGHT = 0.5
"""Weight of one question about other matters against one written for these documents."""
NAMES = tuple(field.name for field in fields(Evidence))


def fit_logistic(features: Floats, targets: Floats, weights: Floats, ridge: float) -> Floats:
    """Intercept and coefficients for features as given.

    Args:
        features: Shape (n, k).
        targets: 0 or 1 each, shape (n,).
        weights: Weight of each row.
        ridge: Penalty on the coefficients of the standardised features.
    """
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    rows = np.column_stack([np.ones(len(features)), (features - mean) / scale])
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 0.0
    found = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weights * (chance - targets)) + penalty * found
        bend = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        found -= np.linalg.solve(bend, slope)
    coefficients = found[1:] / scale
    return np.concatenate([[found[0] - coefficients @ mean], coefficients])


def read_others(path: Path) -> list[RetrievalCase]:
    """Questions about other matters, one a line under `question` or `text`, half for learning."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        RetrievalCase(
            id=f"{path.stem}-{number}",
            split="test" if number % 2 else "development",
            question=next(row[key] for key in ("question", "text") if key in row),
            kind="other",
            answerable=False,
            gold=frozenset(),
        )
        for number, row in enumerate(map(json.loads, lines))
    ]


def all_cases() -> list[RetrievalCase]:
    """Every committed case that has one question."""
    asked = [
        case
        for name in ("retrieval_cases", "retrieval_cases_policies")
        for case in load_cases(HERE / f"{name}.jsonl")
    ]
    return asked + [
        case
        for name in ("seeds", "policies", "policies_seeds")
        for case in read_answer_cases(HERE / "cases" / f"{name}.jsonl")
    ]


def read_answer_cases(path: Path) -> list[RetrievalCase]:
    """The cases of one turn that are answered by a clause, or by none."""
    return [
        RetrievalCase(
            id=case.id,
            split=case.split,
            question=case.turns[0],
            kind="answer",
            answerable=case.status == "answered",
            gold=frozenset((c.file, c.path, c.paragraph) for c in case.clauses),
        )
        for case in load_answer_cases(path)
        if len(case.turns) == 1
        and case.status in {"answered", "refused_no_content"}
        and all(clause.path for clause in case.clauses)
        and bool(case.clauses) is (case.status == "answered")
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the coefficients as they stand in weights.yml, and how they do at thresholds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--documents", type=Path, nargs="*", default=[])
    parser.add_argument("--others", type=Path, nargs="*", default=[])
    options = parser.parse_args(arguments)
    embedder = load_embedder(cache_dir=options.models)
    others = [case for path in options.others for case in read_others(path)[:OTHERS]]
    verdicts: list[Verdict] = []
    for folders in [[SEEDS], *([[SEEDS, *options.documents]] if options.documents else [])]:
        documents = read_folders(folders)
        retriever = build_retriever(documents, options.data, embedder, SILENT)
        files = {document.file for document in documents}
        cases = [
            case
            for case in all_cases()
            if not case.gold or any(file in files for file, _, _ in case.gold)
        ]
        verdicts += run_cases(retriever.search, documents, [*cases, *others])
    learned = [v for v in verdicts if v.case.split == "development" and v.evidence]
    found = fit_logistic(
        _features(learned),
        np.array([v.rank == 1 for v in learned], dtype=np.float64),
        np.array([OTHERS_WEIGHT if v.case.kind == "other" else 1.0 for v in learned]),
        RIDGE,
    )
    lines = [
        f"  {name}: {value:.3f}" for name, value in zip(("intercept", *NAMES), found, strict=True)
    ]
    sys.stdout.write("\n".join(["answerability:", *lines, *_table(verdicts, found)]) + "\n")
    return 0


def _features(verdicts: Sequence[Verdict]) -> Floats:
    return np.array([[v.evidence[name] for name in NAMES] for v in verdicts], dtype=np.float64)


def _is(kind: str, verdict: Verdict) -> bool:
    case = verdict.case
    if case.kind == "other":
        return kind == "other"
    return case.answerable is (kind == "answerable") and kind != "other"


def _table(verdicts: Sequence[Verdict], found: Floats) -> list[str]:
    """Refusal of unanswerable and of answerable questions by half and threshold, as comments."""
    chosen = [v for v in verdicts if v.evidence]
    chance = 1 / (1 + np.exp(-(found[0] + _features(chosen) @ found[1:])))
    lines = []
    for half in ("development", "test"):
        for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
            shares = []
            for kind in ("unanswerable", "other", "answerable"):
                rows = [n for n, v in enumerate(chosen) if v.case.split == half and _is(kind, v)]
                refused = float((chance[rows] < threshold).mean()) if rows else 0.0
                shares.append(f"{kind} {refused:.3f}")
            lines.append(f"# {half} below {threshold}: {', '.join(shares)}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
