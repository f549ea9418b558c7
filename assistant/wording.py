"""How documents, clauses, dates and names are worded in an answer, in the asker's script."""

from __future__ import annotations

import re
from datetime import date

from assistant.context import Context, Selected
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.trust import clean, echoed, is_order, trusted_length
from corpus.model import Clause, Jurisdiction, Level, PolicyDocument
from corpus.normalize import fold
from corpus.scripts import convert


def shown(text: str, context: Context) -> str:
    """Words of a document in the asker's script."""
    return convert(clean(text), context.script, region=context.region)


def repeated(words: str, context: Context) -> str:
    """Words of the question that an answer repeats, in the asker's script, without markup."""
    return convert(echoed(words), context.script, region=context.region)


def reading(document: PolicyDocument, text: str, context: Context) -> str:
    """Printed words in the asker's script; untouched when the document is in that script."""
    return clean(text) if document.script is context.script else shown(text, context)


def mark(n: int) -> str:
    """The citation mark of a number.

    >>> mark(1)
    '〔1〕'
    """
    return f"〔{n}〕"


def title_of(document: PolicyDocument, context: Context) -> str:
    """Title in the asker's script, its own outer title marks made inner ones."""
    title = _title_words(document)
    return shown(title, context).replace("《", "〈").replace("》", "〉")


def _title_words(document: PolicyDocument) -> str:
    """The title in one line, up to the first order to a program that it may carry."""
    title = document.title[: trusted_length(document.title)]
    return re.sub(r"\s", "", title) or document.id


def call_of(document: PolicyDocument, context: Context) -> str:
    """A document in short, in the asker's script: the title of what a notice covers, and 文号."""
    title = _title_words(document)
    covered = pattern("references", "covered_title").search(fold(title))
    if covered:
        title = title[covered.start("name") : covered.end("name")]
    name = shown(title, context).replace("《", "〈").replace("》", "〉")
    return f"《{name}》{number_of(document, context)}"


def number_of(document: PolicyDocument, context: Context) -> str:
    """（文号） in the asker's script; empty when the document has none."""
    if not document.document_number:
        return ""
    return say("number", context.script, number=shown(document.document_number, context))


def short_name(document: PolicyDocument, context: Context) -> str:
    """What to call a document in a follow-up question: its 文号, else its title."""
    if document.document_number:
        return shown(document.document_number, context)
    return f"《{title_of(document, context)}》"


def label_of(clause: Clause | None, context: Context) -> str:
    """Clause label in the asker's script; empty for the whole document."""
    return shown(clause.label, context) if clause else ""


def heading_of(clause: Clause | None, context: Context) -> str:
    """Heading with a space in front, in the asker's script; empty when there is none."""
    if clause is None or not clause.heading.strip() or is_order(clause.heading):
        return ""
    return say("heading", context.script, heading=shown(clause.heading.strip(), context))


def source_line(item: Selected, context: Context, *, above: Selected | None = None) -> str:
    """《title》（文号）label heading of one clause; the title is not said again after `above`."""
    same = above is not None and above.document.id == item.document.id and item.clause is not None
    name = say("same_document", context.script) if same else call_of(item.document, context)
    return name + label_of(item.clause, context) + heading_of(item.clause, context)


def is_unsigned(document: PolicyDocument) -> bool:
    """Whether a text says neither who issued it nor by what number: nobody's rule to be named."""
    return not document.issuing_bodies and document.document_number is None


def place_name(place: Jurisdiction, context: Context) -> str:
    """Name of a place in the asker's script; 全国 for the nation."""
    if place.level is Level.NATIONAL:
        return say("national", context.script)
    return shown(place.name, context)


def written_date(day: date, context: Context) -> str:
    """2022年4月18日."""
    return say("year_month_day", context.script, year=day.year, month=day.month, day=day.day)


def joined(names: list[str], context: Context) -> str:
    """Names in a row."""
    return say("comma", context.script).join(names)


def plain(text: str) -> str:
    """Folded words without white space, for comparing.

    >>> plain("教 育 部")
    '教育部'
    """
    return re.sub(r"\s", "", fold(text))
