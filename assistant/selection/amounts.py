"""Figures that are asked for (money, a rate, a date …) and that a clause may not give."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.context import Context, Follow, Selected, Want
from assistant.lexicon import load_lexicon, matching, pattern
from assistant.messages import say
from assistant.selection.aspects import NEAREST, asked_aspects, lacking, tells
from assistant.selection.benefits import named_benefit
from assistant.selection.companions import (
    announcing,
    followers,
    is_lead_in,
    later_paragraphs,
    prose_beside,
)
from assistant.selection.outcome import refuse
from assistant.selection.pairs import lacks_a_thing, lacks_the_period
from assistant.sentences import sentences_of, states
from assistant.steps.understand import is_empty_word, standard_words
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_form
from index.lay_terms import expand
from index.tokenizer import content_words

_MONEY = "money"
LEAST_WORDS = 2
"""Words of the matter that a sentence elsewhere must share with the found clause."""


def amount_is_missing(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether the question is for a figure alone and the clause gives none of its kind.

    A lead-in is read with what it announces, a paragraph of running prose with those beside it
    (「当日启用」 after the paragraph with the date). A money question without a plain kind (标准是
    多少) is content with any amount.
    """
    wants = context.understanding.wants
    under = [c for c in document.clauses if c.parent_id == clause.id]
    above = announcing(document, clause)
    clauses = [clause, *(followers(document, clause) if is_lead_in(document, clause) else ())]
    clauses = [above, *clauses] if above else clauses  # 「处三万元罚款：」 over the item
    words = "\n".join(c.span.of(document.text) for c in clauses)
    beside = "\n".join(c.span.of(document.text) for c in prose_beside(document, clause))
    with_items = words + "\n".join(c.span.of(document.text) for c in under)
    nearest = _nearest_words(context, document, [*clauses, *under])
    if (
        lacks_a_thing(context, words)
        or lacks_the_period(context, words)
        or lacking(context, with_items)
        or lacking(context, nearest, NEAREST)
    ):
        return True
    if wants & {Want.LIST, Want.WHO, Want.HOW}:
        return False
    if asks_only_when(context) and not _tells_when(context, words + beside):
        return True
    kinds = asked_figures(context)
    if kinds:
        given = any(gives_figure(words, kind) for kind in kinds) and counts_noun(context, words)
        if _MONEY in kinds:
            paid = _without_late_fees(context, words)
            given = given and any(gives_figure(paid, kind) for kind in kinds)
            given = given and _prints_payment(context, document, with_items)
        return not given or _is_of_another_matter(context, document, clauses, kinds)
    if Want.AMOUNT in wants:
        return not states(words, Want.AMOUNT)
    outright = pattern("understanding", "how_many").search(fold(context.question.text))
    said = "\n".join(c.heading + c.body.of(document.text) for c in [*clauses, *under])
    return bool(outright) and not pattern("references", "any_number").search(fold(said))


def _nearest_words(context: Context, document: PolicyDocument, clauses: Sequence[Clause]) -> str:
    """The sentences with most words of the matter, each with the one after it."""
    topic = matter_words(context)
    spans = [span for clause in clauses for span in sentences_of(document, clause)]
    forms = [search_form(span.of(document.text)) for span in spans]
    counts = [sum(word in form for word in topic) for form in forms]
    most = max(counts, default=0)
    near = {i + step for i, count in enumerate(counts) if count == most for step in (0, 1)}
    return "\n".join(form for i, form in enumerate(forms) if i in near)


def asked_figures(context: Context) -> tuple[str, ...]:
    """Kinds of figures that the question asks for in plain words: money, a rate, a date."""
    at_place = context.understanding.follow is Follow.PLACE
    text = context.standalone if at_place else context.question.text
    folded = standard_words(fold(text))
    return matching("understanding", "figures", folded)


def gives_figure(words: str, kind: str) -> bool:
    """Whether words state a figure of a kind.

    >>> gives_figure("每人每月补贴300元", "money"), gives_figure("不低于1倍的经费保障", "money")
    (True, False)
    >>> gives_figure("4.帮助企业解决员工住宿", "count")
    False
    """
    unmarked = pattern("references", "item_mark").sub("", fold(words))
    return bool(pattern("references", "figures", kind).search(unmarked))


def asks_only_when(context: Context) -> bool:
    """Whether the question's own words ask for a time and for nothing else."""
    folded = standard_words(fold(context.question.text))
    asked = pattern("understanding", "wants", "when").search(folded)
    return bool(asked) and context.understanding.wants == {Want.WHEN}


def _tells_when(context: Context, words: str) -> bool:
    """Whether words state a time, and a point in time where 什么时候 asks for one."""
    point = pattern("understanding", "asks_moment").search(fold(context.question.text))
    moment = not point or bool(pattern("references", "moment").search(fold(words)))
    return moment and states(words, Want.WHEN)


def asked_unit(context: Context) -> str | None:
    """The unit in which the question asks for a number (多少项 → 项); None without one."""
    folded = standard_words(fold(context.question.text))
    match = pattern("understanding", "unit").search(folded)
    return next((unit for unit in match.groupdict().values() if unit), None) if match else None


def gives_unit(words: str, unit: str) -> bool:
    """Whether words state a number with a unit.

    >>> gives_unit("对130项做法予以表扬", "项"), gives_unit("第五次督查的3个项目", "项")
    (True, False)
    """
    counted = load_lexicon("references")["counted"].replace("UNIT", unit)
    return bool(re.search(counted, fold(words)))


