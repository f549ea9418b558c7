from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest

from index.chunk import make_chunks
from index.doctor import diagnose
from index.errors import DamagedIndexError, IndexingError
from index.ingest import ingest
from index.model import Query, Vectors
from index.policy_index import PolicyIndex
from index.vector_store import LARGEST_BATCH, ChromaRows, ChromaVectorStore
from tests.index.builders import CountingEmbedder, make_document

DOCUMENT = make_document("社会救助", clauses=10)
CHUNKS = make_chunks(DOCUMENT)


def random_vectors(count: int) -> Vectors:
    vectors = np.random.default_rng(7).normal(size=(count, 16)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


VECTORS = random_vectors(len(CHUNKS))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Chroma server on this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("server")
    process = subprocess.Popen(
        [chroma, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
    )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=2).close()
            break
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, "the Chroma server ended by itself"
            assert time.monotonic() < deadline, "the Chroma server did not start"
            time.sleep(0.2)
    yield url
    process.terminate()
    process.wait(10)


@pytest.fixture(params=["embedded", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ChromaVectorStore]:
    """A filled collection, in a directory or on a server: both must behave alike."""
    location = tmp_path if request.param == "embedded" else request.getfixturevalue("server")
    store = ChromaVectorStore(location, "contract")
    store.write(CHUNKS, VECTORS)
    yield store
    store.drop()
    store.close()


def test_every_row_finds_itself_with_cosine_one(store: ChromaVectorStore) -> None:
    assert store.count() == len(CHUNKS)
    for row, vector in enumerate(VECTORS):
        best = store.query(vector, 1)[0]
        assert best.row == row
        assert best.similarity == pytest.approx(1, abs=1e-5)


def test_similarities_are_cosines_and_come_best_first(store: ChromaVectorStore) -> None:
    query = random_vectors(50)[-1]
    matches = store.query(query, len(CHUNKS))
    exact = VECTORS @ query
    assert [match.row for match in matches] == np.argsort(-exact).tolist()
    for match in matches:
        assert match.similarity == pytest.approx(float(exact[match.row]), abs=1e-5)


def test_a_filter_restricts_the_rows(store: ChromaVectorStore) -> None:
    clause = DOCUMENT.clauses[3]
    matches = store.query(VECTORS[0], 10, where={"clause_id": clause.id})
    assert [CHUNKS[match.row].clause_id for match in matches] == [clause.id]


def test_stored_rows_are_read_back_in_the_order_asked(store: ChromaVectorStore) -> None:
    rows = store.read([4, 1, 3])
    assert [row.digest for row in rows] == [CHUNKS[i].id for i in (4, 1, 3)]
    assert np.abs(np.stack([row.vector for row in rows]) - VECTORS[[4, 1, 3]]).max() < 1e-6


def test_a_row_that_is_not_there_is_damage(store: ChromaVectorStore) -> None:
    with pytest.raises(DamagedIndexError, match="lacks 1 of 2 rows"):
        store.read([0, 999])


def test_writing_again_replaces_the_collection(store: ChromaVectorStore) -> None:
    store.write(CHUNKS[:2], VECTORS[:2])
    assert store.count() == 2


def test_a_product_with_the_rows_is_exact_where_chroma_answered(store: ChromaVectorStore) -> None:
    query = random_vectors(60)[-1]
    exact = VECTORS @ query
    scores = ChromaRows(store, VECTORS, 4) @ query
    best = np.argsort(-exact)[:4]
    assert scores.shape == exact.shape
    assert np.allclose(scores[best], exact[best], atol=1e-5)
    others = np.setdiff1d(np.arange(len(CHUNKS)), best)
    assert np.allclose(scores[others], exact[best[-1]], atol=1e-5)


def test_more_rows_than_one_batch_may_hold_are_written(tmp_path: Path) -> None:
    count = LARGEST_BATCH + 600
    store = ChromaVectorStore(tmp_path)
    store.write([CHUNKS[i % len(CHUNKS)] for i in range(count)], random_vectors(count))
    assert store.count() == count
    store.close()


def test_an_index_can_live_on_a_server(server: str, tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    report = ingest([DOCUMENT], tmp_path, embedder, vector_backend=server)
    index = PolicyIndex.open(tmp_path, embedder, vector_backend=server)
    assert index.stats().uses_chroma
    hit = index.search(Query(text="社会救助第4项工作")).hits[0]
    assert hit.clause_id == DOCUMENT.clauses[4].id
    index.close()
    assert not (tmp_path / "index" / report.generation_id / "chroma").exists()
    assert "相互一致" in diagnose(tmp_path)
    with pytest.raises(IndexingError, match="vector_backend is chroma"):
        PolicyIndex.open(tmp_path, embedder, vector_backend="chroma")


def collections_on(server: str) -> set[str]:
    import chromadb

    client = chromadb.HttpClient(port=urlsplit(server).port or 0)
    return {collection.name for collection in client.list_collections()}


def test_old_generations_are_removed_from_the_server(server: str, tmp_path: Path) -> None:
    before = collections_on(server)
    for clauses in (1, 2, 3, 4):
        document = make_document("社会救助", clauses=clauses)
        ingest([document], tmp_path, CountingEmbedder(), replace=True, vector_backend=server)
    names = collections_on(server) - before
    assert sorted(name.split("-")[-1] for name in names) == ["g0003", "g0004"]


def test_a_server_that_does_not_answer_is_named() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(IndexingError, match=f"127.0.0.1:{port} does not answer.*chroma run"):
        ChromaVectorStore(f"http://127.0.0.1:{port}")
