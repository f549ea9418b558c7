from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import ingest as ingest_module
from index.catalog import Catalog
from index.chunk import make_chunks, make_rows
from index.errors import DamagedIndexError, DataDirectoryError
from index.generation import CATALOG, VECTORS, current, finished, index_folder, read_manifest
from index.ingest import ingest, remove
from index.lexical import LexicalIndex
from index.progress import Task
from index.vector_store import open_store
from tests.index.builders import CountingEmbedder, make_document

RELIEF, RELOCATION = make_document("社会救助"), make_document("易地搬迁")


class RecordingProgress:
    def __init__(self) -> None:
        self.seen: list[tuple[str, int | None]] = []
        self.done = 0

    def start(self, label: str, total: int | None) -> None:
        self.seen.append((label, total))

    def advance(self, n: int = 1) -> None:
        self.done += n

    def finish(self) -> None:
        return None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one document; copy it before changing it."""
    data_dir = tmp_path_factory.mktemp("built")
    ingest([RELIEF], data_dir, CountingEmbedder())
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


def documents_in(data_dir: Path) -> list[str]:
    catalog = Catalog.open(in_use(data_dir) / CATALOG)
    try:
        return [document.file for document in catalog.documents()]
    finally:
        catalog.close()


def test_every_store_of_a_generation_has_a_row_for_each_chunk(built: Path) -> None:
    folder = in_use(built)
    manifest, chunks = read_manifest(folder), make_rows([RELIEF])
    vectors = np.load(folder / VECTORS)
    store = open_store(folder, manifest)
    assert manifest.chunks == len(chunks) == len(vectors) == store.count()
    terms = len(LexicalIndex.load(folder / "lexical"))
    assert terms == len(chunks) - manifest.sentences == len(make_chunks(RELIEF))
    assert [row.digest for row in store.read(range(len(chunks)))] == [c.id for c in chunks]
    store.close()


def test_a_new_document_joins_and_old_vectors_are_reused(data_dir: Path) -> None:
    embedder, progress = CountingEmbedder(), RecordingProgress()
    report = ingest([RELOCATION], data_dir, embedder, progress=progress)
    assert documents_in(data_dir) == [RELIEF.file, RELOCATION.file]
    assert (report.added, report.changed, report.unchanged, report.removed) == (1, 0, 0, 0)
    new = len(make_rows([RELOCATION]))
    assert (report.embedded, report.reused) == (new, len(make_rows([RELIEF])))
    assert len(embedder.embedded) == new == progress.done
    assert progress.seen == [(Task.EMBED, new), (Task.BUILD, None)]


def test_an_unchanged_document_builds_nothing(data_dir: Path) -> None:
    embedder = CountingEmbedder()
    report = ingest([RELIEF], data_dir, embedder)
    assert (report.generation_id, report.unchanged, report.embedded) == ("g0001", 1, 0)
    assert embedder.embedded == []
    assert finished(data_dir) == [in_use(data_dir)]


def test_a_document_that_is_read_differently_replaces_itself(data_dir: Path) -> None:
    changed = replace(RELIEF, clauses=RELIEF.clauses[:2])
    report = ingest([changed], data_dir, CountingEmbedder())
    assert (report.documents, report.changed, report.embedded) == (1, 1, 0)
    assert report.generation_id == "g0002"


def test_replacing_drops_all_others(data_dir: Path) -> None:
    report = ingest([RELOCATION], data_dir, CountingEmbedder(), replace=True)
    assert documents_in(data_dir) == [RELOCATION.file]
    assert report.removed == 1


def test_removing_needs_no_embedding(data_dir: Path) -> None:
    ingest([RELOCATION], data_dir, CountingEmbedder())
    embedder = CountingEmbedder()
    report = remove([RELIEF.id, "unknown"], data_dir, embedder)
    assert (report.removed, report.embedded, embedder.embedded) == (1, 0, [])
    assert documents_in(data_dir) == [RELOCATION.file]


def test_an_index_may_become_empty(data_dir: Path) -> None:
    report = remove([RELIEF.id], data_dir, CountingEmbedder())
    assert (report.documents, report.chunks) == (0, 0)


def test_another_embedder_embeds_everything_again(data_dir: Path) -> None:
    embedder = CountingEmbedder("other characters")
    report = ingest([RELIEF], data_dir, embedder)
    assert report.embedded == len(make_rows([RELIEF])) == len(embedder.embedded)
    assert read_manifest(in_use(data_dir)).embedder == "other characters"


def test_equal_chunks_are_embedded_once(data_dir: Path) -> None:
    clauses = [
        replace(clause, id=f"{'0' * 16}-{clause.ordinal:04d}") for clause in RELOCATION.clauses
    ]
    twin = replace(
        RELOCATION,
        id="0" * 16,
        digest="0" * 64,
        clauses=tuple(clauses),
        responsibilities=(),
    )
    embedder = CountingEmbedder()
    report = ingest([RELOCATION, twin], data_dir, embedder)
    assert report.embedded == len(set(embedder.embedded)) == len(make_rows([RELOCATION]))
    assert report.chunks == len(make_rows([RELIEF])) + 2 * len(make_rows([RELOCATION]))


def test_an_interrupted_embedding_goes_on_where_it_was(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest_module, "BLOCK", 2)

    class Interrupted(CountingEmbedder):
        def embed_passages(self, texts: list[str]) -> np.ndarray:
            if len(self.embedded) >= 4:
                raise KeyboardInterrupt
            return super().embed_passages(texts)

    with pytest.raises(KeyboardInterrupt):
        ingest([RELOCATION], data_dir, Interrupted())
    assert documents_in(data_dir) == [RELIEF.file]
    embedder = CountingEmbedder()
    ingest([RELOCATION], data_dir, embedder)
    assert len(embedder.embedded) == len(make_rows([RELOCATION])) - 4
    assert list((index_folder(data_dir) / "journal").iterdir()) == []


def test_a_generation_that_does_not_verify_is_not_used(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        raise DamagedIndexError(f"{folder.name} does not verify")

    monkeypatch.setattr(ingest_module, "verify_in_subprocess", fail)
    with pytest.raises(DamagedIndexError, match="g0002 does not verify"):
        ingest([RELOCATION], data_dir, CountingEmbedder())
    assert in_use(data_dir).name == "g0001"
    assert not (index_folder(data_dir) / "g0002").exists()


def test_a_full_disk_is_named_and_leaves_the_old_generation(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(ingest_module, "write_derived", fail)
    with pytest.raises(DataDirectoryError, match="No space left on device"):
        ingest([RELOCATION], data_dir, CountingEmbedder())
    assert documents_in(data_dir) == [RELIEF.file]


def test_a_damaged_index_is_not_built_upon(data_dir: Path) -> None:
    (in_use(data_dir) / VECTORS).write_bytes(b"damaged")
    with pytest.raises(DamagedIndexError, match=r"vectors\.npy.*doctor --rebuild"):
        ingest([RELOCATION], data_dir, CountingEmbedder())


def test_the_report_is_one_line(data_dir: Path) -> None:
    line = str(ingest([RELIEF], data_dir, CountingEmbedder()))
    assert "g0001" in line
    assert "\n" not in line
