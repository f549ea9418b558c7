"""Facts of a whole document, each with the printed words that state it."""

from __future__ import annotations

from assistant.composing.citations import cite, departments_of
from assistant.context import Context, Draft, Line, Passage, Selected
from assistant.messages import say
from assistant.model import Citation
from assistant.selection.listing import items_of
from assistant.selection.outcome import selected
from assistant.wording import (
    heading_of,
    joined,
    label_of,
    mark,
    number_of,
    shown,
    source_line,
    title_of,
    written_date,
)
from corpus.metadata import legal_force
from corpus.model import Span


def compose_document(context: Context) -> Draft:
    """The document's name, then a line for each asked fact."""
    chosen = context.selection.chosen
    first = chosen[0]
    lines: list[Line] = []
    citations: list[Citation] = []
    if first.fact != "source":
        lines.append(Line(text=_name(first, context)))
    for item in chosen:
        citation = len(citations) + 1
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
        departments=departments_of(1, first),
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
    document, script = item.document, context.script
    if item.fact == "source":
        slot = context.conversation.clause
        clause = next((c for c in document.clauses if slot and c.id == slot.value), None)
        return say(
            "source_reply",
            script,
            title=title_of(document, context),
            number=number_of(document, context),
            label=label_of(clause, context),
            mark=marked,
        )
    if item.fact == "issuer" and document.issuing_bodies:
        bodies = joined([shown(body, context) for body in document.issuing_bodies], context)
        return say("fact_issuer", script, bodies=bodies, mark=marked)
    if item.fact == "date" and document.issued_on:
        return say("fact_date", script, date=written_date(document.issued_on, context), mark=marked)
    if item.fact == "effective":
        return _effective(item, marked, context)
    if item.fact == "number" and document.document_number:
        return say(
            "fact_number", script, number=shown(document.document_number, context), mark=marked
        )
    if item.fact == "addressee":
        words = shown(
            (item.span or Span(start=0, end=0)).of(document.text).rstrip(":： \n"), context
        )
        return say("fact_addressee", script, words=words, mark=marked)
    if item.fact in ("title", "overview"):
        return say("fact_title", script, title=title_of(document, context), mark=marked)
    return say("fact_missing", script, fact=say(f"name_{item.fact}", script))


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
    force = say(f"force_{legal_force(document, context.as_of, context.documents).value}", script)
    parts.append(say("fact_force", script, force=force, mark="" if parts else marked))
    return "\n".join(parts)


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
    name = shown(place.name, context) if place else say("national", context.script)
    text = say("catalog", context.script, place=name, titles=titles)
    passages = tuple(
        Passage(document=item.document, span=item.span or Span(start=0, end=0), citation=n)
        for n, item in enumerate(chosen, start=1)
    )
    return Draft(lines=(Line(text=text, passages=passages),), citations=tuple(citations))
