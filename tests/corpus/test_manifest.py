"""The shipped documents are the files that the manifest describes, byte for byte."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import corpus
from corpus.load import read_document

FOLDER = Path(corpus.__file__).parent / "documents"
ROWS: list[dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))["documents"]


def test_the_manifest_names_every_shipped_text_and_no_other() -> None:
    assert sorted(row["file"] for row in ROWS) == sorted(
        path.name for path in FOLDER.iterdir() if path.suffix == ".txt"
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"][:3])
def test_a_shipped_text_is_unchanged(row: dict[str, Any]) -> None:
    data = (FOLDER / row["file"]).read_bytes()
    assert len(data) == row["bytes"]
    assert hashlib.sha256(data).hexdigest() == row["sha256"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"][:3])
def test_a_shipped_text_is_read_with_the_title_and_number_of_the_manifest(
    row: dict[str, Any],
) -> None:
    document = read_document(FOLDER / row["file"])
    assert document.title == row["title"]
    assert document.document_number == row["document_number"]
    assert all(row[field] for field in ("source", "retrieval", "licence"))
