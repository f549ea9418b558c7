"""Facts of a whole document, each with the printed words that state it."""

from __future__ import annotations

from assistant.composing.citations import cite, departments_of
from assistant.context import Context, Draft, Line, Passage, Selected
from assistant.messages import say
from assistant.model import Citation, Department
from assistant.selection.listing import items_of
from assistant.selection.outcome import selected
from assistant.wording import (
    heading_of,
    joined,
    label_of,
    mark,
    number_of,
    reading,
    shown,
    source_line,
    title_of,
    written_date,
)
from corpus.metadata import ends_at_event, legal_force
from corpus.model import PartKind, Span


def compose_document(context: Context) -> Draft:
    """The document's name, then a line for each asked fact."""
    chosen = context.selection.chosen
    lines: list[Line] = []
    citations: list[Citation] = []
    departments: list[Department] = []
    named = ""
    for item in chosen:
        citation = len(citations) + 1
        if item.document.id != named:
            named = item.document.id
            departments.extend(departments_of(citation, item))
            if item.fact != "source":
                lines.append(Line(text=_name(item, context)))
        text = _fact(item, mark(citation), context)
        span = item.span or Span(start=0, end=0)
        citations.append(cite(citation, item, (span,), context))
        passage = Passage(document=item.document, span=span, citation=citation)
        lines.append(Line(text=text, passages=(passage,)))
        if item.fact == "overview":
            lines.extend(_sections(item, citations, context))
    return Draft(
        lines=tuple(lines),
        citations=tuple(citations),
        departments=tuple(departments),
    )


def _name(item: Selected, context: Context) -> str:
    return say(
        "document_name",
        context.script,
        title=title_of(item.document, context),
        number=number_of(item.document, context),
    )


def _fact(item: Selected, marked: str, context: Context) -> str:
    """One fact in words; a fact that the document does not state is said to be missing."""
    words = _FACTS.get(item.fact, _missing)(item, marked, context)
    return words or _missing(item, marked, context)


def _missing(item: Selected, marked: str, context: Context) -> str:
    return say("fact_missing", context.script, fact=say(f"name_{item.fact}", context.script))


def _source(item: Selected, marked: str, context: Context) -> str:
    slot = context.conversation.clause
    clause = next((c for c in item.document.clauses if slot and c.id == slot.value), None)
    return say(
        "source_reply",
        context.script,
        title=title_of(item.document, context),
        number=number_of(item.document, context),
        label=label_of(clause, context),
        mark=marked,
    )


def _issuer(item: Selected, marked: str, context: Context) -> str:
    bodies = [shown(body, context) for body in item.document.issuing_bodies]
    names = joined(bodies, context)
    return say("fact_issuer", context.script, bodies=names, mark=marked) if bodies else ""


def _date(item: Selected, marked: str, context: Context) -> str:
    day = item.document.issued_on
    if day is None:
        return ""
    return say("fact_date", context.script, date=written_date(day, context), mark=marked)


def _number(item: Selected, marked: str, context: Context) -> str:
    number = item.document.document_number
    if not number:
        return ""
    return say("fact_number", context.script, number=shown(number, context), mark=marked)


def _addressee(item: Selected, marked: str, context: Context) -> str:
    span = item.span or Span(start=0, end=0)
    if not any(p.kind is PartKind.ADDRESSEE and p.span == span for p in item.document.parts):
        return ""
    words = shown(span.of(item.document.text).strip().rstrip(":："), context)
    return say("fact_addressee", context.script, words=words, mark=marked)


def _basis(item: Selected, marked: str, context: Context) -> str:
    stated = [r.span for r in item.document.references if r.relation == "basis"]
    if not stated:
        return ""
    printed = [reading(item.document, span.of(item.document.text), context) for span in stated]
    names = list(dict.fromkeys("".join(words.split()) for words in printed))
    return say("fact_basis", context.script, words=joined(names, context), mark=marked)


def _title(item: Selected, marked: str, context: Context) -> str:
    title = title_of(item.document, context)
    return say("fact_title", context.script, title=title, mark=marked)


def _effective(item: Selected, marked: str, context: Context) -> str:
    """Dates of force and the force as of today."""
    document, script = item.document, context.script
    parts = []
    if document.effective_from:
        day = written_date(document.effective_from, context)
        parts.append(say("fact_effective", script, date=day, mark=marked))
    if document.effective_until:
        day = written_date(document.effective_until, context)
        parts.append(say("fact_until", script, date=day, mark=marked))
    evidence = dict(document.evidence)
    if ends_at_event(document):
        words = reading(document, evidence["effective_until"].of(document.text), context)
        parts.append(say("fact_until_words", script, words=words, mark=marked))
        return "\n".join(parts)
    stated = evidence.get("effective_from")
    if not parts and stated is not None and item.span == stated:
        words = reading(document, stated.of(document.text), context)
        parts.append(say("fact_force_words", script, words=words, mark=marked))
        return parts[0]
    force = say(f"force_{legal_force(document, context.as_of, context.documents).value}", script)
    parts.append(say("fact_force", script, force=force, mark="" if parts else marked))
    return "\n".join(parts)


_FACTS = {
    "source": _source,
    "issuer": _issuer,
    "date": _date,
    "effective": _effective,
    "number": _number,
    "addressee": _addressee,
    "basis": _basis,
    "title": _title,
    "overview": _title,
}
"""Asked fact → its wording; an empty text means that the document does not state it."""


def _sections(item: Selected, citations: list[Citation], context: Context) -> list[Line]:
    """The headings of the document's outermost sections, each cited."""
    lines = [Line(text=say("fact_overview", context.script))]
    for clause in items_of(item.document):
        n = len(citations) + 1
        part = selected(item.document, clause)
        words = item.document.text[
            clause.span.start : clause.body.start or clause.span.end
        ].rstrip()
        end = clause.span.start + len(words) if words else clause.span.end
        span = Span(start=clause.span.start, end=end)
        citations.append(cite(n, part, (span,), context))
        text = label_of(clause, context) + heading_of(clause, context) + mark(n)
        passage = Passage(document=item.document, span=span, citation=n)
        lines.append(Line(text=text, passages=(passage,)))
    return lines


def compose_catalog(context: Context) -> Draft:
    """The documents of a place, or all of them, as a numbered list."""
    chosen = context.selection.chosen
    place = context.place
    citations = [
        cite(n, item, (item.span or Span(start=0, end=0),), context)
        for n, item in enumerate(chosen, start=1)
    ]
    titles = "\n".join(
        f"{n}. {source_line(item, context)}{mark(n)}" for n, item in enumerate(chosen, start=1)
    )
    if place is None:
        text = say("catalog_all", context.script, count=len(chosen), titles=titles)
    else:
        name = shown(place.name, context)
        text = say("catalog", context.script, place=name, titles=titles)
    passages = tuple(
        Passage(document=item.document, span=item.span or Span(start=0, end=0), citation=n)
        for n, item in enumerate(chosen, start=1)
    )
    return Draft(lines=(Line(text=text, passages=passages),), citations=tuple(citations))
