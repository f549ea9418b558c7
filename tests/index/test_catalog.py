from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.load import read_document
from corpus.model import Reference, Span
from index.catalog import Catalog, write_catalog
from index.chunk import make_rows
from index.codec import decode_document, encode_document
from index.errors import DamagedIndexError, DataDirectoryError
from tests.index.builders import DOCUMENTS, make_document

RELIEF = make_document("社会救助")
RELOCATION = make_document("易地搬迁", department="市发改委")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    documents = (RELIEF, RELOCATION)
    chunks = make_rows(documents)
    write_catalog(tmp_path / "catalog.sqlite", documents, chunks)
    return Catalog.open(tmp_path / "catalog.sqlite")


def test_documents_come_back_as_they_were_in_their_order(catalog: Catalog) -> None:
    assert catalog.documents() == (RELIEF, RELOCATION)
    assert catalog.document(RELOCATION.id) == RELOCATION


def test_chunks_come_back_in_the_order_of_the_rows(catalog: Catalog) -> None:
    assert catalog.chunks() == make_rows([RELIEF, RELOCATION])


def test_a_clause_comes_with_its_document(catalog: Catalog) -> None:
    clause = RELOCATION.clauses[1]
    assert catalog.clause(clause.id) == (RELOCATION, clause)


def test_links_between_documents_are_made_once(tmp_path: Path) -> None:
    words = f"《{RELIEF.title}》"
    mention = Reference(
        text=words, span=Span(start=0, end=len(words)), title=RELIEF.title, relation="repeals"
    )
    repealing = replace(RELOCATION, references=(mention,))
    write_catalog(tmp_path / "linked.sqlite", (RELIEF, repealing), [])
    catalog = Catalog.open(tmp_path / "linked.sqlite")
    (link,) = catalog.document_links()
    assert (link.source_id, link.target_id, link.kind) == (repealing.id, RELIEF.id, "废止")
    assert catalog.document_links() is catalog.document_links()


def test_unknown_ids_are_key_errors(catalog: Catalog) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        catalog.document("nowhere")
    with pytest.raises(KeyError, match="nowhere-0001"):
        catalog.clause("nowhere-0001")


def test_responsibilities_are_found_by_document_and_by_department(catalog: Catalog) -> None:
    everything = catalog.responsibilities()
    assert [edge for _, _, edge in everything] == [
        *RELIEF.responsibilities,
        *RELOCATION.responsibilities,
    ]
    of_bureau = catalog.responsibilities(department="市发改委")
    assert [(d, c) for d, c, _ in of_bureau] == [(RELOCATION, c) for c in RELOCATION.clauses]
    assert catalog.responsibilities(document_id=RELIEF.id, department="市发改委") == ()
    assert len(catalog.responsibilities(document_id=RELIEF.id)) == len(RELIEF.responsibilities)


def test_counts_name_every_table(catalog: Catalog) -> None:
    rows = len(make_rows([RELIEF, RELOCATION]))
    assert catalog.count() == {
        "documents": 2,
        "clauses": 6,
        "responsibilities": 6,
        "chunks": rows,
    }


def test_many_threads_may_read_at_once(catalog: Catalog) -> None:
    ids = [clause.id for clause in (*RELIEF.clauses, *RELOCATION.clauses)] * 20
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(catalog.clause, ids))
    assert [clause.id for _, clause in found] == ids


def test_reading_goes_on_after_the_file_was_removed(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").unlink()
    assert catalog.clause(RELIEF.clauses[0].id)[0] == RELIEF


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_file_that_is_no_catalog_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(content)
    with pytest.raises(DamagedIndexError, match="doctor --rebuild"):
        Catalog.open(tmp_path / "catalog.sqlite")


def test_a_missing_catalog_is_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndexError, match="is missing"):
        Catalog.open(tmp_path / "catalog.sqlite")


def test_a_catalog_that_cannot_be_written_names_its_place(tmp_path: Path) -> None:
    with pytest.raises(DataDirectoryError, match=r"nowhere/catalog\.sqlite"):
        write_catalog(tmp_path / "nowhere" / "catalog.sqlite", [RELIEF], [])


def test_encoding_keeps_every_field() -> None:
    document = replace(
        RELIEF,
        issuing_bodies=("郴州市人民政府办公室", "市民政局"),
        issued_on=date(2022, 7, 1),
        effective_until=date(2025, 12, 31),
        abridged=True,
        references=(
            Reference(text="第三条", span=Span(start=3, end=6), path=("第三条",), relation="basis"),
        ),
        warnings=("no title",),
    )
    assert decode_document(encode_document(document)) == document


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_shipped_documents_survive_encoding(path: Path) -> None:
    document = read_document(path)
    assert decode_document(encode_document(document)) == document
