"""What a conversation remembers of an answered question."""

from __future__ import annotations

from dataclasses import replace

from assistant.context import Context, Follow, Kind
from assistant.conversation import Conversation
from assistant.messages import say
from assistant.model import Answer, Status
from assistant.steps.leaning import is_mere_condition
from assistant.wording import shown
from corpus.model import Jurisdiction, Level

_KEPT = {Status.REFUSED_UNSAFE, Status.REFUSED_OUT_OF_SCOPE, Status.ERROR}
"""Endings after which the slots stay as they were: nothing was said about a matter."""


def remember(context: Context, answer: Answer) -> Conversation:
    """The conversation after an answer; a new matter replaces the slots of the old one."""
    before = context.conversation
    after = replace(before, turns=before.turns + 1, script=context.script)
    if answer.status in _KEPT or (context.reply is not None and answer.status is Status.ANSWERED):
        return after
    found = context.understanding
    waits = answer.status is Status.CLARIFICATION and bool(found.markers)
    after = after.set("pending", context.question.text if waits else None, "asked")
    same = found.follow in (Follow.ASPECT, Follow.MORE, Follow.SOURCE)
    same = same or (after.topic is not None and is_mere_condition(context.question.text))
    if not same:
        after = after.set("question", _question(context, answer), "asked")
        after = _topic(after, found.topic or _heading(context))
    asked = context.question.text if found.follow is Follow.ASPECT else None
    after = after.set("aspect", asked, "asked") if asked or not same else after
    after = _place(context, after)
    body = found.departments[0] if found.departments else None
    after = after.set("department", body, "asked") if body else after
    if answer.status is Status.CLARIFICATION:
        return after
    if not answer.citations:
        if found.follow is Follow.DETAIL and after.clause and after.clause.source == "answer":
            return after  # the clause of the matter still is the one cited for it
        document = _near(answer) or (after.document.value if after.document else None)
        clause = after.clause.value if after.clause else None
        return after.set("document", document, "earlier").set("clause", clause, "earlier")
    main = answer.citations[0]
    named = bool(found.documents) and found.follow in (Follow.NONE, Follow.MATTER)
    after = after.set("document", main.document.id, "asked" if named else "answer")
    if main.clause.id or not same:
        after = after.set("clause", main.clause.id or None, "answer")
    if found.kind is Kind.LOOKUP and not same:
        after = after.set("topic", _heading(context) or found.topic, "answer")
    return after


def _near(answer: Answer) -> str | None:
    """The document that all clauses near an unanswered question are of, when they are several."""
    near = {citation.document.id for citation in answer.related}
    return near.pop() if len(near) == 1 and len(answer.related) > 1 else None


def _topic(after: Conversation, topic: str) -> Conversation:
    """The new topic, the one before it kept as the earlier one."""
    last = after.topic.value if after.topic else ""
    if last and topic and last != topic:
        after = after.set("earlier", last, "asked")
    return after.set("topic", topic, "asked")


def _question(context: Context, answer: Answer) -> str:
    """What a later 「换成…呢」 takes up: the question, or the matter that was paged to."""
    heading = _heading(context)
    if context.understanding.follow in (Follow.NEXT, Follow.PREVIOUS):
        return say("ask_matter", context.script, heading=shown(heading, context)) if heading else ""
    return answer.standalone_question


def _heading(context: Context) -> str:
    """Heading of the main clause, for questions that name a clause and no matter."""
    chosen = context.selection.chosen
    return chosen[0].clause.heading.strip() if chosen and chosen[0].clause else ""


def _place(context: Context, after: Conversation) -> Conversation:
    """The asked place; else that of a local document that answered."""
    asked = context.place
    if asked is not None:
        source = "page" if context.question.place else "asked"
        return _at(after.set("place", asked.name, source), asked)
    chosen = context.selection.chosen
    if chosen and not context.understanding.places:
        place = chosen[0].document.jurisdiction
        if place.level is not Level.NATIONAL:
            return _at(after.set("place", place.name, "answer"), place)
        return replace(after, place=None, jurisdiction=None)
    return after


def _at(after: Conversation, place: Jurisdiction) -> Conversation:
    """The conversation at a place, the one before it kept as the other one."""
    moved = after.jurisdiction is not None and after.jurisdiction.name != place.name
    if moved:
        cited = after.clause if after.clause and after.clause.source == "answer" else None
        after = replace(after, other=after.jurisdiction, other_clause=cited)
    return replace(after, jurisdiction=place)
