"""Whether a clause found is sure enough to be given as the answer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Follow, Found, Want
from assistant.lexicon import pattern
from assistant.selection.amounts import asked_figures, matter_words
from assistant.selection.aspects import asked_aspects
from assistant.selection.companions import is_lead_in, later_paragraphs
from assistant.selection.named_things import (
    asked_by_whole_name,
    asked_institutions,
    prints_institution,
)
from assistant.selection.stated import above_all, sought_facts, sought_in
from assistant.steps.understand import is_empty_word, standard_words
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_form
from corpus.places import find_places
from index.answerability import Evidence, probability
from index.lay_terms import expand
from index.model import Hit, ResultSet
from index.ranking import PlaceRelation, place_relation
from index.tokenizer import content_words
from index.weights import load_weights

UNNAMED = 0.6
"""The same for a clause that does not print the very thing that is asked for (门票怎么买)."""
UNPRINTED = 0.9
"""The same for a clause that does not print the institution that is asked for by name (产假)."""
STRANGE = 0.3
"""Answerability under which a clause without any word of the question is not given."""
FIRST, LEADING = 5, 4
"""Of so many first hits, so many must be of one document for the search to be at home there."""
PARTICULARS = frozenset({Want.AMOUNT, Want.NUMBER, Want.WHEN, Want.WHERE, Want.WHO})


def is_sure(
    context: Context, answerability: float, document: PolicyDocument, clause: Clause
) -> bool:
    """Whether to answer with a clause of `document`.

    Above the upper threshold always; between the two only when the question shows that it is
    about the very matter of the document: by its place, by naming it, or by a word of its title.
    The thresholds are lower where no particular is asked for and the search is at home in the
    document: what the texts do not tell of a matter that they treat is mostly a particular.

    Args:
        context: The question.
        answerability: Calibrated probability that the best clause answers, 0 to 1.
        document: The document of that clause.
        clause: The clause itself.
    """
    thresholds = load_weights().thresholds
    if asks_abroad(context) and not _is_of_abroad(document):
        return False
    strange = 1.0 if _is_moved(context, document, clause) else STRANGE
    if answerability < strange and not shares_a_word(context, document, clause):
        return False
    if answerability < UNNAMED and not names_head(context, document, clause):
        return False
    named = asked_institutions(context) if answerability < UNPRINTED else ()
    names = (*asked_by_whole_name(context), *named)
    if not all(prints_institution(document, clause, name) for name in names):
        return False
    about, particular = is_about(context, document), asks_particular(context)
    at_home = not particular and (about or _leads(context, document))
    at_home = at_home or is_of_the_talk(context, document)
    if answerability >= (thresholds.answer_at_home if at_home else thresholds.answer):
        return True
    lower = thresholds.clarify if particular else thresholds.clarify_at_home
    likely = answerability >= lower and about
    return likely and prints_own_matter(context, document, clause)


def asks_particular(context: Context) -> bool:
    """Whether a question is after a particular: a figure, a time, a body, a place, papers, a fine.

    Whether, how and what, for all the rest, are told by the clause on the matter.
    """
    wanted = context.understanding.wants & PARTICULARS
    fined = pattern("understanding", "asks_fine").search(fold(context.question.text))
    return bool(wanted or fined or asked_figures(context) or asked_aspects(context))


def _leads(context: Context, document: PolicyDocument) -> bool:
    """Whether the search is at home in a document: near to it, `LEADING` of its hits of it.

    In a small index the first hits of a question on something else are of one document, too.
    """
    if not context.results:
        return False
    results = context.results[0]
    close = results.evidence.get("plain_dense", 0.0) >= load_weights().thresholds.near
    return close and sum(h.document_id == document.id for h in results.hits[:FIRST]) >= LEADING


def _is_moved(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether the search judged another clause than the one now in front for what it states.

    An item and the article over it are judged as one.
    """
    hits = context.results[0].hits if context.results else ()
    if not hits or hits[0].clause_id == clause.id:
        return False
    judged = next((c for c in document.clauses if c.id == hits[0].clause_id), None)
    if judged is None:
        return True
    shorter, longer = sorted((judged.path, clause.path), key=len)
    return longer[: len(shorter)] != shorter


def asks_abroad(context: Context) -> bool:
    """Whether a question asks for the rule of a country or city abroad: 东京低保怎么转.

    Who studied or was born there asks for the rule at home.
    """
    return bool(pattern("understanding", "abroad").search(fold(context.question.text)))


def _is_of_abroad(document: PolicyDocument) -> bool:
    """Whether a text is on what people do abroad: 「在泰国被导游逼着购物」 asks for it."""
    return bool(pattern("references", "of_abroad").search(search_form(document.title)))


