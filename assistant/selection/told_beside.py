"""What an asker must know beside the clause: whose rule it is, and whether a later one speaks."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Found
from assistant.messages import say
from assistant.selection.outcome import note
from assistant.wording import call_of, is_unsigned, label_of, place_name, shown
from corpus.model import Jurisdiction, Level, PolicyDocument
from corpus.normalize import fold
from corpus.places import find_places
from index.ranking import PlaceRelation, place_relation

NEWER = 0.85
"""Share of the main clause's score from which a later document is on the same matter."""
RIVAL = 0.6
"""Share of the best score from which a clause of another place speaks of the same matter."""


def local_rivals(main: Found, allowed: Sequence[Found]) -> dict[str, Found]:
    """The best local clause of each place that speaks of the same matter as the main one."""
    rivals: dict[str, Found] = {}
    for item in allowed:
        hit, document, _ = item
        local = document.jurisdiction.level is not Level.NATIONAL
        if local and hit.score >= RIVAL * main[0].score:
            rivals.setdefault(document.jurisdiction.name, item)
    return rivals


def newer_notice(context: Context, main: Found, allowed: Sequence[Found]) -> Context:
    """Mention a later document of the same place that speaks of the same matter."""
    day, place = main[1].issued_on, main[1].jurisdiction
    for hit, document, clause in allowed:
        later = day and document.issued_on and day < document.issued_on <= context.as_of
        if later and document.jurisdiction == place and hit.score >= NEWER * main[0].score:
            source = call_of(document, context) + label_of(clause, context)
            text = say("notice_newer_document", context.script, source=source)
            return note(context, "newer_document", text, 1)
    return context


def speaks_of(place: Jurisdiction, main: Found) -> bool:
    """Whether a clause or the title of its document names the place itself."""
    _, document, clause = main
    words = fold(document.title + clause.span.of(document.text))
    return any(place == named for named in find_places(words))


def _is_carried(context: Context) -> bool:
    """Whether the place is that of the talk and stands nowhere in this question."""
    talk = context.conversation.jurisdiction
    named = find_places(fold(context.question.text))
    return talk is not None and talk == context.place and not named and not context.question.place


def place_notices(
    context: Context,
    main: Found,
    allowed: Sequence[Found],
    documents: Sequence[PolicyDocument],
) -> Context:
    """What the asker must know about the place of the main clause."""
    document, place, script = main[1], context.place, context.script
    local = document.jurisdiction.level is not Level.NATIONAL
    if place and not local and (speaks_of(place, main) or _is_carried(context)):
        return context  # of a place named turns ago it is not known that it is meant again
    if place and not local and is_unsigned(document):
        text = say("notice_unsigned", script, place=place_name(place, context))
        return note(context, "unsigned", text)
    if place and not local:
        at_place = [
            d for d in documents if place_relation(place, d.jurisdiction) >= PlaceRelation.WIDER
        ]
        key = "notice_national_for_place" if at_place else "notice_no_document_for_place"
        kind = "national_for_place" if at_place else "no_document_for_place"
        return note(context, kind, say(key, script, place=place_name(place, context)))
    if not place and not context.understanding.documents:
        if local:
            name = place_name(document.jurisdiction, context)
            return note(context, "local", say("notice_local", script, place=name), 1)
        rivals = local_rivals(main, allowed)
        if rivals:
            names = say("comma", script).join(shown(name, context) for name in rivals)
            return note(context, "other_places", say("notice_other_places", script, places=names))
    return context
