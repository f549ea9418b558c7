"""Facts of a whole document, and lists of the documents that there are."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Follow, Selected
from assistant.lexicon import pattern
from assistant.selection.content import Clauses
from assistant.selection.lookup import corrected_number
from assistant.selection.outcome import answer_with, ask_back, is_apart, refuse
from assistant.wording import place_name
from corpus.document_number import find_document_numbers
from corpus.metadata import ends_at_event
from corpus.model import Level, PartKind, PolicyDocument, Span
from corpus.normalize import search_form
from index.lay_terms import lay_terms
from index.ranking import PlaceRelation, place_relation
from index.tokenizer import content_words
from index.weights import load_weights

_EVIDENCE = {
    "issuer": ("issuing_bodies", "issuing_body"),
    "date": ("issued_on",),
    "effective": ("effective_from", "effective_until"),
    "number": ("document_number",),
    "title": ("title",),
    "source": ("title",),
    "overview": ("title",),
}
"""Asked fact → names under which the evidence of a document is kept."""

_TITLED = 2
"""Words that a question shares with a title from which it means that document."""
_TOGETHER = 160
"""Characters within which two statements of one fact (from when, until when) are quoted as one."""


def select_document(context: Context, documents: Sequence[PolicyDocument]) -> Context:
    """The document that is asked about, once per asked fact, with the words that state it."""
    document = _document(context, documents)
    if document is None:
        if context.understanding.follow is Follow.SOURCE:
            return ask_back(context, "which_matter", (), examples="{examples}")
        return refuse(context, "no_content")
    facts = context.understanding.facts or ("overview",)
    if context.understanding.follow is Follow.SOURCE and "source" in facts:
        facts = ("source",)
    elif len(facts) > 1:
        facts = tuple(fact for fact in facts if fact != "source")
    several = _several(context, documents) or (document,)
    items = [
        Selected(document=each, span=fact_span(each, fact), fact=fact)
        for each in several
        for fact in _told_instead(each, facts)
    ]
    return answer_with(corrected_number(context), items)


def _told_instead(document: PolicyDocument, facts: Sequence[str]) -> tuple[str, ...]:
    """The facts, and when the text came into force where it prints no date of issue.

    Laws often stand without the line that says when they were issued: 「哪年的规定」 is then best
    told by 「自2006年3月1日起施行」.
    """
    undated = "date" in facts and document.issued_on is None
    added = undated and document.effective_from is not None and "effective" not in facts
    return (*facts, "effective") if added else tuple(facts)


def _several(context: Context, documents: Sequence[PolicyDocument]) -> tuple[PolicyDocument, ...]:
    """The documents where the question names several by their numbers."""
    named = [d for key in context.understanding.documents for d in documents if d.id == key]
    numbers = find_document_numbers(context.question.text, loose=True)
    return tuple(named) if len(named) == len(numbers) > 1 else ()


def _document(context: Context, documents: Sequence[PolicyDocument]) -> PolicyDocument | None:
    """The named document; else the one that the best clause found stands in."""
    named = [d for key in context.understanding.documents for d in documents if d.id == key]
    if len(named) == 1:
        return named[0]
    clauses = Clauses(documents).of(context.results[0]) if context.results else []
    found = [document for _, document, _ in clauses]
    if named:  # all documents of a place and a type (上海的办法): which of them?
        return _meant(context, [document for document in found if document in named] or named)
    return _meant(context, found) if found else None


def _meant(context: Context, among: Sequence[PolicyDocument]) -> PolicyDocument | None:
    """The first of some documents, best first, when the search is sure of its clauses.

    Otherwise the one whose title has most of the question's words; the search alone does not
    tell which document is meant then, and the facts of another one would be wrong.
    """
    thresholds = load_weights().thresholds
    probability = context.results[0].answerability if context.results else 0.0
    if probability >= thresholds.answer:
        return among[0]
    words = {document.id: len(_words_of_title(context, document)) for document in among}
    best = max(among, key=lambda document: words[document.id])
    named = best.id in context.understanding.documents
    return best if named or words[best.id] >= _TITLED else None


def _words_of_title(context: Context, document: PolicyDocument) -> list[str]:
    """Words of the question, or the official words for them, that a title has; no place names."""
    title, types = search_form(document.title), pattern("references", "types")
    place = context.place.name if context.place else ""
    return [
        word
        for word in content_words(search_form(context.search_text or context.question.text))
        if len(word) > 1 and word not in place and not types.search(word)
        if any(wording in title for wording in (word, *lay_terms().get(word, ())))
    ]


def fact_span(document: PolicyDocument, fact: str) -> Span:
    """The printed words that state a fact; the title's where no words of its own are known."""
    evidence = dict(reversed(document.evidence))
    spans = [evidence[name] for name in _EVIDENCE.get(fact, ()) if name in evidence]
    if spans:
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        ending = spans[-1] if ends_at_event(document) else spans[0]
        return Span(start=start, end=end) if end - start <= _TOGETHER else ending
    if fact == "basis":
        stated = [r.span for r in document.references if r.relation == "basis"]
        if stated:
            return Span(start=min(s.start for s in stated), end=max(s.end for s in stated))
    if fact == "addressee":
        for part in document.parts:
            if part.kind is PartKind.ADDRESSEE:
                return part.span
    if "title" in evidence:
        return evidence["title"]
    titles = [part.span for part in document.parts if part.kind is PartKind.TITLE]
    return titles[0] if titles else Span(start=0, end=0)


def select_catalog(context: Context, documents: Sequence[PolicyDocument]) -> Context:
    """The documents of a place, or all of them."""
    place = context.place
    if place is None:
        return answer_with(context, [_whole(d) for d in documents])
    local = [d for d in documents if place_relation(place, d.jurisdiction) >= PlaceRelation.WIDER]
    national = [d for d in documents if d.jurisdiction.level is Level.NATIONAL]
    if is_apart(place) and not local:
        return refuse(context, "no_document_for_region", place=place_name(place, context))
    if local:
        return answer_with(context, [_whole(d) for d in (*local, *national)])
    return refuse(
        context,
        "catalog_none",
        [_whole(d) for d in national],
        place=place_name(place, context),
    )


def _whole(document: PolicyDocument) -> Selected:
    return Selected(document=document, span=fact_span(document, "title"), fact="title")
