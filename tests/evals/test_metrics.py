from __future__ import annotations

import numpy as np
import pytest

from evals.metrics import DEPTHS, paired_bootstrap, run_metrics


def random_run(seed: int) -> tuple[dict[str, list[str]], dict[str, dict[str, int]]]:
    rng = np.random.default_rng(seed)
    run, qrels = {}, {}
    for number in range(40):
        ids = [f"d{i}" for i in rng.permutation(300)]
        run[f"q{number}"] = ids[:120]
        relevant = rng.choice(300, size=rng.integers(1, 6), replace=False)
        qrels[f"q{number}"] = {f"d{i}": int(rng.integers(1, 3)) for i in relevant}
    return run, qrels


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_our_figures_equal_those_of_trec_eval(seed: int) -> None:
    pytrec_eval = pytest.importorskip("pytrec_eval", reason="pytrec_eval is not installed")
    run, qrels = random_run(seed)
    ours = run_metrics(run, qrels)

    def theirs(depth: int, measure: str) -> float:
        """Mean of trec_eval's measure over the first `depth` documents."""
        scored = {q: {d: 1.0 - i / 1000 for i, d in enumerate(r[:depth])} for q, r in run.items()}
        rows = pytrec_eval.RelevanceEvaluator(qrels, {measure}).evaluate(scored).values()
        return float(np.mean([next(iter(row.values())) for row in rows]))

    for k in DEPTHS:
        assert ours[f"Recall@{k}"] == pytest.approx(theirs(120, f"recall.{k}"))
    assert ours["MRR@10"] == pytest.approx(theirs(10, "recip_rank"))
    assert ours["nDCG@10"] == pytest.approx(theirs(120, "ndcg_cut.10"))


def test_a_question_that_found_nothing_counts_as_nought() -> None:
    assert run_metrics({"a": ["x"]}, {"a": {"x": 1}, "b": {"y": 1}})["Recall@1"] == 0.5


def test_the_interval_of_a_real_difference_leaves_out_zero() -> None:
    difference = paired_bootstrap([1.0, 0.9, 1.0, 0.8] * 10, [0.5, 0.6, 0.4, 0.5] * 10)
    assert difference.is_clear
    assert difference.low <= difference.mean <= difference.high


def test_equal_systems_do_not_differ() -> None:
    assert not paired_bootstrap([0.5, 1.0, 0.0], [0.5, 1.0, 0.0]).is_clear


def test_unpaired_values_are_refused() -> None:
    with pytest.raises(ValueError, match="2 and 1"):
        paired_bootstrap([0.5, 1.0], [0.5])
