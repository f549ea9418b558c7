from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.doctor import diagnose, rebuild
from index.errors import DamagedIndexError
from index.generation import CATALOG, CHROMA, LEXICAL, VECTORS, current, index_folder
from index.ingest import ingest
from index.model import Query
from index.policy_index import PolicyIndex
from tests.index.builders import CountingEmbedder, make_document

RELIEF, RELOCATION = make_document("社会救助"), make_document("易地搬迁")
QUERY = Query(text="社会救助第1项工作由谁负责")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two generations: one document, then two."""
    data_dir = tmp_path_factory.mktemp("built")
    ingest([RELIEF], data_dir, CountingEmbedder())
    ingest([RELOCATION], data_dir, CountingEmbedder())
    return data_dir


@pytest.fixture
def data_dir(built: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(built, copy)
    return copy


def in_use(data_dir: Path) -> Path:
    folder = current(data_dir)
    assert folder is not None
    return folder


def found(data_dir: Path) -> list[tuple[str | None, float]]:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    try:
        return [(hit.clause_id, round(hit.score, 5)) for hit in index.search(QUERY).hits]
    finally:
        index.close()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)


def delete(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_a_sound_index_is_reported_with_its_figures(built: Path, tmp_path: Path) -> None:
    assert diagnose(built) == "g0002：2 份文件，10 个片段，相互一致"
    assert diagnose(tmp_path) == "还没有索引，首次使用时会自动建立"


@pytest.mark.parametrize("harm", [cut, flip, delete])
@pytest.mark.parametrize("name", [VECTORS, CATALOG, f"{LEXICAL}/rows.npy"])
def test_damage_is_found_before_serving(data_dir: Path, name: str, harm: object) -> None:
    harm(in_use(data_dir) / name)  # type: ignore[operator]
    with pytest.raises(DamagedIndexError, match="doctor --rebuild"):
        PolicyIndex.open(data_dir, CountingEmbedder())


def test_terms_are_built_again_and_find_the_same(data_dir: Path) -> None:
    before, name = found(data_dir), f"{LEXICAL}/rows.npy"
    flip(in_use(data_dir) / name)
    repair = rebuild(data_dir)
    assert (repair.source, repair.generation_id, repair.damaged) == ("g0002", "g0003", (name,))
    assert found(data_dir) == before


@pytest.mark.parametrize("harm", [cut, delete])
def test_a_damaged_chroma_is_found_and_built_again(data_dir: Path, harm: object) -> None:
    harm(in_use(data_dir) / CHROMA / "chroma.sqlite3")  # type: ignore[operator]
    with pytest.raises(DamagedIndexError, match="does not verify"):
        diagnose(data_dir)
    with pytest.raises(DamagedIndexError, match="does not verify"):
        PolicyIndex.open(data_dir, CountingEmbedder(), vector_backend="chroma")
    rebuild(data_dir)
    assert diagnose(data_dir).startswith("g0003：2 份文件")


def test_a_lost_matrix_comes_back_from_chroma_with_the_same_numbers(data_dir: Path) -> None:
    lost = np.load(in_use(data_dir) / VECTORS)
    (in_use(data_dir) / VECTORS).unlink()
    rebuild(data_dir)
    assert np.abs(np.load(in_use(data_dir) / VECTORS) - lost).max() < 1e-6


def test_when_nothing_can_be_saved_the_generation_before_is_used(data_dir: Path) -> None:
    flip(in_use(data_dir) / CATALOG)
    repair = rebuild(data_dir)
    assert repair.source == "g0001"
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    assert [document.file for document in index.catalog.documents()] == [RELIEF.file]
    index.close()


def test_a_lost_pointer_is_found_again(data_dir: Path) -> None:
    (index_folder(data_dir) / "CURRENT").write_text("g0099\n")
    assert rebuild(data_dir).source == "g0002"


def test_a_wholly_lost_index_says_to_ingest_again(data_dir: Path) -> None:
    for folder in index_folder(data_dir).glob("g*"):
        delete(folder / CATALOG)
    with pytest.raises(DamagedIndexError, match="run `policy-assistant ingest`"):
        rebuild(data_dir)
    assert not (index_folder(data_dir) / "g0003").exists()
