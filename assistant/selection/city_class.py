"""Rules by class of city: 「在杭州租房扣多少」 is told by the item on 省会城市."""

from __future__ import annotations

from collections.abc import Callable

from assistant.context import Context, Found
from corpus.normalize import search_form
from corpus.place_classes import place_classes

CLASSED = 0.8
"""Share of the best score from which an item on the place's class of city goes first."""


def class_tests(context: Context) -> list[tuple[Callable[[Found], bool], float]]:
    """That a clause's own words name the class of the asked city; nothing for other places."""
    classes = place_classes(context.place) if context.place else ()
    return [(lambda item: _names(item, classes), CLASSED)] if classes else []


def _names(item: Found, classes: tuple[str, ...]) -> bool:
    _, document, clause = item
    words = search_form(clause.body.of(document.text))
    return any(name in words for name in classes)
