"""可答性: how likely it is that the first hit answers the question at all.

A logistic regression over a few features of one search. The coefficients stand in
weights.yml; `evals/fit_answerability.py` fits them on development questions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one search tells about whether there is an answer."""

    top_dense: float
    """Cosine similarity of the first hit."""
    dense_margin: float
    """Cosine of the first hit above the mean of the next nine hits."""
    coverage: float
    """IDF-weighted share of the question's words in the first hit, 0 to 1."""
    best_coverage: float
    """The same for whichever of the first five hits covers most."""
    agreement: float
    """1 when the dense and the lexical search have the same first clause, else 0."""
    lexical_share: float
    """BM25 of the first hit as a share of the most that any text could reach, 0 to 1."""
    place_conflict: float
    """1 when the place asked about has no document of its own or around it, else 0."""


def probability(evidence: Evidence, coefficients: Mapping[str, float]) -> float:
    """Logistic function of the weighted evidence, 0 to 1.

    Args:
        evidence: Features of one search.
        coefficients: Weight of each feature by name, and ``intercept``; features without
            a weight take no part.
    """
    values = asdict(evidence)
    logit = coefficients.get("intercept", 0.0) + sum(
        coefficients.get(name, 0.0) * value for name, value in values.items()
    )
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))
