"""A section that has a heading and no words of its own answers with the headings under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Found, Selection, Want
from assistant.lexicon import pattern
from assistant.selection.outcome import selected
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold

FEWEST = 2
"""Items from which a section is shown as their list; one is shown as its words."""
_BARE = 2
"""Characters of a noun that alone names no section (任务, 要求)."""


def opened(context: Context, main: Found) -> Context | None:
    """The items of the found section as a list; None where the section itself says something.

    「二、主要任务」 over six headed parts tells nothing by itself: the parts' headings are what
    「主要任务有哪几项」 asks for.
    """
    _, document, clause = main
    nouns = _nouns(context)
    if not nouns and Want.LIST not in context.understanding.wants:
        return None
    section = _named_above(nouns, document, clause) or clause
    items = headed_items(document, section)
    if len(items) < FEWEST or section.body.of(document.text).strip():
        return None
    chosen = tuple(selected(document, item) for item in items)
    return replace(context, selection=Selection(chosen=chosen, heads=section, listed=True))


def _nouns(context: Context) -> list[str]:
    """The nouns for sections in a question (主要任务, 保障措施).

    「对培训有什么要求」 is answered by the clause on it, not by all of 「总体要求」.
    """
    found = pattern("understanding", "item_nouns").findall(fold(context.question.text))
    return [noun for noun in found if len(noun) > _BARE]


def _named_above(nouns: Sequence[str], document: PolicyDocument, clause: Clause) -> Clause | None:
    """The section around a clause that has one of the nouns in its heading.

    「…的主要任务有哪几项」 is as near to each task as to the section of that name.
    """
    above = document.clause_by_id(clause.parent_id) if clause.parent_id else None
    while above is not None:
        if any(noun in fold(above.heading) for noun in nouns):
            return above
        above = document.clause_by_id(above.parent_id) if above.parent_id else None
    return None


def headed_items(document: PolicyDocument, section: Clause) -> list[Clause]:
    """The clauses directly under a section that have headings, in printed order."""
    return [
        c
        for c in document.clauses
        if c.parent_id == section.id and c.heading and c.paragraph is None
    ]
