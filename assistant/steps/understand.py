"""understand: read kind, wants, places, bodies, document and clause out of the words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assistant.clause_names import ClauseName, find_clause_name
from assistant.context import Context, Kind, Understanding, Want
from assistant.document_names import (
    DocumentName,
    by_place_and_type,
    by_year_and_type,
    find_document_name,
)
from assistant.lexicon import load_lexicon, names, pattern
from assistant.messages import say
from assistant.model import Notice
from assistant.separable import joined_verbs
from assistant.steps.asked_tasks import asks_for_tasks
from assistant.years import asked_years
from corpus.departments import find_departments
from corpus.model import Jurisdiction, Level, PolicyDocument
from corpus.normalize import fold
from corpus.places import find_place_mentions, find_places, lookup
from index.ranking import place_relation
from index.tokenizer import cut

_MASK = "〔"
"""With what a masked number begins."""


def run(context: Context) -> Context:
    """Add the Understanding of the question's own words."""
    if context.done:
        return context
    found = understand(context.question.text, context.documents)
    if not found.years:
        found = replace(found, years=asked_years(fold(context.question.text), context.as_of))
    if not found.places and context.question.place:
        chosen = _chosen_place(context.question.place)
        found = replace(found, places=(chosen,) if chosen else ())
        if chosen is None:
            place = context.question.place
            text = say("notice_unknown_place", context.script, place=place)
            unknown = Notice(kind="unknown_place", text=text)
            context = replace(context, notices=(*context.notices, unknown))
    if not found.places and not found.documents and not found.national:
        found = replace(found, places=_by_institution(fold(context.question.text)))
    return replace(context, understanding=found)


def _chosen_place(name: str) -> Jurisdiction | None:
    """The place that is chosen beside a question, by its name or in full (湖南省郴州市)."""
    return lookup(name) or next(iter(find_places(name)[-1:]), None)


def _by_institution(folded: str) -> tuple[Jurisdiction, ...]:
    """The place with laws of its own whose bodies or papers a question names (户政事务所)."""
    found = (
        lookup(name)
        for name in names("understanding", "institutions")
        if pattern("understanding", "institutions", name).search(folded)
    )
    return tuple(place for place in found if place)[:1]


def understand(text: str, documents: tuple[PolicyDocument, ...]) -> Understanding:
    """Read one question without its conversation."""
    folded = standard_words(fold(text))
    named = find_document_name(text, documents)
    rest = _without(folded, (fold(words) for words in named.words))
    clause = find_clause_name(re.sub(r"\s", "", rest))
    places = _asked_places(rest)
    bodies = tuple(mention.text for mention in find_departments(rest))
    classes = pattern("understanding", "generic_bodies").search(rest)
    if not bodies and classes:
        bodies = (classes[0],)
    facts = tuple(
        name for name in names("understanding", "document") if _says("document", name, rest)
    )
    asking = [m.group() for m in pattern("understanding", "document", "source").finditer(rest)]
    topic = topic_of(rest, clause.words, bodies, asking)
    listed = bool(pattern("understanding", "items").search(rest))
    if not named.ids and not named.missing and (facts or listed or clause.markers):
        named = replace(named, ids=by_place_and_type(rest, topic, places, documents))
    if not named.ids and not named.missing:
        named = replace(named, ids=by_year_and_type(rest, documents))
    if len(places) > 1 and not _wants(Want.COMPARE, rest) and _in_one_title(places, documents):
        places = ()
    if len(places) > 1 and not _side_by_side(rest):
        places = _one_of(places, documents)
    found = Understanding(
        wants=frozenset(want for want in Want if _wants(want, rest)),
        facts=facts,
        topic=topic,
        places=places,
        departments=bodies,
        documents=named.ids,
        missing_document=named.missing,
        corrected_number=named.corrected,
        markers=clause.markers,
        paragraph=clause.paragraph,
        also_what=bool(pattern("understanding", "also_what").search(rest)),
        national=bool(pattern("understanding", "national").search(rest)),
        years=asked_years(rest),
    )
    return replace(found, kind=_kind(found, rest, named, clause))


def _asked_places(rest: str) -> tuple[Jurisdiction, ...]:
    """Places whose rules are asked for: not where a thing or a person comes from (台湾产的).

    Who goes from Hong Kong to the mainland asks for the rules of the mainland.
    """
    origins = [
        rest[m.span.start : m.span.end]
        for m in find_place_mentions(rest)
        if pattern("understanding", "origin").search(rest[m.span.end :])
    ]
    places = find_places(_without(rest, origins))
    left = bool(pattern("understanding", "to_mainland").search(rest))
    return tuple(
        place
        for place in places
        if place.level is not Level.NATIONAL
        and not (left and pattern("understanding", "apart").search(place.name))
    )


def _side_by_side(folded: str) -> bool:
    """Whether several places are named to be compared (郴州和重庆), not to tell a story."""
    if _wants(Want.COMPARE, folded):
        return True
    mentions = find_place_mentions(folded)
    between = [folded[a.span.end : b.span.start] for a, b in pairwise(mentions)]
    return any(pattern("understanding", "and").fullmatch(words.strip()) for words in between)


def _in_one_title(places: tuple[Jurisdiction, ...], documents: tuple[PolicyDocument, ...]) -> bool:
    """Whether the title of a document names all the places: they are its matter (粤澳合建)."""
    named = {place.name for place in places}
    return any(named <= _title_places(document.title) for document in documents)


@lru_cache(maxsize=4096)
def _title_places(title: str) -> frozenset[str]:
    return frozenset(place.name for place in find_places(fold(title)))


