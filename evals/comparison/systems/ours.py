"""This project, as it is used: files read, clauses found, a generation built, verified, opened."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.load import read_document
from evals.comparison.worker import Hit
from evals.retrieval import query_of
from index.chunk import make_rows
from index.embedder import load_embedder
from index.ingest import ingest
from index.policy_index import PolicyIndex


class Framework:
    """`index.ingest` and `PolicyIndex`; a hit is the clause that an answer would cite."""

    def load(self, model: str, variant: str) -> None:
        """Load the model for questions and for passages."""
        self._embedder = load_embedder(cache_dir=Path(model).parent)
        self._embedder.embed_query("预热")
        self._embedder.embed_passages(["预热"])
        self._folder = tempfile.TemporaryDirectory()

    def ingest(self, documents: Sequence[tuple[str, str]]) -> list[int]:
        """Write the files, read them, build and open the index."""
        files, data = Path(self._folder.name) / "files", Path(self._folder.name) / "data"
        files.mkdir()
        for key, text in documents:
            (files / key).write_text(text, encoding="utf-8")
        self._documents = [read_document(files / key) for key, _ in documents]
        ingest(self._documents, data, self._embedder)
        self._index = PolicyIndex.open(data, self._embedder)
        self._by_id = {document.id: document for document in self._documents}
        return [len(row.text) for row in make_rows(self._documents)]

    def search(self, question: str, k: int) -> list[Hit]:
        """The retriever's clauses."""
        hits = []
        for hit in self._index.search(query_of(question, self._documents), k).hits:
            document = self._by_id[hit.document_id]
            span = document.clause_by_id(hit.clause_id).span if hit.clause_id else hit.span
            hits.append((document.file, span.start, span.end))
        return hits
