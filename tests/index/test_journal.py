from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.journal import Journal

IDS = [f"{number:064x}" for number in range(5)]
VECTORS = np.arange(20, dtype=np.float32).reshape(5, 4)
RECORD = 32 + 4 * 4 + 4


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path / "journal", "model", 4)
    journal.append(IDS[:3], VECTORS[:3])
    journal.append(IDS[3:], VECTORS[3:])
    return journal


def stored_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "journal").iterdir()
    return path


def test_what_was_appended_is_loaded(journal: Journal) -> None:
    found = journal.load()
    assert list(found) == IDS
    assert np.array_equal(np.stack(list(found.values())), VECTORS)


def test_nothing_is_there_before_the_first_append_and_after_clearing(
    journal: Journal, tmp_path: Path
) -> None:
    assert Journal(tmp_path / "none", "model", 4).load() == {}
    journal.clear()
    assert journal.load() == {}


@pytest.mark.parametrize("cut", [1, 20, RECORD - 1])
def test_a_record_that_was_cut_short_is_dropped_and_writing_goes_on(
    journal: Journal, tmp_path: Path, cut: int
) -> None:
    path = stored_file(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])
    assert list(journal.load()) == IDS[:4]
    journal.append(IDS[4:], VECTORS[4:])
    assert list(journal.load()) == IDS


def test_a_damaged_record_ends_what_is_trusted(journal: Journal, tmp_path: Path) -> None:
    path = stored_file(tmp_path)
    raw = bytearray(path.read_bytes())
    raw[2 * RECORD + 40] ^= 1
    path.write_bytes(raw)
    assert list(journal.load()) == IDS[:2]


def test_each_embedder_has_its_own_journal(journal: Journal, tmp_path: Path) -> None:
    assert Journal(tmp_path / "journal", "another model", 4).load() == {}
    assert Journal(tmp_path / "journal", "model", 8).load() == {}
