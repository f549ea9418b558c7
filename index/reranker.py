"""A second judge of the first hits: reads question and clause together, and mixes its order in.

None is on by default, as none that can be had without a download earned its place (first hit
right on the odd halves of 332 pandemic, 320 FAQ and 185 statute questions; as shipped .690, .791,
.478): late interaction over the token vectors of layers 6, 9 and 12 of the shipped encoder, means
over tokens and over words, .684 to .696, .775 to .791, .462 to .489; a linear ranker over the
search's own scores and shared characters, trained on the even halves, .687 to .693, .794 to .822,
.511 to .548, but all of it from undoing and stretching the correction of questions, which knows
those questions; and the shipped encoder itself as a cross-encoder, eight layers trained on 1,031
even questions with four hard negatives each (one epoch, batches of four, 17 minutes on one core),
mixed in at its best weight: no gain on the first two, two points of MRR on statutes (.622 to
.643, 150 questions), at tens of milliseconds a passage.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Protocol

from corpus.model import PolicyDocument
from index.chunk import short_title
from index.model import Hit, Query, ResultSet
from index.ranking import find_path

WEIGHT = 0.5
"""Weight of the reranker against the search's own score; not fitted, as no model is shipped."""


class Reranker(Protocol):
    """Scores passages for a question, within a time of its own."""

    @property
    def depth(self) -> int:
        """How many of the first hits it wants to see."""

    def scores(self, question: str, passages: Sequence[str]) -> Sequence[float | None]:
        """One score a passage on any scale, higher is better; None for those not reached in time.

        Args:
            question: Words in any script.
            passages: Best first, as the search sees it.
        """


class Documents(Protocol):
    """What reranking asks of the catalog."""

    def document(self, document_id: str) -> PolicyDocument:
        """The document with this id."""


def rerank(
    results: ResultSet, query: Query, reranker: Reranker, catalog: Documents, *, lookup: bool = True
) -> ResultSet:
    """Let a reranker judge the first hits of a search.

    Args:
        results: What the search found, at least the reranker's depth where there is as much.
        query: What was searched for.
        reranker: Is shown the hits behind those that were looked up.
        catalog: The documents that were searched.
        lookup: Whether the search looks up exact references.
    """
    began = time.perf_counter()
    front = _looked_up(results, query, catalog) if lookup else 0
    seen = results.hits[front : reranker.depth]
    given = reranker.scores(query.text, [passage_of(hit, catalog) for hit in seen]) if seen else ()
    unseen = len(results.hits) - front - len(seen)
    mixed = reranked(results, [*[None] * front, *given, *[None] * unseen], looked_up=front)
    spent = (time.perf_counter() - began) * 1e3
    return replace(mixed, timings_ms={**results.timings_ms, "rerank": spent})


def reranked(
    results: ResultSet,
    scores: Sequence[float | None],
    weight: float = WEIGHT,
    *,
    looked_up: int = 0,
) -> ResultSet:
    """Hits in the order of both judges, with scores in [0, 1] that fall with the rank.

    The reranker's scores are spread over [0, 1] before they are mixed; when all are equal they
    tell nothing and the search's own stand. Hits without a score follow in their old order, as do
    equal ones. Answerability and evidence stay as the search judged them: they were calibrated on
    its order, and tell whether there is an answer rather than which clause it is.

    Args:
        results: Hits best first.
        scores: One a hit; None, or no number, for a hit that was not judged.
        weight: Of the reranker, 0 to 1; the search's own score has the rest.
        looked_up: How many of the first hits an exact reference names; they stay where they are.

    Raises:
        ValueError: There is not one score a hit.
    """
    if len(scores) != len(results.hits):
        raise ValueError(f"{len(scores)} scores for {len(results.hits)} hits; give one for each")
    judged = {
        number: score
        for number, score in enumerate(scores)
        if number >= looked_up and score is not None and math.isfinite(score)
    }
    shares = _spread(judged) or {number: results.hits[number].score for number in judged}
    mixed = [
        replace(
            results.hits[number], score=weight * share + (1 - weight) * results.hits[number].score
        )
        for number, share in shares.items()
    ]
    mixed.sort(key=lambda hit: -hit.score)
    left = [hit for n, hit in enumerate(results.hits) if n >= looked_up and n not in judged]
    return replace(results, hits=_falling([*results.hits[:looked_up], *mixed, *left]))


def passage_of(hit: Hit, catalog: Documents) -> str:
    """What a reranker reads of a hit: title, heading and words of the clause.

    Of a long clause it is the stretch that met the question best, as models cut what is long.
    """
    document = catalog.document(hit.document_id)
    words = hit.span.of(document.text).strip()
    heading = document.clause_by_id(hit.clause_id).heading if hit.clause_id else ""
    lines = [short_title(document.title), "" if heading in words else heading, words]
    return "\n".join(filter(None, lines))


def _looked_up(results: ResultSet, query: Query, catalog: Documents) -> int:
    """How many of the first hits the question's exact reference names."""

    def is_named(hit: Hit) -> bool:
        named = find_path(query.path, [catalog.document(hit.document_id)])
        return hit.clause_id in {clause.id for clause in named}

    return sum(1 for _ in takewhile(is_named, results.hits)) if query.path else 0


def _spread(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores moved so that the best is 1 and the worst 0; empty when all are equal."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if not high > low:
        return {}
    return {number: (score - low) / (high - low) for number, score in scores.items()}


def _falling(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The same hits; none has a higher score than the one before it, or one outside [0, 1]."""
    limit, kept = 1.0, []
    for hit in hits:
        limit = max(0.0, min(limit, hit.score))
        kept.append(hit if hit.score == limit else replace(hit, score=limit))
    return tuple(kept)
