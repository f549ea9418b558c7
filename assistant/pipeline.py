"""The steps of answering, in order: whoever reads this list knows the program."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.settings import Settings
from assistant.steps import contextualise, understand, verify
from assistant.steps.compose import Compose, Composer, Extractive
from assistant.steps.guard import Guard
from assistant.steps.retrieve import Index, Retrieve
from assistant.steps.select import Select


@dataclass(frozen=True, slots=True)
class Step:
    """One step of answering; calling it also records how long it took."""

    name: str
    run: Callable[[Context], Context]

    def __call__(self, context: Context) -> Context:
        """The context after this step, its duration in ``timings_ms[name]``."""
        began = time.perf_counter()
        after = self.run(context)
        spent = (time.perf_counter() - began) * 1e3
        return replace(after, timings_ms={**after.timings_ms, self.name: spent})


def answering_steps(
    index: Index, settings: Settings, composer: Composer | None = None
) -> tuple[Step, ...]:
    """The steps from a question to a verified draft.

    Args:
        index: Where clauses are searched.
        settings: Limits and sizes.
        composer: Writes the answer; by default of the clauses' own sentences.
    """
    extractive = Extractive(settings.resident_chars, settings.official_chars)
    return (
        Step("guard", Guard(settings.question_limit, settings.traditional_region)),
        Step("understand", understand.run),
        Step("contextualise", contextualise.run),
        Step("retrieve", Retrieve(index, settings.top_k)),
        Step("select", Select(settings.related_limit)),
        Step("compose", Compose(composer or extractive)),
        Step("verify", verify.run),
    )
