"""Two things that a question joins («X和Y能一起扣吗»): only a clause with both answers it."""

from __future__ import annotations

from assistant.context import Context
from assistant.lexicon import pattern
from assistant.steps.understand import standard_words
from corpus.normalize import fold, search_form
from index.lay_terms import expand

LEAST_SHARE = 0.5
"""Share of a thing's pairs of characters that a clause must have to speak of it."""


def joined_things(question: str) -> tuple[str, ...]:
    """The things of which a question asks whether they go together; none in other questions.

    >>> joined_things("住房贷款利息和住房租金能一起扣吗")
    ('住房贷款利息', '住房租金')
    >>> joined_things("两个可以一起扣吗"), joined_things("各部门和街道怎么一起做")
    ((), ())
    """
    found = pattern("understanding", "joined").search(standard_words(fold(question)))
    return (found["one"], found["two"]) if found else ()


def speaks_of(words: str, thing: str) -> bool:
    """Whether words name a thing, in its own wording or in an official one.

    >>> speaks_of("住房贷款利息支出", "房贷"), speaks_of("住房贷款利息支出", "赡养老人")
    (True, False)
    """
    form = search_form(words)
    wordings = [search_form(thing), *expand(search_form(thing))]
    return any(_share(wording, form) >= LEAST_SHARE for wording in wordings)


def lacks_a_thing(context: Context, words: str) -> bool:
    """Whether the question joins two things and the words do not speak of both."""
    return not all(speaks_of(words, thing) for thing in joined_things(context.question.text))


def _share(wording: str, form: str) -> float:
    pairs = {wording[i : i + 2] for i in range(len(wording) - 1)} or {wording}
    return sum(pair in form for pair in pairs) / len(pairs)


def lacks_the_period(context: Context, words: str) -> bool:
    """Whether a period is asked for by its name (有效期几年) that the words do not print.

    Some other time of the same matter (三个月内补办) is no answer.
    """
    match = pattern("understanding", "named_period").search(
        standard_words(fold(context.question.text))
    )
    return match is not None and match["name"] not in search_form(words)
