"""Documents that another version of the readers read are noticed, and read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.reading_version import reading_version
from index import ingest as ingest_module
from index import readings
from index.generation import current, read_manifest, write_manifest
from index.ingest import ingest, remove
from index.readings import by_version, outdated_documents, versions_of
from tests.index.builders import CountingEmbedder, make_document

RELIEF, RELOCATION = make_document("社会救助"), make_document("易地搬迁")


def test_each_document_is_kept_with_the_version_that_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = CountingEmbedder()
    assert outdated_documents(tmp_path) == ()
    ingest([RELIEF, RELOCATION], tmp_path, embedder)
    assert outdated_documents(tmp_path) == ()

    monkeypatch.setattr(ingest_module, "reading_version", lambda: "newer")
    monkeypatch.setattr(readings, "reading_version", lambda: "newer")
    assert set(outdated_documents(tmp_path)) == {RELIEF.id, RELOCATION.id}
    report = ingest([RELIEF], tmp_path, embedder)  # the same words, but read anew
    assert (report.unchanged, report.embedded) == (1, 0)
    assert outdated_documents(tmp_path) == (RELOCATION.id,)

    remove([RELIEF.id], tmp_path, embedder)  # what stays was not read again
    assert outdated_documents(tmp_path) == (RELOCATION.id,)


def test_an_index_from_before_versions_were_kept_is_outdated_throughout(tmp_path: Path) -> None:
    ingest([RELIEF], tmp_path, CountingEmbedder())
    folder = current(tmp_path)
    assert folder is not None
    manifest = read_manifest(folder)
    assert versions_of(manifest) == {RELIEF.id: reading_version()}
    write_manifest(folder, replace(manifest, readers={}))
    assert outdated_documents(tmp_path) == (RELIEF.id,)


def test_versions_group_the_documents_that_are_there() -> None:
    versions = {"a": "1", "b": "2", "c": "1", "gone": "1"}
    assert by_version(versions, ["a", "b", "c", "unread"]) == {"1": ["a", "c"], "2": ["b"]}
