from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evals.kills import BLOCK, HashEmbedder, Kill, Trial
from index import ingest

GOOD = Kill(
    after_s=1.0, ended=False, embedded=40, reader_sees="old", embedded_twice=0, same_index=True
)


@pytest.mark.parametrize(
    "broken",
    [
        {"reader_sees": "neither: []"},
        {"embedded_twice": BLOCK + 1},
        {"same_index": False},
    ],
)
def test_a_kill_fails_when_one_promise_is_broken(broken: dict[str, object]) -> None:
    assert GOOD.passed
    assert not replace(GOOD, **broken).passed  # type: ignore[arg-type]


def test_texts_that_were_embedded_are_noted_and_vectors_depend_on_the_text(tmp_path: Path) -> None:
    embedder = HashEmbedder(tmp_path / "notes")
    vectors = embedder.embed_passages(["甲", "乙", "甲"])
    assert len(embedder.noted()) == 3
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_an_ingest_killed_while_it_embeds_is_finished_by_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BLOCK", BLOCK)
    kill = Trial(tmp_path).kill(1, 0.2)
    assert kill.passed
    assert not kill.ended
