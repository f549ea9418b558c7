"""Pure functions that turn scores into an order of clauses: places, references, boosts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import IntEnum

from corpus.model import Clause, Jurisdiction, Level, PolicyDocument
from corpus.normalize import search_form
from corpus.numerals import parse_numeral

_ORDINAL = re.compile(
    r"[（(第]?([\d〇零一二三四五六七八九十百千]+)(?:-(\d{1,2}))?[)）、.．]?(编|章|节|条|款|项|目)?"
    r"(?:之([\d一二三四五六七八九十]{1,3}))?"
)
INSERTED = 100_000
"""What an article's number counts when others were inserted after it: 第16-2条, 第十六条之二."""


class PlaceRelation(IntEnum):
    """How a document's jurisdiction stands to the place that is asked about."""

    OTHER = 0
    """Another place: its rule is not this place's."""
    NARROWER = 1
    """A place inside the one asked about (郴州市 for 湖南省)."""
    NATIONAL = 2
    WIDER = 3
    """A place around the one asked about: its rule holds here too (重庆市 for 黔江区)."""
    SAME = 4


def place_relation(asked: Jurisdiction | None, of_document: Jurisdiction) -> PlaceRelation:
    """How a document stands to the asked place; without one, SAME is never returned.

    Args:
        asked: Place of the question, None when it names none.
        of_document: Place where the document applies.
    """
    if of_document.level is Level.NATIONAL:
        return PlaceRelation.NATIONAL
    if asked is None or asked.level is Level.NATIONAL:
        return PlaceRelation.NARROWER
    if of_document.name == asked.name:
        return PlaceRelation.SAME
    if of_document.name in asked.ancestors:
        return PlaceRelation.WIDER
    if asked.name in of_document.ancestors:
        return PlaceRelation.NARROWER
    return PlaceRelation.OTHER


def marker_key(marker: str) -> tuple[str, int] | None:
    """Family and number of a marker, None when it is none.

    >>> marker_key("（十四）"), marker_key("第三条"), marker_key("8.")
    (('（', 14), ('条', 3), ('.', 8))
    >>> marker_key("第16-2条") == marker_key("第十六条之二") != marker_key("第16条")
    True
    """
    form = search_form(marker).strip()
    match = _ORDINAL.fullmatch(form)
    if match is None:
        return None
    value = parse_numeral(match[1])
    if value is None:
        return None
    family = match[3] or ("（" if form[0] in "（(" else form[-1])
    inserted = match[2] or match[4]
    if inserted:
        value = value * INSERTED + (parse_numeral(inserted) or 0)
    return family.replace("．", "."), value


def matches_path(asked: Sequence[str], path: Sequence[str]) -> int:
    """How well a clause's path meets an asked one: 3 equal, 2 ends with it, 1 same numbers, 0 no.

    People say 第十四条 for （十四） and 第19项 for 19. or 十九、, so that numbers alone
    decide when the families of the markers differ.

    >>> matches_path(["（十四）"], ["五、", "（十四）"]), matches_path(["第19项"], ["19."])
    (2, 1)
    """
    wanted = [marker_key(marker) for marker in asked]
    given = [marker_key(marker) for marker in path]
    if not wanted or None in wanted:
        return 3 if tuple(asked) == tuple(path) else 0
    if wanted == given:
        return 3
    tail = given[-len(wanted) :]
    if tail == wanted:
        return 2
    numbers = [key and key[1] for key in wanted]
    return int([key and key[1] for key in tail] == numbers)


def find_path(asked: Sequence[str], documents: Sequence[PolicyDocument]) -> tuple[Clause, ...]:
    """Clauses that an asked path names, of the best kind of match only, in reading order.

    Paragraphs under a path come after the clause of the path itself.
    """
    graded = [
        (matches_path(asked, clause.path), clause)
        for document in documents
        for clause in document.clauses
    ]
    best = max((grade for grade, _ in graded), default=0)
    return tuple(clause for grade, clause in graded if grade == best) if best else ()


def is_out_of_force(document: PolicyDocument, as_of: date | None) -> bool:
    """Whether the document states a period of force that does not hold `as_of`."""
    if as_of is None:
        return False
    ended = document.effective_until is not None and document.effective_until < as_of
    return ended or (document.effective_from is not None and document.effective_from > as_of)
