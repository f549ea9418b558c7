"""The clauses near a question that is not answered, each with the words that are nearest to it.

A number alone (第六章第十七条) tells a reader nothing; its words let him judge for himself whether
they are of use to him.
"""

from __future__ import annotations

from assistant.context import Context, Selected
from assistant.messages import say
from assistant.sentences import score_sentences, sentences_of
from assistant.wording import reading, source_line

FIRST, OTHER = 90, 45
"""Most characters quoted of the nearest clause, and of the others."""
QUOTED = 3
"""Clauses that are quoted; the rest are named."""


def near_line(place: int, item: Selected, context: Context) -> str:
    """One line for a near clause: where it stands, and its nearest words.

    Args:
        place: Its place among the near clauses, from 0.
        item: The clause, or a whole document.
        context: The question.
    """
    where = source_line(item, context)
    words = _nearest(item, context) if place < QUOTED else ""
    if not words:
        return say("near_clause", context.script, where=where)
    most = OTHER if place else FIRST
    short = words if len(words) <= most else words[:most] + say("cut", context.script)
    return say("near_words", context.script, where=where, words=short)


def _nearest(item: Selected, context: Context) -> str:
    """The sentence of a clause that has most to do with the question, in the asker's script."""
    spans = sentences_of(item.document, item.clause) if item.clause else ()
    if not spans:
        return ""
    question = context.search_text or context.question.text
    scored = score_sentences(item.document, spans, question, context.understanding.wants)
    best = max(scored, key=lambda sentence: sentence.score)
    words = reading(item.document, best.span.of(item.document.text), context)
    return " ".join(words.split())
