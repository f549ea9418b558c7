"""The matter of a talk at other places: 「两地有什么不同」, 「和重庆比呢」, 「换成重庆呢」.

Documents of sister places rule the same matter under like headings. Where the place changes, what
the clause just cited is about finds its counterpart better than the few words of the question.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.context import Context, Follow, Kind
from assistant.conversation import Slot
from assistant.lexicon import pattern
from assistant.messages import say
from corpus.model import Jurisdiction
from corpus.normalize import fold, search_form
from corpus.places import find_place_mentions, find_places
from corpus.scripts import convert

LONGEST_LIKE = 60
"""Characters taken of a clause without a heading."""


def compared(context: Context, folded: str) -> Context | None:
    """The last matter at two places side by side; None where a question asks for no such thing.

    Args:
        context: A question that may lean on the conversation.
        folded: It in standard words, without closing marks.
    """
    conversation, topic = context.conversation, context.conversation.topic
    named = pattern("follow_ups", "compared_with").fullmatch(folded)
    both = pattern("follow_ups", "compared").fullmatch(folded)
    last = conversation.jurisdiction
    new = find_places(named["place"]) if named else ()
    places: list[Jurisdiction | None] = [last, *new[:1]] if new else [conversation.other, last]
    wanted = tuple(place for place in places if place is not None)
    if not (new or both) or topic is None or len({place.name for place in wanted}) != len(places):
        return None
    names = [convert(place.name, context.script, region=context.region) for place in wanted]
    heading = convert(topic.value, context.script, region=context.region)
    standalone = say(
        "compare_matter", context.script, one=names[0], other=names[1], heading=heading
    )
    found = replace(
        context.understanding,
        kind=Kind.COMPARISON,
        places=wanted,
        topic=topic.value,
        follow=Follow.PLACE,
        documents=(),
        markers=(),
    )
    return replace(
        context,
        understanding=found,
        standalone=standalone,
        search_text=_without_places(conversation.question) or topic.value,
        like_text=like_text(context),
    )


def _without_places(question: Slot | None) -> str:
    """The last question, its places left out: each place is searched for it."""
    text = question.value if question else ""
    for mention in reversed(find_place_mentions(text)):
        text = text[: mention.span.start] + text[mention.span.end :]
    return text


def like_text(context: Context) -> str:
    """What the clause just cited is about: its heading, else how it begins; empty without one."""
    slot, home = context.conversation.clause, context.conversation.document
    if slot is None or home is None or slot.source != "answer":
        return ""
    document = next((d for d in context.documents if d.id == home.value), None)
    if document is None or slot.value not in {clause.id for clause in document.clauses}:
        return ""  # the collection has changed since
    clause = document.clause_by_id(slot.value)
    own = clause.heading or clause.body.of(document.text).strip()[:LONGEST_LIKE]
    return search_form(fold(own))


def at_place(question: str, name: str) -> str:
    """A question with its place exchanged, or with one put in front."""
    mentions = find_place_mentions(question)
    if not mentions:
        return f"{name}：{question}"
    for mention in reversed(mentions[1:]):
        question = question[: mention.span.start] + question[mention.span.end :]
    first = mentions[0].span
    return question[: first.start] + name + question[first.end :]
