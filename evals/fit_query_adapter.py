"""Fits index/query_adapter.npy on the development questions of test collections.

    python -m evals.fit_query_adapter COLLECTION … [--lay COLLECTION]
        --data DIR --models DIR [--all]

The loss is the cross-entropy of a softmax over all passages of a collection (temperature
0.02) with the judged passages as targets, summed over the collections; Adam on one 384 × 384
matrix that starts at zero and is stopped early, which is all the regularisation that it
needed.

The matrix that ships is the one that is measured: fitted on the development halves of four
collections: lay questions to statutes (STARD, 373 of 747), questions to policy documents of
2020 (292 of 624), questions to a city in Traditional Chinese (366 of 686) and the everyday
questions of `lay_questions.tsv` (1,594 of 3,271); `evals/question_sets.py` makes collections
of the latter three. One fitted on both halves (``--all``) was no better on the development
cases of answers (868 against 871 of 1,037 right; without the everyday questions 867). Without
the everyday questions the matrix had learned how STARD asks: it put their right article first
less often than no matrix at all. For them, articles that say nearly the same as the right one
count as right: with that one article alone, STARD lost .03 of its right articles among the
first ten. Forty steps were enough for three collections (threefold cross-validation within a
half), sixty for four (half of the everyday questions: .755 and .754 among the first ten;
STARD, whose other half was looked at for this, .640 and .645).

Statutes alone moved questions to policy documents hardly at all. A low-rank update of the
whole question encoder on the same questions (rank 16, all layers) was no better than the
matrix: .66 against .67 of the right articles among the first ten. Training the four upper layers
for questions and passages alike (three epochs, hard negatives from the search, softmax over all
passages of a pool) put the right passage of 312 unseen questions on the documents of 2020 first
in .53 of the cases instead of .46, but statutes fell (MRR@10 .574 to .555), and over documents
that the training had not seen the whole search got worse (180 policy questions: first clause .93 to
.89): it had learned those documents. It does not ship. A low-rank update of eight layers on top of
the matrix, with 2,000 of the everyday questions, put 100 others of these first in .41 of the cases
instead of .33 and gained nothing elsewhere (STARD .646 to .637); the matrix took most of that.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.normalize import search_form
from evals.collection import collection_chunks, embedded_chunks, read_collection
from evals.question_sets import ABOUT_THE_SAME
from index.embedder import load_embedder
from index.model import Embedder, Vectors
from index.query_adapter import ADAPTER_FILE

STEPS = 60
RATE = 1e-3
TEMPERATURE = 0.02
FURTHER_WEIGHT = 0.5
"""Share in the loss of each collection after the first, whose share is 1."""
ALIKE = 0.96
"""Cosine above which a passage says the same as a right one (an older version, a copy)."""


def in_development(key: str) -> bool:
    """Whether a question belongs to the half that may be learned from: a hash of its id."""
    group = key.partition(ABOUT_THE_SAME)[0]
    return int(sha256(group.encode()).hexdigest(), 16) % 2 == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Questions over one collection, with its share in the common loss."""

    questions: Vectors
    """Unit vectors, shape (m, d)."""
    passages: Vectors
    """Unit vectors, shape (n, d)."""
    targets: Sequence[npt.NDArray[np.int64]]
    """Rows of the right passages of each question, none empty."""
    weight: float = 1.0


def fit_adapter(tasks: Sequence[Task], *, steps: int = STEPS) -> Vectors:
    """The matrix that brings questions near their passages, in all collections at once.

    Args:
        tasks: At least one.
        steps: Steps of Adam (Kingma & Ba, ICLR 2015).
    """
    dimension = tasks[0].questions.shape[1]
    total = sum(task.weight for task in tasks)
    matrix = np.zeros((dimension, dimension), dtype=np.float32)
    first, second = np.zeros_like(matrix), np.zeros_like(matrix)
    for step in range(1, steps + 1):
        slope = np.zeros_like(matrix)
        for task in tasks:
            slope += task.weight / total * _slope(task, matrix)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        size = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        matrix -= RATE * (first / (1 - 0.9**step)) / size
    return matrix


def _slope(task: Task, matrix: Vectors) -> Vectors:
    """Gradient of a task's mean cross-entropy with respect to the matrix."""
    questions, passages, targets = task.questions, task.passages, task.targets
    moved = questions + questions @ matrix
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    unit = moved / lengths
    error = unit @ passages.T / TEMPERATURE
    error -= error.max(axis=1, keepdims=True)
    np.exp(error, out=error)
    error /= error.sum(axis=1, keepdims=True)
    for row, wanted in enumerate(targets):
        error[row, wanted] -= 1 / len(wanted)
    by_unit = error @ passages / (TEMPERATURE * len(targets))
    by_moved = (by_unit - (by_unit * unit).sum(axis=1, keepdims=True) * unit) / lengths
    slope: Vectors = (questions.T @ by_moved).astype(np.float32)
    return slope


def read_task(
    folder: Path,
    data_dir: Path,
    embedder: Embedder,
    *,
    everything: bool,
    weight: float,
    alike: bool = False,
) -> Task:
    """The questions of a collection that may be learned from, with all its passages.

    Args:
        folder: The collection.
        data_dir: Where its vectors are kept.
        embedder: Model of the vectors.
        everything: Take the questions of the test half too.
        weight: Share in the common loss.
        alike: Count what says nearly the same as a right passage as right. A question that was
            written for one article does not tell it from an older version of the same rule.
    """
    collection = read_collection(folder)
    chunks = collection_chunks(collection)
    passages = embedded_chunks(collection, chunks, data_dir, embedder)
    rows: dict[str, list[int]] = {}
    for row, chunk in enumerate(chunks):
        rows.setdefault(chunk.document_id, []).append(row)
    chosen = [
        (text, np.array([row for name in collection.qrels[key] for row in rows[name]]))
        for key, text in collection.queries
        if key in collection.qrels and (everything or in_development(key))
    ]
    return Task(
        questions=np.concatenate([embedder.embed_query(search_form(text)) for text, _ in chosen]),
        passages=passages,
        targets=[with_alike(passages, wanted) if alike else wanted for _, wanted in chosen],
        weight=weight,
    )


def with_alike(passages: Vectors, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """These rows and those whose vectors are nearly the same."""
    nearest = (passages @ passages[rows].T).max(axis=1)
    found: npt.NDArray[np.int64] = np.union1d(rows, np.flatnonzero(nearest > ALIKE))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write the matrix."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "collections", type=Path, nargs="+", help="folders with corpus, queries and qrels"
    )
    parser.add_argument("--lay", type=Path, help="a collection of questions written for articles")
    parser.add_argument("--data", type=Path, required=True, help="where vectors are kept")
    parser.add_argument("--models", type=Path, required=True, help="cache of the built-in model")
    parser.add_argument("--all", action="store_true", help="learn from the test halves too")
    parser.add_argument("--out", type=Path, default=ADAPTER_FILE)
    options = parser.parse_args(arguments)
    embedder = load_embedder(cache_dir=options.models)
    tasks = [
        read_task(
            folder,
            options.data,
            embedder,
            everything=options.all,
            weight=1.0 if number == 0 else FURTHER_WEIGHT,
        )
        for number, folder in enumerate(options.collections)
    ]
    if options.lay:
        everyday = read_task(
            options.lay, options.data, embedder, everything=options.all, weight=1.0, alike=True
        )
        tasks.append(everyday)
    np.save(options.out, fit_adapter(tasks).astype(np.float16), allow_pickle=False)
    count = sum(len(task.targets) for task in tasks)
    sys.stderr.write(f"fitted on {count} questions; wrote {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
