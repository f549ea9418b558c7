"""Reverse responsibility: every clause that gives a department a role, grouped by document."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context
from assistant.messages import say
from assistant.selection.outcome import answer_with, ask_back, refuse, selected
from assistant.wording import place_name, plain, shown
from corpus.departments import same_department
from corpus.model import Clause, PolicyDocument
from index.ranking import PlaceRelation, place_relation


def select_tasks(context: Context, documents: Sequence[PolicyDocument]) -> Context:
    """All clauses in which the asked body has a role, in printed order."""
    asked = context.understanding.departments[0]
    found = context.understanding
    pool = [d for d in documents if not found.documents or d.id in found.documents]
    if context.place:
        pool = [
            d
            for d in pool
            if place_relation(context.place, d.jurisdiction) >= PlaceRelation.NATIONAL
        ]
    pairs = clauses_of(asked, pool)
    if not pairs:
        return refuse(context, "no_tasks", department=shown(asked, context))
    places = {document.jurisdiction.name: document.jurisdiction for document, _ in pairs}
    if len(places) > 1 and not context.place and not found.documents:
        choices = [
            say("ask_tasks", context.script, department=place_name(place, context) + _bare(asked))
            for place in places.values()
        ]
        return ask_back(context, "which_place_tasks", choices, department=shown(asked, context))
    return answer_with(context, [selected(document, clause) for document, clause in pairs])


def _bare(name: str) -> str:
    """A body's name without the level in front: 市商务委 → 商务委."""
    return name[1:] if name[:1] in "省市区县州" and len(name) > 3 else name


def clauses_of(
    asked: str, documents: Sequence[PolicyDocument]
) -> list[tuple[PolicyDocument, Clause]]:
    """Clauses in which a body of that name has a role of its own; exact names before likeness."""
    exact = [
        (document, clause)
        for document in documents
        for clause in document.clauses
        if any(
            plain(e.department) == plain(asked)
            for e in document.responsibilities
            if e.clause_id == clause.id
        )
    ]
    if exact:
        return exact
    return [
        (document, clause)
        for document in documents
        for clause in document.clauses
        if any(
            same_department(asked, e.department)
            for e in document.responsibilities
            if e.clause_id == clause.id and not e.generic
        )
    ]
