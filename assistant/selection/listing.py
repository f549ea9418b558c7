"""Enumeration: the items of a document or section, or every clause that mentions a term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Selection
from assistant.lexicon import pattern
from assistant.selection.content import select_content
from assistant.selection.outcome import refuse, selected
from assistant.selection.sections import headed_items
from assistant.trust import says_something
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_key
from index.lay_terms import expand
from index.ranking import PlaceRelation, place_relation

MOST_ITEMS = 60
"""Items listed at most; a document with more is cut, which its sections avoid."""


def select_listing(
    context: Context, documents: Sequence[PolicyDocument], *, related_limit: int
) -> Context:
    """Items of the named document, or clauses that mention the named term."""
    pool = _pool(context, documents)
    mentioned = pattern("understanding", "mentions").search(fold(context.question.text))
    if mentioned:
        pairs = mentions(mentioned["term"], pool)
        if not pairs:
            return refuse(context, "no_content")
        chosen = tuple(selected(d, c) for d, c in pairs[:MOST_ITEMS])
        return replace(context, selection=Selection(chosen=chosen, listed=True))
    if len(pool) == 1:
        heads, items = asked_items(fold(context.question.text), pool[0])
        if items:
            chosen = tuple(selected(pool[0], c) for c in items[:MOST_ITEMS])
            return replace(context, selection=Selection(chosen=chosen, heads=heads, listed=True))
    return select_content(context, documents, related_limit=related_limit)


def _pool(context: Context, documents: Sequence[PolicyDocument]) -> list[PolicyDocument]:
    found = context.understanding
    if found.documents:
        return [d for d in documents if d.id in found.documents]
    if context.place:
        return [
            d
            for d in documents
            if place_relation(context.place, d.jurisdiction) >= PlaceRelation.WIDER
        ]
    return list(documents)


def mentions(term: str, documents: Sequence[PolicyDocument]) -> list[tuple[PolicyDocument, Clause]]:
    """Clauses whose own words contain a term (or its official form), in printed order."""
    key = search_key(term).text
    wanted = {key, *(search_key(word).text for word in expand(key))}
    return [
        (document, clause)
        for document in documents
        for clause in document.clauses
        if any(word in search_key(clause.span.of(document.text)).text for word in wanted)
        and says_something(document, clause)
    ]


def asked_items(folded: str, document: PolicyDocument) -> tuple[Clause | None, list[Clause]]:
    """The section that the question names by a word of its heading, and what stands under it.

    「主要任务」 names the one section of that heading; several headings with the word are
    themselves the items; without such a heading the outermost sections are.
    """
    for noun in pattern("understanding", "item_nouns").findall(folded):
        named = [
            c
            for c in document.clauses
            if c.heading and c.paragraph is None and noun in fold(c.heading)
        ]
        under = headed_items(document, named[0]) if named else []
        if len(named) == 1 and under:
            return named[0], under
        outermost = [c for c in named if len(c.path) == min(len(n.path) for n in named)]
        if len(outermost) > 1:
            return None, outermost
    return None, items_of(document)


def items_of(document: PolicyDocument) -> list[Clause]:
    """The headed clauses at the outermost level that has several of them."""
    headed = [c for c in document.clauses if c.path and c.heading and c.paragraph is None]
    depths = sorted({len(c.path) for c in headed})
    for depth in depths:
        level = [c for c in headed if len(c.path) == depth]
        if len(level) > 1:
            return level
    return headed
