"""The composer that lets a language model word the answer, one verified sentence at a time.

It starts from the extractive draft: the same clauses, departments and basis line. Only the body
is the model's, and only sentences that their clauses say (`assistant.verification`). When the
model fails or too little of what it wrote holds, the extractive draft is the answer, with a
notice that says so.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.composing.citations import cite
from assistant.context import Context, Draft, Kind, Line, Passage, Selected
from assistant.errors import LanguageModelError
from assistant.generation import Sentence, Source, build_messages, verified_sentences
from assistant.language_model import LanguageModel
from assistant.messages import say
from assistant.model import Citation, Notice
from assistant.steps.compose import Composer, answered_parts
from assistant.trust import clean, trusted_span
from assistant.wording import mark, shown
from corpus.model import Span

logger = logging.getLogger(__name__)

_WORDED = {Kind.CONTENT, Kind.DEFINITION, Kind.COMPARISON, Kind.LOOKUP}
"""Kinds whose body a model may word; lists, tasks and document facts stay as printed."""

LEAST_SHARE = 0.5
"""Least share of the model's sentences that must hold; below it the model is not trusted."""


@dataclass(frozen=True, slots=True)
class Generative:
    """Composes with a language model, and without it whenever it cannot be relied on."""

    model: LanguageModel
    extractive: Composer

    def __call__(self, context: Context) -> Draft:
        """The draft, once the model has finished."""
        *_, draft = self.stream(context)
        assert isinstance(draft, Draft)
        return draft

    def stream(self, context: Context) -> Iterator[str | Draft]:
        """Verified sentences as they are written, then the whole draft.

        Yields:
            Text of body lines with their citation marks, then one Draft. Text that was yielded
            is part of the draft unless the draft carries a fallback notice.
        """
        draft = self.extractive(context)
        items = _cited(draft, context)
        several = bool(answered_parts(context))
        worded = context.understanding.kind in _WORDED and not several
        if not worded or any(item.clause is None for item in items):
            yield draft
            return
        sources = [_source(n, item) for n, item in enumerate(items, start=1)]
        kept: list[Sentence] = []
        written = 0
        try:
            for sentence in self._sentences(context, sources):
                written += 1
                if not sentence.is_verified:
                    logger.info("answer %s: a sentence was dropped", context.id)
                    continue
                kept.append(sentence)
                yield _worded(sentence, context)
        except LanguageModelError as error:
            logger.warning("answer %s: %s", context.id, error)
            written = 0
        if not written or len(kept) < LEAST_SHARE * written:
            notice = Notice(kind="fallback", text=say("fallback", context.script))
            yield replace(draft, notices=(*draft.notices, notice))
        else:
            yield _with_body(draft, kept, context)

    def _sentences(self, context: Context, sources: list[Source]) -> Iterator[Sentence]:
        question = context.standalone or context.question.text
        messages = build_messages(question, sources, context.question.audience)
        deadline = time.monotonic() + self.model.budget_s
        return verified_sentences(self.model.stream(messages), sources, deadline=deadline)


def _cited(draft: Draft, context: Context) -> tuple[Selected, ...]:
    """The clauses that the draft cites, in the order of their numbers."""
    selection = context.selection
    known = (*selection.chosen, *((selection.lead_in,) if selection.lead_in else ()))
    by_id = {(item.document.id, item.clause.id if item.clause else ""): item for item in known}
    return tuple(by_id[c.document.id, c.clause.id] for c in draft.citations)


def _source(n: int, item: Selected) -> Source:
    document, clause = item.document, item.clause
    assert clause is not None
    names = tuple(edge.department for edge in item.responsibilities)
    context = (document.title, document.document_number, clause.heading, *names)
    return Source(
        n=n,
        label=f"《{document.title}》{document.document_number or ''}{clause.label}",
        text=clean(trusted_span(document, clause).of(document.text)),
        context=tuple(filter(None, context)),
    )


def _worded(sentence: Sentence, context: Context) -> str:
    return shown(sentence.text, context) + "".join(mark(n) for n in sentence.citations)


def _with_body(draft: Draft, kept: list[Sentence], context: Context) -> Draft:
    """The extractive draft with its printed words replaced by the model's sentences.

    A citation that the model used quotes its whole clause: its sentences may draw on any part.
    """
    used = {n for sentence in kept for n in sentence.citations}
    chosen = _cited(draft, context)
    citations = tuple(
        cite(citation.n, item, (trusted_span(item.document, item.clause),), context)
        if citation.n in used and (item := chosen[citation.n - 1]).clause
        else citation
        for citation in draft.citations
    )
    body = [_line(sentence, citations, chosen, context) for sentence in kept]
    first = next(i for i, line in enumerate(draft.lines) if line.verbatim)
    after = [line for line in draft.lines[first:] if not line.verbatim]
    return replace(draft, lines=(*draft.lines[:first], *body, *after), citations=citations)


def _line(
    sentence: Sentence, citations: Sequence[Citation], items: Sequence[Selected], context: Context
) -> Line:
    """One sentence, drawing on the quotes of its citations."""
    passages = tuple(
        Passage(
            document=items[citation.n - 1].document,
            span=Span(start=citation.start, end=citation.end),
            citation=citation.n,
        )
        for citation in citations
        if citation.n in sentence.citations
    )
    return Line(text=_worded(sentence, context), passages=passages)
