from __future__ import annotations

from pathlib import Path

from evals.report.growth import growth
from evals.scale import CopyEmbedder, build, copies, search
from index.chunk import embedding_text, make_rows
from tests.index.builders import CountingEmbedder

SIZE = {
    "search_p95_ms": 50.0,
    "search_p50_ms": 30.0,
    "embed_ms": 20.0,
    "memory_mib": 500.0,
    "disk_mib": 40.0,
    "build_s": 3.0,
    "parse_s": 1.0,
    "open_s": 0.2,
}


def test_copies_have_the_originals_clauses_and_vectors_near_theirs() -> None:
    made = list(copies(400))
    assert len({document.id for document in made}) == len(made) > 10
    assert [len(d.clauses) for d in made[:5]] == [len(d.clauses) for d in made[5:10]]

    embedder = CopyEmbedder(CountingEmbedder())
    embedder.know(made[:5])
    first, copied = (
        embedder.embed_passages([embedding_text(chunk) for chunk in make_rows([document])])
        for document in (made[0], made[5])
    )
    near = (first * copied).sum(axis=1)
    assert ((near > 0.9) & (near < 0.9999)).mean() > 0.9  # a chunk without 「的」 is the same


def test_the_picture_has_a_point_for_each_figure_of_each_size() -> None:
    picture = growth([SIZE | {"chunks": 1_000.0}, SIZE | {"chunks": 100_000.0}])
    assert picture.count("<circle") == 2 * 8
    assert picture.count("<polyline") == 8
    assert "100,000" in picture


def test_an_index_of_copies_is_built_searched_and_measured(tmp_path: Path) -> None:
    model = CountingEmbedder()
    built, searched = build(200, model, tmp_path), search(model, tmp_path)
    assert built.documents > 5
    assert built.disk_mib > 0
    assert searched.chunks >= 200
    assert searched.search_p95_ms >= searched.search_p50_ms > 0
    assert not searched.chroma
