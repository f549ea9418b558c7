"""What each part of the search is worth: variants of the weights, and the paired difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evals.metrics import Difference, paired_bootstrap
from index.weights import Weights

WHOLE = "all"
"""Name of the variant with nothing switched off."""


def ablations(weights: Weights) -> dict[str, Weights]:
    """The weights as they are, and with one part switched off at a time."""
    signals = weights.signals
    return {
        WHOLE: weights,
        "without the learned correction": replace(weights, signals=replace(signals, adapter=False)),
        "without lay terms": replace(weights, signals=replace(signals, lay_terms=False)),
        "without places": replace(weights, signals=replace(signals, place=False)),
        "without words of whole documents": replace(
            weights, signals=replace(signals, document=False)
        ),
        "vectors only": replace(weights, fusion=replace(weights.fusion, lexical=0.0)),
        "words only": replace(weights, fusion=replace(weights.fusion, lexical=1e6)),
    }


def against(whole: Sequence[int], changed: Sequence[int]) -> dict[str, dict[str, float]]:
    """How a variant differs from the whole, with the 95 % interval of the paired difference.

    Args:
        whole: Rank of the right clause for each question, 0 when it is not among ten.
        changed: The same under the variant, same questions in the same order.

    Returns:
        Mean, low and high of the difference of ``first`` and ``MRR@10``; below zero where the
        variant is worse.
    """
    first = paired_bootstrap([float(r == 1) for r in changed], [float(r == 1) for r in whole])
    reciprocal = paired_bootstrap(
        [_reciprocal(r) for r in changed], [_reciprocal(r) for r in whole]
    )
    return {"first": _rounded(first), "MRR@10": _rounded(reciprocal)}


def _reciprocal(rank: int) -> float:
    return 1 / rank if rank else 0.0


def _rounded(difference: Difference) -> dict[str, float]:
    return {
        "mean": round(difference.mean, 4),
        "low": round(difference.low, 4),
        "high": round(difference.high, 4),
    }
