"""Questions that arrive together are encoded together."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.model import Vectors
from index.query_batches import LARGEST, REMEMBERED, QueryBatches


class Slow:
    """Gives each text its length as a vector; the first batch waits for `go`."""

    def __init__(self) -> None:
        self.batches: list[tuple[str, ...]] = []
        self.begun = threading.Event()
        self.go = threading.Event()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(tuple(texts))
        self.begun.set()
        self.go.wait(10)
        if "坏" in texts:
            raise RuntimeError("cannot be encoded")
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def test_those_that_wait_are_encoded_in_one_go_and_each_gets_its_own() -> None:
    slow = Slow()
    batches = QueryBatches(slow)
    texts = ["一" * n for n in range(1, 2 * LARGEST)]
    with ThreadPoolExecutor(len(texts)) as pool:
        first = pool.submit(batches.encode, texts[0])
        slow.begun.wait(10)
        rest = [pool.submit(batches.encode, text) for text in texts[1:]]
        while len(batches._waiting) < len(rest):
            pass
        slow.go.set()
        vectors = [future.result(10) for future in (first, *rest)]
    assert [vector[0, 0] for vector in vectors] == [len(text) for text in texts]
    assert [len(batch) for batch in slow.batches] == [1, LARGEST, LARGEST - 2]


def test_a_question_that_came_before_is_not_encoded_again() -> None:
    slow = Slow()
    slow.go.set()
    batches = QueryBatches(slow)
    first = batches.encode("低保")
    assert batches.encode("低保") is first
    assert slow.batches == [("低保",)]
    with pytest.raises(ValueError, match="read-only"):
        first[0, 0] = 0


def test_no_more_vectors_are_kept_than_said() -> None:
    slow = Slow()
    slow.go.set()
    batches = QueryBatches(slow)
    for number in range(REMEMBERED + 5):
        batches.encode(str(number))
    assert len(batches._known) == REMEMBERED
    batches.encode("0")
    assert slow.batches[-1] == ("0",)


def test_a_failure_reaches_those_in_the_batch_and_nobody_after() -> None:
    slow = Slow()
    slow.go.set()
    batches = QueryBatches(slow)
    with pytest.raises(RuntimeError, match="cannot be encoded"):
        batches.encode("坏")
    assert batches.encode("好")[0, 0] == 1
