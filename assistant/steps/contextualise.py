"""contextualise: complete a short question from the conversation, or start anew."""

from __future__ import annotations

from dataclasses import replace

from assistant.context import Context, Follow, Kind, Want
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.model import Status
from assistant.selection.outcome import note
from assistant.steps.elsewhere import at_place, compared, like_text
from assistant.steps.leaning import (
    acts_alone,
    goes_further,
    has_no_matter,
    how_it_leans,
    is_inside,
)
from assistant.steps.understand import standard_words, understand
from corpus.model import Jurisdiction
from corpus.normalize import fold
from corpus.places import find_place_mentions
from corpus.scripts import convert

_MARKS = " 。，！？?!"
_AMOUNTS = {Want.AMOUNT, Want.NUMBER}


def run(context: Context) -> Context:
    """Read the conversation into the understanding and write the standalone question."""
    if context.done:
        return context
    folded = standard_words(fold(context.question.text)).strip(_MARKS)
    filled = _filled(context) or compared(context, folded)
    return filled or _read_in(context, folded)


def _filled(context: Context) -> Context | None:
    """The question on a clause that was asked back, with the document that is now named for it."""
    found, pending = context.understanding, context.conversation.pending
    if pending is None or found.topic or found.markers or found.wants or found.facts:
        return None
    names = {place.name for place in found.places}
    local = tuple(d.id for d in context.documents if d.jurisdiction.name in names)
    meant = found.documents or local
    if len(meant) != 1:
        return None
    text = f"{context.question.text.strip(_MARKS)}{pending.value}"
    asked = replace(understand(text, context.documents), documents=meant)
    return replace(context, understanding=asked, standalone=text, search_text=text)


def _read_in(context: Context, folded: str) -> Context:
    """The same for a question that compares no places."""
    if context.conversation.document and is_inside(folded, context.understanding):
        return _inside(context)
    follow, words = how_it_leans(folded, context.understanding)
    if follow is not Follow.NONE and context.conversation.turns == 0:
        about_us = pattern("understanding", "meta").search(folded)
        return _anew(context) if about_us else _alone(context, follow)
    bare = follow is Follow.NONE and has_no_matter(folded, context.understanding)
    if (bare or follow is Follow.DETAIL) and context.conversation.document:
        return as_detail(context)
    if follow in (Follow.NEXT, Follow.PREVIOUS, Follow.MORE, Follow.SOURCE, Follow.ASPECT):
        return _about_the_same(context, follow)
    if follow is Follow.MATTER:
        return _other_matter(context, words)
    carry_on = {Follow.PLACE: _elsewhere, Follow.OTHER: _once_more}.get(follow, _anew)
    lone = bare and acts_alone(folded)  # 「什么时候完成」 after a question that found nothing
    return _alone(context, follow) if lone else carry_on(context)


def _alone(context: Context, follow: Follow) -> Context:
    """A question that leans on nothing: what can be read of it is read as it stands."""
    found = context.understanding
    if follow is Follow.MATTER or (follow is Follow.ASPECT and context.place):
        return _anew(context)
    if follow is Follow.PLACE:
        kind = found.kind if found.wants else Kind.CATALOG
        return _anew(replace(context, understanding=replace(found, kind=kind)))
    if follow is Follow.ASPECT and found.wants & _AMOUNTS:
        return _anew(context)
    return replace(
        context,
        status=Status.CLARIFICATION,
        reason="which_matter",
        reply=say("which_matter", context.script, examples="{examples}"),
    )


def _about_the_same(context: Context, follow: Follow) -> Context:
    """The clause of the last answer stays; the question is its question plus what is asked."""
    clause = context.conversation.clause
    if clause and clause.source == "earlier" and follow is Follow.ASPECT:
        # the last question was not answered, and this one is about its matter
        context = replace(context, conversation=replace(context.conversation, clause=None))
    conversation, found = context.conversation, context.understanding
    kind = Kind.LOOKUP
    if follow is Follow.SOURCE:
        kind = Kind.DOCUMENT
    elif follow is Follow.ASPECT:
        kind = found.kind
    slot = conversation.document
    if slot and slot.source == "earlier" and "source" in found.facts:
        context = note(context, "earlier_document", say("notice_earlier", context.script))
    document = (slot.value,) if slot else ()
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


def as_detail(context: Context) -> Context:
    """The document of the last answer is searched for the last matter and what is asked now."""
    conversation, found = context.conversation, context.understanding
    topic = conversation.topic.value if conversation.topic else ""
    own = context.question.text
    if conversation.earlier and pattern("understanding", "both").search(fold(own)):
        topic = f"{conversation.earlier.value} {topic}"
    document = (conversation.document.value,) if conversation.document else ()
    before = conversation.question.value.rstrip("？?。") if conversation.question else ""
    found = replace(
        found,
        follow=Follow.DETAIL,
        topic=topic,
        documents=document,
        places=(conversation.jurisdiction,) if conversation.jurisdiction else (),
    )
    standalone = (
        say("joined_aspect", context.script, before=before, question=own) if before else own
    )
    return replace(
        context, understanding=found, standalone=standalone, search_text=f"{topic} {own}"
    )


