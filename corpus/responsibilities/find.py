"""All notations together, clause by clause."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.departments import same_department
from corpus.model import Clause, Responsibility, Span, Structure
from corpus.normalize import fold
from corpus.responsibilities.carry import Note, first_leads, promote_first, standing_notes
from corpus.responsibilities.edges import Edge
from corpus.responsibilities.notes import note_edges
from corpus.responsibilities.sentences import mask, sentence_edges


_ONE_BRACKET = str.maketrans("〔〕【】[]", "（）（）（）")
"""Brackets inside a note (各县〔市、区〕人民政府) and around one (【责任单位：…】) read alike."""


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
    folded = fold(text).translate(_ONE_BRACKET)
    masked = mask(folded)
    carried = _Carried(standing=[])
    for part in structure.parts:
        if first_leads(folded, part.span.start, part.span.end):
            carried.first_leads = True
    found: list[Responsibility] = []
    for clause in structure.clauses:
        found += _of_clause(text, (folded, masked), clause, carried)
    return _with_section_lists(folded, structure.clauses, found)


def _with_section_lists(
    folded: str, clauses: Sequence[Clause], found: list[Responsibility]
) -> tuple[Responsibility, ...]:
    """Carry a list that closes a section back to the section's other paragraphs.

    A section of several unnumbered paragraphs prints its one list after the last of them;
    the list speaks for the section. It is not carried where another paragraph has its own.
    """
    by_clause: dict[str, list[Responsibility]] = defaultdict(list)
    for item in found:
        by_clause[item.clause_id].append(item)
    for _, group in groupby(clauses, key=lambda clause: (clause.annex, clause.path)):
        paragraphs = [clause for clause in group if clause.paragraph is not None]
        if len(paragraphs) < 2 or not paragraphs[0].path:
            continue
        *earlier, last = paragraphs
        closing = [item for item in by_clause[last.id] if item.inherited_from is None]
        lists = [_closing_list(folded, clause) for clause in paragraphs]
        if not closing or not lists[-1] or any(lists[:-1]):
            continue
        names = {folded[edge.start : edge.end] for edge in lists[-1]}
        for clause in earlier:
            stated = {item.department for item in by_clause[clause.id]}
            by_clause[clause.id] += [
                replace(item, clause_id=clause.id, inherited_from=last.id)
                for item in closing
                if folded[item.span.start : item.span.end] in names
                and item.department not in stated
            ]
    return tuple(item for clause in clauses for item in by_clause[clause.id])


def _closing_list(folded: str, clause: Clause) -> list[Edge]:
    """The edges of the note that ends the clause; empty when it ends otherwise."""
    notes = note_edges(folded, clause.span.start, clause.span.end)
    if not notes or folded[notes[-1][1] : clause.span.end].strip("。；;. \n\t"):
        return []
    return notes[-1][2]


def _of_clause(
    text: str, views: tuple[str, str], clause: Clause, carried: _Carried
) -> list[Responsibility]:
    folded, masked = views
    start, end = clause.span.start, clause.span.end
    if first_leads(folded, start, end):
        carried.first_leads = True
    notes = note_edges(folded, start, end)
    listed = [edges for _, _, edges in notes]
    if carried.first_leads:
        listed = [promote_first(edges) for edges in listed]
    own = [edge for edges in listed for edge in edges]
    stated = sentence_edges(folded, masked, start, end, [(a, b) for a, b, _ in notes])
    edges = _distinct(folded, [*own, *_beside_list(folded, own, stated)])
    found = [_responsibility(text, clause, edge) for edge in edges]
    if own:
        names = {item.department for item in found}
        for source, note in carried.standing:
            inherited = [_responsibility(text, clause, edge, source) for edge in note.edges]
            found += [item for item in inherited if item.department not in names]
    carried.standing += [(clause.id, note) for note in standing_notes(folded, start, end)]
    return found


def _beside_list(folded: str, listed: list[Edge], stated: list[Edge]) -> list[Edge]:
    """The sentence edges that stand beside the clause's printed list.

    The list says who answers for the clause. Beside it, a sentence adds only a named body
    that it expressly puts in charge (负责, 牵头, 会同); a duty (要), a class of bodies, or a
    listed body under another name (发改部门 for 市发改委) adds nothing.
    """
    if not listed:
        return stated
    names = [folded[edge.start : edge.end] for edge in listed]
    kept = []
    for edge in stated:
        name = folded[edge.start : edge.end]
        alias = name not in names and any(same_department(name, other) for other in names)
        if not (edge.weak or edge.generic or alias):
            kept.append(edge)
    return kept


def _distinct(folded: str, edges: list[Edge]) -> list[Edge]:
    """Each body once for each role, and a mere duty only where nothing else binds it."""
    bound = {folded[edge.start : edge.end] for edge in edges if not edge.weak}
    seen: set[tuple[str, str]] = set()
    kept = []
    for edge in edges:
        name = folded[edge.start : edge.end]
        if (name, edge.role) in seen or (edge.weak and name in bound):
            continue
        seen.add((name, edge.role))
        kept.append(edge)
    return sorted(kept, key=lambda edge: edge.start)


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
