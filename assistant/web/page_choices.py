"""What the chat page's head says and its controls offer, in either script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from assistant.labels import book_title
from assistant.model import Audience
from assistant.web.page_text import words
from corpus.model import Level, PolicyDocument, Script
from corpus.scripts import convert

Choices = list[tuple[str, str]]
"""(words shown, value)."""

MOST_PLACES = 6
"""Places that the welcome names; the list of documents has them all."""


def head(script: Script) -> str:
    """Title, subtitle and the way to the officials' page, as Markdown."""
    link = f"[{words('officials', script)}](officials)"
    return f"# {words('title', script)}\n{words('subtitle', script)} · {link}"


def welcome(documents: Iterable[PolicyDocument], script: Script) -> str:
    """What a first-time visitor is told: how to ask, what is there, what it cannot do."""
    places = Counter(document.jurisdiction.name for document in documents)
    listed = "、".join(
        words("count_of", script).format(place=convert(place, script), count=count)
        for place, count in places.most_common(MOST_PLACES)
    )
    more = words("and_more", script) if len(places) > MOST_PLACES else ""
    holds = words("holds", script).format(count=places.total(), places=listed + more)
    lines = [holds, words("cannot", script), words("private", script)]
    return "\n".join([f"**{words('welcome', script)}**", "", *(f"- {line}" for line in lines)])


def address_html(place: str, audience: str, script: str) -> str:
    """What the page's address shall say after ``?``, for the page's script to write there.

    >>> address_html("", "resident", "zh-Hant")
    '<a href="?script=zh-Hant"></a>'
    """
    chosen = {"place": place, "audience": audience, "script": script}
    told = {key: value for key, value in chosen.items() if value and value != Audience.RESIDENT}
    return f'<a href="?{escape(urlencode(told))}"></a>'


def audience_choices(script: Script) -> Choices:
    """Residents first."""
    return [(words(audience.value, script), audience.value) for audience in Audience]


def script_choices(script: Script) -> Choices:
    """An empty value follows the question."""
    return [
        (words("script_follow", script), ""),
        ("简体", Script.HANS.value),
        ("繁體", Script.HANT.value),
    ]


def reason_choices(script: Script) -> Choices:
    """Why an answer was of no use."""
    keys = ("reason_wrong", "reason_off", "reason_unclear", "reason_department")
    return [(words(key, script), key) for key in keys]


def place_choices(documents: Iterable[PolicyDocument], script: Script) -> Choices:
    """Places that have documents of their own; an empty value stands for any place."""
    names = dict.fromkeys(
        document.jurisdiction.name
        for document in documents
        if document.jurisdiction.level is not Level.NATIONAL
    )
    return [(words("place_any", script), ""), *((convert(name, script), name) for name in names)]


def corpus_list(documents: Iterable[PolicyDocument], script: Script) -> str:
    """The documents as a Markdown list, each with the way to its text; titles are as printed."""
    lines = []
    for document in documents:
        number = f"（{document.document_number}）" if document.document_number else ""
        link = f"[{book_title(document.title)}](documents/{document.id})"
        lines.append(f"- {link}{number} {convert(document.jurisdiction.name, script)}")
    return "\n".join(lines)
