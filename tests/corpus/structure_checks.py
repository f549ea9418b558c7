"""What holds for the division of any text."""

from __future__ import annotations

from corpus.model import Clause, Structure
from corpus.structure import split_clauses


def divided(text: str) -> Structure:
    """The division of a text, after a check that nothing in it is lost or doubled."""
    structure = split_clauses(text, "doc")
    assert_partition(text, structure)
    assert_sound(text, structure)
    return structure


def assert_partition(text: str, structure: Structure) -> None:
    """Every non-space character lies in exactly one part or clause."""
    spans = sorted(
        (item.span.start, item.span.end) for item in (*structure.parts, *structure.clauses)
    )
    text = text.replace("\ufeff", " ")  # a byte order mark is no content, wherever it stands
    position = 0
    for start, end in spans:
        assert start >= position, f"{text[start : start + 30]!r} lies in two spans"
        assert not text[position:start].strip(), f"{text[position:start][:60]!r} is in no span"
        position = end
    assert not text[position:].strip(), f"{text[position:][:60]!r} is in no span"


def assert_sound(text: str, structure: Structure) -> None:
    """Ids, order, parents and spans of the clauses agree with each other."""
    ids = [clause.id for clause in structure.clauses]
    assert len(set(ids)) == len(ids)
    for ordinal, clause in enumerate(structure.clauses):
        assert clause.ordinal == ordinal
        assert clause.span.start < clause.span.end
        assert clause.span.start <= clause.body.start <= clause.body.end == clause.span.end
        words = clause.span.of(text)
        if words.startswith("\ufeff"):  # taken in with the spaces between it and the first word
            words = words.lstrip("\ufeff").lstrip()
        assert words == words.strip()
        assert clause.heading in text
        if clause.parent_id is not None:
            parent = ids.index(clause.parent_id)
            assert parent < ordinal
            kept = structure.clauses[parent].path
            assert clause.path[: len(kept)] == kept or clause.path[-1].startswith(kept[-1])
    starts = [clause.span.start for clause in structure.clauses]
    assert starts == sorted(starts)


def outline(structure: Structure) -> list[str]:
    """Labels of all clauses, in order."""
    return [clause.label for clause in structure.clauses]


def clause_at(structure: Structure, label: str) -> Clause:
    """The one clause with this label."""
    (found,) = [clause for clause in structure.clauses if clause.label == label]
    return found


def kinds(structure: Structure) -> list[str]:
    """Kinds of all parts, in order."""
    return [part.kind.value for part in structure.parts]


def part_text(text: str, structure: Structure, kind: str) -> list[str]:
    """Words of all parts of one kind."""
    return [part.span.of(text) for part in structure.parts if part.kind.value == kind]
