"""The extractive composer: picks the shape of the answer and fills it with printed words."""

from __future__ import annotations

from assistant.composing.clauses import compose_clauses
from assistant.composing.documents import compose_catalog, compose_document
from assistant.composing.lists import compose_items, compose_tasks
from assistant.composing.together import compose_together
from assistant.context import Context, Draft, Kind
from assistant.model import Audience


def compose_extractive(context: Context, *, resident_chars: int, official_chars: int) -> Draft:
    """A Draft of the selected clauses without any language model.

    Args:
        context: With a selection that is not empty.
        resident_chars: Quoted characters aimed at for residents.
        official_chars: Quoted characters aimed at for officials.
    """
    kind = context.understanding.kind
    whole = context.selection.chosen[0].clause is None
    if whole and kind is Kind.CATALOG:
        return compose_catalog(context)
    if whole:
        return compose_document(context)
    if kind is Kind.TASKS:
        return compose_tasks(context)
    if context.selection.listed:
        return compose_items(context)
    official = context.question.audience is Audience.OFFICIAL
    budget = official_chars if official else resident_chars
    if context.selection.together:
        return compose_together(context, budget=budget)
    return compose_clauses(context, budget=budget)