def _inside(context: Context) -> Context:
    """What the document of the last answer says of a matter: 「这份文件里和…有关的措施」.

    A place in such a question is one that the document speaks of.
    """
    found, slot = context.understanding, context.conversation.document
    if slot is None or found.documents or found.missing_document or found.markers:
        return _anew(context)
    if not found.topic and not found.places:
        return as_detail(context)
    kind = Kind.CONTENT if found.kind is Kind.CATALOG else found.kind
    found = replace(
        found, follow=Follow.DETAIL, kind=kind, documents=(slot.value,), places=(), national=False
    )
    own = context.question.text
    return replace(context, understanding=found, standalone=own, search_text=own)


def _once_more(context: Context) -> Context:
    """The last question again, for what else there is."""
    conversation = context.conversation
    before = conversation.question.value if conversation.question else ""
    found = understand(before, context.documents)
    places = (conversation.jurisdiction,) if conversation.jurisdiction else found.places
    found = replace(found, kind=Kind.CONTENT, follow=Follow.OTHER, places=places, markers=())
    standalone = say(
        "joined_aspect",
        context.script,
        before=before.rstrip("？?。"),
        question=context.question.text,
    )
    return replace(context, understanding=found, standalone=standalone, search_text=before)


def _elsewhere(context: Context) -> Context:
    """The last question, asked for another place; or what is asked now on the last matter."""
    places = context.understanding.places[-1:]
    conversation, own = context.conversation, context.understanding
    before = conversation.question.value if conversation.question else ""
    name = say("national_level", context.script)
    if places:
        name = convert(places[0].name, context.script, region=context.region)
    standalone = at_place(before, name)
    found = understand(standalone, context.documents)
    named = found.documents or found.missing_document or found.markers
    aspect = conversation.aspect.value if conversation.aspect and not own.wants else ""
    who = Want.WHO in understand(aspect, ()).wants
    if conversation.topic and (own.wants or named or not found.topic or who):
        heading = convert(conversation.topic.value, context.script, region=context.region)
        asks = who or Want.WHO in (own.wants or found.wants)
        standalone = name + say(
            "ask_who_matter" if asks else "ask_matter", context.script, heading=heading
        )
        found = understand(standalone, context.documents)
    found = replace(found, places=places, follow=Follow.PLACE, documents=(), markers=())
    return replace(
        context,
        understanding=found,
        standalone=standalone,
        search_text=standalone,
        like_text=like_text(context),
    )


def _other_matter(context: Context, words: str) -> Context:
    """The frame of the last question (place, document, what is asked) with another matter."""
    conversation, found = context.conversation, context.understanding
    before = understand(conversation.question.value if conversation.question else "", ())
    document = conversation.document
    kept = (document.value,) if document and document.source == "asked" else ()
    place = found.places or _carried(context)
    topic = conversation.topic.value if conversation.topic else ""
    words = _without_its_place(words)
    matter = words.removesuffix("的")
    heading = f"{matter}{topic}" if words.endswith("的") else matter
    years = found.years or before.years
    if years and not found.years:
        heading = say("year", context.script, year=years[0]) + heading
    heading = convert(heading, context.script, region=context.region)
    named = not place or find_place_mentions(matter)
    name = "" if named else convert(place[0].name, context.script, region=context.region)
    key = "ask_who_matter" if Want.WHO in before.wants and not before.also_what else "ask_matter"
    standalone = name + say(key, context.script, heading=heading)
    further = goes_further(fold(context.question.text))  # a condition asks what follows from it
    found = replace(
        found,
        places=place,
        documents=found.documents or kept,
        follow=Follow.MATTER,
        kind=Kind.RESPONSIBILITY if key == "ask_who_matter" else Kind.CONTENT,
        wants=found.wants or (frozenset() if further else before.wants),
        also_what=before.also_what,
        years=years,
    )
    return replace(
        context,
        understanding=found,
        standalone=standalone,
        search_text=matter,
        wider_text=f"{matter} {topic}",
    )


def _without_its_place(words: str) -> str:
    """「重庆的分红」 without 重庆, which is asked for as the place; 康定机场 keeps its name."""
    for mention in find_place_mentions(words)[:1]:
        rest = words[mention.span.end :]
        if mention.span.start == 0 and rest.startswith("的") and len(rest) > 1:
            return rest[1:]
    return words


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
    wider = ""
    if context.conversation.topic and pattern("understanding", "goes_on").search(fold(text)):
        wider = f"{text} {context.conversation.topic.value}"
    return replace(
        context,
        understanding=found,
        standalone=standalone,
        search_text=text,
        wider_text=wider,
    )


def _carried(context: Context) -> tuple[Jurisdiction, ...]:
    """The conversation's place, where the question leaves room for it."""
    found, place = context.understanding, context.conversation.jurisdiction
    if place is None or found.national or found.documents or found.missing_document:
        return ()
    return (place,)
