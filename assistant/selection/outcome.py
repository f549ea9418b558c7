"""Ways in which choosing clauses ends: with a selection, a question back, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Selected, Selection
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.model import Notice, Status
from assistant.selection.nearest import near_lines
from assistant.trust import trusted_span
from assistant.wording import place_name
from corpus.model import Clause, Jurisdiction, Level, PolicyDocument, Responsibility
from corpus.normalize import fold
from index.model import Hit
from index.ranking import PlaceRelation, place_relation


def selected(document: PolicyDocument, clause: Clause | None, hit: Hit | None = None) -> Selected:
    """A clause with its responsibilities: its list of bodies, other edges, inherited ones."""
    if clause is None:
        return Selected(document=document, hit=hit)
    end = trusted_span(document, clause).end
    edges = [
        edge
        for edge in document.responsibilities
        if edge.clause_id == clause.id and (edge.inherited_from or edge.span.end <= end)
    ]
    notes = pattern("references", "responsibility_note")
    folded = fold(document.text)
    listed = [m.span() for m in notes.finditer(folded, clause.span.start, clause.span.end)]

    def in_list(edge: Responsibility) -> bool:
        return any(start <= edge.span.start < end for start, end in listed)

    own = [edge for edge in edges if edge.inherited_from is None]
    own.sort(key=lambda edge: not in_list(edge))  # stable: printed order within each part
    carried = [edge for edge in edges if edge.inherited_from is not None]
    return Selected(document=document, clause=clause, hit=hit, responsibilities=(*own, *carried))


def answer_with(
    context: Context, chosen: Sequence[Selected], related: Sequence[Selected] = ()
) -> Context:
    """The clauses that answer and those that are near."""
    return replace(context, selection=Selection(chosen=tuple(chosen), related=tuple(related)))


def refuse(
    context: Context, key: str, related: Sequence[Selected] = (), **values: object
) -> Context:
    """Say what is missing; near clauses are shown as related, not as an answer."""
    lines = near_lines(related, context)
    return replace(
        context,
        status=Status.REFUSED_NO_CONTENT,
        reason=key,
        reply=_without_local(key, context)
        + say(
            key,
            context.script,
            related=lines,
            titles=lines,
            ask=where_to_ask(context, [item.document for item in related]),
            **values,
        ),
        selection=Selection(related=tuple(related)),
    )


_OF_A_PLACE = {"no_content", "no_content_related", "amount_not_given", "figure_not_given"}
"""Refusals before which a place without documents of its own is named."""


def _without_local(key: str, context: Context) -> str:
    """「目前没有收录长沙市的文件。」 where that is why; empty otherwise."""
    place = context.place
    if key not in _OF_A_PLACE or place is None or place.level is Level.NATIONAL:
        return ""
    if any(
        place_relation(place, document.jurisdiction) >= PlaceRelation.WIDER
        for document in context.documents
    ):
        return ""
    return say("no_local_documents", context.script, place=place_name(place, context)) + "\n"


def where_to_ask(context: Context, documents: Sequence[PolicyDocument] = ()) -> str:
    """Where people ask on: the hotline of the mainland, or the authorities of the place."""
    place = context.place
    places = [place] if place else [document.jurisdiction for document in documents]
    apart = bool(places) and all(is_apart(each) for each in places)
    return say("ask_there" if apart else "ask_hotline", context.script)


def is_apart(place: Jurisdiction) -> bool:
    """Whether a place has laws of its own, so that national rules do not hold there as such."""
    names = (place.name, *place.ancestors)
    return any(pattern("understanding", "apart").search(name) for name in names)


def ask_back(context: Context, key: str, choices: Sequence[str], **values: object) -> Context:
    """Ask for the one missing fact; the choices are complete questions."""
    return replace(
        context,
        status=Status.CLARIFICATION,
        reason=key,
        reply=say(key, context.script, **values),
        suggestions=tuple(choices),
    )


def note(context: Context, kind: str, text: str, citation: int | None = None) -> Context:
    """Add a notice, once."""
    notice = Notice(kind=kind, text=text, citation=citation)
    if notice in context.notices:
        return context
    return replace(context, notices=(*context.notices, notice))
