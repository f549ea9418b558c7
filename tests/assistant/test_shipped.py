"""Shipped documents in an index of another version are read again."""

from __future__ import annotations

from pathlib import Path

import pytest

import assistant.shipped
from assistant.assistant import SHIPPED
from assistant.settings import Settings
from assistant.shipped import outdated_shipped, reread_shipped
from corpus.load import document_id_of, read_document
from index import readings


def test_the_id_of_a_file_is_that_of_its_document() -> None:
    path = sorted(SHIPPED.glob("*.txt"))[0]
    assert document_id_of(path) == read_document(path).id


def test_only_shipped_documents_that_are_indexed_and_outdated_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = sorted(SHIPPED.glob("*.txt"))
    assert outdated_shipped(tmp_path) == []
    monkeypatch.setattr(
        readings, "outdated_documents", lambda data_dir: (document_id_of(paths[2]), "another")
    )
    assert outdated_shipped(tmp_path) == [paths[2]]


def test_nothing_is_loaded_when_nothing_is_outdated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedder.load_embedder", lambda *args, **kwargs: 1 / 0)
    monkeypatch.setattr(assistant.shipped, "outdated_shipped", lambda data_dir: [])
    assert reread_shipped(Settings.load(data_dir=tmp_path)) == 0
