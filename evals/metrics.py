"""Standard measures of a ranked retrieval, per question and averaged, with intervals.

Definitions follow trec_eval: recall@k over all relevant documents; reciprocal rank of the
first relevant document within the first ten; nDCG with gain equal to the relevance grade
and discount log2(rank + 1) (Järvelin & Kekäläinen, TOIS 2002).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Run = Mapping[str, Sequence[str]]
"""Question id → ids found, best first."""
Qrels = Mapping[str, Mapping[str, int]]
"""Question id → relevant id → grade, 1 and up."""

DEPTHS = (1, 5, 10, 20, 100)


def recall_at(found: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Share of the relevant ids among the first `k` found, 0 to 1; 0 when none is relevant.

    >>> recall_at(["a", "b", "c"], {"b": 1, "x": 1}, 2)
    0.5
    """
    return len(set(found[:k]) & set(relevant)) / len(relevant) if relevant else 0.0


def reciprocal_rank(found: Sequence[str], relevant: Mapping[str, int], k: int = 10) -> float:
    """1 / rank of the first relevant id within the first `k`, 0 when there is none.

    >>> reciprocal_rank(["a", "b"], {"b": 1})
    0.5
    """
    for rank, key in enumerate(found[:k], start=1):
        if key in relevant:
            return 1 / rank
    return 0.0


def ndcg_at(found: Sequence[str], relevant: Mapping[str, int], k: int = 10) -> float:
    """Discounted gain of the first `k` found over that of the best order, 0 to 1.

    >>> ndcg_at(["b", "a"], {"b": 1})
    1.0
    """
    gain = sum(
        relevant.get(key, 0) / math.log2(rank + 1) for rank, key in enumerate(found[:k], start=1)
    )
    grades = sorted(relevant.values(), reverse=True)[:k]
    best = sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
    return gain / best if best else 0.0


def question_metrics(found: Sequence[str], relevant: Mapping[str, int]) -> dict[str, float]:
    """All measures of one question, by their usual names (Recall@10, MRR@10, nDCG@10 …)."""
    return {
        **{f"Recall@{k}": recall_at(found, relevant, k) for k in DEPTHS},
        "MRR@10": reciprocal_rank(found, relevant),
        "nDCG@10": ndcg_at(found, relevant),
    }


def run_metrics(run: Run, qrels: Qrels) -> dict[str, float]:
    """Means over the questions of `qrels`; a question missing from the run counts 0."""
    each = [question_metrics(run.get(key, ()), relevant) for key, relevant in qrels.items()]
    if not each:
        return {}
    return {name: sum(row[name] for row in each) / len(each) for name in each[0]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much one system is above another on the same questions."""

    mean: float
    low: float
    high: float
    """Ends of the 95 % interval of the mean difference."""

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def paired_bootstrap(
    ours: Sequence[float], theirs: Sequence[float], *, samples: int = 10_000, seed: int = 0
) -> Difference:
    """Percentile interval of the mean paired difference (Efron & Tibshirani 1993, ch. 13).

    Args:
        ours: One value a question.
        theirs: Values of the other system, same questions in the same order.
        samples: How often the questions are drawn again.
        seed: Makes the interval reproducible.

    Raises:
        ValueError: The two have different lengths or are empty.
    """
    if len(ours) != len(theirs) or not ours:
        raise ValueError(f"expected paired values, got {len(ours)} and {len(theirs)}")
    gaps = np.asarray(ours, dtype=np.float64) - np.asarray(theirs, dtype=np.float64)
    draws = np.random.default_rng(seed).integers(0, len(gaps), size=(samples, len(gaps)))
    low, high = np.quantile(gaps[draws].mean(axis=1), [0.025, 0.975])
    return Difference(mean=float(gaps.mean()), low=float(low), high=float(high))
