"""The clause whose heading is the very thing that a question asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Found
from assistant.lexicon import pattern
from assistant.selection.benefits import form_with_headings
from assistant.trust import says_something
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_form
from index.tokenizer import content_words

LEAST = 3
"""Characters of a heading that can be asked for: 「时间」 is part of many."""
MOST = 16
"""Characters of the longest such heading; a longer one is a sentence."""


def headed_first(context: Context, found: Sequence[Found]) -> list[Found]:
    """The hits, before them the clause of the best document that is headed by what is asked for.

    A guide says 「办理时间」 over a line that has no other word of the question (「污水处理费停征的
    办理时间」): the document is found by its matter, the line by its heading. Where several lines
    have that heading, the one whose section has more of the question is meant, then the nearest to
    the best hit.
    """
    if not found:
        return []
    hit, document, best = found[0]
    asked = asked_thing(context.search_text or context.question.text)
    titled = search_form(document.title)
    named = {
        clause.id: len(key)
        for clause in document.clauses
        if LEAST <= len(key := _key(clause.heading)) <= MOST
        and asked.endswith(key)
        and key not in titled
        and (clause.body.of(document.text).strip() or _has_items(document, clause))
        and says_something(document, clause)
    }
    longest = max(named.values(), default=0)
    wanted = [c for c in document.clauses if named.get(c.id) == longest]
    if not wanted:
        return list(found)
    words = [w for w in content_words(asked.removesuffix(_key(wanted[0].heading))) if len(w) > 1]

    def fitness(clause: Clause) -> tuple[int, int]:
        form = form_with_headings(document, clause).removeprefix(titled)
        return sum(word in form for word in words), -abs(clause.ordinal - best.ordinal)

    meant = max(wanted, key=fitness)
    if meant is best:
        return list(found)
    first = (replace(hit, clause_id=meant.id, span=meant.span), document, meant)
    return [first, *(item for item in found if item[2] is not meant)]


def asked_thing(question: str) -> str:
    """A question without what asks in it: it ends with the thing that is asked for.

    >>> asked_thing("停征污水处理费的具体办理时间是什么时候？")
    '停征污水处理费办理时间'
    """
    asking = pattern("understanding", "asks_after_thing")
    folded = asking.sub("", "".join(fold(question).split()))
    return _key(pattern("understanding", "before_thing").sub("", folded))


def _key(words: str) -> str:
    return "".join(char for char in search_form(words) if char.isalnum())


def _has_items(document: PolicyDocument, clause: Clause) -> bool:
    return any(other.parent_id == clause.id for other in document.clauses)
