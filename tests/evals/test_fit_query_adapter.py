from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evals.fit_query_adapter import Task, _slope, fit_adapter, in_development, with_alike
from evals.question_sets import ABOUT_THE_SAME
from index.model import Vectors


def unit(rows: np.ndarray) -> Vectors:
    vectors: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return vectors


@pytest.fixture
def task() -> Task:
    """Questions that are their passages, turned by one rotation."""
    rng = np.random.default_rng(0)
    passages = unit(rng.normal(size=(60, 12)))
    turned, _ = np.linalg.qr(rng.normal(size=(12, 12)))
    return Task(
        questions=unit(passages[:30] @ turned),
        passages=passages,
        targets=[np.array([row]) for row in range(30)],
    )


def test_fitted_questions_find_their_passages(
    task: Task,
) -> None:
    questions, passages, targets = task.questions, task.passages, task.targets

    def first_hits(moved: np.ndarray) -> float:
        return float(np.mean((moved @ passages.T).argmax(axis=1) == np.arange(len(targets))))

    matrix = fit_adapter([task], steps=600)
    assert first_hits(questions) < 0.3
    assert first_hits(questions + questions @ matrix) > 0.8


def test_the_slope_is_the_derivative_of_the_loss(
    task: Task,
) -> None:
    questions, passages, targets = task.questions, task.passages, task.targets
    matrix = np.random.default_rng(1).normal(scale=0.05, size=(12, 12)).astype(np.float32)

    def loss(at: np.ndarray) -> float:
        moved = questions.astype(np.float64) @ (np.eye(12) + at)
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
        scores = moved @ passages.T.astype(np.float64) / 0.02
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return float(-np.mean([logs[row, wanted].mean() for row, wanted in enumerate(targets)]))

    step = np.zeros((12, 12))
    step[3, 5] = 1e-5
    measured = (loss(matrix + step) - loss(matrix - step)) / 2e-5
    assert _slope(task, matrix)[3, 5] == pytest.approx(measured, rel=0.02)


def test_about_half_of_all_questions_are_development() -> None:
    share = np.mean([in_development(f"q{number}") for number in range(1000)])
    assert 0.45 < share < 0.55


def test_a_task_counts_by_its_weight(task: Task) -> None:
    other = replace(task, targets=task.targets[::-1])
    alone = fit_adapter([task], steps=20)
    assert fit_adapter([task, replace(other, weight=0.0)], steps=20) == pytest.approx(alone)
    assert fit_adapter([task, other], steps=20) != pytest.approx(alone)


def test_what_says_nearly_the_same_counts_as_right() -> None:
    passages = unit(np.array([[1.0, 0.0], [1.0, 0.05], [0.0, 1.0], [0.7, 0.7]], dtype=np.float32))
    assert with_alike(passages, np.array([0])).tolist() == [0, 1]
    assert with_alike(passages, np.array([2, 0])).tolist() == [0, 1, 2]


def test_questions_about_one_article_are_in_the_same_half() -> None:
    for article in (f"某条例第{number}条" for number in range(30)):
        halves = {in_development(f"{article}{ABOUT_THE_SAME}{number}") for number in range(4)}
        assert halves == {in_development(article)}
