"""Answers to several questions in one, one under the other, their citations numbered through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Draft, Line
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.selection.outcome import where_to_ask
from assistant.wording import mark, repeated


def one_after_the_other(drafts: Sequence[Draft], parts: Sequence[Context]) -> Draft:
    """One draft: each part's question as a heading, then its own answer.

    Args:
        drafts: The answers, each numbered from 1.
        parts: Their contexts, in the same order.
    """
    lines: list[Line] = []
    whole = Draft(lines=(), citations=())
    for draft, part in zip(drafts, parts, strict=True):
        moved = _renumbered(draft, len(whole.citations))
        heading = say("part_title", part.script, question=repeated(part.question.text, part))
        lines += [Line(text=heading), *moved.lines]
        whole = replace(
            whole,
            citations=whole.citations + moved.citations,
            departments=whole.departments + moved.departments,
            notices=whole.notices + moved.notices,
        )
    return replace(whole, lines=tuple(lines))


def unanswered(part: Context) -> Draft:
    """The words that say that one of several questions has no answer here."""
    reply = (part.reply or say("no_content", part.script, ask=where_to_ask(part))).splitlines()[0]
    return Draft(lines=(Line(text=reply.rstrip("：")),), citations=())


def _renumbered(draft: Draft, by: int) -> Draft:
    """A draft with all citation numbers raised."""

    def raised(n: int) -> int:
        return n + by

    marks = pattern("references", "citation_mark")
    return Draft(
        lines=tuple(
            replace(
                line,
                text=marks.sub(lambda m: mark(raised(int(m[1]))), line.text),
                passages=tuple(replace(p, citation=raised(p.citation)) for p in line.passages),
            )
            for line in draft.lines
        ),
        citations=tuple(replace(c, n=raised(c.n)) for c in draft.citations),
        departments=tuple(replace(d, citation=raised(d.citation)) for d in draft.departments),
        notices=tuple(
            replace(n, citation=raised(n.citation) if n.citation else None) for n in draft.notices
        ),
    )
