"""Values of the index: what is embedded, what a search returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.model import Span

Vectors = npt.NDArray[np.float32]
"""Shape (n, dimension); each row has length 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """片段: a clause, or a sentence-bounded part of a long one, with its headings as context."""

    id: str
    """Hex SHA-256 of context and text: equal chunks are embedded once."""
    document_id: str
    clause_id: str | None
    """None for a chunk of a document's metadata or preamble."""
    context: str
    """Title › section › heading, Simplified search form."""
    text: str
    """Printed words of the span, in the document's own script."""
    span: Span
    part_of: str | None = None
    """Id of the chunk that this is a sentence of; None for a chunk of its own. A sentence is
    compared by meaning alone: its words are found with its chunk's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question as the index sees it: words plus structured signals, all optional."""

    text: str
    place: str | None = None
    """Full Simplified name (郴州市). National rules always stay eligible."""
    department: str | None = None
    document_id: str | None = None
    """Restricts the search to one document."""
    path: tuple[str, ...] = ()
    """Printed markers of an exact clause reference."""
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One clause found, with its best stretch."""

    document_id: str
    clause_id: str | None
    score: float
    """Fused score in [0, 1], higher is better; comparable within one result set."""
    dense: float
    """Best cosine similarity of the clause's chunks to the query, −1 to 1."""
    lexical: float
    """Best BM25 score, 0 and up, unbounded."""
    coverage: float
    """IDF-weighted share of the question's terms that the clause and its context contain, 0–1."""
    span: Span
    """Best matching chunk of the clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSet:
    """What a search found and what it turned down."""

    hits: tuple[Hit, ...]
    """Best first, one per clause."""
    rejected: tuple[Hit, ...] = ()
    """Hits turned down by place, document or other filters."""
    answerability: float = 0.0
    """Calibrated probability, 0–1, that the first hit answers the question."""
    evidence: dict[str, float] = field(default_factory=dict)
    """The features that `answerability` is computed from, by name."""
    timings_ms: dict[str, float] = field(default_factory=dict)


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """Identity of model, weights and prompts; stored vectors of another name are not reused."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Vectors of passages, one row a text."""

    def embed_query(self, text: str) -> Vectors:
        """Vector of one question, shape (1, dimension)."""
