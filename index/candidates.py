"""Rows of chunks as clauses, and the choice of candidates among them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.fusion import Rows, Scores, fuse_scores, max_pool, top_rows
from index.model import Chunk
from index.weights import Weights

Mask = npt.NDArray[np.bool_]


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
            document_numbers=np.array([documents[key] for key, _ in keys], dtype=np.int64),
            documents=documents,
        )

    def __len__(self) -> int:
        return len(self.keys)

    def chunk_rows(self, number: int) -> Rows:
        """Chunk rows of one clause."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.order)
        return self.order[self.starts[number] : end]

    def of_documents(self, ids: Collection[str]) -> Mask:
        """Which clauses belong to one of these documents."""
        wanted = np.zeros(len(self.documents) + 1, dtype=bool)
        wanted[[self.documents[key] for key in ids if key in self.documents]] = True
        return wanted[self.document_numbers]


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

    def best_chunk(self, number: int) -> int:
        """Row of the clause's chunk that fits the question best, both searches taken together."""
        rows = self.table.chunk_rows(number)
        fused = fuse_scores(self.chunk_dense[rows], self.chunk_lexical[rows], 0.5)
        return int(rows[int(np.argmax(fused))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Clauses with fused scores, best first: those that may be hits and those that may not."""

    accepted: tuple[tuple[int, float], ...]
    rejected: tuple[tuple[int, float], ...]


def score_clauses(table: ClauseTable, dense: Scores, lexical: Scores) -> ClauseScores:
    """Pool scores of chunks to clauses."""
    return ClauseScores(
        table=table,
        dense=max_pool(dense[table.order], table.starts),
        lexical=max_pool(lexical[table.order], table.starts),
        chunk_dense=dense,
        chunk_lexical=lexical,
    )


def fuse_candidates(dense: Scores, lexical: Scores, weights: Weights) -> tuple[Rows, Scores]:
    """Rows that either search ranks high, and their fused scores, in row order.

    Args:
        dense: Cosine of every row.
        lexical: BM25 score of every row.
        weights: How many rows of each search are fused, and the dense share.
    """
    count = weights.fusion.candidates
    words = top_rows(lexical, count)
    rows = np.union1d(top_rows(dense, count), words[lexical[words] > 0])
    return rows, fuse_scores(dense[rows], lexical[rows], weights.fusion.dense)


def rank(scores: ClauseScores, eligible: Mask, boosts: Scores, weights: Weights) -> Candidates:
    """Fuse the candidates among the eligible clauses, and apart from them the others.

    Both are scaled alike, so that scores tell whether a rejected clause was the better match.
    """
    rows, fused = fuse_candidates(scores.dense, scores.lexical, weights)
    if not eligible.all():
        own = np.flatnonzero(eligible)
        more, _ = fuse_candidates(scores.dense[own], scores.lexical[own], weights)
        rows = np.union1d(rows, own[more])
        fused = fuse_scores(scores.dense[rows], scores.lexical[rows], weights.fusion.dense)
    fused = np.clip(fused + boosts[rows], 0.0, 1.0)
    order = np.lexsort((rows, -fused))
    ranked = [(int(rows[i]), float(fused[i])) for i in order]
    return Candidates(
        accepted=tuple(pair for pair in ranked if eligible[pair[0]]),
        rejected=tuple(pair for pair in ranked if not eligible[pair[0]]),
    )
