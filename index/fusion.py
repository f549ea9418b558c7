"""Pure functions that put several scores of the same rows together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


_SAMPLE_STEP = 32
_LARGE = 4096
"""Scores from which a sample pays: a whole partition costs ten times as much."""


def nth_highest(scores: Scores, count: int) -> float:
    """The score at a rank, counted from 1.

    Where there are many scores, a sample tells first which of them are too low, so that few
    are left to be ordered; the result is exact.

    Args:
        scores: At least `count`.
        count: Rank, 1 and up.

    >>> nth_highest(np.array([1, 3, 2, 3], dtype=np.float32), 3)
    2.0
    """
    kept = scores
    rank = 2 * count // _SAMPLE_STEP + 8
    if len(scores) >= max(_LARGE, 2 * _SAMPLE_STEP * rank):
        sample = scores[::_SAMPLE_STEP]
        guess = np.partition(sample, len(sample) - rank)[len(sample) - rank]
        above = scores[scores > guess]
        if len(above) >= count:
            kept = above
        elif np.count_nonzero(scores >= guess) >= count:
            return float(guess)  # as where most scores are 0, which a partition is slow with
    return float(np.partition(kept, len(kept) - count)[len(kept) - count])


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
        rows = np.flatnonzero(scores >= nth_highest(scores, count))
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


def lexical_share(lexical: Scores, bound: float, floor_rank: int) -> Scores:
    """How far BM25 scores rise above the crowd, as a share of what any text could reach.

    Among many texts some share words with any question by chance, and the more so the more
    texts there are. The score at `floor_rank` measures that chance and is taken off.

    Args:
        lexical: BM25 score of each row, 0 and up.
        bound: Score that no text can pass for this question.
        floor_rank: Rank whose score counts as chance; with fewer rows nothing is taken off.

    >>> lexical_share(np.array([6, 2, 1], dtype=np.float32), 8.0, 2).tolist()
    [0.5, 0.0, 0.0]
    """
    if bound <= 0 or not len(lexical):
        return np.zeros_like(lexical)
    floor = nth_highest(lexical, floor_rank) if len(lexical) >= floor_rank else 0.0
    share: Scores = (np.maximum(lexical - floor, 0) / bound).astype(np.float32)
    return share


def fuse_scores(dense: Scores, share: Scores, weight: float) -> Scores:
    """Cosine plus the weighted lexical share, scaled so that the best possible is 1.

    Both parts keep their own scale from question to question: where a question's words stand
    in a text the words decide, and where no text has them the vectors do. Scaling each part
    to [0, 1] by its best and worst row instead lets chance matches weigh as much as real ones
    (compared in evals/results/retrieval.json).

    Args:
        dense: Cosine of each row, −1 to 1.
        share: Result of `lexical_share` for the same rows, 0 to 1.
        weight: What a full lexical match is worth against a cosine of 1.
    """
    fused: Scores = np.clip((dense + weight * share) / (1 + weight), 0, 1).astype(np.float32)
    return fused


def min_max_fusion(dense: Scores, lexical: Scores, dense_share: float) -> Scores:
    """Convex combination after min–max scaling (Bruch, Gai & Ingber, TOIS 2023), in [0, 1].

    Args:
        dense: Cosine of the candidates, shape (n,).
        lexical: BM25 score of the same candidates, shape (n,).
        dense_share: Weight of the dense side, 0 to 1.
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


def lead_over(score: float, scores: Scores, count: int = 10) -> float:
    """A score as a multiple of the mean of the `count` best ones, 0 when these are 0.

    >>> lead_over(6.0, np.array([6, 3, 3, 0], dtype=np.float32), count=3)
    1.5
    """
    best = scores[top_rows(scores, count)]
    mean = float(best.mean()) if len(best) else 0.0
    return float(score) / mean if mean > 0 else 0.0


def deviation(score: float, scores: Scores) -> float:
    """How many standard deviations a score lies above the mean of all, 0 when all are equal.

    >>> deviation(3.0, np.array([1, 3], dtype=np.float32))
    1.0
    """
    spread = float(scores.std()) if len(scores) else 0.0
    return (float(score) - float(scores.mean())) / spread if spread > 1e-9 else 0.0
