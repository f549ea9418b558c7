"""Each part of the search can be switched off, and its worth has an interval."""

from evals.ablations import WHOLE, ablations, against
from index.weights import load_weights


def test_every_variant_but_the_whole_differs_from_the_weights_in_use() -> None:
    weights = load_weights()
    variants = ablations(weights)
    assert variants.pop(WHOLE) == weights
    assert variants
    assert all(changed != weights for changed in variants.values())


def test_a_variant_that_loses_every_first_rank_is_clearly_worse() -> None:
    made = against([1] * 30, [2] * 30)
    assert made["first"] == {"mean": -1.0, "low": -1.0, "high": -1.0}
    assert made["MRR@10"]["mean"] == -0.5


def test_the_same_ranks_differ_by_nothing() -> None:
    assert against([1, 0, 3], [1, 0, 3])["MRR@10"] == {"mean": 0.0, "low": 0.0, "high": 0.0}


def test_gains_and_losses_that_cancel_leave_zero_inside_the_interval() -> None:
    made = against([1, 2] * 20, [2, 1] * 20)["first"]
    assert made["mean"] == 0.0
    assert made["low"] < 0 < made["high"]
