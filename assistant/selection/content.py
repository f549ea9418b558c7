"""Content and responsibility questions: the clause that answers, under the rules of place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Follow, Kind, Selected, Want
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.selection.alike import with_like_items
from assistant.selection.amounts import (
    amount_is_missing,
    asked_figures,
    clause_with_figure,
    refuse_figure,
)
from assistant.selection.asked_year import for_other_year, of_asked_year
from assistant.selection.benefits import named_benefit, names_benefit
from assistant.selection.certainty import is_sure
from assistant.selection.companions import is_lead_in, with_companions
from assistant.selection.named_things import asked_institutions, prints_short_matter
from assistant.selection.outcome import answer_with, ask_back, refuse, selected
from assistant.selection.stated import stating_first, surer
from assistant.selection.told_beside import (
    RIVAL,
    local_rivals,
    newer_notice,
    place_notices,
    speaks_of,
)
from assistant.selection.which_document import which_document
from assistant.sentences import states
from assistant.terms import defines, term_of
from assistant.trust import says_something
from assistant.wording import place_name
from corpus.model import Clause, Jurisdiction, Level, PolicyDocument
from corpus.normalize import search_key
from index.model import Hit, ResultSet
from index.ranking import PlaceRelation, place_relation

NATIONAL_NEAR = 0.78
"""Share of the best score from which the national clause goes before a local one when the
question names no place."""
STAYS_NATIONAL = 0.65
"""The same in a follow-up to an answer from a national document."""
LOCAL_NEAR = 0.8
"""Share of the best score from which the asked place's own clause goes before a national one."""
LONGEST_TERM = 12
"""Characters of a term that is to be explained; more describe a matter."""
RELATED = 0.5
"""Share of the best score from which a clause is shown as related."""

Found = tuple[Hit, PolicyDocument, Clause]


class Clauses:
    """Hits with their documents and clauses."""

    def __init__(self, documents: Sequence[PolicyDocument]) -> None:
        self._documents = {document.id: document for document in documents}

    def of(self, results: ResultSet) -> list[Found]:
        """Hits that are clauses, best first."""
        found = []
        for hit in results.hits:
            document = self._documents.get(hit.document_id)
            if document is not None and hit.clause_id:
                clause = document.clause_by_id(hit.clause_id)
                if says_something(document, clause):
                    found.append((hit, document, clause))
        return found


def select_content(
    context: Context, documents: Sequence[PolicyDocument], *, related_limit: int
) -> Context:
    """Choose the main clause, or refuse, or ask for the place."""
    results = context.results[0]
    found = Clauses(documents).of(results)
    allowed = [item for item in found if _may_answer(context, item)]
    near = _related(found, related_limit)
    outright = _for_elsewhere(context, allowed, near) or for_other_year(context, allowed, near)
    if outright is not None:
        return outright
    allowed = of_asked_year(context, allowed)
    defined = _is_defined(context, allowed)
    allowed = _with_term(context, allowed) if defined else stating_first(context, allowed)
    sure = defined or (
        bool(allowed) and is_sure(context, surer(context, results, allowed[0]), *allowed[0][1:])
    )
    if context.understanding.follow is Follow.OTHER:
        if not allowed or allowed[0][0].score < RIVAL * found[0][0].score:
            return refuse(context, "no_other")
    elif not allowed or not sure:
        return which_document(context) or _nothing(context, near)
    main = _with_body(_main(allowed, context), context)
    stating = _stating(context, main, near)
    if isinstance(stating, Context):
        return stating
    main = stating
    if _needs_place(context, main, allowed):
        return _ask_place(context, main, allowed)
    context = place_notices(context, main, allowed, documents)
    context = newer_notice(context, main, allowed)
    others = [item for item in near if item.clause is not main[2]][:related_limit]
    item = selected(main[1], main[2], main[0])
    context = answer_with(context, [item], others)
    top = main[0].score or 1.0
    context = with_companions(
        context, item, [(h.score / top, selected(d, c, h)) for h, d, c in allowed]
    )
    return with_like_items(context, main, allowed)


def _may_answer(context: Context, item: Found) -> bool:
    """Whether a clause is of the asked place or level, and not the one just given."""
    _, document, clause = item
    slot, found = context.conversation.clause, context.understanding
    if found.follow is Follow.OTHER and slot and slot.value == clause.id:
        return False
    if found.national and context.place is None:
        return document.jurisdiction.level is Level.NATIONAL
    return _holds(context.place, document)


def _for_elsewhere(
    context: Context, allowed: Sequence[Found], near: Sequence[Selected]
) -> Context | None:
    """Refuse for a place with laws of its own and without documents here.

    A rule of elsewhere that names the place (for the people who come from there) may answer.
    """
    place = context.place
    if place is None or not is_apart(place) or any(_is_local(f, place) for f in allowed):
        return None
    if allowed and speaks_of(place, allowed[0]):
        return None
    return refuse(context, "no_document_for_region", near, place=place_name(place, context))


def is_apart(place: Jurisdiction) -> bool:
    """Whether a place has laws of its own, so that national rules do not hold there as such."""
    names = (place.name, *place.ancestors)
    return any(pattern("understanding", "apart").search(name) for name in names)


def _is_local(item: Found, place: Jurisdiction) -> bool:
    return place_relation(place, item[1].jurisdiction) >= PlaceRelation.WIDER


def _holds(place: Jurisdiction | None, document: PolicyDocument) -> bool:
    """Whether a document's rules hold at the place; without a place every one is eligible."""
    if place is None:
        return True
    return place_relation(place, document.jurisdiction) >= PlaceRelation.NATIONAL


