from __future__ import annotations

import numpy as np

from index.query_adapter import adapt, use_matrix


def test_vectors_of_another_model_are_left_alone() -> None:
    vector = np.ones(384, dtype=np.float32) / np.float32(np.sqrt(384))
    assert adapt(vector, "another-model/1") is vector


def test_corrected_vectors_have_length_one_and_stay_near() -> None:
    vector = np.random.default_rng(0).normal(size=384).astype(np.float32)
    vector /= np.linalg.norm(vector)
    moved = adapt(vector, "multilingual-e5-small/0123")
    assert abs(np.linalg.norm(moved) - 1) < 1e-5
    assert 0.3 < float(moved @ vector) < 1


def test_another_matrix_can_stand_in_to_be_measured() -> None:
    vector = np.ones(384, dtype=np.float32) / np.float32(np.sqrt(384))
    shipped = adapt(vector, "multilingual-e5-small/0123")
    use_matrix(np.zeros((384, 384), dtype=np.float16))
    try:
        assert np.allclose(adapt(vector, "multilingual-e5-small/0123"), vector)
    finally:
        use_matrix(None)
    assert np.array_equal(adapt(vector, "multilingual-e5-small/0123"), shipped)
