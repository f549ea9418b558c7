"""The latency of a search is measured beside that of the embedding alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import search_latency
from evals.collection import Collection
from index.model import Vectors
from tests.index.test_retriever import CharacterEmbedder


class CountingEmbedder(CharacterEmbedder):
    """Remembers how many questions it was given."""

    def __init__(self) -> None:
        self.questions = 0

    def embed_query(self, text: str) -> Vectors:
        self.questions += 1
        return super().embed_query(text)


@pytest.mark.parametrize(("block", "timed"), [(50, 7), (3, 4), (2, 5)])
def test_each_question_after_the_first_block_is_timed_once(
    block: int, timed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_latency, "BLOCK", block)
    collection = Collection(
        ids=("d1", "d2"),
        names=("一", "二"),
        texts=("户口登记工作由公安机关主管。", "临时救助由乡镇人民政府受理。"),
        queries=tuple((f"q{n}", "户口找哪个机关") for n in range(7)),
        qrels={},
        digest="0" * 64,
    )
    embedder = CountingEmbedder()
    made = search_latency.measure(collection, tmp_path, embedder)
    assert embedder.questions == 7
    assert (made["questions"], made["articles"], made["chunks"]) == (timed, 2, 2)
    assert made["p50_ratio"] > 0
    assert made["search_ms"]["p95"] >= made["search_ms"]["p50"]
