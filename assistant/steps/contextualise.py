"""contextualise: complete a short question from the conversation; a change of subject starts anew."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.context import Context, Follow, Kind, Understanding, Want
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.model import Status
from assistant.steps.understand import standard_words, topic_of, understand
from corpus.model import Jurisdiction
from corpus.normalize import fold
from corpus.places import find_place_mentions
from corpus.scripts import convert

_AMOUNTS = {Want.AMOUNT, Want.NUMBER}


def run(context: Context) -> Context:
    """Read the conversation into the understanding and write the standalone question."""
    if context.done:
        return context
    folded = standard_words(fold(context.question.text)).strip(" 。，！？?!")
    follow, words = how_it_leans(folded, context.understanding)
    if follow is not Follow.NONE and context.conversation.turns == 0:
        return _alone(context, follow)
    if follow in (Follow.NEXT, Follow.PREVIOUS, Follow.MORE, Follow.SOURCE, Follow.ASPECT):
        return _about_the_same(context, follow)
    if follow is Follow.PLACE:
        return _elsewhere(context)
    if follow is Follow.MATTER:
        return _other_matter(context, words)
    return _anew(context)


def _alone(context: Context, follow: Follow) -> Context:
    """A question that leans on nothing: what can be read of it is read as it stands."""
    found = context.understanding
    if follow is Follow.MATTER or (follow is Follow.ASPECT and context.place):
        return _anew(context)
    if follow is Follow.PLACE:
        return _anew(replace(context, understanding=replace(found, kind=Kind.CATALOG)))
    if follow is Follow.ASPECT and found.wants & _AMOUNTS:
        return _anew(context)
    return replace(
        context,
        status=Status.CLARIFICATION,
        reply=say("which_matter", context.script, examples="{examples}"),
    )


def _about_the_same(context: Context, follow: Follow) -> Context:
    """The clause of the last answer stays; the question is its question plus what is asked."""
    conversation, found = context.conversation, context.understanding
    kind = Kind.LOOKUP
    if follow is Follow.SOURCE:
        kind = Kind.DOCUMENT
    elif follow is Follow.ASPECT:
        kind = found.kind
    document = (conversation.document.value,) if conversation.document else ()
    found = replace(
        found,
        kind=kind,
        follow=follow,
        documents=found.documents or document,
        places=(conversation.jurisdiction,) if conversation.jurisdiction else (),
        markers=(),
    )
    before = conversation.question.value if conversation.question else ""
    own = context.question.text
    standalone = own
    if before:
        before = before.rstrip("？?。")
        standalone = say("joined_aspect", context.script, before=before, question=own)
    return replace(
        context,
        understanding=found,
        standalone=standalone,
        search_text=f"{conversation.topic.value if conversation.topic else ''} {own}",
    )


def _elsewhere(context: Context) -> Context:
    """The last question, asked for another place."""
    place = context.understanding.places[-1]
    conversation = context.conversation
    before = conversation.question.value if conversation.question else ""
    name = convert(place.name, context.script, region=context.region)
    standalone = _at_place(before, name)
    found = understand(standalone, context.documents)
    if found.documents or found.missing_document or found.markers or not found.topic:
        heading = conversation.topic.value if conversation.topic else ""
        if heading:
            heading = convert(heading, context.script, region=context.region)
            standalone = name + say("ask_matter", context.script, heading=heading)
            found = understand(standalone, context.documents)
    found = replace(found, places=(place,), follow=Follow.PLACE, documents=(), markers=())
    return replace(context, understanding=found, standalone=standalone, search_text=standalone)


def _other_matter(context: Context, words: str) -> Context:
    """The frame of the last question (place, words of asking) with another matter."""
    conversation, found = context.conversation, context.understanding
    place = found.places or _carried(context)
    modifies = words.endswith("的")
    topic = conversation.topic.value if conversation.topic else ""
    matter = words.removesuffix("的")
    search = f"{matter} {topic}" if modifies else matter
    name = convert(place[0].name, context.script, region=context.region) if place else ""
    shown = convert(
        f"{matter}{topic}" if modifies else matter, context.script, region=context.region
    )
    standalone = name + say("ask_matter", context.script, heading=shown)
    return replace(
        context,
        understanding=replace(found, places=place, follow=Follow.MATTER, kind=Kind.CONTENT),
        standalone=standalone,
        search_text=search,
    )


def _anew(context: Context) -> Context:
    """A full question; of the conversation only the place is kept, unless it names its own."""
    found, text = context.understanding, context.question.text
    carried = () if found.places else _carried(context)
    standalone = text
    if carried and found.kind is not Kind.DOCUMENT:
        name = convert(carried[0].name, context.script, region=context.region)
        standalone = say("joined_place", context.script, place=name, question=text)
        found = replace(found, places=carried)
    if found.markers and not found.documents and context.conversation.document:
        found = replace(found, documents=(context.conversation.document.value,))
    return replace(context, understanding=found, standalone=standalone, search_text=text)


def _carried(context: Context) -> tuple[Jurisdiction, ...]:
    """The conversation's place, where the question leaves room for it."""
    found, place = context.understanding, context.conversation.jurisdiction
    if place is None or found.national or found.documents or found.missing_document:
        return ()
    return (place,)


def _at_place(question: str, name: str) -> str:
    """A question with its place exchanged, or with one put in front."""
    mentions = find_place_mentions(question)
    if not mentions:
        return f"{name}：{question}"
    for mention in reversed(mentions[1:]):
        question = question[: mention.span.start] + question[mention.span.end :]
    first = mentions[0].span
    return question[: first.start] + name + question[first.end :]


def how_it_leans(folded: str, found: Understanding) -> tuple[Follow, str]:
    """How a question leans on the one before, and the new matter that it names.

    Args:
        folded: The question in standard words, without closing marks.
        found: What it says by itself.
    """
    for follow in (Follow.NEXT, Follow.PREVIOUS, Follow.MORE):
        if re.search(pattern("understanding", "follow_up", follow.value), folded):
            return follow, ""
    named = bool(found.documents or found.missing_document)
    if not named and not found.topic and not found.places and found.facts:
        return Follow.SOURCE, ""
    if pattern("understanding", "follow_up", "correction").search(folded):
        corrected = pattern("understanding", "follow_up", "corrected").search(folded)
        return _replaced(corrected["new"] if corrected else folded, found)
    for name in ("switch", "what_about"):
        match = pattern("understanding", "follow_up", name).search(folded)
        if match and not named and not found.markers and _is_elliptic(match["new"], found):
            return _replaced(match["new"], found)
    if named or found.topic or found.markers or found.departments:
        return Follow.NONE, ""
    if found.places:
        asks = found.wants or found.kind is Kind.CATALOG
        return (Follow.NONE, "") if asks else (Follow.PLACE, "")
    return (Follow.ASPECT, "") if found.wants else (Follow.NONE, "")


def _is_elliptic(words: str, found: Understanding) -> bool:
    """Whether 「X呢」 names a mere matter or place, and is no sentence that happens to end so."""
    return len(topic_of(words)) <= 8 and not (found.wants and len(found.topic) > 4)


def _replaced(words: str, found: Understanding) -> tuple[Follow, str]:
    """Another place when the words name nothing else, else another matter."""
    if found.places and not topic_of(words):
        return Follow.PLACE, ""
    return (Follow.MATTER, words) if topic_of(words) else (Follow.NONE, "")
