"""txtai: its own segmentation into paragraphs, hybrid index of vectors and BM25."""

from __future__ import annotations

from collections.abc import Sequence

from evals.comparison.systems import (
    ADJUSTED,
    DOCUMENTED,
    PASSAGE_PROMPT,
    QUERY_PROMPT,
    locate,
)
from evals.comparison.worker import Hit


class Framework:
    """``Embeddings(path=…, hybrid=True)``; adjusted: lines instead of paragraphs."""

    def load(self, model: str, variant: str) -> None:
        """Set up segmentation and index."""
        from txtai import Embeddings  # noqa: PLC0415  only in the environment made for it
        from txtai.pipeline import Segmentation  # noqa: PLC0415

        configuration = {"path": model, "hybrid": True}
        if variant != DOCUMENTED:
            configuration["instructions"] = {"query": QUERY_PROMPT, "data": PASSAGE_PROMPT}
        self._index = Embeddings(configuration)
        self._index.transform("预热")
        by_line = variant == ADJUSTED
        self._segment = Segmentation(lines=by_line, paragraphs=not by_line)
        self._places: list[Hit] = []

    def ingest(self, documents: Sequence[tuple[str, str]]) -> list[int]:
        """Segment, embed, index."""
        texts = []
        for document in documents:
            after = 0
            for segment in self._segment(document[1]):
                place = locate(document, segment, after)
                after = place[2]
                self._places.append(place)
                texts.append(segment)
        self._index.index(texts)
        return [len(text) for text in texts]

    def search(self, question: str, k: int) -> list[Hit]:
        """Hybrid search."""
        return [self._places[row] for row, _ in self._index.search(question, k)]
