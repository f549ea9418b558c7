"""The catalog in a real PostgreSQL, which `Catalog` takes by URL."""

from __future__ import annotations

from index.catalog import Catalog, write_catalog
from index.chunk import make_chunks
from tests.fakes import chongqing


def test_a_catalog_in_postgresql_gives_back_what_was_written(postgres_url: str) -> None:
    address = postgres_url.replace("postgresql://", "postgresql+pg8000://")
    document = chongqing()
    chunks = make_chunks(document)
    write_catalog(address, [document], chunks)
    catalog = Catalog.open(address)
    assert catalog.documents() == (document,)
    assert catalog.clause(document.clauses[0].id) == (document, document.clauses[0])
    assert catalog.chunks() == tuple(chunks)
    edges = catalog.responsibilities(department="市民政局")
    assert [edge.printed_role for _, _, edge in edges] == ["责任单位"]
    assert catalog.count()["responsibilities"] == len(document.responsibilities)
    catalog.close()
