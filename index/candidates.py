"""Rows of chunks as clauses, and the choice of candidates among them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.normalize import fold
from corpus.structure.markers import at_marker
from index.chunk import CONTEXT_SEPARATOR
from index.fusion import (
    Rows,
    Scores,
    fuse_scores,
    lexical_share,
    max_pool,
    min_max_fusion,
    top_rows,
)
from index.model import Chunk
from index.weights import Weights

Mask = npt.NDArray[np.bool_]

_ANNEX = "附"
_MARKED = 24
"""Characters in which the number of a clause stands."""
_CROWD = 200
"""Rank from which clauses no longer differ for the asker; no search asks for more hits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTable:
    """Which chunks make up each clause; clauses are numbered in order of appearance."""

    chunks: Sequence[Chunk]
    keys: tuple[tuple[str, str], ...]
    """Document id and clause id of each clause; the latter empty for what is no clause."""
    numbers: dict[tuple[str, str], int]
    """Number of each key."""
    order: Rows
    """Chunk rows sorted by clause."""
    starts: Rows
    """Where each clause begins in `order`."""
    not_clauses: Mask
    """Which numbers stand for metadata or a preamble."""
    openings: Mask
    """Which stand for paragraphs before the first headed clause of a text: its long preamble."""
    document_numbers: Rows
    """Number of the document of each clause."""
    documents: dict[str, int]
    """Number of each document id."""

    @classmethod
    def of(cls, chunks: Sequence[Chunk]) -> ClauseTable:
        """Group chunks by clause."""
        each = [(chunk.document_id, chunk.clause_id or "") for chunk in chunks]
        keys = tuple(dict.fromkeys(each))
        numbers = {key: number for number, key in enumerate(keys)}
        groups = np.array([numbers[key] for key in each], dtype=np.int64)
        order = np.argsort(groups, kind="stable")
        documents = {key: n for n, key in enumerate(dict.fromkeys(key for key, _ in keys))}
        return cls(
            chunks=chunks,
            keys=keys,
            numbers=numbers,
            order=order,
            starts=np.searchsorted(groups[order], np.arange(len(keys))),
            not_clauses=np.array([not clause for _, clause in keys], dtype=bool),
            openings=_openings(chunks, numbers, len(keys)),
            document_numbers=np.array([documents[key] for key, _ in keys], dtype=np.int64),
            documents=documents,
        )

    def __len__(self) -> int:
        return len(self.keys)

    def chunk_rows(self, number: int) -> Rows:
        """Chunk rows of one clause."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.order)
        return self.order[self.starts[number] : end]

    def owners(self) -> Rows:
        """Number of the document of each chunk row."""
        each = [self.documents[chunk.document_id] for chunk in self.chunks]
        return np.array(each, dtype=np.int64)

    def of_documents(self, ids: Collection[str]) -> Mask:
        """Which clauses belong to one of these documents."""
        wanted = np.zeros(len(self.documents) + 1, dtype=bool)
        wanted[[self.documents[key] for key in ids if key in self.documents]] = True
        return wanted[self.document_numbers]


def _openings(chunks: Sequence[Chunk], numbers: dict[tuple[str, str], int], count: int) -> Mask:
    """Unnumbered paragraphs before the first numbered or headed clause of their document."""
    openings = np.zeros(count, dtype=bool)
    waiting: list[int] | None = []
    document = ""
    for chunk in chunks:
        if chunk.document_id != document:
            document, waiting = chunk.document_id, []
        if not chunk.clause_id or waiting is None or chunk.part_of is not None:
            continue
        headed = CONTEXT_SEPARATOR in chunk.context
        if not headed and not at_marker(fold(chunk.text[:_MARKED]), 0):
            waiting.append(numbers[chunk.document_id, chunk.clause_id])
            continue
        annexed = headed and chunk.context.split(CONTEXT_SEPARATOR)[1].startswith(_ANNEX)
        openings[waiting] = not annexed  # before an annex stands a text of its own
        waiting = None
    return openings


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseScores:
    """Scores of all clauses for one question."""

    table: ClauseTable
    dense: Scores
    """Best cosine of each clause's chunks."""
    lexical: Scores
    """Best BM25 score of each clause's chunks."""
    chunk_dense: Scores
    chunk_lexical: Scores
    bound: float
    """BM25 score that no text can pass for this question."""

    def best_chunk(self, number: int) -> int:
        """Row of the clause's chunk that fits the question best, both searches taken together."""
        rows = self.table.chunk_rows(number)
        fused = min_max_fusion(self.chunk_dense[rows], self.chunk_lexical[rows], 0.5)
        return int(rows[int(np.argmax(fused))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Clauses with fused scores, best first: those that may be hits and those that may not."""

    accepted: tuple[tuple[int, float], ...]
    rejected: tuple[tuple[int, float], ...]


def score_clauses(table: ClauseTable, dense: Scores, lexical: Scores, bound: float) -> ClauseScores:
    """Pool scores of chunks to clauses."""
    return ClauseScores(
        table=table,
        dense=max_pool(dense[table.order], table.starts),
        lexical=max_pool(lexical[table.order], table.starts),
        chunk_dense=dense,
        chunk_lexical=lexical,
        bound=bound,
    )


@dataclass(frozen=True, slots=True)
class SentenceRows:
    """Which rows of the matrix are sentences of which chunks."""

    count: int
    """Rows of chunks, the first of the matrix; the sentences follow."""
    rows: Rows
    """Sentence rows, those of one chunk next to each other."""
    starts: Rows
    """Where each chunk with sentences begins in `rows`."""
    owners: Rows
    """Row of each such chunk."""

    @classmethod
    def of(cls, chunks: Sequence[Chunk]) -> SentenceRows:
        """Find the sentences among `chunks`, which stand behind all others."""
        whole = [chunk for chunk in chunks if chunk.part_of is None]
        numbers = {
            (chunk.document_id, chunk.clause_id, chunk.id): n for n, chunk in enumerate(whole)
        }
        each = np.array(
            [
                numbers[chunk.document_id, chunk.clause_id, chunk.part_of]
                for chunk in chunks[len(whole) :]
                if chunk.part_of is not None
            ],
            dtype=np.int64,
        )
        order = np.argsort(each, kind="stable")
        owners, starts = np.unique(each[order], return_index=True)
        return cls(len(whole), order + len(whole), starts.astype(np.int64), owners)

    def mix(self, cosines: Scores, share: float) -> Scores:
        """Cosine of each chunk, its best sentence counted in.

        A chunk's own vector tells whether the whole is about the question, the best sentence's
        whether it is said there. Chunks of one sentence keep their cosine.

        Args:
            cosines: One a row of the matrix.
            share: Weight of the best sentence, 0 to 1.
        """
        mixed = np.array(cosines[: self.count])
        if len(self.rows) and share:
            best = max_pool(cosines[self.rows], self.starts)
            mixed[self.owners] += np.float32(share) * (best - mixed[self.owners])
        return mixed


def rank(
    scores: ClauseScores, eligible: Mask, boosts: Scores, weights: Weights, top_k: int
) -> Candidates:
    """Fuse the scores of all clauses and take the best of the eligible ones and of the others.

    Both are scaled alike, so that scores tell whether a rejected clause was the better match.

    Args:
        scores: Dense and lexical scores of all clauses.
        eligible: Which clauses may be hits.
        boosts: What is added to each clause's fused score.
        weights: Weights of the fusion.
        top_k: Most clauses of either kind.
    """
    fused = _spread(fused_scores(scores, eligible, boosts, weights))
    return Candidates(
        accepted=_best(fused, eligible, top_k), rejected=_best(fused, ~eligible, top_k)
    )


def fused_scores(scores: ClauseScores, eligible: Mask, boosts: Scores, weights: Weights) -> Scores:
    """Score of every clause in [0, 1]; chance matches are judged among the eligible clauses."""
    fusion = weights.fusion
    share = np.zeros_like(scores.lexical)
    for kind in (eligible, ~eligible):
        share[kind] = lexical_share(scores.lexical[kind], scores.bound, fusion.floor_rank)
    fused = fuse_scores(scores.dense, share, fusion.lexical)
    boosted: Scores = np.clip(fused + boosts, 0.0, 1.0)
    return boosted


def _spread(fused: Scores) -> Scores:
    """Scores moved so that the best clause has 1 and the last of the crowd 0."""
    low = top_rows(fused, _CROWD)[-1]
    span = float(fused.max() - fused[low])
    if span <= 0:
        return np.zeros_like(fused)
    spread: Scores = np.clip((fused - fused[low]) / span, 0, 1).astype(np.float32)
    return spread


def _best(fused: Scores, kind: Mask, top_k: int) -> tuple[tuple[int, float], ...]:
    """Numbers and scores of the best clauses of one kind, best first."""
    numbers = np.flatnonzero(kind)
    rows = numbers[top_rows(fused[numbers], top_k)]
    return tuple((int(row), float(fused[row])) for row in rows)
