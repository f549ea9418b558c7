"""Several paragraphs as one answer: their best sentences, each with its own citation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

from assistant.composing.bodies import department_lines
from assistant.composing.citations import cite, departments_of
from assistant.composing.clauses import (
    WHOLE_CLAUSE,
    basis,
    body_line,
    clause_text,
    lead_lines,
    missing_fact,
    words_of,
)
from assistant.context import Context, Draft, Kind, Line, Selected, Want
from assistant.messages import say
from assistant.model import Citation, Department
from assistant.selection.companions import is_lead_in
from assistant.selection.stated import sought_facts
from assistant.sentences import (
    as_told,
    choose_sentences,
    in_context,
    score_sentences,
    sentences_of,
)
from corpus.model import Span


def compose_together(context: Context, *, budget: int) -> Draft:
    """The best sentences of all chosen clauses within one budget.

    Lists and texts are shown and numbered as they are printed; the main clause is the first of
    the citations wherever it stands.
    """
    chosen = context.selection.chosen
    in_order = context.selection.in_order
    picked = _in_order(context, budget) if in_order else _best(context, budget)
    used = [item for item in chosen if picked.get(_key(item))]
    main = used[0]
    shown = sorted(used, key=_place) if in_order else used
    lines: list[Line] = [*lead_lines(_over_all(main, used), context, several=False)]
    citations: list[Citation] = []
    departments: list[Department] = []
    for n, item in enumerate(shown, start=1):
        spans = picked[_key(item)]
        citations.append(cite(n, item, spans, context))
        departments.extend(departments_of(n, item))
        lines.append(body_line(n, item, spans, context))
    if in_order and len(used) < len(chosen):
        left = len(chosen) - len(used)
        lines.append(Line(text=say("items_left", context.script, count=left)))
    spans = tuple(span for item in used for span in picked[_key(item)])
    lines.extend(missing_fact(main, spans, context))
    n = shown.index(main) + 1
    of_main = [body for body in departments if body.citation == n]
    words = words_of(main, spans)
    all_words = "".join(clause_text(item) for item in used)
    lines.extend(department_lines(of_main, n, context, shown_words=words, clause_words=all_words))
    lines.append(basis(shown, context))
    citations.sort(key=lambda citation: citation.n != n)
    return Draft(lines=tuple(lines), citations=tuple(citations), departments=tuple(departments))


def _over_all(main: Selected, used: Sequence[Selected]) -> Selected:
    """What all shown clauses stand under, for the label over them: the article of its items."""
    paths = [item.clause.path for item in used if item.clause]
    alike = takewhile(lambda level: len(set(level)) == 1, zip(*paths, strict=False))
    shared = tuple(level[0] for level in alike) if len(paths) > 1 else ()
    clauses = main.document.clauses if shared else ()
    above = next((c for c in clauses if c.path == shared and c.paragraph is None), None)
    return Selected(document=main.document, clause=above) if above else main


def _place(item: Selected) -> int:
    return item.clause.ordinal if item.clause else 0


def _key(item: Selected) -> str:
    return item.clause.id if item.clause else ""


def _in_order(context: Context, budget: int) -> dict[str, tuple[Span, ...]]:
    """Whole clauses: all while they fit, else what opens the list and what is most about it.

    A list gets twice as much, and who asks for all items (有哪些) gets them from the first on.
    """
    chosen = context.selection.chosen
    listed = Want.LIST in context.understanding.wants
    spans = {_key(item): _with_marker(item, chosen) for item in chosen}
    lengths = {key: sum(span.end - span.start for span in own) for key, own in spans.items()}
    if context.understanding.kind is Kind.LOOKUP:
        budget = WHOLE_CLAUSE
    elif any(_opens(item) for item in chosen) or listed:
        budget *= 2
    if sum(lengths.values()) <= budget:
        return spans
    first = [_key(item) for item in chosen if item is chosen[0] or _opens(item)]
    rest = [_key(item) for item in sorted(chosen, key=_place) if _key(item) not in first]
    if not listed:
        rest.sort(key=_scores(context, spans).__getitem__)
    kept = set(first[:2])
    used = sum(lengths[key] for key in kept)
    above = {_key(item): item.clause.parent_id for item in chosen if item.clause}
    for key in rest:
        # an item is not read without the one that it stands under
        line = [key, *_over(key, above, kept)]
        needed = sum(lengths[each] for each in line)
        if used + needed > budget:
            break
        kept.update(line)
        used += needed
    return {key: own for key, own in spans.items() if key in kept}


def _over(key: str, above: Mapping[str, str | None], kept: Collection[str]) -> list[str]:
    """The chosen clauses over one that are not kept yet, innermost first."""
    found: list[str] = []
    parent = above.get(key)
    while parent is not None and parent in above:
        if parent not in kept:
            found.append(parent)
        parent = above.get(parent)
    return found


def _opens(item: Selected) -> bool:
    """Whether a clause announces the others."""
    return item.clause is not None and is_lead_in(item.document, item.clause)


def _with_marker(item: Selected, chosen: Sequence[Selected]) -> tuple[Span, ...]:
    """The sentences of a clause; an item of a list begins with its printed marker and heading."""
    clause, spans = item.clause, sentences_of(item.document, item.clause)
    own = {c.clause.id for c in chosen if c.clause}
    below = {c.clause.parent_id for c in chosen if c.clause}
    opens = clause is not None and clause.id in below and clause.parent_id not in own
    if opens or clause is None or not clause.path or clause.paragraph is not None or not spans:
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
    scored = as_told(scored, document, wants)
    picked: dict[str, tuple[Span, ...]] = {}
    sought = sought_facts(context)
    for span in choose_sentences(scored, document, budget, sought=sought):
        picked[owner[span]] = (*picked.get(owner[span], ()), span)
    return picked
