"""Kinds of facts other than figures that a question asks for: papers, conditions, problems."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context
from assistant.lexicon import matching, names, pattern
from assistant.steps.understand import standard_words
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_form
from index.lay_terms import expand

REQUIRED = ("materials", "contact", "desk", "payment", "procedure", "street", "brand", "name")
"""Those without which a clause is no answer: what to bring, and where to go or to call, is not told
by what is intended, nor what something is called by what it is for."""

NEAREST = ("desk",)
"""Those of them that the very sentence on the matter must state, or the one after it: a long clause
names many places to go to."""


def asked_aspects(context: Context) -> tuple[str, ...]:
    """Kinds of facts that the question is after, in the lexicon's order."""
    folded = standard_words(fold(context.question.text))
    return matching("understanding", "aspects", folded)


def tells(words: str, aspect: str) -> bool:
    """Whether words state a fact of a kind.

    >>> tells("申请人应当提交身份证明", "materials"), tells("推进许可制度改革", "materials")
    (True, False)
    >>> tells("不能同时享受两项扣除", "together"), tells("放宽落户条件", "conditions")
    (True, True)
    """
    return bool(pattern("references", "aspects", aspect).search(fold(words)))


def lacking(context: Context, words: str, required: Sequence[str] = REQUIRED) -> str | None:
    """The required kind of fact that is asked for and that the words do not state."""
    asked = (aspect for aspect in asked_aspects(context) if aspect in required)
    return next((aspect for aspect in asked if not tells(words, aspect)), None)


def lacks_act(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether 「谁来检查」, who and a verb alone, is asked of a clause without that verb."""
    folded = standard_words(fold(context.question.text)).strip(" 。，！？?!")
    match = pattern("follow_ups", "who_acts").fullmatch(folded)
    if match is None:
        return False
    act = search_form(match["act"])
    under = [other for other in document.clauses if other.parent_id == clause.id]
    words = search_form("\n".join(c.span.of(document.text) for c in (clause, *under)))
    if act in names("follow_ups", "acts"):
        return not pattern("follow_ups", "acts", act).search(words)
    return not any(word in words for word in (act, *expand(act)))
