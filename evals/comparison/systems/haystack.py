"""Haystack: default document splitter, BM25 and embeddings in memory, joined by rank."""

from __future__ import annotations

from collections.abc import Sequence

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

SEPARATORS = ["\n\n", "\n", "。", "；", "，"]


class Framework:
    """The hybrid pipeline of its tutorial, without the reranking model at the end of it."""

    def load(self, model: str, variant: str) -> None:
        """Set up the components and connect them."""
        from haystack import Pipeline  # noqa: PLC0415  only in the environment made for it
        from haystack.components.joiners import DocumentJoiner  # noqa: PLC0415
        from haystack.components.preprocessors import (  # noqa: PLC0415
            DocumentSplitter,
            RecursiveDocumentSplitter,
        )
        from haystack.components.retrievers.in_memory import (  # noqa: PLC0415
            InMemoryBM25Retriever,
            InMemoryEmbeddingRetriever,
        )
        from haystack.document_stores.in_memory import InMemoryDocumentStore  # noqa: PLC0415
        from haystack_integrations.components.embedders.sentence_transformers import (  # noqa: PLC0415
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )

        bare = variant == DOCUMENTED
        self._splitter = (
            RecursiveDocumentSplitter(
                split_length=ADJUSTED_CHARS,
                split_overlap=ADJUSTED_OVERLAP,
                split_unit="char",
                separators=SEPARATORS,
            )
            if variant == ADJUSTED
            else DocumentSplitter()
        )
        self._splitter.warm_up()
        self._embedder = SentenceTransformersDocumentEmbedder(
            model=model, prefix="" if bare else PASSAGE_PROMPT, progress_bar=False
        )
        self._embedder.warm_up()
        self._store = InMemoryDocumentStore()
        self._pipeline = Pipeline()
        self._pipeline.add_component(
            "text_embedder",
            SentenceTransformersTextEmbedder(
                model=model, prefix="" if bare else QUERY_PROMPT, progress_bar=False
            ),
        )
        self._pipeline.add_component("dense", InMemoryEmbeddingRetriever(self._store))
        self._pipeline.add_component("words", InMemoryBM25Retriever(self._store))
        self._pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        self._pipeline.connect("text_embedder", "dense")
        self._pipeline.connect("words", "joiner")
        self._pipeline.connect("dense", "joiner")
        self._documents: dict[str, str] = {}

    def ingest(self, documents: Sequence[tuple[str, str]]) -> list[int]:
        """Split, embed, write."""
        from haystack import Document  # noqa: PLC0415

        self._documents = dict(documents)
        whole = [Document(content=text, meta={"source": key}) for key, text in documents]
        splits = self._splitter.run(documents=whole)["documents"]
        embedded = self._embedder.run(documents=splits)["documents"]
        self._store.write_documents(embedded)
        return [len(split.content or "") for split in splits]

    def search(self, question: str, k: int) -> list[Hit]:
        """Both searches, joined."""
        made = self._pipeline.run(
            {
                "text_embedder": {"text": question},
                "words": {"query": question, "top_k": k},
                "dense": {"top_k": k},
            }
        )
        hits = []
        for found in made["joiner"]["documents"][:k]:
            key = found.meta["source"]
            start = found.meta.get("split_idx_start", 0)
            hits.append(locate((key, self._documents[key]), found.content, start))
        return hits
