"""Clauses of documents whose own year is not the one that is asked about."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Found, Selected
from assistant.messages import say
from assistant.selection.outcome import refuse
from assistant.years import heads_with_year, is_of_other_year, names_year

AS_GOOD = 0.85
"""Share of the best score from which a clause that names the asked year takes its place."""


def for_other_year(
    context: Context, allowed: Sequence[Found], near: Sequence[Selected]
) -> Context | None:
    """Refuse when what is near is about another year than the asked one; else None."""
    if not allowed or of_asked_year(context, allowed):
        return None
    names = [say("year", context.script, year=year) for year in context.understanding.years]
    year = say("comma", context.script).join(names)
    return refuse(context, "no_document_for_year", near, year=year)


def of_asked_year(context: Context, allowed: Sequence[Found]) -> list[Found]:
    """All clauses; when the best is of another year, those about as good that name the asked."""
    years = context.understanding.years
    if not allowed or not is_of_other_year(allowed[0][1], years):
        return list(allowed)
    least = AS_GOOD * allowed[0][0].score
    return [
        (hit, document, clause)
        for hit, document, clause in allowed
        if hit.score >= least
        and (
            heads_with_year(clause, years)
            or (names_year(document, clause, years) and not is_of_other_year(document, years))
        )
    ]
