"""compose: make the answer's lines of the selected clauses.

`Composer` is the seam: the extractive composer here uses the clauses' own sentences and fixed
wording; another one may write with a language model and hand back the same Draft.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from assistant.composing.extractive import compose_extractive
from assistant.composing.parts import one_after_the_other, unanswered
from assistant.context import Context, Draft
from assistant.selection.parts import is_answered


class Composer(Protocol):
    """Turns the selection of a context into a Draft."""

    def __call__(self, context: Context) -> Draft:
        """The answer's lines, citations and departments."""


@dataclass(frozen=True, slots=True)
class Extractive:
    """Composes without a language model."""

    resident_chars: int
    """Quoted characters aimed at for residents."""
    official_chars: int
    """Quoted characters aimed at for officials."""

    def __call__(self, context: Context) -> Draft:
        """The clauses' own sentences, the bodies and the basis; one after the other for parts."""
        parts = answered_parts(context)
        if parts:
            drafts = [self(part) if is_answered(part) else unanswered(part) for part in parts]
            return one_after_the_other(drafts, parts)
        return compose_extractive(
            context, resident_chars=self.resident_chars, official_chars=self.official_chars
        )


def answered_parts(context: Context) -> tuple[Context, ...]:
    """The questions in one where the selection was made for each of them; else nothing."""
    answered = [part for part in context.parts if is_answered(part)]
    chosen = tuple(item for part in answered for item in part.selection.chosen)
    return context.parts if chosen and chosen == context.selection.chosen else ()


@dataclass(frozen=True, slots=True)
class Compose:
    """The sixth step; see the module."""

    composer: Composer

    def __call__(self, context: Context) -> Context:
        """Add the Draft."""
        if context.done or not context.selection.chosen:
            return context
        return replace(context, draft=self.composer(context))