def counts_noun(context: Context, words: str) -> bool:
    """Whether words give a number of the very things that are counted (多少学位); True for none."""
    match = pattern("understanding", "counted_noun").search(fold(context.question.text))
    if match is None:
        return True
    near = load_lexicon("references")["counted_thing"].replace("NOUN", re.escape(match["noun"]))
    return bool(re.search(near, fold(words)))


def _is_of_another_matter(
    context: Context, document: PolicyDocument, clauses: Sequence[Clause], kinds: Sequence[str]
) -> bool:
    """Whether only sentences without a word of the matter give figures, and others have them.

    A clause may help the matter in one sentence and state an amount for another in the next. A
    follow-up that names no matter (「几天」) asks for whatever figure the clause has.
    """
    own = pattern("follow_ups", "how_many").sub(" ", standard_words(fold(context.question.text)))
    if context.understanding.follow is Follow.DETAIL and not words_of(own):
        return False
    topic = named_payment(context) or matter_words(context)
    forms = [
        search_form(span.of(document.text))
        for clause in clauses
        for span in sentences_of(document, clause)
    ]
    about = [i for i, form in enumerate(forms) if any(word in form for word in topic)]
    giving = [i for i, form in enumerate(forms) if any(gives_figure(form, k) for k in kinds)]
    near = {i for place in about for i in (place, place + 1)}  # 「其标准为…」 follows its matter
    return bool(about) and bool(giving) and not near & set(giving)


def _prints_payment(context: Context, document: PolicyDocument, words: str) -> bool:
    """Whether a clause or its document's title prints the payment asked for; True for none."""
    return prints_one(document.title + words, named_payment(context))


def _without_late_fees(context: Context, words: str) -> str:
    """Words without those on fees for paying late: that none is taken is not the price itself."""
    late = pattern("references", "late_fee")
    asked = pattern("references", "late").search(fold(context.question.text))
    return words if asked else late.sub("", fold(words))


def prints_one(words: str, names: Collection[str]) -> bool:
    """Whether words print one of some names; True where there are no names."""
    return not names or any(name in search_form(words) for name in names)


def named_payment(context: Context) -> set[str]:
    """Words for the payment that a question names (高龄津贴, 奖学金), official ones included."""
    form = search_form(standard_words(fold(context.search_text or context.question.text)))
    payment = pattern("understanding", "payment").search(form)
    name = named_benefit(context) or (payment[0] if payment else None)
    return {name, *expand(name)} if name else set()


def matter_words(context: Context) -> set[str]:
    """Words of two characters and more that say what is asked about, official ones included."""
    return words_of(context.search_text or context.question.text)


def words_of(text: str) -> set[str]:
    """The same of any text."""
    form = search_form(standard_words(fold(text)))
    words = {w for w in content_words(form) if len(w) > 1 and not is_empty_word(w)}
    return words | {term for term in expand(form) if len(term) > 1}


def clause_with_figure(context: Context, document: PolicyDocument, clause: Clause) -> Clause | None:
    """Another clause of the same document whose sentence gives the asked figure for the matter.

    The sentence must have all words of the matter that the found clause has, two at least.
    """
    kinds = asked_figures(context) or (("date",) if asks_only_when(context) else ())
    here = search_form(clause.span.of(document.text))
    bounds = pattern("understanding", "bound_in_time")
    words = [w for w in matter_words(context) if w in here and not bounds.fullmatch(w)]
    if not kinds or len(words) < LEAST_WORDS:
        return None
    for other in document.clauses:
        for span in sentences_of(document, other) if other is not clause else ():
            form = search_form(span.of(document.text))
            if all(w in form for w in words) and any(gives_figure(form, k) for k in kinds):
                return other
    return None


def paragraph_with_figure(
    context: Context, document: PolicyDocument, clause: Clause
) -> Clause | None:
    """A later paragraph of the article that gives the asked figure for its items or first words."""
    kinds = asked_figures(context)
    return next(
        (
            other
            for other in later_paragraphs(document, clause)
            if any(gives_figure(other.span.of(document.text), kind) for kind in kinds)
        ),
        None,
    )


def refuse_figure(context: Context, related: Sequence[Selected]) -> Context:
    """Say that no figure of the asked kind is written; the near clauses are shown.

    Where the nearest clause, or a near one of its document, does give one, for something else or
    in another sentence, nothing is claimed of the text.
    """
    wants = context.understanding.wants
    number = Want.NUMBER in wants and Want.AMOUNT not in wants
    rest = "date" if asks_only_when(context) else "count" if number else "money"
    kind = next(iter((*asked_figures(context), *asked_aspects(context))), rest)
    nearest = [item for item in related if item.document.id == related[0].document.id]
    if any(_tells_of_kind(words, kind) for item in nearest if (words := _whole(item))):
        return refuse(context, "no_content_related", related)
    if kind == "money":
        return refuse(context, "amount_not_given", related)
    name = say(f"figure_{kind}", context.script)
    return refuse(context, "figure_not_given", related, figure=name)


def _whole(item: Selected) -> str:
    """All that the clause of a selected passage says, with what stands under it."""
    if item.clause is None:
        return ""
    under = [c for c in item.document.clauses if c.parent_id == item.clause.id]
    return "\n".join(c.span.of(item.document.text) for c in (item.clause, *under))


def _tells_of_kind(words: str, kind: str) -> bool:
    """Whether words give a figure or another fact of a kind."""
    if kind in load_lexicon("references")["aspects"]:
        return tells(words, kind)
    return gives_figure(words, kind) or (kind == "date" and states(words, Want.WHEN))
