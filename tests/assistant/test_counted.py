"""Where a question knows how many things there are, the clause that tells each goes first."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question
from assistant.selection.counted import tells_all

FIVE = "打造加工制造中心、研发设计中心、物流分拨中心、检测维修中心、销售服务中心。"


def context(text: str) -> Context:
    return Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        ("综合保税区要打造哪五个中心？", FIVE, True),
        ("綜合保稅區要打造哪五個中心", FIVE, True),
        ("综合保税区要打造哪五个中心？", "推动研发设计中心发展。", False),
        ("要建哪3类平台", "建设3类平台。", True),
        ("四大行动分别是什么", "实施四大行动。", True),
        ("四大行动分别是什么", "第四大行动计划另行公布。", False),
        ("四大行动分别是什么", "第十四大行动计划另行公布。", False),
    ],
)
def test_words_tell_each_of_them_or_their_number(question: str, words: str, told: bool) -> None:
    test = tells_all(context(question))
    assert test is not None
    assert test(words) is told


@pytest.mark.parametrize("question", ["有哪些中心", "第三个中心在哪里", "补贴多少钱"])
def test_other_questions_know_no_number(question: str) -> None:
    assert tells_all(context(question)) is None
