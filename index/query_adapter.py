"""A learned correction of question vectors: lay questions move towards official wording.

The built-in model was trained on general text; its vectors of a lay question and of the
clause that answers it are further apart than they need be. One matrix, fitted on development
questions by `evals/fit_query_adapter.py`, moves the question's vector alone, so vectors
of passages stay what the model made of them and need no new embedding:
``q' = (q + q·A) / |q + q·A|``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from index.model import Vectors

ADAPTER_FILE = Path(__file__).with_name("query_adapter.npy")
_MODEL = "multilingual-e5-small/"
"""Names of embedders whose vectors the matrix was fitted for begin so."""


_measured: list[Vectors] = []
"""The matrix that stands in for the one that ships, if any."""


@lru_cache(maxsize=1)
def _matrix() -> Vectors:
    matrix: Vectors = np.load(ADAPTER_FILE, allow_pickle=False).astype(np.float32)
    return matrix


def use_matrix(matrix: Vectors | None) -> None:
    """Correct questions by another matrix from now on, to measure it; None: by the shipped one."""
    _measured[:] = [] if matrix is None else [matrix.astype(np.float32)]


def adapt(vector: Vectors, embedder_name: str) -> Vectors:
    """The corrected vector of a question, of length 1; unchanged for any other model.

    Args:
        vector: The question as the model embeds it, shape (dimension,).
        embedder_name: Name of the embedder that made it.
    """
    if not embedder_name.startswith(_MODEL):
        return vector
    moved = vector + vector @ (_measured[0] if _measured else _matrix())
    unit: Vectors = (moved / np.linalg.norm(moved)).astype(np.float32)
    return unit