def _one_of(
    places: tuple[Jurisdiction, ...], documents: tuple[PolicyDocument, ...]
) -> tuple[Jurisdiction, ...]:
    """The one place that has documents; else the one named first."""
    held = [p for p in places if any(place_relation(p, d.jurisdiction) >= 3 for d in documents)]
    return (held[0] if len(held) == 1 else places[0],)


def standard_words(folded: str) -> str:
    """Dialect words of asking as standard ones.

    >>> standard_words("边个部门负责，几多钱")
    '哪个部门负责，多少钱'
    """
    if _MASK in folded:
        folded = pattern("personal_data", "masked").sub("", folded)
    for words, standard in load_lexicon("colloquial")["replace"].items():
        folded = folded.replace(words, standard)
    return joined_verbs(folded)


def replaced_names(folded: str) -> tuple[str, ...]:
    """Names of kinds of bodies that `standard_words` exchanges: documents may print either.

    >>> replaced_names("边个主管机关")
    ('主管机关',)
    """
    names_of_bodies = load_lexicon("colloquial")["bodies"]
    return tuple(name for name in names_of_bodies if name in folded)


def topic_of(folded: str, *used: Iterable[str]) -> str:
    """What a question is about: its words without places, references and words of asking."""
    rest = _without(folded, (words for group in used for words in group))
    for mention in reversed(find_place_mentions(rest)):
        rest = rest[: mention.span.start] + " " + rest[mention.span.end :]
    # what is set in quotation marks is a term, whatever words it is made of (“标准地”)
    kept = re.findall(r"“([^“”]{2,20})”", rest)
    kept += [match.group() for match in pattern("understanding", "kept").finditer(rest)]
    rest = _without(rest, kept)
    rest = pattern("understanding", "empty_phrases").sub(" ", rest)
    empty = _empty_words()
    left = [w for w in cut(rest) if w not in empty and any(c.isalnum() for c in w)]
    return "".join((*kept, *left))


@lru_cache(maxsize=1)
def _empty_words() -> frozenset[str]:
    return frozenset(load_lexicon("understanding")["empty_words"].split())


def is_empty_word(word: str) -> bool:
    """Whether a word carries no topic (Simplified)."""
    return word in _empty_words()


def _without(folded: str, words: Iterable[str]) -> str:
    for piece in words:
        folded = folded.replace(piece, " ")
    return folded


def _says(group: str, name: str, folded: str) -> bool:
    return bool(pattern("understanding", group, name).search(folded))


def _wants(want: Want, folded: str) -> bool:
    return _says("wants", want.value, folded)


def _kind(found: Understanding, folded: str, named: DocumentName, clause: ClauseName) -> Kind:
    """The kind that decides how clauses are found; the first rule that holds."""
    about_document = set(found.facts) - {"overview", "source"}
    rules: tuple[tuple[bool, Kind], ...] = (
        (bool(clause.markers) or bool(clause.paragraph and named.ids), Kind.LOOKUP),
        (asks_for_tasks(found, folded), Kind.TASKS),
        (bool(pattern("understanding", "catalog").search(folded)), Kind.CATALOG),
        (bool(named.ids) and bool(about_document), Kind.DOCUMENT),
        (bool(named.ids) and "overview" in found.facts and len(found.topic) < 3, Kind.DOCUMENT),
        (bool(about_document - {"effective"}) and _names_a_type(folded), Kind.DOCUMENT),
        ("effective" in found.facts and _asks_force(folded), Kind.DOCUMENT),
        (_compares(found), Kind.COMPARISON),
        (_asks_for_items(found, folded), Kind.ENUMERATION),
        (Want.DEFINITION in found.wants, Kind.DEFINITION),
        (_only_a_place(found, folded), Kind.CATALOG),
        (Want.WHO in found.wants and not _asks_for_others(folded), Kind.RESPONSIBILITY),
    )
    return next((kind for holds, kind in rules if holds), Kind.CONTENT)


def _asks_for_others(folded: str) -> bool:
    """Whether 谁 is not the body that answers for a thing.

    「由谁请领」「谁可以申请」 ask who gets it, 「交给哪个单位」 to whom it goes.
    """
    to_whom = pattern("understanding", "aspects", "recipient").search(folded)
    return bool(to_whom or pattern("understanding", "for_whom").search(folded))


def _asks_force(folded: str) -> bool:
    """「那套补助政策到哪天作废」: the force of a text that is told by what it is about."""
    return bool(pattern("understanding", "force_of_text").search(folded))


def _names_a_type(folded: str) -> bool:
    types, words = pattern("references", "types"), pattern("references", "demonstrative")
    return bool(types.search(folded) or words.search(folded))


def _compares(found: Understanding) -> bool:
    if len(found.places) > 1:
        return True
    return Want.COMPARE in found.wants and found.national and len(found.places) == 1


def _asks_for_items(found: Understanding, folded: str) -> bool:
    asked = pattern("understanding", "items").search(folded)
    mentioned = pattern("understanding", "mentions").search(folded)
    return bool(mentioned or (asked and Want.LIST in found.wants and len(found.topic) < 3))


def _only_a_place(found: Understanding, folded: str) -> bool:
    """「成都有什么政策」: a place, no matter, and a word for policies."""
    policies = pattern("understanding", "policies").search(folded)
    told = found.wants & {Want.WHEN, Want.AMOUNT}  # 「顺义这些措施管到什么时候」
    return bool(found.places and policies and not (found.topic or found.documents or told))


def place_names(places: Iterable[Jurisdiction]) -> tuple[str, ...]:
    """Names of several places."""
    return tuple(place.name for place in places)
