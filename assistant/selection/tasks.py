"""Reverse responsibility: every clause that gives a department a role, grouped by document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.context import Context
from assistant.messages import say
from assistant.selection.outcome import answer_with, ask_back, refuse, selected
from assistant.wording import place_name, plain, repeated
from corpus.departments import same_department
from corpus.model import Clause, PolicyDocument, Responsibility
from index.ranking import PlaceRelation, place_relation

_EACH = "各"


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
        return refuse(context, "no_tasks", department=repeated(asked, context))
    places = {document.jurisdiction.name: document.jurisdiction for document, _ in pairs}
    if len(places) > 1 and not context.place and not found.documents:
        choices = [
            say("ask_tasks", context.script, department=place_name(place, context) + _bare(asked))
            for place in places.values()
        ]
        return ask_back(context, "which_place_tasks", choices, department=repeated(asked, context))
    return answer_with(context, [selected(document, clause) for document, clause in pairs])


def _bare(name: str) -> str:
    """A body's name without the level in front: 市商务委 → 商务委."""
    return name[1:] if name[:1] in "省市区县州" and len(name) > 3 else name


def clauses_of(
    asked: str, documents: Sequence[PolicyDocument]
) -> list[tuple[PolicyDocument, Clause]]:
    """Clauses in which a body of that name has a role of its own; exact names before likeness."""
    exact = _with_role(documents, lambda e: _is_named(asked, e))
    if exact:
        return exact
    return _with_role(documents, lambda e: means(asked, e))


def means(asked: str, edge: Responsibility) -> bool:
    """Whether an edge is the asked body's: by its name, or by function and level."""
    same = not edge.generic and same_department(asked, edge.department)
    return same or _is_named(asked, edge)


def _with_role(
    documents: Sequence[PolicyDocument], is_meant: Callable[[Responsibility], bool]
) -> list[tuple[PolicyDocument, Clause]]:
    return [
        (document, document.clause_by_id(clause_id))
        for document in documents
        for clause_id in dict.fromkeys(
            edge.clause_id for edge in document.responsibilities if is_meant(edge)
        )
    ]


def _is_named(asked: str, edge: Responsibility) -> bool:
    """Whether an edge names the asked body itself, or the asked class of bodies (区县政府)."""
    name, printed = plain(asked), plain(edge.department)
    return name == printed or (edge.generic and name.removeprefix(_EACH) in printed)
