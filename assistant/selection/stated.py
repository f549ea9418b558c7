"""The clause that states what is asked for goes before one that is only about the matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile

from assistant.context import Context, Found, Kind, Want
from assistant.lexicon import pattern
from assistant.selection.acts import asked_act, gives_act, is_done_at, recipient_act
from assistant.selection.addressees import asked_groups, is_for
from assistant.selection.amounts import (
    asked_figures,
    asked_unit,
    gives_figure,
    gives_unit,
    named_payment,
    prints_one,
)
from assistant.selection.aspects import asked_aspects, tells
from assistant.selection.benefits import named_benefit, names_benefit
from assistant.selection.city_class import class_tests
from assistant.selection.companions import is_lead_in, later_paragraphs
from assistant.selection.counted import tells_all
from assistant.selection.limits import limit_facts, limit_tests
from assistant.selection.named_things import asked_institutions, asked_role, prints_institution
from assistant.sentences import sentences_of, states
from assistant.terms import circumscribed_term, circumscribes, defines, term_of
from assistant.trust import trusted_span
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_form

STATES = 0.8
"""Share of the best score from which a clause that states the asked kind of fact goes first."""
TELLS = 0.7
"""The same for conditions, papers and the like: few clauses state them, many name the matter."""
PAST_TERMS = 0.6
"""The same past a clause that only tells the purpose, the scope or the terms of its text."""
RULES = 0.94
"""Share of the best score from which any other clause goes before such a one."""
COUNTS = 0.6
"""The same for a clause with a number in the very unit that is asked for (多少项)."""
LEAVE = 0.9
"""The same for a clause that allows or forbids, and for a rule past the penalty for breaking it."""
PENALTY = 0.7
"""The same for a list of what is punished, where the question is how something is punished."""
ADDRESSED = 0.6
"""The same for a clause on the people whom the question is about, past one on others."""
NAMES = 0.5
"""The same for a clause that names the benefit that is asked for: another one is no answer."""
COVERS = 0.6
"""Least share of the best clause's word coverage that such a clause must have."""
AIMS = 0.8
"""The same for a section of aims, where aims are asked for."""
PRINTED = 0.9
"""The same for a clause that prints the institution that is asked for by name."""
SUBJECT = 0.9
"""The same for a penalty of those with whom the question begins (专利代理机构有下列…)."""
LONGEST_SUBJECT = 16
SAME_SUBJECT = 4
"""Characters that the beginning of a clause shares with that of a question on the same subject."""
SPECIFIC = 0.97
"""Share of the best score from which a rule goes before a general aim."""

_MONEY = "money"
_FIGURES = {Want.AMOUNT, Want.NUMBER, Want.WHEN}

Test = Callable[[Found], bool]


def stating_first(context: Context, allowed: Sequence[Found]) -> list[Found]:
    """The hits, the first one that states what is asked for moved to the front.

    Only a hit that is nearly as good as the best is moved, and only past one that states no
    such thing: a receipt of a letter, a general aim, a clause without the asked figure, time,
    reason or place.
    """
    found = list(allowed)
    for test, share in _tests(context, allowed):
        found = _moved(found, test, share)
    return found


def _moved(found: list[Found], test: Test, share: float) -> list[Found]:
    if not found or test(found[0]):
        return found
    best = found[0][0]
    for item in found[1:]:
        said = item[0].coverage >= COVERS * best.coverage or item[0].dense > best.dense
        if said and item[0].score >= share * best.score and test(item):
            return [item, *(other for other in found if other is not item)]
    return found


def _shared_beginning(context: Context, item: Found) -> int:
    """How many characters the beginnings of question and clause share: whom both speak of."""
    question = search_form(context.search_text or context.question.text)
    clause = search_form(item[2].body.of(item[1].text).lstrip()[:LONGEST_SUBJECT])
    same = (one == other for one, other in zip(question, clause, strict=False))
    return sum(1 for _ in takewhile(bool, same))


