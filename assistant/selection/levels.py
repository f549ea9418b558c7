"""Which level answers: the asked place's own clause, or the nation's."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Follow, Found
from assistant.selection.amounts import amount_is_missing
from assistant.selection.stated import COVERS, PAST_TERMS, TELLS
from assistant.selection.told_beside import speaks_of
from corpus.model import Jurisdiction, Level
from index.model import Hit

NATIONAL_NEAR = 0.78
"""Share of the best score from which the national clause goes before a local one when the
question names no place."""
STAYS_NATIONAL = 0.65
"""The same in a follow-up to an answer from a national document."""
LOCAL_NEAR = 0.8
"""Share of the best score from which the asked place's own clause goes before a national one."""


def of_level(allowed: Sequence[Found], context: Context) -> Found:
    """The best clause; one of the asked place (or of the nation, for none) when about as good."""
    best, place = allowed[0], context.place
    near = LOCAL_NEAR if place else NATIONAL_NEAR
    if context.understanding.follow is Follow.MATTER and place is None:
        near = STAYS_NATIONAL
    least = near * best[0].score
    given = place is not None and not amount_is_missing(context, *best[1:])
    for item in allowed:
        said = item[0].coverage >= COVERS * best[0].coverage
        if item[0].score < least or not said or not _is_wanted(item, place):
            continue
        if not given or not amount_is_missing(context, *item[1:]):  # 「复工率多少」 needs a figure
            return item
    return best


def or_national(context: Context, main: Found, allowed: Sequence[Found]) -> Found:
    """The nation's clause where the place's own lacks what is asked and the nation's has it.

    Both hold at the place. The nation's must be nearly as near and have the question's words as
    well: another matter's figure is none for this one. It may be farther when it prints more of
    the question's words than the place's own does.
    """
    hit, document, clause = main
    local = context.place is not None and document.jurisdiction.level is not Level.NATIONAL
    if not local or not amount_is_missing(context, document, clause):
        return main
    return next(
        (
            other
            for other in allowed
            if other[1].jurisdiction.level is Level.NATIONAL
            and other[0].coverage >= hit.coverage
            and other[0].score >= _least(hit, other[0]) * allowed[0][0].score
            and not amount_is_missing(context, *other[1:])
        ),
        main,
    )


def _least(local: Hit, national: Hit) -> float:
    """Share of the best score that the nation's clause must reach."""
    return PAST_TERMS if national.coverage > local.coverage else TELLS


def _is_wanted(item: Found, place: Jurisdiction | None) -> bool:
    """Whether a clause is of the level that goes first: the asked place's, else national.

    A national text that speaks of the place itself tells of it as well as its own does.
    """
    national = item[1].jurisdiction.level is Level.NATIONAL
    if place is None:
        return national
    return not national or speaks_of(place, item)
