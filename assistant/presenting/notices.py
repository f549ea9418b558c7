"""提示: what an asker must know about the documents and bodies that are cited."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.composing.bodies import names_body
from assistant.context import Context, Kind, Selected
from assistant.messages import say
from assistant.model import Notice
from assistant.trust import has_orders
from assistant.wording import call_of, joined, label_of, shown, written_date
from corpus.dates import stated_deadlines
from corpus.departments import current_name
from corpus.metadata import ends_at_event, legal_force
from corpus.model import LegalForce, PolicyDocument


def notices_of(context: Context) -> tuple[Notice, ...]:
    """Notices of the steps, then those of the cited documents, none twice."""
    found = [*context.notices, *(context.draft.notices if context.draft else ())]
    if context.draft is not None and context.understanding.kind is not Kind.CATALOG:
        for n, item in _cited(context):
            if item.fact != "effective":  # its answer says so itself
                found.extend(_of_document(n, item.document, context))
            found.extend(_of_clause(n, item, context))
    distinct: dict[tuple[str, str], Notice] = {}
    for notice in found:
        distinct.setdefault((notice.kind, notice.text), notice)
    return tuple(distinct.values())


def _cited(context: Context) -> Iterator[tuple[int, Selected]]:
    """The chosen clauses that the draft cites, with the numbers of their citations."""
    if context.draft is None:
        return
    left = list(context.selection.chosen)
    for citation in context.draft.citations:
        for item in left:
            clause_id = item.clause.id if item.clause else ""
            if (item.document.id, clause_id) == (citation.document.id, citation.clause.id):
                left.remove(item)
                yield citation.n, item
                break


def _of_document(n: int, document: PolicyDocument, context: Context) -> Iterator[Notice]:
    """Expired, repealed or superseded as of the date; abridged."""
    script = context.script
    cited = {item.document.id for item in context.selection.chosen}
    title = say("this_document", script) if len(cited) == 1 else call_of(document, context)
    force = legal_force(document, context.as_of, context.documents)
    if force is LegalForce.EXPIRED and document.effective_until:
        day = written_date(document.effective_until, context)
        text = say("notice_expired", script, title=title, date=day)
        yield Notice(kind="expired", text=text, citation=n)
    elif ends_at_event(document):
        end = dict(document.evidence)["effective_until"].of(document.text)
        text = say("notice_ends_at_event", script, title=title, words=shown(end, context))
        yield Notice(kind="ends_at_event", text=text, citation=n)
    if force in (LegalForce.REPEALED, LegalForce.SUPERSEDED):
        other = _successor(document, context)
        text = say(f"notice_{force.value}", script, title=title, other=other)
        yield Notice(kind=force.value, text=text, citation=n)
    if document.abridged:
        text = say("notice_abridged", script, title=title)
        yield Notice(kind="abridged", text=text, citation=n)


def _successor(document: PolicyDocument, context: Context) -> str:
    """Title of the document by which this one lost its force."""
    for other in context.documents:
        without = tuple(d for d in context.documents if d.id != other.id)
        if legal_force(document, context.as_of, without) is not legal_force(
            document, context.as_of, context.documents
        ):
            return call_of(other, context)
    return ""


def _of_clause(n: int, item: Selected, context: Context) -> Iterator[Notice]:
    """Periods that are over, bodies carried here by a note, bodies that have new names."""
    script = context.script
    if item.clause is None:
        return
    citation = next(c for c in context.draft.citations if c.n == n) if context.draft else None
    if citation is not None:
        over = _periods_over(citation.quote, item.document, context)
        if over:
            words = say("quotes_apart", script).join(over)
            text = say("notice_period_over", script, words=words)
            yield Notice(kind="period_over", text=text, citation=n)
    yield from _inherited(n, item, context)
    if item.clause and has_orders(item.document, item.clause):
        yield Notice(kind="program_orders", text=say("notice_orders", script), citation=n)
    named = item.clause and names_body(item.clause.span.of(item.document.text))
    if not item.responsibilities and not context.selection.listed and not named:
        yield Notice(kind="no_department", text=say("no_department", script), citation=n)
    for edge in item.responsibilities:
        current = current_name(edge.department)
        if current:
            name = shown(edge.department, context)
            text = say("notice_current_name", script, name=name, current=shown(current, context))
            yield Notice(kind="renamed", text=text, citation=n)


def _periods_over(quote: str, document: PolicyDocument, context: Context) -> list[str]:
    """The time limits in a quote that lie before the day of the answer, each once."""
    issued = document.issued_on
    over = [
        shown(deadline.span.of(quote), context)
        for deadline in stated_deadlines(quote, issued)
        # 2000年底前建成 in a text of 2024 describes something, it sets no limit
        if deadline.value < context.as_of and (issued is None or deadline.value >= issued)
    ]
    return list(dict.fromkeys(over))


def _inherited(n: int, item: Selected, context: Context) -> Iterator[Notice]:
    """The note that carries bodies from another clause here, in its own words."""
    groups: dict[str, list[str]] = {}
    for edge in item.responsibilities:
        if edge.inherited_from:
            groups.setdefault(edge.inherited_from, []).append(shown(edge.department, context))
    for source, names in groups.items():
        clause = item.document.clause_by_id(source)
        edge = next(e for e in item.responsibilities if e.inherited_from == source)
        text = say(
            "notice_inherited",
            context.script,
            names=joined(names, context),
            label=label_of(clause, context),
            words=shown(_note_words(item.document, edge.span.start, edge.span.end), context),
        )
        yield Notice(kind="inherited", text=text, citation=n)


def _note_words(document: PolicyDocument, start: int, end: int) -> str:
    """The sentence of the file around a span, without brackets and stops."""
    text = document.text
    stops = "。；;!！?？()（）\n"
    left = max((text.rfind(stop, 0, start) for stop in stops), default=-1) + 1
    ends = [place for stop in stops if (place := text.find(stop, end)) >= 0]
    return text[left : min(ends, default=len(text))].strip()
