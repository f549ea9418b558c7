"""The longest time that is allowed: what 「最多能占多久」 asks for, and nothing else does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from assistant.context import Context, Found
from assistant.lexicon import pattern
from assistant.selection.amounts import gives_figure
from corpus.normalize import fold

_SENTENCE = re.compile(r"[^。；\n]+")


HEADED = 0.8
"""Share of the best score from which a clause with the period in its heading goes first."""


def limit_tests(context: Context) -> list[tuple[Callable[[Found], bool], float]]:
    """That the clause's heading names the period; nothing for other questions."""
    if not pattern("understanding", "asks_limit").search(fold(context.question.text)):
        return []
    period = pattern("references", "period_heading")
    return [(lambda item: bool(period.search(fold(item[2].heading))), HEADED)]


def limit_facts(context: Context, kinds: Sequence[str]) -> tuple[Callable[[str], bool], ...]:
    """Tests for a longest time, one for each asked kind of figure; none for other questions."""
    if not pattern("understanding", "asks_limit").search(fold(context.question.text)):
        return ()
    return tuple(partial(gives_limit, kind=kind) for kind in kinds)


def gives_limit(words: str, kind: str) -> bool:
    """Whether one sentence states a figure of a kind as the most that there may be.

    >>> gives_limit("期限不得超过3个月。", "duration")
    True
    >>> gives_limit("期满的15天前申请。", "duration")
    False
    """
    limit = pattern("references", "limit")
    return any(
        limit.search(sentence) and gives_figure(sentence, kind)
        for sentence in _SENTENCE.findall(fold(words))
    )
