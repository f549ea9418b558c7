from __future__ import annotations

from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question
from assistant.selection.pairs import joined_things, lacks_the_period, speaks_of


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("赡养老人和住房贷款利息能一起扣吗", ("赡养老人", "住房贷款利息")),
        ("子女教育跟大病医疗可不可以同时扣除？", ("子女教育", "大病医疗")),
        ("我想问一下，创业补贴与社保补贴能叠加领取吗", ("创业补贴", "社保补贴")),
        ("租金補貼和公租房可以同時享受嗎", ("租金补贴", "公租房")),
        ("这两个能一起领吗", ()),
        ("学校和家庭怎么一起管孩子", ()),
        ("住房贷款利息怎么扣", ()),
    ],
)
def test_things_are_joined_only_where_it_is_asked_whether_they_go_together(
    question: str, things: tuple[str, ...]
) -> None:
    assert joined_things(question) == things


def test_a_clause_speaks_of_a_thing_in_its_own_or_in_official_words() -> None:
    clause = "纳税人及其配偶不能同时分别享受住房贷款利息和住房租金专项附加扣除。"
    assert speaks_of(clause, "住房租金")
    assert speaks_of(clause, "房贷")
    assert not speaks_of(clause, "赡养老人")


@pytest.mark.parametrize(
    ("question", "words", "lacks"),
    [
        ("证明的有效期是几年", "证明遗失的，应当在三个月内补办。", True),
        ("证明的有效期是几年", "证明自签发之日起三年内有效。", False),
        ("多久能办好证明", "证明应当在三个月内补办。", False),
    ],
)
def test_a_period_asked_for_by_name_is_given_by_name(
    question: str, words: str, lacks: bool
) -> None:
    asked = Context(id="x", question=Question(text=question), as_of=date(2026, 1, 1))
    assert lacks_the_period(asked, words) is lacks
