"""Lists: the items of a document, clauses that mention a term, the tasks of a department."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.composing.citations import cite, departments_of, role_words
from assistant.composing.clauses import basis
from assistant.context import Context, Draft, Line, Passage, Selected
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.model import Department
from assistant.selection.tasks import means
from assistant.sentences import sentences_of
from assistant.wording import (
    call_of,
    heading_of,
    joined,
    label_of,
    mark,
    place_name,
    repeated,
    shown,
)
from corpus.model import Clause, PolicyDocument, Responsibility, Span
from corpus.normalize import fold


def compose_items(context: Context) -> Draft:
    """A numbered list of headings, grouped by document."""
    head = _list_head(context)
    return _listed(context, head, lambda n, item: _item(n, item, context), with_departments=False)


def _list_head(context: Context) -> str:
    """What the list is of: a term, a section, or the document."""
    chosen, heads = context.selection.chosen, context.selection.heads
    term = pattern("understanding", "mentions").search(fold(context.question.text))
    if term:
        words = repeated(term["term"], context)
        return say("list_mentions", context.script, term=words, count=len(chosen))
    title = call_of(chosen[0].document, context)
    if context.selection.term:
        common = context.selection.term
        return say("list_common", context.script, title=title, term=common, count=len(chosen))
    if heads is not None:
        label, heading = label_of(heads, context), heading_of(heads, context).strip()
        return say(
            "list_section",
            context.script,
            title=title,
            label=label,
            heading=heading,
            count=len(chosen),
        )
    return say("list", context.script, title=title, count=len(chosen))


def _item(n: int, item: Selected, context: Context) -> str:
    clause = item.clause
    heading = heading_of(clause, context)
    if clause is not None and (clause.paragraph is not None or not heading.strip()):
        # the section's heading would be the same for each of its paragraphs
        heading = " " + shown(_head_span(item).of(item.document.text), context)
    label = label_of(clause, context)
    return say("item", context.script, n=n, label=label, heading=heading, mark=mark(n))


def compose_tasks(context: Context) -> Draft:
    """Every task of a body with its printed role, grouped by document."""
    chosen = context.selection.chosen
    bodies = context.understanding.departments
    places = [place_name(item.document.jurisdiction, context) for item in chosen]
    head = say(
        "tasks",
        context.script,
        place=joined(list(dict.fromkeys(places)), context),
        department=joined([repeated(body, context) for body in bodies], context),
        count=len(chosen),
    )

    def line(n: int, item: Selected) -> str:
        roles = [
            _role(body, edge, context, named=len(bodies) > 1)
            for body in bodies
            for edge in item.responsibilities
            if means(body, edge)
        ]
        return say(
            "task",
            context.script,
            n=n,
            label=label_of(item.clause, context),
            heading=heading_of(item.clause, context),
            role=joined(list(dict.fromkeys(roles)), context),
            mark=mark(n),
        )

    return _listed(context, head, line, with_departments=True)


def _role(body: str, edge: Responsibility, context: Context, *, named: bool) -> str:
    """The role of an asked body in a clause, behind its name where several were asked for."""
    role = shown(role_words(edge), context)
    if not named:
        return role
    return say("role_of", context.script, department=repeated(body, context), role=role)


def _listed(
    context: Context,
    head: str,
    line: Callable[[int, Selected], str],
    *,
    with_departments: bool,
) -> Draft:
    """Head, then per document its name and numbered lines, then the basis."""
    chosen: Sequence[Selected] = context.selection.chosen
    lines = [Line(text=head)]
    citations = []
    departments: list[Department] = []
    document: PolicyDocument | None = None
    several = len({item.document.id for item in chosen}) > 1
    for n, item in enumerate(chosen, start=1):
        if several and item.document is not document:
            document = item.document
            lines.append(Line(text=call_of(document, context)))
        span = _head_span(item)
        citations.append(cite(n, item, (span,), context))
        lines.append(
            Line(
                text=line(n, item),
                passages=(Passage(document=item.document, span=span, citation=n),),
            )
        )
        if with_departments:
            departments.extend(departments_of(n, item))
    lines.append(basis(chosen, context))
    return Draft(lines=tuple(lines), citations=tuple(citations), departments=tuple(departments))


def _head_span(item: Selected) -> Span:
    """Marker and heading of a clause, or its first sentence when it prints none of its own."""
    clause: Clause | None = item.clause
    if clause is None:
        return item.span or Span(start=0, end=0)
    text = item.document.text
    words = text[clause.span.start : clause.body.start].rstrip()
    if clause.heading and len(words) > 1:
        return Span(start=clause.span.start, end=clause.span.start + len(words))
    sentences = sentences_of(item.document, clause)
    if sentences:
        return sentences[0]
    return Span(start=clause.span.start, end=clause.span.start + len(clause.span.of(text).rstrip()))
