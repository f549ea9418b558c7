"""What the chat page's head says and its controls offer, in either script."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.labels import book_title
from assistant.model import Audience
from assistant.web.page_text import words
from corpus.model import Level, PolicyDocument, Script

Choices = list[tuple[str, str]]
"""(words shown, value)."""


def head(script: Script) -> str:
    """Title, subtitle and the way to the officials' page, as Markdown."""
    link = f"[{words('officials', script)}](officials)"
    return f"# {words('title', script)}\n{words('subtitle', script)} · {link}"


def welcome(script: Script) -> str:
    """What a first-time visitor is told, as Markdown."""
    return f"{words('welcome', script)}<br><small>{words('limits', script)}</small>"


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
    return [(words("place_any", script), ""), *((name, name) for name in names)]


def corpus_list(documents: Iterable[PolicyDocument]) -> str:
    """The documents as a Markdown list, each with the way to its text."""
    lines = []
    for document in documents:
        number = f"（{document.document_number}）" if document.document_number else ""
        link = f"[{book_title(document.title)}](documents/{document.id})"
        lines.append(f"- {link}{number} {document.jurisdiction.name}")
    return "\n".join(lines)
