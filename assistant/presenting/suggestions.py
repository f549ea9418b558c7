"""追问建议: follow-ups that the corpus can answer, and example questions drawn from it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.context import Context, Follow, Kind, Selected, Want
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.model import Status
from assistant.wording import place_name, short_name, shown
from corpus.model import Level
from corpus.normalize import fold

MOST = 4
"""Follow-ups offered at most."""


def suggestions_of(context: Context) -> tuple[str, ...]:
    """Questions worth asking next, at most `MOST`, none asked just now."""
    if context.status is Status.REFUSED_UNSAFE:
        return ()
    if context.draft is None:
        return tuple(_examples(context))[:MOST]
    offered = dict.fromkeys(_follow_ups(context, context.selection.chosen[0]))
    return tuple(text for text in offered if text != context.question.text)[:MOST]


def _follow_ups(context: Context, main: Selected) -> Iterator[str]:
    script, found = context.script, context.understanding
    if main.clause is None:
        if "overview" not in found.facts and found.kind is Kind.DOCUMENT:
            yield say("ask_overview", script, document=short_name(main.document, context))
        yield from _examples(context)
        return
    asked_who = found.kind is Kind.RESPONSIBILITY or Want.WHO in found.wants
    if main.responsibilities and not asked_who and found.kind is not Kind.TASKS:
        yield say("ask_who", script)
    for document in context.documents:
        place = document.jurisdiction
        other = place.level is not Level.NATIONAL and place.name != main.document.jurisdiction.name
        if other and found.kind in (Kind.CONTENT, Kind.RESPONSIBILITY):
            yield say("ask_place", script, place=place_name(place, context))
    if found.follow is not Follow.MORE and _is_cut(context, main):
        yield say("ask_more", script)
    if found.kind is Kind.LOOKUP:
        yield say("ask_next", script)
    yield say("ask_source", script)


def _is_cut(context: Context, main: Selected) -> bool:
    """Whether the clause says more than was shown."""
    listed = context.selection.listed or context.understanding.kind is Kind.TASKS
    if main.clause is None or context.draft is None or listed:
        return False
    quote = context.draft.citations[0]
    return quote.end - quote.start < 0.8 * (main.clause.body.end - main.clause.body.start)


def _examples(context: Context) -> Iterator[str]:
    """One question per document on the heading of its first clause with a responsible body."""
    seen: set[str] = set()
    for document in context.documents:
        headed = [c for c in document.clauses if c.heading and c.path and c.paragraph is None]
        headed = [c for c in headed if c.body.of(document.text).strip()]
        lively = [c for c in headed if pattern("understanding", "lively").search(fold(c.heading))]
        clause = next((c for c in lively if fold(c.heading) not in seen), None)
        if clause is None:
            continue
        seen.add(fold(clause.heading))
        place = document.jurisdiction
        name = "" if place.level is Level.NATIONAL else place_name(place, context)
        heading = shown(clause.heading.strip(), context)
        yield name + say("ask_matter", context.script, heading=heading)


def examples(context: Context) -> str:
    """Two example questions in one line."""
    return say("semicolon", context.script).join(list(_examples(context))[:2])
