"""present: the Answer object, with the notices and the follow-ups that the corpus can answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.composing.citations import cite
from assistant.context import Context, Selected
from assistant.messages import say
from assistant.model import Answer, Citation, Department, Notice
from assistant.presenting.notices import notices_of
from assistant.presenting.suggestions import examples, suggestions_of
from assistant.selection.documents import fact_span
from assistant.sentences import sentences_of
from assistant.wording import shown, source_line
from corpus.model import Span


def answer_of(context: Context) -> Answer:
    """The Answer that a finished context stands for."""
    draft = context.draft
    notices = notices_of(context)
    return Answer(
        id=context.id,
        question=context.question.text,
        standalone_question=context.standalone or context.question.text,
        status=context.status,
        script=context.script,
        text=_text(context, notices),
        citations=draft.citations if draft else (),
        departments=tuple(_read(item, context) for item in draft.departments) if draft else (),
        notices=notices,
        related=_related(context),
        suggestions=context.suggestions or suggestions_of(context),
        timings_ms=context.timings_ms,
    )


def _read(department: Department, context: Context) -> Department:
    """The department with its reading in the asker's script, as the text has it."""
    name, role = shown(department.name, context), shown(department.role, context)
    return replace(
        department,
        name_converted=name if name != department.name else None,
        role_converted=role if role != department.role else None,
    )


def _text(context: Context, notices: Sequence[Notice]) -> str:
    """Fixed words, or the draft's lines with what must be known first in front."""
    if context.draft is not None:
        first = [n.text for n in context.notices if n.kind in _FIRST]
        last = [say("attention", context.script, text=n.text) for n in notices if n.kind in _LAST]
        return "\n".join([*first, *(line.text for line in context.draft.lines), *last])
    reply = context.reply or ""
    if "{examples}" in reply:
        reply = reply.replace("{examples}", examples(context))
    if "{titles}" in reply:
        lines = [
            f"{n}. {source_line(Selected(document=document), context)}"
            for n, document in enumerate(context.documents, start=1)
        ]
        reply = reply.replace("{titles}", "\n".join(lines)).replace("{count}", str(len(lines)))
    return reply


_FIRST = {
    "no_document_for_place",
    "national_for_place",
    "corrected_number",
    "document_not_held",
    "unknown_place",
    "earlier_document",
}
"""Notices that change how the answer is to be read: they open its text."""
_LAST = {"expired", "repealed", "superseded", "ends_at_event", "period_over"}
"""Notices about time: they close the text."""


def _related(context: Context) -> tuple[Citation, ...]:
    """Near clauses as citations, numbered on from the answer's own."""
    start = len(context.draft.citations) if context.draft else 0
    related = []
    for n, item in enumerate(context.selection.related, start=start + 1):
        spans = sentences_of(item.document, item.clause) if item.clause else ()
        whole = item.span or fact_span(item.document, "title")
        related.append(cite(n, item, spans or (_own(item) or whole,), context))
    return tuple(related)


def _own(item: Selected) -> Span | None:
    return item.clause.span if item.clause else None
