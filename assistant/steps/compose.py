"""compose: make the answer's lines of the selected clauses.

`Composer` is the seam: the extractive composer here uses the clauses' own sentences and fixed
wording; another one may write with a language model and hand back the same Draft.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from assistant.composing.extractive import compose_extractive
from assistant.context import Context, Draft


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
        """The clauses' own sentences, the bodies and the basis."""
        return compose_extractive(
            context, resident_chars=self.resident_chars, official_chars=self.official_chars
        )


@dataclass(frozen=True, slots=True)
class Compose:
    """The sixth step; see the module."""

    composer: Composer

    def __call__(self, context: Context) -> Context:
        """Add the Draft."""
        if context.done or not context.selection.chosen:
            return context
        return replace(context, draft=self.composer(context))
