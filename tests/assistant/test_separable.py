"""Verbs that other words come between are read as one word."""

import pytest

from assistant.separable import joined_verbs
from assistant.steps.understand import standard_words


@pytest.mark.parametrize(
    ("question", "joined"),
    [
        ("一年能休几天假", "一年能休假几天"),
        ("放了3天假，工资怎么算", "放假了3天，工资怎么算"),
        ("上不了学怎么办", "上学不了怎么办"),
        ("离过婚的能领吗", "离婚过的能领吗"),
        ("上个学期的成绩", "上个学期的成绩"),
        ("结了婚姻登记", "结了婚姻登记"),
        ("假期休几天", "假期休几天"),
    ],
)
def test_the_parts_are_put_together_and_other_words_are_left(question: str, joined: str) -> None:
    assert joined_verbs(question) == joined


def test_a_question_is_read_with_its_verbs_whole() -> None:
    assert "放假" in standard_words("春节放几天假")