def _tests(context: Context, found: Sequence[Found]) -> list[tuple[Test, float]]:
    """What the first clause must be, with how near a better one has to stand."""
    tests: list[tuple[Test, float]] = [(_is_no_receipt, STATES)]
    sought = sought_facts(context)
    if sought:
        share = TELLS if asked_aspects(context) else STATES
        share = PAST_TERMS if found and _tells_terms(found[0]) else share
        tests.append((lambda item: sought_in(item, sought), share))
    if context.understanding.kind is not Kind.DEFINITION:
        tests.append((lambda item: not _tells_terms(item), RULES))
    act = asked_act(context.search_text or context.question.text)
    if act:
        tests.append((lambda item: sought_in(item, [partial(gives_act, act=act)]), STATES))
    unit = asked_unit(context)
    if unit:
        tests.append((lambda item: sought_in(item, [partial(gives_unit, unit=unit)]), COUNTS))
    every = tells_all(context)
    if every:
        tests.append((lambda item: sought_in(item, [every]), COUNTS))
    counted = bool(context.understanding.wants & _FIGURES)
    folded = fold(context.question.text)
    if pattern("understanding", "asks_aims").search(folded):
        tests.append((lambda item: not _is_no_aim(item), AIMS))
    elif not counted:
        tests.append((_is_no_aim, SPECIFIC))
    named = [*_tests_of_names(context), *limit_tests(context), *class_tests(context)]
    return [*tests, *_tests_of_rules(context, found, folded), *named]


def _tests_of_rules(
    context: Context, found: Sequence[Found], folded: str
) -> list[tuple[Test, float]]:
    """Leave and penalties: what a question asks of them, and no penalty where none is asked for."""
    tests: list[tuple[Test, float]] = []
    if pattern("understanding", "asks_leave").search(folded):
        tests.append((_gives_leave, LEAVE))
    if not pattern("understanding", "asks_penalty").search(folded):
        tests.append((_is_no_penalty, LEAVE))
    elif pattern("understanding", "asks_fine").search(folded):
        tests.append((_punishes, PENALTY))
    if pattern("understanding", "asks_penalty").search(folded):
        punishing = [item for item in found if not _is_no_penalty(item)]
        best = max((_shared_beginning(context, item) for item in punishing), default=0)
        if best >= SAME_SUBJECT:
            tests.append(
                (
                    lambda item: (
                        not _is_no_penalty(item) and _shared_beginning(context, item) == best
                    ),
                    SUBJECT,
                )
            )
    return tests


def _tests_of_names(context: Context) -> list[tuple[Test, float]]:
    """What must be named: an institution, the people whom the question is about, a benefit."""
    tests: list[tuple[Test, float]] = []
    names = asked_institutions(context)
    if names:
        tests.append(
            (lambda item: all(prints_institution(*item[1:], name) for name in names), PRINTED)
        )
    role = asked_role(context)
    if role:
        tests.append((lambda item: _names_role(item, role), PRINTED))
    groups = asked_groups(context)
    if groups:
        tests.append((lambda item: all(is_for(*item[1:], group) for group in groups), ADDRESSED))
    benefit = named_benefit(context)
    if benefit:
        tests.append((lambda item: names_benefit(item[1], item[2], benefit), NAMES))
    return tests


def sought_facts(context: Context) -> tuple[Callable[[str], bool], ...]:
    """Tests on words for the kinds of fact that a question asks for; any of them will do."""
    wants = context.understanding.wants
    if context.understanding.kind is Kind.DEFINITION:
        return (partial(defines, term=term_of(context.question.text)),)
    kinds = asked_figures(context)
    if kinds:
        names = named_payment(context) if kinds == (_MONEY,) else set()
        given = tuple(partial(_gives, kind=kind, names=frozenset(names)) for kind in kinds)
        return limit_facts(context, kinds) or given
    folded = fold(context.question.text)
    aims = pattern("understanding", "asks_aims").search(folded)
    if aims and pattern("understanding", "how_many").search(folded):
        return (_gives_number,)  # 五年目标是多少
    aspects = asked_aspects(context)
    if aspects:
        return _of_aspects(context, aspects)
    meant = circumscribed_term(context.question.text)
    if meant and Want.LIST in wants:
        return (partial(circumscribes, term=meant),)
    asked: list[Want] = [want for want in (Want.WHEN, Want.REASON, Want.WHERE) if want in wants]
    if context.understanding.kind is Kind.RESPONSIBILITY:
        asked.append(Want.WHO)
    return tuple(partial(_says, want=want) for want in asked[:1])


