"""The clauses near a question that is not answered, each with the words that are nearest to it.

A number alone (第六章第十七条) tells a reader nothing; its words let him judge for himself whether
they are of use to him.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Selected
from assistant.messages import say
from assistant.sentences import score_sentences, sentences_of
from assistant.wording import reading, source_line
from corpus.normalize import fold

FIRST, OTHER = 120, 60
"""Most characters quoted of the nearest clause, and of another."""
QUOTED = 3
"""Clauses that are quoted; the rest are named."""


def near_lines(related: Sequence[Selected], context: Context) -> str:
    """A line for each near clause: where it stands, and its nearest words.

    The first is always quoted, the next ones where no heading tells what they are about.

    Args:
        related: Clauses, or whole documents, nearest first.
        context: The question.
    """
    lines = []
    for place, (item, above) in enumerate(zip(related, (None, *related), strict=False)):
        where = source_line(item, context, above=above)
        headed = place > 0 and item.clause is not None and bool(item.clause.heading)
        words = "" if place >= QUOTED or headed else _nearest(item, context)
        most = OTHER if place else FIRST
        short = words if len(words) <= most else words[:most] + say("cut", context.script)
        key = "near_words" if words else "near_clause"
        lines.append(say(key, context.script, where=where, words=short))
    return "\n".join(lines)


def _nearest(item: Selected, context: Context) -> str:
    """The sentence of a clause that has most to do with the question, in the asker's script."""
    spans = sentences_of(item.document, item.clause) if item.clause else ()
    if not spans:
        return ""
    question = context.search_text or context.question.text
    scored = score_sentences(item.document, spans, question, context.understanding.wants)
    best = max(scored, key=lambda sentence: sentence.score)
    words = _announced(item) + best.span.of(item.document.text)
    return " ".join(reading(item.document, words, context).split())


def _announced(item: Selected) -> str:
    """The line over an item of a list (禁止从事下列活动：), without which it says nothing."""
    if item.clause is None or item.clause.parent_id is None or item.clause.paragraph is not None:
        return ""
    above = item.document.clause_by_id(item.clause.parent_id)
    spans = sentences_of(item.document, above)
    last = spans[-1].of(item.document.text) if spans else ""
    return last if fold(last).rstrip().endswith("：") else ""
