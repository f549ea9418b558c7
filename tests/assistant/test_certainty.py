"""A clause of middling likelihood must print the very thing that is asked for."""

from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question
from assistant.selection.certainty import is_sure, names_head, prints_own_matter
from tests.assistant.made import parsed

DOCUMENT = parsed(
    "申办运动会的规定\n第一条　同意申办冬季运动会，房屋和场馆由省政府建设。\n", "a.txt"
)
CLAUSE = next(clause for clause in DOCUMENT.clauses if clause.path)


def context(text: str) -> Context:
    return Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("冬季运动会的门票怎么买", False),
        ("運動會的吉祥物是幾個", False),
        ("冬季运动会的场馆怎么建", True),
        ("运动会的房子怎么建", True),  # 房屋
        ("参加运动会的公司可以拿多少奖励", True),  # who, not what
        ("这里的老人没人照顾怎么办", True),  # who, and what is said of them
        ("运动会怎么申办", True),  # nothing between 的 and the word of asking
    ],
)
def test_the_thing_asked_for_is_read_and_looked_for(text: str, named: bool) -> None:
    assert names_head(context(text), DOCUMENT, CLAUSE) is named


def test_only_a_likely_clause_answers_without_it() -> None:
    asked = context("冬季运动会的门票怎么买")
    assert not is_sure(asked, 0.5, DOCUMENT, CLAUSE)
    assert is_sure(asked, 0.9, DOCUMENT, CLAUSE)
    assert is_sure(context("冬季运动会的场馆怎么建"), 0.5, DOCUMENT, CLAUSE)


def test_a_word_of_the_title_alone_is_no_matter_of_the_clause() -> None:
    assert not prints_own_matter(context("申办运动会的小孩读书归谁管"), DOCUMENT, CLAUSE)
    assert prints_own_matter(context("申办运动会的场馆归谁管"), DOCUMENT, CLAUSE)
    assert prints_own_matter(context("申办运动会"), DOCUMENT, CLAUSE)
