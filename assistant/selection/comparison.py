"""Comparison: the best clause of each place (or level) that is asked about, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Selected
from assistant.messages import say
from assistant.selection.content import Clauses, Found
from assistant.selection.outcome import answer_with, note, refuse, selected
from assistant.wording import place_name
from corpus.model import Jurisdiction, Level, PolicyDocument
from index.model import ResultSet
from index.ranking import PlaceRelation, place_relation
from index.weights import load_weights


def select_comparison(context: Context, documents: Sequence[PolicyDocument]) -> Context:
    """One clause for each side; a side without one is named in a notice."""
    places: list[Jurisdiction | None] = list(context.understanding.places)
    if len(context.results) > len(places):
        places.insert(0, None)
    chosen: list[Selected] = []
    clauses = Clauses(documents)
    for place, results in zip(places, context.results, strict=True):
        best = _best(clauses.of(results), place, results)
        if best is not None:
            chosen.append(selected(best[1], best[2], best[0]))
        elif place is not None:
            text = say("nothing_for_place", context.script, place=place_name(place, context))
            context = note(context, "no_document_for_place", text)
    if not chosen:
        return refuse(context, "no_content")
    return answer_with(context, chosen)


def _best(found: Sequence[Found], place: Jurisdiction | None, results: ResultSet) -> Found | None:
    """The best clause of the place's own documents, or of the national ones for no place."""
    for item in found:
        jurisdiction = item[1].jurisdiction
        if place is None:
            if jurisdiction.level is Level.NATIONAL:
                return item
        elif place_relation(place, jurisdiction) >= PlaceRelation.WIDER:
            enough = results.answerability >= load_weights().thresholds.clarify
            return item if enough or item is found[0] else None
    return None
