"""Things of which a question knows how many there are: the clause that tells each of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.context import Context
from assistant.lexicon import pattern
from corpus.normalize import fold, search_form
from corpus.numerals import parse_numeral, to_chinese


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
    printed = f"{number}|{to_chinese(number)}"
    noun = search_form(match["noun1"] or match["noun2"])

    def test(words: str) -> bool:
        form = search_form(words)
        numbered = re.search(rf"(?<!第)(?:{printed})[^\d，。；、]{{0,3}}{noun}", form)
        return form.count(noun) >= number > 1 or numbered is not None

    return test
