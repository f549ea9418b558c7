"""Things of which a question knows how many there are: the clause that tells each of them."""

from __future__ import annotations

from collections.abc import Callable

from assistant.context import Context
from assistant.lexicon import pattern
from corpus.normalize import fold, search_form
from corpus.numerals import parse_numeral

BETWEEN = 3
"""Characters that may stand between a number and what it counts: 五个(国家级)中心."""


def tells_all(context: Context) -> Callable[[str], bool] | None:
    """A test on words for 「哪五个中心」: they print 中心 five times, or the number with it.

    None for questions that know no number.
    """
    match = pattern("understanding", "known_number").search(fold(context.question.text))
    if match is None:
        return None
    number = parse_numeral(match["n1"] or match["n2"])
    if number is None:
        return None
    noun = search_form(match["noun1"] or match["noun2"])

    def test(words: str) -> bool:
        form = search_form(words)
        return form.count(noun) >= number > 1 or _is_printed(number, noun, form)

    return test


def _is_printed(number: int, noun: str, form: str) -> bool:
    """Whether words print the number with at most three characters between it and the noun."""
    return any(
        parse_numeral(found["n"]) == number and 0 <= found["rest"].find(noun) <= BETWEEN
        for found in pattern("understanding", "printed_number").finditer(form)
    )
