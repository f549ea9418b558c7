"""Pure functions that put several scores of the same rows together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


def top_rows(scores: Scores, count: int) -> Rows:
    """Rows of the `count` highest scores, best first, equal scores in row order.

    >>> top_rows(np.array([1, 3, 2, 3], dtype=np.float32), 3).tolist()
    [1, 3, 2]
    """
    if count <= 0 or not len(scores):
        return np.zeros(0, dtype=np.int64)
    if count < len(scores):
        # every row that ties with the last one kept, so that the order never depends on
        # how argpartition splits equal scores
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        rows = np.flatnonzero(scores >= least)
    else:
        rows = np.arange(len(scores))
    order = np.lexsort((rows, -scores[rows]))
    return rows[order][:count].astype(np.int64)


def min_max(scores: Scores) -> Scores:
    """Scores moved and stretched to [0, 1]; all zero when they are all equal.

    >>> min_max(np.array([2, 4, 3], dtype=np.float32)).tolist()
    [0.0, 1.0, 0.5]
    """
    if not len(scores):
        return scores
    low, high = scores.min(), scores.max()
    if high - low <= 1e-9:
        return np.zeros_like(scores)
    scaled: Scores = ((scores - low) / (high - low)).astype(np.float32)
    return scaled


def fuse_scores(dense: Scores, lexical: Scores, dense_share: float) -> Scores:
    """Convex combination of two score vectors after min–max scaling, in [0, 1].

    Args:
        dense: Cosine similarities of the candidates, shape (n,).
        lexical: BM25 scores of the same candidates, shape (n,).
        dense_share: Weight of the dense side, 0 to 1 (Bruch, Gai & Ingber, An Analysis of
            Fusion Functions for Hybrid Retrieval, TOIS 2023, find this convex combination
            better than reciprocal ranks; so did the measurements here).
    """
    fused: Scores = dense_share * min_max(dense) + (1 - dense_share) * min_max(lexical)
    return fused.astype(np.float32)


def reciprocal_ranks(*rankings: Rows, count: int, k: int = 60) -> Scores:
    """Reciprocal rank fusion of several rankings (Cormack, Clarke & Büttcher, SIGIR 2009).

    Args:
        rankings: Rows in order of each search, best first.
        count: Number of rows in all.
        k: Damping of the first ranks.

    Returns:
        Score of every row, 0 where no ranking has it, shape (count,).
    """
    total = np.zeros(count, dtype=np.float32)
    for ranking in rankings:
        total[ranking] += 1 / (k + 1 + np.arange(len(ranking), dtype=np.float32))
    return total


def max_pool(scores: Scores, starts: Rows) -> Scores:
    """Largest score of each group of neighbouring rows.

    Args:
        scores: Score of each row, rows of one group next to each other.
        starts: First row of each group, ascending, the first one 0.

    >>> max_pool(np.array([1, 5, 2], dtype=np.float32), np.array([0, 2])).tolist()
    [5.0, 2.0]
    """
    if not len(starts):
        return np.zeros(0, dtype=np.float32)
    pooled: Scores = np.maximum.reduceat(scores, starts).astype(np.float32)
    return pooled
