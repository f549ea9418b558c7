"""When a passage counts as found, and the figures that follow."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a document, in code points, half open."""

    document: str
    start: int
    end: int


Rule = Callable[[Place, Place], bool]


def shared(one: Place, other: Place) -> int:
    """Characters that two stretches have in common.

    >>> shared(Place(document="a", start=0, end=10), Place(document="a", start=6, end=20))
    4
    """
    if one.document != other.document:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def found(passage: Place, clause: Place) -> bool:
    """Whether the two share at least half of the smaller one.

    A passage that is the whole document thus finds every clause of it.
    """
    return 2 * shared(passage, clause) >= max(1, _smaller(passage, clause))


def pinpointed(passage: Place, clause: Place) -> bool:
    """Whether the two share half of the larger one: the passage could be quoted as the clause."""
    larger = max(passage.end - passage.start, clause.end - clause.start)
    return 2 * shared(passage, clause) >= max(1, larger)


def _smaller(passage: Place, clause: Place) -> int:
    return min(passage.end - passage.start, clause.end - clause.start)


def rank_of(hits: Sequence[Place], right: Sequence[Place], rule: Rule = found) -> int:
    """Rank of the first hit that any right clause accepts, 0 when there is none."""
    return next(
        (n for n, hit in enumerate(hits, start=1) if any(rule(hit, clause) for clause in right)), 0
    )


def summarise(
    hits: Mapping[str, Sequence[Place]], right: Mapping[str, Sequence[Place]]
) -> dict[str, float | int]:
    """Shares of questions, 0 to 1: found first, found among five, pinpointed first; MRR@10.

    Args:
        hits: Passages of each question, best first; a question that is missing found nothing.
        right: Right clauses of each question that counts.
    """
    ranks = [rank_of(hits.get(key, ())[:10], clauses) for key, clauses in right.items()]
    exact = [rank_of(hits.get(key, ())[:1], clauses, pinpointed) for key, clauses in right.items()]
    return {
        "questions": len(ranks),
        "first": round(statistics.fmean(rank == 1 for rank in ranks), 4),
        "recall@5": round(statistics.fmean(0 < rank <= 5 for rank in ranks), 4),
        "MRR@10": round(statistics.fmean(1 / rank if rank else 0.0 for rank in ranks), 4),
        "pinpointed_first": round(statistics.fmean(rank == 1 for rank in exact), 4),
    }