def _is_defined(context: Context, allowed: Sequence[Found]) -> bool:
    """Whether a term is to be explained that clauses print.

    What is described in many words (「…推出的…事项具体指的是什么」) is no term, and one that the
    title of the best document prints names what its clauses say.
    """
    if context.understanding.kind is not Kind.DEFINITION:
        return False
    term = search_key(term_of(context.question.text)).text
    entitled = bool(allowed) and term in search_key(allowed[0][1].title).text
    return len(term) <= LONGEST_TERM and not (entitled and not _with_term(context, allowed))


def _with_term(context: Context, allowed: Sequence[Found]) -> list[Found]:
    """Clauses that print the term that is to be explained; those that define it first."""
    term = search_key(term_of(context.question.text)).text
    printing = [item for item in allowed if term in search_key(item[2].span.of(item[1].text)).text]
    if not printing:
        printing = [
            (_unranked(document, clause), document, clause)
            for document in context.documents
            if _holds(context.place, document)
            for clause in document.clauses
            if term in search_key(clause.span.of(document.text)).text
        ]
    defining = [item for item in printing if defines(item[2].span.of(item[1].text), term)]
    defining.sort(key=lambda item: item[1].document_number is None)  # before an interview
    return [*defining, *(item for item in printing if item not in defining)]


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


def _main(allowed: Sequence[Found], context: Context) -> Found:
    """The best clause; one of the asked place (or of the nation, for none) when about as good."""
    best, place = allowed[0], context.place
    near = LOCAL_NEAR if place else NATIONAL_NEAR
    if context.understanding.follow is Follow.MATTER and place is None:
        near = STAYS_NATIONAL
    least = near * best[0].score
    for item in allowed:
        if item[0].score >= least and _is_wanted(item, place):
            return item
    return best


def _with_body(main: Found, context: Context) -> Found:
    """For 谁, an item that names no body gives way to the lead-in over it that names one."""
    hit, document, clause = main
    if context.understanding.kind is not Kind.RESPONSIBILITY or clause.parent_id is None:
        return main
    above = document.clause_by_id(clause.parent_id)
    silent = not selected(document, clause).responsibilities
    if silent and is_lead_in(document, above) and selected(document, above).responsibilities:
        return replace(hit, clause_id=above.id, span=above.span), document, above
    return main


def _stating(context: Context, main: Found, near: Sequence[Selected]) -> Found | Context:
    """The clause, or another of its document, that gives the asked benefit or figure; a refusal."""
    hit, document, clause = main
    benefit = named_benefit(context)
    taxed = asked_institutions(context)  # 「补助交个人所得税吗」 asks for the tax
    if benefit and not taxed and not names_benefit(document, clause, benefit):
        return refuse_figure(context, near) if asked_figures(context) else _nothing(context, near)
    if _names_nobody(context, main) and not prints_short_matter(context, document, clause):
        return _nothing(context, near)
    if not amount_is_missing(context, document, clause):
        return main
    stated = clause_with_figure(context, document, clause)
    if stated is None:
        return refuse_figure(context, near)
    return replace(hit, clause_id=stated.id, span=stated.span), document, stated


def _names_nobody(context: Context, main: Found) -> bool:
    """Whether a body is asked for and the clause has none."""
    asked = context.understanding.kind is Kind.RESPONSIBILITY
    told = states(main[2].span.of(main[1].text), Want.WHO)
    return asked and not told and not selected(main[1], main[2]).responsibilities


def _is_wanted(item: Found, place: Jurisdiction | None) -> bool:
    """Whether a clause is of the level that goes first: the asked place's, else national.

    A national text that speaks of the place itself tells of it as well as its own does.
    """
    national = item[1].jurisdiction.level is Level.NATIONAL
    if place is None:
        return national
    return not national or speaks_of(place, item)


def _needs_place(context: Context, main: Found, allowed: Sequence[Found]) -> bool:
    """Whether the missing place changes the answer: who is responsible, and places differ."""
    asks_who = context.understanding.kind is Kind.RESPONSIBILITY
    found = context.understanding
    if context.place or found.national or found.documents or found.also_what or not asks_who:
        return False
    settled = main[1].jurisdiction.level is Level.NATIONAL and selected(main[1], main[2])
    return not (settled and settled.responsibilities) and len(local_rivals(main, allowed)) > 1


def _ask_place(context: Context, main: Found, allowed: Sequence[Found]) -> Context:
    choices = [
        say(
            "joined_place",
            context.script,
            place=place_name(document.jurisdiction, context),
            question=context.question.text,
        )
        for _, document, _ in local_rivals(main, allowed).values()
    ]
    return ask_back(context, "which_place", choices)


def _nothing(context: Context, near: Sequence[Selected]) -> Context:
    """No clause answers; say so, with what is near."""
    words = [item.clause.span.of(item.document.text) for item in near if item.clause]
    given = any(states(text, Want.AMOUNT) for text in words)
    if Want.AMOUNT in context.understanding.wants and near and not given:
        return refuse(context, "amount_not_given", near)
    return refuse(context, "no_content_related" if near else "no_content", near)


def _related(found: Sequence[Found], limit: int) -> list[Selected]:
    """Clauses near enough to be shown beside an answer or a refusal."""
    if not found:
        return []
    least = RELATED * found[0][0].score
    return [selected(d, c, hit) for hit, d, c in found[: limit + 1] if hit.score >= least]
