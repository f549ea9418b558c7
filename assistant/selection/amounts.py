"""Amounts that are asked for and that a clause may not give."""

from __future__ import annotations

from assistant.context import Context, Want
from assistant.sentences import states
from corpus.model import Clause, PolicyDocument


def amount_is_missing(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether the question is for an amount alone and the clause gives none."""
    wants = context.understanding.wants
    only = Want.AMOUNT in wants and not wants & {Want.LIST, Want.WHO, Want.HOW}
    return only and not states(clause.span.of(document.text), Want.AMOUNT)
