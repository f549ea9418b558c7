from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import (
    fuse_scores,
    lexical_share,
    max_pool,
    min_max,
    min_max_fusion,
    nth_highest,
    reciprocal_ranks,
    top_rows,
)

numbers = st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=40)


def array(values: list[float]) -> np.ndarray:
    return np.array(values, dtype=np.float32)


@given(numbers, st.integers(0, 50))
def test_the_top_rows_are_those_of_a_stable_sort(values: list[float], count: int) -> None:
    expected = sorted(range(len(values)), key=lambda row: (-array(values)[row], row))[:count]
    assert top_rows(array(values), count).tolist() == expected


@pytest.mark.parametrize("count", [1, 30, 200, 4000, 20_000])
def test_the_score_at_a_rank_among_many_is_exact_however_they_lie(count: int) -> None:
    draw = np.random.default_rng(3)
    spread = draw.standard_normal(20_000).astype(np.float32)
    mostly_nothing = np.where(draw.random(20_000) < 0.99, 0, spread).astype(np.float32)
    between_samples = np.zeros(20_000, dtype=np.float32)
    between_samples[1::32] = draw.random(625)
    in_the_samples = np.zeros(20_000, dtype=np.float32)
    in_the_samples[::32] = draw.random(625)
    for scores in (spread, np.sort(spread), mostly_nothing, between_samples, in_the_samples):
        assert nth_highest(scores, count) == np.sort(scores)[len(scores) - count]


@given(numbers)
def test_fusing_keeps_scores_in_range_and_the_order_of_equal_words(values: list[float]) -> None:
    dense = array(values)
    fused = fuse_scores(dense, np.zeros_like(dense), 1.0)
    assert ((fused >= 0) & (fused <= 1)).all()
    best = top_rows(dense, 1)[0]
    assert fused[best] == fused.max()


@given(numbers, st.integers(1, 50))
def test_only_what_rises_above_the_crowd_counts(values: list[float], rank: int) -> None:
    lexical = np.abs(array(values))
    share = lexical_share(lexical, 1.0, rank)
    assert ((share >= 0) & (share <= lexical)).all()
    assert (share > 0).sum() < rank or len(values) < rank


def test_words_decide_where_they_match_and_vectors_where_they_do_not() -> None:
    dense, share = array([0.5, 0.3]), array([0.0, 0.6])
    assert fuse_scores(dense, share, 1.0).argmax() == 1
    assert fuse_scores(dense, array([0.0, 0.1]), 1.0).argmax() == 0


def test_min_max_of_equal_scores_is_nought() -> None:
    assert min_max(array([2, 2])).tolist() == [0, 0]
    assert min_max_fusion(array([0, 1]), array([1, 0]), 0.6).tolist() == [
        np.float32(0.4),
        np.float32(0.6),
    ]


def test_reciprocal_ranks_add_up_over_rankings() -> None:
    fused = reciprocal_ranks(np.array([2, 0]), np.array([2]), count=3, k=60)
    assert fused.argmax() == 2
    assert fused[1] == 0


def test_pooling_nothing_gives_nothing() -> None:
    assert len(max_pool(array([]), np.zeros(0, dtype=np.int64))) == 0
