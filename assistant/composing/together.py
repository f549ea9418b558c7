"""Several paragraphs as one answer: their best sentences, each with its own citation."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.composing.bodies import department_lines
from assistant.composing.citations import cite, departments_of
from assistant.composing.clauses import basis, body_line, lead_lines, missing_fact, words_of
from assistant.context import Context, Draft, Line, Selected, Want
from assistant.model import Citation, Department
from assistant.selection.companions import is_lead_in
from assistant.selection.stated import sought_facts
from assistant.sentences import choose_sentences, in_context, score_sentences, sentences_of
from corpus.model import Span


def compose_together(context: Context, *, budget: int) -> Draft:
    """The best sentences of all chosen clauses within one budget; the main clause first."""
    chosen = context.selection.chosen
    in_order = context.selection.in_order
    picked = _in_order(context, budget) if in_order else _best(context, budget)
    used = [item for item in chosen if picked.get(_key(item))]
    main = used[0]
    lines: list[Line] = [*lead_lines(main, context, several=False)]
    citations: list[Citation] = []
    departments: list[Department] = []
    for n, item in enumerate(used, start=1):
        spans = picked[_key(item)]
        citations.append(cite(n, item, spans, context))
        departments.extend(departments_of(n, item))
        lines.append(body_line(n, item, spans, context))
    shown = tuple(span for item in used for span in picked[_key(item)])
    lines.extend(missing_fact(main, shown, context))
    of_main = [body for body in departments if body.citation == 1]
    words = words_of(main, shown)
    lines.extend(department_lines(of_main, 1, context, shown_words=words))
    lines.append(basis(used, context))
    return Draft(lines=tuple(lines), citations=tuple(citations), departments=tuple(departments))


def _key(item: Selected) -> str:
    return item.clause.id if item.clause else ""


def _in_order(context: Context, budget: int) -> dict[str, tuple[Span, ...]]:
    """Whole clauses: all while they fit, else the first and those most about the question.

    Who asks for all items (有哪些) gets twice as much.
    """
    chosen = context.selection.chosen
    if Want.LIST in context.understanding.wants:
        budget *= 2
    announced = is_lead_in(chosen[0].document, chosen[0].clause) if chosen[0].clause else True
    spans = {
        _key(item): _with_marker(item, first=item is chosen[0] and announced) for item in chosen
    }
    lengths = {key: sum(span.end - span.start for span in own) for key, own in spans.items()}
    ranked = list(spans)
    if sum(lengths.values()) > budget and Want.LIST not in context.understanding.wants:
        ranked = [ranked[0], *sorted(ranked[1:], key=_scores(context, spans).__getitem__)]
    kept: set[str] = set()
    used = 0
    for key in ranked:
        if kept and used + lengths[key] > budget:
            break
        kept.add(key)
        used += lengths[key]
    return {key: own for key, own in spans.items() if key in kept}


def _with_marker(item: Selected, *, first: bool) -> tuple[Span, ...]:
    """The sentences of a clause; an item of a list begins with its printed marker and heading."""
    clause, spans = item.clause, sentences_of(item.document, item.clause)
    if first or clause is None or not clause.path or clause.paragraph is not None or not spans:
        return spans
    return (Span(start=clause.span.start, end=spans[0].end), *spans[1:])


def _scores(context: Context, spans: Mapping[str, tuple[Span, ...]]) -> dict[str, float]:
    """How much each clause has to do with the question, negated: the best come first."""
    question = context.search_text or context.question.text
    document = context.selection.chosen[0].document
    owner = {span: key for key, own in spans.items() for span in own}
    scored = score_sentences(document, tuple(owner), question, context.understanding.wants)
    best = dict.fromkeys(spans, 0.0)
    for sentence in scored:
        key = owner[sentence.span]
        best[key] = min(best[key], -sentence.score)
    return best


def _best(context: Context, budget: int) -> dict[str, tuple[Span, ...]]:
    """The sentences of all clauses that have most to do with the question."""
    chosen = context.selection.chosen
    document = chosen[0].document
    clauses = sorted(chosen, key=lambda item: item.clause.ordinal if item.clause else 0)
    owner = {span: _key(item) for item in clauses for span in sentences_of(document, item.clause)}
    question = context.search_text or context.question.text
    wants = context.understanding.wants
    alone = score_sentences(document, tuple(owner), question, wants)
    scored = in_context(alone, tuple(owner.values()))
    picked: dict[str, tuple[Span, ...]] = {}
    sought = sought_facts(context)
    for span in choose_sentences(scored, document, budget, sought=sought):
        picked[owner[span]] = (*picked.get(owner[span], ()), span)
    return picked
