"""What documents get for their place and their time, added to the scores of their clauses."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from corpus.model import PolicyDocument
from index.candidates import ClauseTable
from index.fusion import Scores
from index.model import Query
from index.ranking import PlaceRelation, is_out_of_force
from index.weights import Weights


def boosts_of(
    table: ClauseTable,
    documents: Mapping[str, PolicyDocument],
    relations: Mapping[str, PlaceRelation],
    query: Query,
    weights: Weights,
) -> Scores:
    """What is added to the fused score of each clause for its document, shape (clauses,).

    Args:
        table: The clauses.
        documents: Documents by id.
        relations: How each of them stands to the place that is asked about.
        query: The question with its structured signals.
        weights: What each signal is worth, and which take part.
    """
    worth, signals = weights.boosts, weights.signals
    of_document = np.zeros(len(table.documents) + 1, dtype=np.float32)
    for key, relation in relations.items():
        value = 0.0
        if signals.place and query.place:
            value += worth.same_place * (relation >= PlaceRelation.WIDER)
        elif signals.place:
            value += worth.national * (relation is PlaceRelation.NATIONAL)
        if signals.date and is_out_of_force(documents[key], query.as_of):
            value += worth.out_of_force
        if value and key in table.documents:
            of_document[table.documents[key]] = value
    total: Scores = of_document[table.document_numbers]
    total[table.not_clauses] += worth.preamble
    total[table.openings] += worth.opening
    return total
