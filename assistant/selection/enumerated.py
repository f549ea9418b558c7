"""All items where all are asked for: those around the found one, or those on the asked place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Found, Selection, Want
from assistant.lexicon import pattern
from assistant.selection.outcome import selected
from assistant.steps.understand import is_empty_word
from assistant.wording import place_name
from corpus.model import Clause, Jurisdiction, Level, PolicyDocument
from corpus.normalize import fold, search_form
from corpus.places import covers, find_places
from index.tokenizer import content_words

FEWEST, MOST = 2, 30
"""Items from which, and up to which, a list is given; a longer one is no answer to read."""


def all_items(context: Context, main: Found) -> Context | None:
    """The whole list that the found clause is an item of; None where it is not asked for."""
    _, document, clause = main
    if clause.parent_id is None and not clause.path:
        return None
    for heads, term, items in (
        (*_around(context, document, clause),),
        (None, *_of_place(context, main)),
    ):
        if FEWEST <= len(items) <= MOST:
            chosen = tuple(selected(document, item) for item in items)
            listed = Selection(chosen=chosen, heads=heads, listed=True, term=term)
            return replace(context, selection=listed)
    return None


def _around(
    context: Context, document: PolicyDocument, clause: Clause
) -> tuple[Clause | None, str, list[Clause]]:
    """The items of the section around, for 「…有哪些措施，请全部列出」, if it is on the matter."""
    folded = fold(context.question.text)
    section = document.clause_by_id(clause.parent_id) if clause.parent_id else None
    if section is None or not section.heading:
        return None, "", []
    if not pattern("understanding", "asks_all").search(folded):
        return None, "", []
    heading = search_form(section.heading)
    words = content_words(search_form(context.search_text or context.question.text))
    on_matter = any(word in heading for word in words if len(word) > 1 and not is_empty_word(word))
    return section, "", _beside(document, clause) if on_matter else []


def _of_place(context: Context, main: Found) -> tuple[str, list[Clause]]:
    """The items of a national text that speak of the asked place (受表扬的上海做法有哪些)."""
    _, document, clause = main
    place = context.place
    national = document.jurisdiction.level is Level.NATIONAL
    if place is None or not national or Want.LIST not in context.understanding.wants:
        return "", []
    level = (len(clause.path), clause.annex)
    items = [
        c
        for c in document.clauses
        if c.path and c.paragraph is None and (len(c.path), c.annex) == level
        if _tells_of(place, c.span.of(document.text))
    ]
    shared = clause in items and not _asks_for_one(context, document, clause, items)
    return place_name(place, context), items if shared else []


def _asks_for_one(
    context: Context, document: PolicyDocument, clause: Clause, items: Sequence[Clause]
) -> bool:
    """Whether the question has a word for its matter that the found item has and most have not.

    「福建的医疗器械有哪些支持」 asks for one of the measures for Fujian.
    """
    words = content_words(search_form(context.search_text or context.question.text))
    forms = [search_form(item.span.of(document.text)) for item in items]
    own = search_form(clause.span.of(document.text))
    return any(
        len(word) > 1
        and not is_empty_word(word)
        and word in own
        and 2 * sum(word in form for form in forms) <= len(items)
        for word in words
    )


def _tells_of(place: Jurisdiction, words: str) -> bool:
    """Whether words name a place or one within it (上海市杨浦区)."""
    return any(named == place or covers(place, named) for named in find_places(fold(words)))


def _beside(document: PolicyDocument, clause: Clause) -> list[Clause]:
    """A clause and those of its level under the same section, in printed order."""
    same = (clause.parent_id, len(clause.path), clause.annex)
    return [
        c
        for c in document.clauses
        if c.path and c.paragraph is None and (c.parent_id, len(c.path), c.annex) == same
    ]
