"""What the hits of one search tell about whether there is an answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.normalize import search_form
from index.answerability import Evidence, lacks_quantity
from index.candidates import ClauseScores
from index.fusion import deviation, lead_over
from index.model import Hit


def evidence_of(  # noqa: PLR0913 - each is one thing that was measured
    scores: ClauseScores,
    hits: Sequence[Hit],
    *,
    question: str,
    words: str,
    plain: float,
    unknown: float,
    place_conflict: bool,
) -> Evidence:
    """The evidence of hits in one order.

    Args:
        scores: Dense and lexical scores of all clauses.
        hits: At least one, best first.
        question: The question in search form.
        words: Text of the first hit.
        plain: Best cosine of the first hit to the question as the model embeds it.
        unknown: IDF-weighted share of the question's words that no clause has, 0 to 1.
        place_conflict: Whether the place asked about has no document of its own or around it.
    """
    first, others = hits[0], [hit.dense for hit in hits[1:10]]
    known = 1 - unknown
    return Evidence(
        plain_dense=plain,
        top_dense=first.dense,
        dense_margin=first.dense - float(np.mean(others or [first.dense])),
        coverage=first.coverage,
        unknown=unknown,
        agreement=float(np.argmax(scores.dense) == np.argmax(scores.lexical)),
        lexical_share=min(1.0, first.lexical / scores.bound) if scores.bound else 0.0,
        lead=known * (first.score - hits[1].score) if len(hits) > 1 else 0.0,
        lexical_lead=known * lead_over(first.lexical, scores.lexical),
        dense_deviation=deviation(first.dense, scores.dense),
        place_conflict=float(place_conflict),
        missing_quantity=float(lacks_quantity(question, search_form(words))),
    )
