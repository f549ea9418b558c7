"""Fits index/query_adapter.npy on the development questions of a test collection.

    python -m evals.fit_query_adapter COLLECTION --data DIR --models DIR [--all]

The loss is the cross-entropy of a softmax over all passages of the collection (temperature
0.02) with the judged passages as targets; Adam on one 384 × 384 matrix that starts at zero
and is stopped early, which is all the regularisation that it needed. The number of steps was
chosen by threefold cross-validation within the development half.

The figures in evals/results/retrieval_collection.json come from a matrix fitted on one half of
the questions and measured on the other. The matrix that ships was then fitted on both halves
(``--all``) against 40,960 of the 58,649 passages, since quality still grew with the number of
questions; measured on those questions again, it looks better than it is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.normalize import search_form
from evals.collection import collection_chunks, embedded_chunks, read_collection
from index.embedder import load_embedder
from index.model import Vectors
from index.query_adapter import ADAPTER_FILE

STEPS = 40
RATE = 1e-3
TEMPERATURE = 0.02


def in_development(key: str) -> bool:
    """Whether a question belongs to the half that may be learned from: a hash of its id."""
    return int(sha256(key.encode()).hexdigest(), 16) % 2 == 0


def fit_adapter(
    questions: Vectors,
    passages: Vectors,
    targets: Sequence[npt.NDArray[np.int64]],
    *,
    steps: int = STEPS,
) -> Vectors:
    """The matrix that brings questions near their passages.

    Args:
        questions: Unit vectors, shape (m, d).
        passages: Unit vectors, shape (n, d).
        targets: Rows of the right passages of each question, none empty.
        steps: Steps of Adam (Kingma & Ba, ICLR 2015).
    """
    dimension = questions.shape[1]
    matrix = np.zeros((dimension, dimension), dtype=np.float32)
    first, second = np.zeros_like(matrix), np.zeros_like(matrix)
    for step in range(1, steps + 1):
        slope = _slope(questions, passages, targets, matrix)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        size = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        matrix -= RATE * (first / (1 - 0.9**step)) / size
    return matrix


def _slope(
    questions: Vectors,
    passages: Vectors,
    targets: Sequence[npt.NDArray[np.int64]],
    matrix: Vectors,
) -> Vectors:
    """Gradient of the mean cross-entropy with respect to the matrix."""
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write the matrix."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("collection", type=Path, help="folder with corpus, queries and qrels")
    parser.add_argument("--data", type=Path, required=True, help="where vectors are kept")
    parser.add_argument("--models", type=Path, required=True, help="cache of the built-in model")
    parser.add_argument("--all", action="store_true", help="learn from the test half too")
    parser.add_argument("--out", type=Path, default=ADAPTER_FILE)
    options = parser.parse_args(arguments)
    embedder = load_embedder(cache_dir=options.models)
    collection = read_collection(options.collection)
    chunks = collection_chunks(collection)
    passages = embedded_chunks(collection, chunks, options.data, embedder)
    rows: dict[str, list[int]] = {}
    for row, chunk in enumerate(chunks):
        rows.setdefault(chunk.document_id, []).append(row)
    chosen = [
        (text, np.array([row for name in collection.qrels[key] for row in rows[name]]))
        for key, text in collection.queries
        if key in collection.qrels and (options.all or in_development(key))
    ]
    questions = np.concatenate([embedder.embed_query(search_form(text)) for text, _ in chosen])
    matrix = fit_adapter(questions, passages, [wanted for _, wanted in chosen])
    np.save(options.out, matrix.astype(np.float16), allow_pickle=False)
    sys.stderr.write(f"fitted on {len(chosen)} questions; wrote {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
