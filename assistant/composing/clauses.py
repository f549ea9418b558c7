"""One clause, or several side by side: what they say, who is responsible, where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.composing.bodies import department_lines, names_body
from assistant.composing.citations import cite, departments_of
from assistant.composing.members import member_line, member_lines
from assistant.context import Context, Draft, Follow, Kind, Line, Passage, Selected, Want
from assistant.messages import say
from assistant.model import Audience, Citation, Department
from assistant.selection.amounts import asked_figures, gives_figure
from assistant.selection.explained import LONGEST_TERM
from assistant.selection.stated import sought_facts
from assistant.sentences import as_told, choose_sentences, score_sentences, sentences_of, states
from assistant.terms import claim_of, defines, is_borne_out, term_of
from assistant.trust import trusted_span
from assistant.wording import (
    heading_of,
    is_unsigned,
    label_of,
    mark,
    number_of,
    place_name,
    reading,
    repeated,
    title_of,
)
from corpus.model import Clause, Level, PolicyDocument, Role, Span

WHOLE_CLAUSE = 4000
"""Characters to show of a clause when all of it is asked for."""
BESIDE_WHO = 90
"""Characters of the rule itself when only the responsible bodies are asked for."""
SHORT = 20
"""Characters under which an answer says little without the heading of its clause."""
_ENDS_HEADING = "）)】］]"
SIDE = 140
"""Least characters for each of several clauses side by side."""
MOST_LABELS = 6
"""Labels named in the basis line; a longer list is covered by the document's name."""


