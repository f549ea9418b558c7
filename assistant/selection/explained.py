"""The clause that explains a term: its definition before its mere mention."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Found, Kind
from assistant.terms import circumscribed_term, circumscribes, defines, term_of
from corpus.model import Clause, Jurisdiction, PolicyDocument
from corpus.normalize import search_key
from corpus.places import find_places
from index.model import Hit
from index.ranking import PlaceRelation, place_relation
from index.tokenizer import cut

LONGEST_TERM = 12
"""Characters of a term that is to be explained; more describe a matter."""


def holds(place: Jurisdiction | None, document: PolicyDocument) -> bool:
    """Whether a document's rules hold at the place; without a place every one is eligible."""
    if place is None:
        return True
    return place_relation(place, document.jurisdiction) >= PlaceRelation.NATIONAL


def is_defined(context: Context, allowed: Sequence[Found]) -> bool:
    """Whether a term is to be explained that clauses print.

    What is described in many words (「…推出的…事项具体指的是什么」) is no term, and one that the
    title of the best document prints names what its clauses say, as one does whose words all
    stand in the best clause (3+1布局 for 「“3+1”产业空间布局」).
    """
    if context.understanding.kind is not Kind.DEFINITION:
        return bool(_circumscribing(context, allowed))
    term = search_key(term_of(context.question.text)).text
    entitled = bool(allowed) and term in search_key(allowed[0][1].title).text
    told = entitled or (bool(allowed) and _has_words(allowed[0], term))
    return len(term) <= LONGEST_TERM and not (told and not with_term(context, allowed))


def _has_words(item: Found, term: str) -> bool:
    """Whether a clause prints all words of a term, if not next to each other; no place's name."""
    printed = search_key(item[1].title + _said(item)).text
    words = [word for word in cut(term) if not find_places(word)]
    return len(words) > 1 and all(word in printed for word in words)


def with_term(context: Context, allowed: Sequence[Found]) -> list[Found]:
    """Clauses that print the term that is to be explained; those that define it first."""
    meant = _circumscribing(context, allowed)
    if meant:
        return [*meant, *(item for item in allowed if item[2].id != meant[0][2].id)]
    term = search_key(term_of(context.question.text)).text
    printing = [item for item in allowed if term in search_key(_said(item)).text]
    beside = list({document.id: document for _, document, _ in allowed}.values())
    for documents in (beside, context.documents):
        defining = [item for item in printing if defines(_said(item), term)]
        if defining or (printing and documents is not beside):
            break
        known = {clause.id for _, _, clause in printing}
        printing += [
            item
            for item in _naming(term, [d for d in documents if holds(context.place, d)])
            if item[2].id not in known
        ]
    defining = [item for item in printing if defines(_said(item), term)]
    defining.sort(key=lambda item: item[1].document_number is None)  # before an interview
    return [*defining, *(item for item in printing if item not in defining)]


def _circumscribing(context: Context, allowed: Sequence[Found]) -> list[Found]:
    """The clause of the best document that says whom it means by the word asked about."""
    term = circumscribed_term(context.question.text)
    if not term or not allowed or context.understanding.kind is not Kind.CONTENT:
        return []
    return [item for item in _naming(term, [allowed[0][1]]) if circumscribes(_said(item), term)]


def _said(item: Found) -> str:
    return item[2].span.of(item[1].text)


def _naming(term: str, documents: Sequence[PolicyDocument]) -> list[Found]:
    """The clauses of documents that print a term."""
    return [
        (_unranked(document, clause), document, clause)
        for document in documents
        for clause in document.clauses
        if term in search_key(clause.span.of(document.text)).text
    ]


def _unranked(document: PolicyDocument, clause: Clause) -> Hit:
    """A clause that the search did not find but that prints the asked term."""
    return Hit(
        document_id=document.id,
        clause_id=clause.id,
        score=1.0,
        dense=0.0,
        lexical=0.0,
        coverage=1.0,
        span=clause.span,
    )
