"""All notations together, clause by clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from corpus.departments import function_of, same_department
from corpus.model import Clause, Responsibility, Span, Structure
from corpus.normalize import fold
from corpus.responsibilities.carry import Note, first_leads, promote_first, standing_notes
from corpus.responsibilities.duties import duty_edges
from corpus.responsibilities.edges import Edge
from corpus.responsibilities.notes import note_edges
from corpus.responsibilities.phrases import mask
from corpus.responsibilities.sentences import sentence_edges
from corpus.responsibilities.tables import table_edges

_ONE_BRACKET = (("〔", "（"), ("〕", "）"), ("【", "（"), ("】", "）"), ("[", "（"), ("]", "）"))
"""Brackets inside a note (各县〔市、区〕人民政府) and around one (【责任单位：…】) read alike."""


@dataclass(slots=True)
class _Reading:
    """A text under reading: its views, and what earlier notes say of later clauses."""

    text: str
    folded: str
    masked: str
    rows: list[Edge]
    """Edges of table cells, in order; consumed clause by clause."""
    headings: dict[str, str] = field(default_factory=dict)
    """Folded heading by clause id."""
    standing: dict[str, tuple[str, Edge]] = field(default_factory=dict)
    """Bodies that later lists leave out: folded name → (id of the note's clause, edge)."""
    first_leads: bool = False
    first_leads_everywhere: bool = False
    """Said before the first clause."""
    annex: str = ""
    """Annex of the last clause; a note does not reach into the next annex."""
    closing: dict[str, list[Edge]] = field(default_factory=dict)
    """Edges of the list that ends a clause, by clause id."""


def find_responsibilities(text: str, structure: Structure) -> tuple[Responsibility, ...]:
    """Every responsibility that the clauses state: listed ones first, inherited ones last.

    A printed list (责任单位：…, a table cell, （X牵头，Y配合）) says who answers for its
    clause. Beside it, a sentence adds only a named body that it expressly puts in charge
    (负责, 牵头, 会同). In a clause without a list, sentences speak alone: express words for
    any body, 要 and 应当 for named organs only.

    Args:
        text: The document, unchanged.
        structure: Its division into parts and clauses.

    Returns:
        Edges whose spans lie in `text`. An inherited edge's span lies in the clause that
        holds the note, and that clause's id is `inherited_from`: 以下均需…落实，不再列出 goes
        to those later clauses that print a list, because 不再列出 speaks of lists that leave
        the body out; the one list that closes a section of several unnumbered paragraphs
        goes to the section's other paragraphs.
    """
    folded = fold(text)
    for one, other in _ONE_BRACKET:
        folded = folded.replace(one, other)
    reading = _Reading(text, folded, mask(folded), table_edges(folded)[::-1])
    reading.first_leads_everywhere = reading.first_leads = any(
        first_leads(folded, part.span.start, part.span.end) for part in structure.parts
    )
    reading.headings = {clause.id: fold(clause.heading) for clause in structure.clauses}
    by_clause = {clause.id: _of_clause(reading, clause) for clause in structure.clauses}
    _carry_section_lists(reading, structure.clauses, by_clause)
    return tuple(item for clause in structure.clauses for item in by_clause[clause.id])


def _of_clause(reading: _Reading, clause: Clause) -> list[Responsibility]:
    folded, start, end = reading.folded, clause.span.start, clause.span.end
    if clause.annex != reading.annex and reading.annex:
        reading.standing.clear()
        reading.first_leads = reading.first_leads_everywhere
    reading.annex = clause.annex
    reading.first_leads = reading.first_leads or first_leads(folded, start, end) is not None
    notes = note_edges(folded, start, end)
    lists = [edges for _, _, edges in notes]
    if reading.first_leads:
        lists = [promote_first(edges) for edges in lists]
    if notes and not folded[notes[-1][1] : end].strip("。；;. \n\t"):
        reading.closing[clause.id] = lists[-1]
    listed = [*(edge for edges in lists for edge in edges), *_cell_edges(reading, start, end)]
    if not listed:
        listed = duty_edges(folded, start, end, reading.headings.get(clause.parent_id or "", ""))
    stated = sentence_edges(folded, reading.masked, start, end, [(a, b) for a, b, _ in notes])
    stated.sort(key=lambda edge: edge.start)
    standing = standing_notes(folded, start, end)
    if listed:
        printed = {folded[edge.start : edge.end] for edge in listed}
        here = [edge for note in standing if note.from_here for edge in note.edges]
        listed += [edge for edge in here if folded[edge.start : edge.end] not in printed]
    edges = _distinct(folded, [*listed, *_beside_list(folded, listed, stated)])
    found = [_responsibility(reading.text, clause, edge) for edge in edges]
    if listed:
        names = {folded[edge.start : edge.end] for edge in edges}
        found += [
            _responsibility(reading.text, clause, edge, source)
            for name, (source, edge) in reading.standing.items()
            if name not in names
        ]
    for note in standing:
        _remember(reading, clause, note)
    return found


def _cell_edges(reading: _Reading, start: int, end: int) -> list[Edge]:
    """The table cells that lie in a clause; clauses are asked for in reading order."""
    edges = []
    while reading.rows and reading.rows[-1].start < end:
        edge = reading.rows.pop()
        if edge.start >= start:
            edges.append(edge)
    return edges


def _remember(reading: _Reading, clause: Clause, note: Note) -> None:
    for edge in note.edges:
        reading.standing.setdefault(reading.folded[edge.start : edge.end], (clause.id, edge))


def _beside_list(folded: str, listed: list[Edge], stated: list[Edge]) -> list[Edge]:
    """The sentence edges that stand beside the clause's printed list.

    A duty (要), a class of bodies, or a listed body under another name (发改部门 for
    市发改委) adds nothing to a list.
    """
    if not listed:
        return stated
    names: dict[str | None, set[str]] = defaultdict(set)
    for edge in listed:
        name = folded[edge.start : edge.end]
        names[function_of(name)].add(name)
    kept = []
    for edge in stated:
        name = folded[edge.start : edge.end]
        same = names.get(function_of(name), set())
        alias = name not in same and any(same_department(name, other) for other in same)
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
    return kept


def _carry_section_lists(
    reading: _Reading, clauses: Sequence[Clause], by_clause: dict[str, list[Responsibility]]
) -> None:
    """Carry a list that closes a section back to the section's other paragraphs.

    A section of several unnumbered paragraphs prints its one list after the last of them;
    the list speaks for the section. It is not carried where another paragraph has its own.
    """
    for (_, path), group in groupby(clauses, key=lambda clause: (clause.annex, clause.path)):
        paragraphs = [clause for clause in group if clause.paragraph is not None]
        if len(paragraphs) < 2 or not path:
            continue
        *earlier, last = paragraphs
        edges = reading.closing.get(last.id, [])
        if not edges or any(clause.id in reading.closing for clause in earlier):
            continue
        for clause in earlier:
            stated = {item.department for item in by_clause[clause.id]}
            carried = [_responsibility(reading.text, clause, edge, last.id) for edge in edges]
            by_clause[clause.id] += [item for item in carried if item.department not in stated]


def _responsibility(
    text: str, clause: Clause, edge: Edge, inherited_from: str | None = None
) -> Responsibility:
    return Responsibility(
        clause_id=clause.id,
        department="".join(text[edge.start : edge.end].split()),
        role=edge.role,
        printed_role=edge.printed_role,
        generic=edge.generic,
        span=Span(start=edge.start, end=edge.end),
        inherited_from=inherited_from,
    )
