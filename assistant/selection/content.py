"""Content and responsibility questions: the clause that answers, under the rules of place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Follow, Found, Kind, Selected, Want
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.selection.acts import (
    asked_act,
    gives_act,
    is_done_at,
    recipient_act,
    takes_complaints,
)
from assistant.selection.alike import with_like_items
from assistant.selection.amounts import (
    amount_is_missing,
    asked_figures,
    clause_with_figure,
    paragraph_with_figure,
    refuse_figure,
)
from assistant.selection.asked_year import for_other_year, of_asked_year
from assistant.selection.aspects import asked_aspects, lacks_act, tells
from assistant.selection.benefits import named_benefit, names_benefit
from assistant.selection.certainty import goes_on, is_sure, surer
from assistant.selection.companions import is_lead_in, with_companions
from assistant.selection.enumerated import all_items
from assistant.selection.explained import holds, is_defined, with_term
from assistant.selection.headed import headed_first
from assistant.selection.levels import of_level, or_national
from assistant.selection.named_things import asked_institutions, prints_short_matter
from assistant.selection.offices import asked_office, holders_first, is_roster, lacks_office
from assistant.selection.outcome import answer_with, ask_back, is_apart, refuse, selected
from assistant.selection.penalties import penalty_first, punished_rule, with_rule
from assistant.selection.sections import opened
from assistant.selection.stated import stating_first
from assistant.selection.told_beside import (
    RIVAL,
    local_rivals,
    newer_notice,
    place_notices,
    speaks_of,
)
from assistant.selection.which_document import which_document
from assistant.sentences import states
from assistant.trust import says_something
from assistant.wording import place_name
from corpus.model import Clause, Jurisdiction, Level, PolicyDocument
from corpus.normalize import fold
from index.model import ResultSet
from index.ranking import PlaceRelation, place_relation

SEVERAL = 2
"""Kinds of figures in one question from which a whole list is given for them."""
RELATED = 0.5
"""Share of the best score from which a clause is shown as related."""


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
    defined = is_defined(context, allowed)
    if defined:
        allowed = with_term(context, allowed)
    else:
        allowed = stating_first(context, headed_first(context, allowed))
        allowed = holders_first(context, allowed)
        allowed = penalty_first(context, allowed)
    sure = (defined or goes_on(context, allowed)) or (
        bool(allowed) and is_sure(context, surer(context, results, allowed[0]), *allowed[0][1:])
    )
    if context.understanding.follow is Follow.OTHER:
        if not allowed or allowed[0][0].score < RIVAL * found[0][0].score:
            return refuse(context, "no_other")
    elif not allowed or not sure:
        return which_document(context) or _nothing(context, near)
    main = _with_body(of_level(allowed, context), context)
    stating = _stating(context, or_national(context, main, allowed), near)
    if isinstance(stating, Context):
        return stating
    main = stating
    if _needs_place(context, main, allowed):
        return _ask_place(context, main, allowed)
    context = place_notices(context, main, allowed, documents)
    return _answered(newer_notice(context, main, allowed), main, allowed, near, related_limit)


def _answered(
    context: Context,
    main: Found,
    allowed: Sequence[Found],
    near: Sequence[Selected],
    related_limit: int,
) -> Context:
    """The main clause with what belongs to it: its penalty, its list, items like it."""
    others = [item for item in near if item.clause is not main[2]][:related_limit]
    section = opened(context, main) or all_items(context, main)
    if section is not None:
        return section
    item = selected(main[1], main[2], main[0])
    context = answer_with(context, [item], others)
    rule = punished_rule(context, main, allowed)
    if rule is not None:
        return with_rule(context, rule)
    if asked_office(context) and is_roster(*main[1:]):  # its lines stand for themselves
        return context
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
    return holds(context.place, document)


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


def _is_local(item: Found, place: Jurisdiction) -> bool:
    return place_relation(place, item[1].jurisdiction) >= PlaceRelation.WIDER


def _with_body(main: Found, context: Context) -> Found:
    """For 谁, an item that names no body gives way to the lead-in over it that names one."""
    hit, document, clause = main
    if context.understanding.kind is not Kind.RESPONSIBILITY or clause.parent_id is None:
        return main
    above = document.clause_by_id(clause.parent_id)
    duty = pattern("references", "duty_of_body").search(fold(clause.span.of(document.text)))
    silent = not selected(document, clause).responsibilities and not duty
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
    if lacks_act(context, document, clause) or lacks_office(context, document, clause):
        return _nothing(context, near)
    if not amount_is_missing(context, document, clause):
        return main
    stated = (
        paragraph_with_figure(context, document, clause)
        or clause_with_figure(context, document, clause)
        or _whole_list(context, main)
    )
    if stated is None:
        return refuse_figure(context, near)
    return replace(hit, clause_id=stated.id, span=stated.span), document, stated


def _whole_list(context: Context, main: Found) -> Clause | None:
    """The article over an item, where its items together give what is asked (多少人、多大面积)."""
    _, document, clause = main
    if clause.parent_id is None or len(asked_figures(context)) < SEVERAL:
        return None
    above = document.clause_by_id(clause.parent_id)
    lists = is_lead_in(document, above) and not amount_is_missing(context, document, above)
    return above if lists else None


def _names_nobody(context: Context, main: Found) -> bool:
    """Whether a body is asked for and the clause has none."""
    asked = context.understanding.kind is Kind.RESPONSIBILITY
    words = main[2].span.of(main[1].text)
    act = asked_act(context.search_text or context.question.text)
    told = states(words, Want.WHO) or (act is not None and gives_act(words, act))
    told = told or ("payer" in asked_aspects(context) and tells(words, "payer"))
    told = told or takes_complaints(context.question.text, words)
    where = recipient_act(context.question.text)  # 「去哪里申请」: 「在电子税务局提交申请」
    told = told or bool(where and is_done_at(words, where))
    return asked and not told and not selected(main[1], main[2]).responsibilities


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
