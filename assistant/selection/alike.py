"""Items of one list that answer equally well are given together (哪天要补班: each holiday)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Found, Kind
from assistant.selection.outcome import selected
from assistant.selection.stated import sought_facts, sought_in
from corpus.model import Clause

ALIKE = 0.9
"""Share of the main item's score from which another item answers as well."""
LONGEST = 120
"""Characters of an item; longer ones say more than the asked fact and stand alone."""
MOST = 6
"""Items given together; a longer list is answered by its best item."""


def with_like_items(context: Context, main: Found, allowed: Sequence[Found]) -> Context:
    """Add the items beside the main one that state the asked fact as well as it does.

    A question that names one of them (国庆哪天补班) has more of its words in that item than in
    the others, so that these are not alike. Nothing is added where more is chosen already.
    """
    hit, document, clause = main
    sought = sought_facts(context)
    plain = context.understanding.kind is Kind.CONTENT and len(context.selection.chosen) == 1
    if not sought or not plain or not clause.path or clause.paragraph is not None:
        return context
    like = [
        item
        for item in allowed
        if item[1] is document
        and _beside(item[2], clause)
        and item[0].score >= ALIKE * hit.score
        and item[0].coverage >= hit.coverage > 0
        and sought_in(item, sought)
    ]
    if not 0 < len(like) < MOST or context.selection.lead_in is not None:
        return context
    like.sort(key=lambda item: item[2].ordinal)
    chosen = (*context.selection.chosen, *(selected(d, c, h) for h, d, c in like))
    return replace(
        context,
        selection=replace(context.selection, chosen=chosen, together=True, in_order=True),
    )


def _beside(other: Clause, clause: Clause) -> bool:
    """Whether two clauses are short items of the same list."""
    same = (other.parent_id, len(other.path), other.paragraph, other.annex)
    short = max(c.span.end - c.span.start for c in (other, clause)) <= LONGEST
    return (
        other is not clause
        and short
        and same == (clause.parent_id, len(clause.path), None, clause.annex)
    )
