"""Reverse responsibility: every clause that gives a department a role, grouped by document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.context import Context
from assistant.messages import say
from assistant.selection.outcome import answer_with, ask_back, refuse, selected
from assistant.wording import joined, place_name, plain, repeated
from corpus.departments import same_department
from corpus.model import Clause, PolicyDocument, Responsibility
from index.ranking import PlaceRelation, place_relation

_EACH = "各"


def select_tasks(context: Context, documents: Sequence[PolicyDocument]) -> Context:
    """All clauses in which an asked body has a role, in printed order.

    Of several asked bodies each must have one: a share that no text tells would be passed over.
    """
    found = context.understanding
    bodies = found.departments
    asked = joined([repeated(body, context) for body in bodies], context)
    pool = [d for d in documents if not found.documents or d.id in found.documents]
    if context.place:
        pool = [
            d
            for d in pool
            if place_relation(context.place, d.jurisdiction) >= PlaceRelation.NATIONAL
        ]
    own = {body: clauses_of(body, pool) for body in bodies}
    idle = [repeated(body, context) for body, pairs in own.items() if not pairs]
    if idle:
        return refuse(context, "no_tasks", department=joined(idle, context))
    pairs = _in_order(own.values(), pool)
    places = {document.jurisdiction.name: document.jurisdiction for document, _ in pairs}
    if len(places) > 1 and not context.place and not found.documents:
        choices = [
            say(
                "ask_tasks",
                context.script,
                department=place_name(place, context) + _bare(bodies[0]),
            )
            for place in places.values()
        ]
        return ask_back(context, "which_place_tasks", choices, department=asked)
    return answer_with(context, [selected(document, clause) for document, clause in pairs])


def _in_order(
    lists: Iterable[list[tuple[PolicyDocument, Clause]]], pool: Sequence[PolicyDocument]
) -> list[tuple[PolicyDocument, Clause]]:
    """All clauses of some lists once, document by document in printed order."""
    places = {document.id: place for place, document in enumerate(pool)}
    all_of = {clause.id: (document, clause) for pairs in lists for document, clause in pairs}
    return sorted(all_of.values(), key=lambda pair: (places[pair[0].id], pair[1].ordinal))


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