def _of_aspects(context: Context, aspects: Sequence[str]) -> tuple[Callable[[str], bool], ...]:
    act = recipient_act(context.question.text)
    if act and "recipient" in aspects:
        return (partial(is_done_at, act=act),)
    return tuple(partial(tells, aspect=aspect) for aspect in aspects)


def _gives_number(words: str) -> bool:
    return bool(pattern("references", "any_number").search(fold(words)))


def _gives(words: str, *, kind: str, names: frozenset[str]) -> bool:
    """Whether words give a figure of a kind, and name the payment that it is asked for."""
    return gives_figure(words, kind) and prints_one(words, names)


def _names_role(item: Found, role: str) -> bool:
    """Whether a clause's own words, or those of the line over it, name whom somebody wants to be.

    A chapter's heading names all whom its articles are about.
    """
    clauses = [item[2], *above_all(item[1], item[2])[:1]]
    return any(role in search_form(clause.body.of(item[1].text)) for clause in clauses)


def _says(words: str, *, want: Want) -> bool:
    return states(words, want)


def sought_in(item: Found, sought: Sequence[Callable[[str], bool]]) -> bool:
    """Whether a clause (its heading included) states one of the sought facts."""
    _, document, clause = item
    words = clause.heading + trusted_span(document, clause).of(document.text)
    above = document.clause_by_id(clause.parent_id) if clause.parent_id else None
    if above is not None and is_lead_in(document, above):
        words += above.span.of(document.text)  # an item is read with what announces it
    words += "".join(c.span.of(document.text) for c in later_paragraphs(document, clause))
    return any(test(words) for test in sought)


def _tells_terms(item: Found) -> bool:
    """Whether a clause tells the purpose, the scope or the terms of its text, and rules nothing.

    All its sentences are such, or explain one term after another.
    """
    if pattern("references", "of_scope").search(fold(item[2].heading)):
        return True
    words = [fold(span.of(item[1].text)) for span in sentences_of(item[1], item[2])]
    opens = pattern("references", "own_terms")
    return bool(words) and all(opens.search(sentence) for sentence in words)


def _is_no_receipt(item: Found) -> bool:
    """Whether a clause is more than 「…的请示收悉，现函复如下：」."""
    _, document, clause = item
    words = fold(clause.span.of(document.text)).strip()
    receipt = not clause.path and pattern("references", "receipt").search(words)
    return not (receipt and is_lead_in(document, clause))


def _gives_leave(item: Found) -> bool:
    """Whether a clause allows, supports or forbids something."""
    words = trusted_span(item[1], item[2]).of(item[1].text)
    over = [clause.body.of(item[1].text) for clause in above_all(item[1], item[2])[:1]]
    return any(pattern("references", "leave").search(fold(own)) for own in (words, *over))


def _is_no_penalty(item: Found) -> bool:
    """Whether a clause is no list of what is punished, nor an item of one."""
    clauses = [item[2], *above_all(item[1], item[2])[:1]]
    words = [fold(clause.body.of(item[1].text)) for clause in clauses]
    return not any(pattern("references", "penalty").search(own) for own in words)


def _punishes(item: Found) -> bool:
    """Whether a clause is of a list of what is punished, or sets a fine or the like itself."""
    words = fold(item[2].span.of(item[1].text))
    return not _is_no_penalty(item) or bool(pattern("references", "sanctions").search(words))


def _is_no_aim(item: Found) -> bool:
    """Whether a clause rules something and is no guiding idea or general aim."""
    _, document, clause = item
    headings = [clause.heading, *(c.heading for c in above_all(document, clause))]
    return not any(pattern("references", "aims").search(fold(heading)) for heading in headings)


def above_all(document: PolicyDocument, clause: Clause) -> list[Clause]:
    """The clauses that one stands under, the nearest first."""
    above = []
    while clause.parent_id:
        clause = document.clause_by_id(clause.parent_id)
        above.append(clause)
    return above
