"""Figures that are asked for (money, a rate, a date …) and that a clause may not give."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Follow, Selected, Want
from assistant.lexicon import names, pattern
from assistant.messages import say
from assistant.selection.companions import followers, is_lead_in
from assistant.selection.outcome import refuse
from assistant.sentences import states
from assistant.steps.understand import standard_words
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold


def amount_is_missing(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether the question is for a figure alone and the clause gives none of its kind.

    A lead-in is read with what it announces. A money question without a plain kind (标准是
    多少) is content with any amount.
    """
    wants = context.understanding.wants
    if wants & {Want.LIST, Want.WHO, Want.HOW}:
        return False
    clauses = [clause, *(followers(document, clause) if is_lead_in(document, clause) else ())]
    words = "\n".join(c.span.of(document.text) for c in clauses)
    kinds = asked_figures(context)
    if kinds:
        return not any(gives_figure(words, kind) for kind in kinds)
    return Want.AMOUNT in wants and not states(words, Want.AMOUNT)


def asked_figures(context: Context) -> tuple[str, ...]:
    """Kinds of figures that the question asks for in plain words: money, a rate, a date."""
    at_place = context.understanding.follow is Follow.PLACE
    text = context.standalone if at_place else context.question.text
    folded = standard_words(fold(text))
    return tuple(
        kind
        for kind in names("understanding", "figures")
        if pattern("understanding", "figures", kind).search(folded)
    )


def gives_figure(words: str, kind: str) -> bool:
    """Whether words state a figure of a kind.

    >>> gives_figure("每人每月补贴300元", "money"), gives_figure("不低于1倍的经费保障", "money")
    (True, False)
    """
    return bool(pattern("references", "figures", kind).search(fold(words)))


def refuse_figure(context: Context, related: Sequence[Selected]) -> Context:
    """Say that no figure of the asked kind is written; the near clauses are shown."""
    kind = next(iter(asked_figures(context)), "money")
    if kind == "money":
        return refuse(context, "amount_not_given", related)
    name = say(f"figure_{kind}", context.script)
    return refuse(context, "figure_not_given", related, figure=name)
