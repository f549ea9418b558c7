"""LlamaIndex: `VectorStoreIndex.from_documents` with its default sentence splitter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.comparison.systems import (
    ADJUSTED,
    ADJUSTED_CHARS,
    ADJUSTED_OVERLAP,
    DOCUMENTED,
    PASSAGE_PROMPT,
    QUERY_PROMPT,
    locate,
)
from evals.comparison.worker import Hit


class Framework:
    """1,024 tokens with 200 of overlap; vectors in memory."""

    def load(self, model: str, variant: str) -> None:
        """Set up the embedding model and the splitter."""
        from llama_index.core.node_parser import SentenceSplitter  # noqa: PLC0415  only in its own environment
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding  # noqa: PLC0415

        prompts = {}
        if variant != DOCUMENTED:
            prompts = {"query_instruction": QUERY_PROMPT, "text_instruction": PASSAGE_PROMPT}
        self._model = HuggingFaceEmbedding(model_name=model, **prompts)
        self._model.get_query_embedding("预热")
        # its lengths are tokens, of which a Chinese character is about one
        self._splitter = (
            SentenceSplitter(chunk_size=ADJUSTED_CHARS, chunk_overlap=ADJUSTED_OVERLAP)
            if variant == ADJUSTED
            else None
        )
        self._documents: dict[str, str] = {}

    def ingest(self, documents: Sequence[tuple[str, str]]) -> list[int]:
        """Split, embed, index."""
        from llama_index.core import Document, VectorStoreIndex  # noqa: PLC0415

        self._documents = dict(documents)
        index = VectorStoreIndex.from_documents(
            [Document(text=text, doc_id=key) for key, text in documents],
            embed_model=self._model,
            transformations=[self._splitter] if self._splitter else None,
        )
        self._index = index
        return [len(node.text) for node in index.docstore.docs.values()]

    def search(self, question: str, k: int) -> list[Hit]:
        """The default retriever."""
        retriever = self._index.as_retriever(similarity_top_k=k)
        return [self._hit(found.node) for found in retriever.retrieve(question)]

    def _hit(self, node: Any) -> Hit:
        key = node.ref_doc_id
        if node.start_char_idx is not None and node.end_char_idx is not None:
            return key, node.start_char_idx, node.end_char_idx
        return locate((key, self._documents[key]), node.text)
