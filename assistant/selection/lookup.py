"""Clauses named by their number, and the clauses before and after the last one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Follow, Selected, Selection
from assistant.messages import say
from assistant.selection.amounts import amount_is_missing, refuse_figure
from assistant.selection.article_parts import article_part
from assistant.selection.outcome import answer_with, ask_back, note, refuse, selected
from assistant.trust import says_something
from assistant.wording import call_of, label_of, repeated, short_name, shown
from corpus.model import Clause, PolicyDocument
from index.ranking import INSERTED, find_path, marker_key, place_relation

LONGEST_WHOLE = 1500
"""Characters up to which a clause asked for by its number is shown with all that is under it."""
MOST_CHOICES = 6
"""Choices offered when a number stands for several clauses."""


def select_lookup(context: Context, documents: Sequence[PolicyDocument]) -> Context:
    """The clause that the question names by its number."""
    found = context.understanding
    eligible = _eligible(context, documents)
    part = _part(context, eligible)
    if part is not None:
        return answer_with(corrected_number(context), [part])
    path = find_path(found.markers, eligible) if found.markers else ()
    matches = [
        (document, clause)
        for document in eligible
        for clause in (path if found.markers else document.clauses)
        if clause in document.clauses and says_something(document, clause)
    ]
    if found.paragraph:
        matches = [pair for pair in matches if pair[1].paragraph == found.paragraph]
    elif len(matches) > 1 and not all(pair[1].paragraph for pair in matches):
        matches = [pair for pair in matches if pair[1].paragraph is None]
    if not matches:
        return _no_such_clause(context, eligible)
    context = corrected_number(context)
    if len(matches) == 1:
        return answer_with_clause(context, *matches[0])
    if len({document.id for document, _ in matches}) == 1:
        same = matches[0][1]
        if all(clause.path == same.path for _, clause in matches):  # paragraphs of one section
            return answer_with(context, [selected(*pair) for pair in matches])
        return _which_clause(context, matches)
    return _which_document(context, matches)


def _part(context: Context, eligible: Sequence[PolicyDocument]) -> Selected | None:
    """A paragraph of an article, or an item under it, of the one law that is meant."""
    if len(eligible) != 1:
        return None
    part = article_part(context.understanding.markers, eligible[0])
    return replace(selected(eligible[0], part.clause), span=part.span) if part else None


def answer_with_clause(context: Context, document: PolicyDocument, clause: Clause) -> Context:
    """One clause; a mere heading is answered by the list of what stands under it."""
    under = [c for c in document.clauses if c.parent_id == clause.id]
    if under and not _has_words(document, clause):
        return replace(
            context,
            selection=Selection(
                chosen=tuple(selected(document, c) for c in under), heads=clause, listed=True
            ),
        )
    context = answer_with(context, [selected(document, clause)])
    below = [c for c in document.clauses if c is not clause and _lies_in(c, clause)]
    if not below or below[-1].span.end - clause.span.start > LONGEST_WHOLE:
        return context
    chosen = tuple(selected(document, c) for c in (clause, *below))
    whole = replace(context.selection, chosen=chosen, together=True, in_order=True)
    return replace(context, selection=whole)


def _lies_in(inner: Clause, outer: Clause) -> bool:
    """Whether a clause is an item, a later paragraph or the like of another."""
    return inner.path[: len(outer.path)] == outer.path and inner.ordinal > outer.ordinal


def select_neighbour(context: Context, documents: Sequence[PolicyDocument]) -> Context:
    """The clause after (or before) the one that the last answer cited, or that one itself."""
    slot = context.conversation.clause
    document = next((d for d in documents if slot and _has(d, slot.value)), None)
    if slot is None or document is None:
        return ask_back(context, "which_matter", (), examples="{examples}")
    clause = document.clause_by_id(slot.value)
    follow = context.understanding.follow
    if follow in (Follow.NEXT, Follow.PREVIOUS):
        clause = _article_of(document, clause)
        clauses = [
            c
            for c in document.clauses
            if c is clause or (_has_words(document, c) and not _lies_in(c, clause))
        ]
        step = 1 if follow is Follow.NEXT else -1
        place = clauses.index(clause) + step if clause in clauses else -1
        if not 0 <= place < len(clauses):
            return refuse(context, "no_next" if step > 0 else "no_previous")
        clause = clauses[place]
    if amount_is_missing(context, document, clause):
        return refuse_figure(context, [selected(document, clause)])
    return answer_with(context, [selected(document, clause)])


def _article_of(document: PolicyDocument, clause: Clause) -> Clause:
    """The article that an item or a later paragraph is part of; the clause itself without one."""
    key = next((m for m in reversed(clause.path) if m.endswith("条")), None)
    if key is None:
        return clause
    path = clause.path[: clause.path.index(key) + 1]
    return next(c for c in document.clauses if c.path == path)


def _has(document: PolicyDocument, clause_id: str) -> bool:
    return any(clause.id == clause_id for clause in document.clauses)


def _has_words(document: PolicyDocument, clause: Clause) -> bool:
    """Whether a clause says something itself and is no mere heading of others."""
    return bool(clause.body.of(document.text).strip()) and says_something(document, clause)


def _eligible(context: Context, documents: Sequence[PolicyDocument]) -> list[PolicyDocument]:
    """Documents named, else those of the place, else all."""
    found = context.understanding
    if found.documents:
        return [d for d in documents if d.id in found.documents]
    if context.place:
        return [d for d in documents if place_relation(context.place, d.jurisdiction) >= 3]
    return list(documents)


def corrected_number(context: Context) -> Context:
    """Say that the 文号 was read as a similar one."""
    pair = context.understanding.corrected_number
    if pair is None:
        return context
    text = say(
        "notice_number",
        context.script,
        asked=repeated(pair[0], context),
        meant=shown(pair[1], context),
    )
    return note(context, "corrected_number", text)


def mentioned_document(context: Context) -> Context:
    """Say that the named document is not here, only what another one says of it."""
    name = context.understanding.missing_document
    if name is None or not context.selection.chosen:
        return context
    text = say("notice_mentioned", context.script, name=repeated(name.strip("《》"), context))
    return note(context, "document_not_held", text)


def _no_such_clause(context: Context, eligible: Sequence[PolicyDocument]) -> Context:
    """The document has no clause of that number: say how far its numbers go."""
    marker = shown("".join(context.understanding.markers), context)
    if len(eligible) != 1:
        return refuse(context, "no_content")
    document = eligible[0]
    key = marker_key(context.understanding.markers[-1]) if context.understanding.markers else None
    levels = [c for c in document.clauses if c.path and c.paragraph is None]
    same = [c for c in levels if key and (marker_key(c.path[-1]) or ("", 0))[0] == key[0]]
    same = same or [c for c in levels if re.match(r"\d", c.path[-1])] or levels
    extent = ""
    if same:
        largest = max(same, key=_number)
        extent = say(
            "clause_extent",
            context.script,
            first=shown(same[0].path[-1], context),
            last=shown(largest.path[-1], context),
        )
    return refuse(
        corrected_number(context),
        "no_clause",
        title=call_of(document, context),
        marker=marker,
        extent=extent,
    )


def _number(clause: Clause) -> tuple[int, int]:
    """The number of a clause's last marker, that of an inserted article (16-2) after its own."""
    number = (marker_key(clause.path[-1]) or ("", 0))[1]
    return divmod(number, INSERTED) if number >= INSERTED else (number, 0)


def _which_clause(context: Context, matches: Sequence[tuple[PolicyDocument, Clause]]) -> Context:
    document = matches[0][0]
    choices = [
        say(
            "ask_clause",
            context.script,
            document=short_name(d, context),
            label=label_of(c, context),
        )
        for d, c in matches[:MOST_CHOICES]
    ]
    asked = replace(context, selection=replace(context.selection, related=_related(matches)))
    return ask_back(
        asked,
        "which_clause",
        choices,
        title=call_of(document, context),
        count=len(matches),
        marker=shown("".join(context.understanding.markers), context),
    )


def _which_document(context: Context, matches: Sequence[tuple[PolicyDocument, Clause]]) -> Context:
    choices = [
        say(
            "ask_clause",
            context.script,
            document=short_name(d, context),
            label=label_of(c, context),
        )
        for d, c in matches[:MOST_CHOICES]
    ]
    marker = shown("".join(context.understanding.markers), context)
    return ask_back(context, "which_document", choices, marker=marker)


def _related(matches: Sequence[tuple[PolicyDocument, Clause]]) -> tuple[Selected, ...]:
    return tuple(selected(d, c) for d, c in matches[:MOST_CHOICES])
