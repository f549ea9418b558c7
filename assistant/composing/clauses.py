"""One clause, or several side by side: what they say, who is responsible, where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.composing.citations import cite, departments_of
from assistant.context import Context, Draft, Follow, Kind, Line, Passage, Selected
from assistant.messages import say
from assistant.model import Audience, Department
from assistant.sentences import choose_sentences, score_sentences, sentences_of
from assistant.wording import (
    heading_of,
    joined,
    label_of,
    mark,
    number_of,
    place_name,
    shown,
    title_of,
)
from corpus.model import Level, Span

WHOLE_CLAUSE = 4000
"""Characters to show of a clause when all of it is asked for."""


def compose_clauses(context: Context, *, budget: int) -> Draft:
    """Body, bodies and basis of each chosen clause, in the order of the selection."""
    chosen = context.selection.chosen
    each = max(80, budget // len(chosen)) if len(chosen) > 1 else budget
    lines: list[Line] = []
    citations, departments = [], []
    for n, item in enumerate(chosen, start=1):
        spans = chosen_spans(item, context, each)
        citations.append(cite(n, item, spans, context))
        bodies = departments_of(n, item)
        departments.extend(bodies)
        lines.extend(_heading(item, context, several=len(chosen) > 1))
        lines.append(_body(n, item, spans, context))
        lines.extend(_missing_fact(item, spans, context))
        lines.extend(department_lines(bodies, n, context))
    lines.append(basis(chosen, context))
    return Draft(lines=tuple(lines), citations=tuple(citations), departments=tuple(departments))


def chosen_spans(item: Selected, context: Context, budget: int) -> tuple[Span, ...]:
    """The sentences of a clause that go into the answer, in printed order."""
    spans = sentences_of(item.document, item.clause)
    clause = item.clause
    if not spans and clause is not None:
        return (Span(start=clause.span.start, end=_line_end(item)),)
    found = context.understanding
    whole = found.follow in (Follow.MORE, Follow.NEXT, Follow.PREVIOUS) or found.kind is Kind.LOOKUP
    if whole and not (found.topic and context.question.audience is Audience.RESIDENT):
        budget = max(budget, WHOLE_CLAUSE if found.follow is Follow.MORE else 2 * budget)
    question = context.search_text or context.question.text
    scored = score_sentences(item.document, spans, question, found.wants)
    return choose_sentences(scored, item.document, budget)


def _line_end(item: Selected) -> int:
    """End of a mere heading line, without the white space after it."""
    assert item.clause is not None
    span = item.clause.span
    return span.start + len(span.of(item.document.text).rstrip())


def _heading(item: Selected, context: Context, *, several: bool) -> list[Line]:
    """What stands before the words: the place among several, the label for officials."""
    place = item.document.jurisdiction
    found = context.understanding
    if found.kind is Kind.COMPARISON or several:
        return [Line(text=say("place_title", context.script, place=place_name(place, context)))]
    if found.kind is Kind.LOOKUP or context.question.audience is Audience.OFFICIAL:
        label, heading = label_of(item.clause, context), heading_of(item.clause, context)
        if not label and not heading:
            return []
        return [Line(text=say("lead_clause", context.script, label=label, heading=heading).strip())]
    if place.level is Level.NATIONAL:
        return [Line(text=say("lead_national", context.script))]
    return [Line(text=say("lead_local", context.script, place=place_name(place, context)))]


def _body(n: int, item: Selected, spans: Sequence[Span], context: Context) -> Line:
    """The sentences, joined as they stand, with the citation mark at the end."""
    text = item.document.text
    words = "".join(_flat(shown(span.of(text), context)) for span in spans)
    return Line(
        text=words + mark(n),
        passages=tuple(Passage(document=item.document, span=span, citation=n) for span in spans),
        verbatim=True,
    )


def _flat(words: str) -> str:
    """Words without the line wraps and indents of the file."""
    return (
        "".join(words.split())
        if not any(c.isascii() and c.isalpha() for c in words)
        else " ".join(words.split())
    )


def _missing_fact(item: Selected, spans: Sequence[Span], context: Context) -> list[Line]:
    return []


def department_lines(bodies: Sequence[Department], n: int, context: Context) -> list[Line]:
    """One line for each printed role, inherited bodies apart; a fixed one when there are none."""
    if not bodies:
        return [Line(text=say("no_department", context.script))]
    lines: list[Line] = []
    groups: dict[tuple[str, str | None], list[str]] = {}
    for body in bodies:
        name = shown(body.name, context)
        if body.current_name:
            current = shown(body.current_name, context)
            name = say("current_name", context.script, name=name, current=current)
        groups.setdefault((body.role, body.inherited_from), []).append(name)
    for (role, inherited), names in groups.items():
        key = "inherited" if inherited else "departments"
        text = say(
            key,
            context.script,
            role=shown(role, context),
            names=joined(names, context),
            label=shown(inherited or "", context),
            mark=mark(n),
        )
        lines.append(Line(text=text))
    return lines


def basis(chosen: Sequence[Selected], context: Context) -> Line:
    """依据：《title》（文号）label, each document once with all its labels."""
    sources: dict[str, list[str]] = {}
    for item in chosen:
        head = say(
            "source",
            context.script,
            title=title_of(item.document, context),
            number=number_of(item.document, context),
            label="",
        )
        labels = sources.setdefault(head, [])
        label = label_of(item.clause, context)
        if label and label not in labels:
            labels.append(label)
    worded = [head + joined(labels, context) for head, labels in sources.items()]
    text = say("basis", context.script, sources=say("semicolon", context.script).join(worded))
    return Line(text=text)
