"""All notations together, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Clause, Responsibility, Span, Structure
from corpus.normalize import fold
from corpus.responsibilities.carry import Note, first_leads, promote_first, standing_notes
from corpus.responsibilities.edges import Edge
from corpus.responsibilities.notes import note_edges


@dataclass(slots=True)
class _Carried:
    """What earlier notes say of the clauses still to come."""

    standing: list[tuple[str, Note]]
    """(id of the clause that holds the note, note)."""
    first_leads: bool = False


def find_responsibilities(text: str, structure: Structure) -> tuple[Responsibility, ...]:
    """Every responsibility that the clauses state, in printed order, inherited ones last.

    Args:
        text: The document, unchanged.
        structure: Its division into parts and clauses.

    Returns:
        Edges whose spans lie in `text`; an inherited edge's span lies in the clause that
        holds the note (以下均需各县市区政府落实，不再列出), and that clause's id is
        `inherited_from`. The note goes to those later clauses that print a list of bodies,
        because 不再列出 speaks of lists that leave the body out.
    """
    folded = fold(text)
    carried = _Carried(standing=[])
    for part in structure.parts:
        if first_leads(folded, part.span.start, part.span.end):
            carried.first_leads = True
    found: list[Responsibility] = []
    for clause in structure.clauses:
        found += _of_clause(text, folded, clause, carried)
    return tuple(found)


def _of_clause(text: str, folded: str, clause: Clause, carried: _Carried) -> list[Responsibility]:
    start, end = clause.span.start, clause.span.end
    if first_leads(folded, start, end):
        carried.first_leads = True
    listed = [edges for _, _, edges in note_edges(folded, start, end)]
    if carried.first_leads:
        listed = [promote_first(edges) for edges in listed]
    own = _distinct(edge for edges in listed for edge in edges)
    found = [_responsibility(text, clause, edge) for edge in own]
    if own:
        names = {item.department for item in found}
        for source, note in carried.standing:
            inherited = [_responsibility(text, clause, edge, source) for edge in note.edges]
            found += [item for item in inherited if item.department not in names]
    carried.standing += [(clause.id, note) for note in standing_notes(folded, start, end)]
    return found


def _distinct(edges: Iterable[Edge]) -> list[Edge]:
    """The edges without a second mention of one place of the text."""
    by_place: dict[tuple[int, int], Edge] = {}
    for edge in edges:
        by_place.setdefault((edge.start, edge.end), edge)
    return list(by_place.values())


def _responsibility(
    text: str, clause: Clause, edge: Edge, inherited_from: str | None = None
) -> Responsibility:
    return Responsibility(
        clause_id=clause.id,
        department=re.sub(r"\s", "", text[edge.start : edge.end]),
        role=edge.role,
        printed_role=edge.printed_role,
        generic=edge.generic,
        span=Span(start=edge.start, end=edge.end),
        inherited_from=inherited_from,
    )
