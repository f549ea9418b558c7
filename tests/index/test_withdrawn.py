"""Documents that are hidden at once, and generations that must pass before they are used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.errors import IndexingError
from index.generation import current
from index.ingest import exchange, ingest
from index.model import Query
from index.policy_index import PolicyIndex
from tests.index.builders import CountingEmbedder, make_document

RELIEF, RELOCATION = make_document("社会救助"), make_document("易地搬迁")
HEALTH = make_document("医疗保障")
QUERY = Query(text="易地搬迁第2项工作")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("built")
    ingest([RELIEF, RELOCATION], data_dir, CountingEmbedder())
    return data_dir


@pytest.fixture
def data_dir(built: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(built, copy)
    return copy


def found(index: PolicyIndex) -> set[str]:
    result = index.search(QUERY, 20)
    return {hit.document_id for hit in (*result.hits, *result.rejected)}


def test_a_withdrawn_document_is_nowhere_until_it_is_restored(data_dir: Path) -> None:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    assert RELOCATION.id in found(index)
    index.withdraw([RELOCATION.id, "unknown"])
    assert found(index) == {RELIEF.id}
    catalog = index.catalog
    assert catalog.documents() == (RELIEF,)
    assert {row[0].id for row in catalog.responsibilities()} == {RELIEF.id}
    assert {chunk.document_id for chunk in catalog.chunks()} == {RELIEF.id}
    assert {link.source_id for link in catalog.document_links()} <= {RELIEF.id}
    assert (index.stats().documents, index.stats().clauses) == (1, 3)
    with pytest.raises(KeyError):
        catalog.document(RELOCATION.id)
    with pytest.raises(KeyError):
        catalog.clause(RELOCATION.clauses[0].id)
    index.restore([RELOCATION.id])
    assert RELOCATION.id in found(index)
    assert index.catalog.documents() == (RELIEF, RELOCATION)
    index.close()


def test_a_newer_generation_does_not_bring_a_withdrawn_document_back(data_dir: Path) -> None:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    index.withdraw([RELOCATION.id])
    ingest([HEALTH], data_dir, CountingEmbedder())
    assert index.reload()
    assert index.catalog.documents() == (RELIEF, HEALTH)
    assert RELOCATION.id not in found(index)
    index.close()


def test_who_still_reads_the_old_generation_is_not_cut_off(data_dir: Path) -> None:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    reading = index.catalog
    ingest([HEALTH], data_dir, CountingEmbedder())
    index.reload()
    assert reading.clause(RELIEF.clauses[0].id)[0] == RELIEF
    assert len(index.catalog.documents()) == 3
    index.close()


def test_a_generation_that_may_not_pass_leaves_the_old_one_and_keeps_its_vectors(
    data_dir: Path,
) -> None:
    seen: list[Path] = []

    def refuse(folder: Path) -> None:
        seen.append(folder)
        raise IndexingError("not good enough")

    before = current(data_dir)
    embedder = CountingEmbedder()
    with pytest.raises(IndexingError, match="not good enough"):
        exchange([RELIEF, HEALTH], data_dir, embedder, release=refuse)
    assert current(data_dir) == before
    assert not seen[0].exists()
    embedded = len(embedder.embedded)
    report = exchange([RELIEF, HEALTH], data_dir, embedder, release=seen.append)
    assert len(embedder.embedded) == embedded > 0
    assert (report.documents, report.added, report.removed) == (2, 1, 1)
    assert seen[1] == current(data_dir)
