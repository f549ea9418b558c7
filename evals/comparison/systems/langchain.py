"""LangChain: recursive splitter of its semantic-search tutorial, Chroma on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import Any

from evals.comparison.systems import (
    ADJUSTED,
    ADJUSTED_CHARS,
    ADJUSTED_OVERLAP,
    DOCUMENTED,
    PASSAGE_PROMPT,
    QUERY_PROMPT,
)
from evals.comparison.worker import Hit

SEPARATORS = ["\n\n", "\n", "。", "；", "，", "、", " ", ""]
"""For languages without spaces between words, as its documentation advises."""


class Framework:
    """1,000 characters with 200 of overlap; nearest neighbours in Chroma."""

    def load(self, model: str, variant: str) -> None:
        """Set up splitter, embeddings and an empty store."""
        from langchain_chroma import Chroma  # noqa: PLC0415  only in the environment made for it
        from langchain_huggingface import HuggingFaceEmbeddings  # noqa: PLC0415
        from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415

        prompts: dict[str, Any] = {}
        if variant != DOCUMENTED:
            prompts = {
                "encode_kwargs": {"prompt": PASSAGE_PROMPT},
                "query_encode_kwargs": {"prompt": QUERY_PROMPT},
            }
        embeddings = HuggingFaceEmbeddings(model_name=model, **prompts)
        embeddings.embed_query("预热")
        self._splitter = (
            RecursiveCharacterTextSplitter(
                chunk_size=ADJUSTED_CHARS,
                chunk_overlap=ADJUSTED_OVERLAP,
                separators=SEPARATORS,
                add_start_index=True,
            )
            if variant == ADJUSTED
            else RecursiveCharacterTextSplitter(
                chunk_size=1000, chunk_overlap=200, add_start_index=True
            )
        )
        self._folder = tempfile.TemporaryDirectory()
        self._store = Chroma(
            collection_name="comparison",
            embedding_function=embeddings,
            persist_directory=self._folder.name,
        )

    def ingest(self, documents: Sequence[tuple[str, str]]) -> list[int]:
        """Split, embed, store."""
        from langchain_core.documents import Document  # noqa: PLC0415

        whole = [Document(page_content=text, metadata={"source": key}) for key, text in documents]
        splits = self._splitter.split_documents(whole)
        self._store.add_documents(documents=splits)
        return [len(split.page_content) for split in splits]

    def search(self, question: str, k: int) -> list[Hit]:
        """Similarity search."""
        return [
            (
                found.metadata["source"],
                found.metadata["start_index"],
                found.metadata["start_index"] + len(found.page_content),
            )
            for found in self._store.similarity_search(question, k=k)
        ]
