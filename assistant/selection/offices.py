"""Lists of a body's members, line by line: who holds which office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Found
from assistant.lexicon import pattern
from assistant.selection.amounts import asked_figures
from assistant.sentences import sentences_of
from assistant.steps.understand import standard_words
from corpus.model import Clause, PolicyDocument, Span
from corpus.normalize import fold

LEAST = 2
"""Lines with a name and a post that make a list of members."""


def asked_office(context: Context) -> str | None:
    """The office whose holder is asked for (副主任有哪几位 → 副主任); None for other questions."""
    folded = re.sub(r"\s", "", standard_words(fold(context.question.text)))
    match = pattern("understanding", "asked_office").search(folded)
    if match is None or asked_figures(context):  # 「多久开一次，谁当召集人」 is for the rule
        return None
    return "".join(match[group] or "" for group in ("before", "a", "before2", "b"))


def is_roster(document: PolicyDocument, clause: Clause) -> bool:
    """Whether a clause is a list of members, a name and a post a line."""
    return len(member_spans(document, clause)) >= LEAST


def member_spans(document: PolicyDocument, clause: Clause) -> tuple[Span, ...]:
    """The lines of a clause that give a name and a post."""
    spans = sentences_of(document, clause)
    return tuple(span for span in spans if _read(document, span) is not None)


def holders(document: PolicyDocument, clause: Clause, office: str) -> tuple[Span, ...]:
    """The lines of those who hold an office: the one that begins with it and those below."""
    found: list[Span] = []
    holds = False
    for span in sentences_of(document, clause):
        line = _read(document, span)
        if line is None:
            holds = False
            continue
        named = re.sub(r"\s", "", line["office"] or "")
        holds = named == office if named else holds
        if holds:
            found.append(span)
    return tuple(found)


def holders_first(context: Context, found: Sequence[Found]) -> list[Found]:
    """The hits, before them the list of the best document that names who holds the office."""
    office = asked_office(context)
    if office is None or not found:
        return list(found)
    hit, document, _ = found[0]
    lists = (c for c in document.clauses if holders(document, c, office))
    meant = next(lists, None)
    if meant is None:
        return list(found)
    first = (replace(hit, clause_id=meant.id, span=meant.span), document, meant)
    return [first, *(item for item in found if item[2] is not meant)]


def lacks_office(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether an office is asked for and a list of members, found for it, does not have it."""
    office = asked_office(context)
    if office is None or not is_roster(document, clause):
        return False
    return not holders(document, clause, office)


def _read(document: PolicyDocument, span: Span) -> re.Match[str] | None:
    return pattern("references", "roster_line").match(fold(span.of(document.text)))