def compose_clauses(context: Context, *, budget: int) -> Draft:
    """Body, bodies and basis of each chosen clause, in the order of the selection."""
    chosen = context.selection.chosen
    several = len(chosen) > 1
    each = max(SIDE, budget // len(chosen)) if several else budget
    lines: list[Line] = []
    citations: list[Citation] = []
    departments: list[Department] = []
    lead_in = context.selection.lead_in
    for n, item in enumerate(chosen, start=2 if lead_in else 1):
        bodies = departments_of(n, item)
        only_who = asks_only_who(context)
        who_first = only_who and (bool(bodies) or _names_nobody(item, context))
        spans = chosen_spans(item, context, min(each, BESIDE_WHO) if who_first else each)
        citations.append(cite(n, item, spans, context))
        departments.extend(bodies)
        says = [body_line(n, item, spans, context)]
        above: tuple[Span, ...] = ()
        if lead_in is not None:  # read before the item, though the item is the main clause
            above = sentences_of(lead_in.document, lead_in.clause)
            citations.append(cite(1, lead_in, above, context))
            says.insert(0, body_line(1, lead_in, above, context))
        says += missing_fact(item, (*above, *spans), context)
        who = department_lines(
            bodies,
            n,
            context,
            shown_words=words_of(item, spans),
            clause_words=(clause_text(lead_in) if lead_in else "") + clause_text(item),
        )
        lead = lead_lines(item, context, several=several)
        if who_first and bodies:
            rule = Line(text=say("lead_who", context.script))
            lines.extend([*lead, *who, rule, *says])
        else:
            lines.extend([*who, *lead, *says] if who_first else [*lead, *says, *who])
    lines.append(basis(chosen, context))
    return Draft(lines=tuple(lines), citations=tuple(citations), departments=tuple(departments))


def words_of(item: Selected, spans: Sequence[Span]) -> str:
    """The printed words of the shown sentences."""
    return "".join(span.of(item.document.text) for span in spans)


def clause_text(item: Selected) -> str:
    """All printed words of the chosen clause; none for a whole document."""
    return item.clause.span.of(item.document.text) if item.clause else ""


def _names_nobody(item: Selected, context: Context) -> bool:
    """Whether the clause just given is asked for a body and has none: that is the answer."""
    words = clause_text(item)
    silent = not names_body(words) and not states(words, Want.WHO)
    return context.understanding.follow is Follow.ASPECT and silent


def asks_only_who(context: Context) -> bool:
    """Whether the bodies are the answer and the rule is only its ground."""
    found = context.understanding
    return Want.WHO in found.wants and not found.also_what and found.kind is not Kind.COMPARISON


def chosen_spans(item: Selected, context: Context, budget: int) -> tuple[Span, ...]:
    """The sentences of a clause that go into the answer, in printed order."""
    if item.span is not None and item.clause is not None and not item.fact:
        return sentences_of(item.document, None, item.span) or (item.span,)
    spans = sentences_of(item.document, item.clause)
    clause = item.clause
    if not spans and clause is not None:
        words = trusted_span(item.document, clause).of(item.document.text).rstrip()
        return (Span(start=clause.span.start, end=clause.span.start + len(words)),)
    found = context.understanding
    if found.follow is Follow.MORE:
        budget = WHOLE_CLAUSE
    elif found.kind is Kind.LOOKUP and not found.topic and Want.WHO not in found.wants:
        budget *= 3
    question = context.search_text or context.question.text
    scored = score_sentences(item.document, spans, question, found.wants)
    scored = as_told(scored, item.document, found.wants)
    members = member_lines(item, context, scored)
    if members is not None:
        return members
    chosen = choose_sentences(scored, item.document, budget, sought=sought_facts(context))
    if asks_only_who(context):
        chosen = _with_ground(item, spans, chosen)
    return _with_heading(item.document, clause, chosen) if clause is not None else chosen


def _with_ground(
    item: Selected, spans: Sequence[Span], chosen: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The sentence that gives the foremost body its role, besides those chosen.

    What a note in brackets says at the end of a clause is no sentence, and told apart.
    """
    own = [edge for edge in item.responsibilities if edge.inherited_from is None]
    leading = [edge for edge in own if edge.role is Role.LEAD] or own
    naming = [
        span for span in spans if any(span.start <= edge.span.start < span.end for edge in leading)
    ]
    if not naming or set(naming) & set(chosen):
        return chosen
    return tuple(sorted({*chosen, naming[0]}, key=lambda span: span.start))


def _with_heading(
    document: PolicyDocument, clause: Clause, chosen: tuple[Span, ...]
) -> tuple[Span, ...]:
    """A few words with the heading that runs into them: 「劳动节：5月1日放假」."""
    short = bool(chosen) and sum(span.end - span.start for span in chosen) <= SHORT
    if not short or not clause.heading or chosen[0].start != clause.body.start:
        return chosen
    before = document.text[clause.span.start : clause.body.start]
    at = before.rfind(clause.heading)
    behind = before[at + len(clause.heading) :]
    # 「第七条（期限）」 does not run into the words behind its bracket
    apart = "\n" in before.strip() or any(mark in behind for mark in _ENDS_HEADING)
    if at < 0 or apart:
        return chosen
    start = clause.span.start + at
    return (Span(start=start, end=chosen[0].end), *chosen[1:])


def lead_lines(item: Selected, context: Context, *, several: bool) -> list[Line]:
    """What stands before the words: what they are not, their label, or their place."""
    text = _lead_not(item, context) or _lead_label(item, context, several=several)
    if text is None and asks_only_who(context) and item.responsibilities:
        return []
    return [Line(text=text or _lead_place(item, context))]


def _lead_not(item: Selected, context: Context) -> str | None:
    """Say that a claim is not borne out, or that a term is not explained."""
    found, script = context.understanding, context.script
    said = item.clause.span.of(item.document.text) if item.clause else ""
    if Want.PREMISE in found.wants:
        claim = claim_of(context.question.text)
        if not is_borne_out(claim, said):
            return say("lead_premise", script, words=repeated(claim, context))
    if found.kind is Kind.DEFINITION:
        term = term_of(context.question.text)
        if len(term) <= LONGEST_TERM and not defines(said, term):
            return say("lead_no_definition", script, term=repeated(term, context))
    return None


def _lead_label(item: Selected, context: Context, *, several: bool) -> str | None:
    """Label and heading where clauses are asked for, the place where several stand together."""
    found, script = context.understanding, context.script
    if several and found.kind is not Kind.LOOKUP:
        return say("place_title", script, place=place_name(item.document.jurisdiction, context))
    label, heading = label_of(item.clause, context), heading_of(item.clause, context)
    if found.follow is Follow.MORE and label:
        return say("lead_more", script, label=label, heading=heading)
    official = context.question.audience is Audience.OFFICIAL
    if (found.kind is Kind.LOOKUP or official) and (label or heading):
        return say("lead_clause", script, label=label, heading=heading).strip()
    return None


def _lead_place(item: Selected, context: Context) -> str:
    place = item.document.jurisdiction
    if is_unsigned(item.document):
        return say("lead_unsigned", context.script)
    if place.level is Level.NATIONAL:
        return say("lead_national", context.script)
    return say("lead_local", context.script, place=place_name(place, context))


def body_line(n: int, item: Selected, spans: Sequence[Span], context: Context) -> Line:
    """The sentences as they stand, what is left out between them marked, and the citation mark."""
    text = item.document.text
    words = ""
    for span, before in zip(spans, (None, *spans), strict=False):
        if before is not None and _leaves_out(item, before.end, span.start):
            words += say("cut", context.script)
        printed = reading(item.document, span.of(text), context)
        line = member_line(printed)
        words += f"\n{line}" if line and before is not None else line or _flat(printed)
    return Line(
        text=words + mark(n),
        passages=tuple(Passage(document=item.document, span=span, citation=n) for span in spans),
        verbatim=True,
    )


def _leaves_out(item: Selected, start: int, end: int) -> bool:
    """Whether sentences of the clause between two shown ones are not shown."""
    return any(start <= span.start < end for span in sentences_of(item.document, item.clause))


def _flat(words: str) -> str:
    """Words without the line wraps and indents of the file; Latin words keep their spaces."""
    latin = any(c.isascii() and c.isalpha() for c in words)
    return (" " if latin else "").join(words.split())


def missing_fact(item: Selected, spans: Sequence[Span], context: Context) -> list[Line]:
    """Say that the clause does not give a wanted time or amount, so that none is read into it.

    Nothing is said where a sentence of the clause that is not shown gives one.
    """
    whole = () if item.clause is None else (item.clause.span,)
    words = words_of(item, (*spans, *whole))
    wants = context.understanding.wants
    missing = []
    if Want.WHEN in wants and not states(words, Want.WHEN):
        missing.append("when_not_given")
    told = any(gives_figure(words, kind) for kind in asked_figures(context))  # 最多收几年
    if Want.AMOUNT in wants and not told and not states(words, Want.AMOUNT):
        missing.append("amount_not_in_clause")
    return [Line(text=say(key, context.script)) for key in missing]


def _shared_clause(item: Selected, chosen: Sequence[Selected]) -> Clause | None:
    """The clause to name: that which several shown ones of a list are all part of."""
    if item.clause is None:
        return None
    paths = [c.clause.path for c in chosen if c.clause and c.document.id == item.document.id]
    shared = tuple(markers[0] for markers in zip(*paths, strict=False) if len(set(markers)) == 1)
    above = {c.path: c for c in reversed(item.document.clauses)}.get(shared)
    used = {c.clause.id for c in chosen if c.clause}
    return above if len(paths) > 1 and above and above.id in used else item.clause


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
        label = label_of(_shared_clause(item, chosen), context)
        if label and label not in labels:
            labels.append(label)
    worded = [
        head
        + (say("list_comma", context.script).join(labels) if len(labels) <= MOST_LABELS else "")
        for head, labels in sources.items()
    ]
    text = say("basis", context.script, sources=say("semicolon", context.script).join(worded))
    return Line(text=text)
