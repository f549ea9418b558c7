from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.backend import server_of, uses_chroma
from index.errors import IndexingError
from index.generation import FORMAT
from index.ingest import ingest, remove
from index.model import Query
from index.policy_index import PolicyIndex
from tests.index.builders import CountingEmbedder, make_document

RELIEF, RELOCATION = make_document("社会救助"), make_document("易地搬迁")
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


def test_the_right_clause_is_found_and_can_be_looked_up(built: Path) -> None:
    index = PolicyIndex.open(built, CountingEmbedder())
    hit = index.search(QUERY, 3).hits[0]
    document, clause = index.catalog.clause(hit.clause_id or "")
    assert (document, clause) == (RELOCATION, RELOCATION.clauses[2])
    assert hit.span == clause.span.__class__(start=clause.span.start, end=clause.span.end - 1)
    index.close()


def test_chroma_and_the_exact_product_find_the_same(built: Path) -> None:
    exact = PolicyIndex.open(built, CountingEmbedder(), vector_backend="exact")
    chroma = PolicyIndex.open(built, CountingEmbedder(), vector_backend="chroma")
    assert (exact.stats().uses_chroma, chroma.stats().uses_chroma) == (False, True)
    for text in ("易地搬迁第2项工作", "社會救助由誰負責", "市民政局"):
        one, other = (index.search(Query(text=text)).hits for index in (exact, chroma))
        assert [hit.clause_id for hit in one] == [hit.clause_id for hit in other]
        for a, b in zip(one, other, strict=True):
            assert a.dense == pytest.approx(b.dense, abs=1e-5)
    exact.close()
    chroma.close()


def test_figures_of_the_open_generation(built: Path) -> None:
    index = PolicyIndex.open(built, CountingEmbedder())
    stats = index.stats()
    assert (stats.documents, stats.clauses, stats.responsibilities, stats.chunks) == (2, 6, 6, 10)
    assert (stats.generation_id, stats.embedder, stats.dimension) == ("g0001", "characters", 16)
    index.close()


def test_reloading_moves_on_to_a_newer_generation_only(data_dir: Path) -> None:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    assert not index.reload()
    remove([RELIEF.id], data_dir, CountingEmbedder())
    assert index.generation_id == "g0001"
    assert index.search(Query(text="社会救助第1项工作")).hits[0].document_id == RELIEF.id
    assert index.reload()
    assert index.generation_id == "g0002"
    assert {hit.document_id for hit in index.search(QUERY).hits} == {RELOCATION.id}
    index.close()


def test_a_reader_goes_on_after_its_generation_was_removed(data_dir: Path) -> None:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    shutil.rmtree(data_dir)
    hit = index.search(QUERY).hits[0]
    assert index.catalog.clause(hit.clause_id or "")[0] == RELOCATION
    index.close()


def test_an_empty_data_directory_says_to_ingest(tmp_path: Path) -> None:
    assert not PolicyIndex.exists(tmp_path)
    with pytest.raises(IndexingError, match="run `policy-assistant ingest`"):
        PolicyIndex.open(tmp_path, CountingEmbedder())


def test_an_index_of_another_model_is_not_searched(built: Path) -> None:
    with pytest.raises(IndexingError, match="built with the embedding model characters"):
        PolicyIndex.open(built, CountingEmbedder("other"))


def test_an_index_of_another_format_says_to_rebuild(data_dir: Path) -> None:
    path = data_dir / "index" / "g0001" / "manifest.json"
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', '"format": 0'))
    with pytest.raises(
        IndexingError, match=rf"format 0, expected {FORMAT}.*policy-assistant ingest"
    ):
        PolicyIndex.open(data_dir, CountingEmbedder())
    assert ingest([RELIEF], data_dir, CountingEmbedder()).generation_id == "g0002"


def test_an_index_without_documents_finds_nothing(data_dir: Path) -> None:
    remove([RELIEF.id, RELOCATION.id], data_dir, CountingEmbedder())
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    assert index.search(QUERY).hits == ()
    index.close()


def test_opening_and_asking_loads_neither_torch_nor_chroma(
    checkpoint: Path,
) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from index.embedder import load_embedder\n"
        "import index.policy_index\n"
        f"load_embedder(cache_dir=Path({str(checkpoint.parent)!r})).embed_query('低保')\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'chromadb', 'gradio'}\n"
        "sys.exit(', '.join(heavy & sys.modules.keys()) or 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_backends_are_named_in_one_setting() -> None:
    assert uses_chroma("http://127.0.0.1:8000", 1)
    assert server_of("https://chroma.example") == "https://chroma.example"
    with pytest.raises(IndexingError, match="vector_backend is 'faiss'"):
        server_of("faiss")
