"""Several questions in one: each gets its own clause, or the question is read as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Selection
from assistant.model import Status
from assistant.selection.content import select_content
from corpus.model import PolicyDocument


def select_parts(
    context: Context, documents: Sequence[PolicyDocument], *, related_limit: int
) -> Context:
    """The clauses of all parts, or those of the question read as one.

    Each part with a sure answer of its own: both are given. Otherwise the question is read as
    one; only when that has no answer either, the parts that have one are answered and the
    others are said to have none. Parts with the same main clause are one question after all.
    """
    parts = tuple(select_content(part, documents, related_limit=0) for part in context.parts)
    answered = [part for part in parts if is_answered(part)]
    mains = {part.selection.chosen[0].clause for part in answered}
    if len(mains) == len(parts):
        return _with_parts(context, parts)
    whole = select_content(context, documents, related_limit=related_limit)
    if is_answered(whole) or not answered or whole.status is Status.CLARIFICATION:
        return whole
    return _with_parts(context, parts)


def is_answered(part: Context) -> bool:
    """Whether one of several questions has a clause that answers it."""
    return part.status is Status.ANSWERED and not part.done and bool(part.selection.chosen)


def _with_parts(context: Context, parts: tuple[Context, ...]) -> Context:
    answered = [part for part in parts if is_answered(part)]
    notices = (notice for part in answered for notice in part.notices)
    return replace(
        context,
        parts=parts,
        selection=Selection(
            chosen=tuple(item for part in answered for item in part.selection.chosen)
        ),
        notices=tuple(dict.fromkeys((*context.notices, *notices))),
    )