def goes_on(context: Context, found: Sequence[tuple[Hit, PolicyDocument, Clause]]) -> bool:
    """Whether a detail of the last matter is found in the clause that was just cited for it."""
    slot = context.conversation.clause
    if context.understanding.follow is not Follow.DETAIL or slot is None or not found:
        return False
    return slot.source == "answer" and slot.value == found[0][2].id


def shares_a_word(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether clause, heading or title have a word of the question, or an official one for it.

    A question without such words is not judged by them, nor is one that goes on in the document
    of the talk (「提前几天通知」), whose matter was named before.
    """
    words = matter_words(context)
    if is_of_the_talk(context, document):
        return True
    above = document.clause_by_id(clause.parent_id) if clause.parent_id else clause
    over = above.body.of(document.text)  # an item is read with the line over it
    printed = search_form(document.title + clause.heading + over + clause.span.of(document.text))
    return not words or any(word in printed for word in words)


def is_of_the_talk(context: Context, document: PolicyDocument) -> bool:
    """Whether a question goes on in the document that the talk is about."""
    home = context.conversation.document
    return home is not None and home.value == document.id and context.conversation.topic is not None


def prints_own_matter(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether a clause prints a word of the matter that the title does not already have.

    All clauses of a document share its place and its title's matter: 「重庆搬迁户的小孩读书归谁管」
    is not answered by a clause on businesses of the same people.
    """
    form = search_form(context.search_text or context.question.text)
    title = search_form(document.title)
    asked = [
        (word, *expand(word))
        for word in content_words(form)
        if len(word) > 1 and not is_empty_word(word) and not find_places(word)
    ]
    own = [names for names in asked if not any(name in title for name in names)]
    printed = search_form(clause.heading + clause.span.of(document.text))
    return not own or any(name in printed for names in own for name in names)


def names_head(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether a clause prints a word of the thing asked for; True where the question names none.

    「门票怎么买」 after 的 asks for 门票; who is asked about (公司, 老人) is no thing.
    """
    form = search_form(standard_words(context.search_text or context.question.text))
    match = pattern("understanding", "head").search(form)
    if match is None:
        return True
    people = pattern("understanding", "no_benefit")
    found = [w for w in content_words(match["head"]) if len(w) > 1 and not is_empty_word(w)]
    if found and people.fullmatch(found[0]):  # 老人没人照顾: what follows is said of them
        return True
    words = [word for word in found if not people.fullmatch(word)]
    under = "".join(c.span.of(document.text) for c in document.clauses if c.parent_id == clause.id)
    printed = search_form(document.title + clause.heading + clause.span.of(document.text) + under)
    ending = pattern("understanding", "spoken_ending")
    names = {name for word in words for name in (ending.sub("", word), *expand(word))}
    return not words or any(name in printed for name in names)


def is_about(context: Context, document: PolicyDocument) -> bool:
    """Whether a question names the document, its place, or the matter in its title."""
    if document.id in context.understanding.documents:
        return True
    place = context.place
    if place and place_relation(place, document.jurisdiction) >= PlaceRelation.WIDER:
        return True
    title = search_form(document.title)
    types = pattern("references", "types")
    return any(
        len(word) > 1 and word in title and not types.search(word) and not is_empty_word(word)
        for word in content_words(search_form(context.search_text or context.question.text))
    )


def surer(context: Context, results: ResultSet, first: Found) -> float:
    """Answerability of the search with `first` in front.

    The search judged its own first hit, and an item without the line over it. A figure that it
    misses counts no longer where the question asks for none, or where `first` states it.
    """
    best = results.hits[0] if results.hits else None
    if best is None or not results.evidence:
        return results.answerability
    _, document, clause = first
    over = above_all(document, clause)[:1]
    unread = best.clause_id != clause.id or any(is_lead_in(document, above) for above in over)
    unread = unread or bool(later_paragraphs(document, clause))
    sought = sought_facts(context)
    stated = unread and bool(sought) and sought_in(first, sought)
    if not results.evidence.get("missing_quantity") or not (stated or not _asks_figure(context)):
        return results.answerability
    evidence = Evidence(**{**results.evidence, "missing_quantity": 0.0})
    return max(results.answerability, probability(evidence, load_weights().answerability))


def _asks_figure(context: Context) -> bool:
    """Whether a number is asked for: 「比例封不封顶」 speaks of one and asks whether."""
    folded = fold(context.search_text or context.question.text)
    return bool(pattern("understanding", "asks_figure").search(folded))
