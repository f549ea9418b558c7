"""Comparison: the best clause of each place (or level) that is asked about, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Follow, Found, Selected
from assistant.conversation import Slot
from assistant.messages import say
from assistant.selection.content import Clauses
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
    cited = _cited(context, documents)
    for place, results in zip(places, context.results, strict=True):
        if place and place.name in cited:
            known, best = cited[place.name], None
        else:
            known, best = None, _best(clauses.of(results), place, results, lenient=not cited)
        if known is not None:
            chosen.append(known)
        elif best is not None:
            chosen.append(selected(best[1], best[2], best[0]))
        elif place is not None:
            text = say("nothing_for_place", context.script, place=place_name(place, context))
            context = note(context, "no_document_for_place", text)
    if not chosen:
        return refuse(context, "no_content")
    return answer_with(context, chosen)


def _cited(context: Context, documents: Sequence[PolicyDocument]) -> dict[str, Selected | None]:
    """What the talk has cited for its last two places, by place; None for one without an answer.

    Only for a follow-up (「两地有什么不同」), and only a place's own clause.
    """
    talk = context.conversation
    if context.understanding.follow is not Follow.PLACE or talk.jurisdiction is None:
        return {}
    answered = talk.clause is not None and talk.clause.source == "answer"
    sides = [(talk.jurisdiction, talk.clause if answered else None)]
    if talk.other is not None:
        sides.append((talk.other, talk.other_clause))
    return {place.name: _own(slot, place, documents) for place, slot in sides}


def _own(
    slot: Slot | None, place: Jurisdiction, documents: Sequence[PolicyDocument]
) -> Selected | None:
    """The clause of that id, if it stands in a document of the place."""
    for document in documents if slot else ():
        if place_relation(place, document.jurisdiction) >= PlaceRelation.WIDER:
            for clause in document.clauses:
                if slot and clause.id == slot.value:
                    return selected(document, clause)
    return None


def _best(
    found: Sequence[Found], place: Jurisdiction | None, results: ResultSet, *, lenient: bool
) -> Found | None:
    """The best clause of the place's own documents, or of the national ones for no place.

    A question that names both places has words that neither side's clause has, so that a side's
    first clause is taken as it is (`lenient`); in a follow-up each side is searched by itself.
    """
    for item in found:
        jurisdiction = item[1].jurisdiction
        if place is None:
            if jurisdiction.level is Level.NATIONAL:
                return item
        elif place_relation(place, jurisdiction) >= PlaceRelation.WIDER:
            enough = results.answerability >= load_weights().thresholds.clarify
            return item if enough or (lenient and item is found[0]) else None
    return None
