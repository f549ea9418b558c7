"""The longest time allowed is told by the clause that limits it."""

from __future__ import annotations

import pytest

from assistant.model import Question
from tests.assistant.made import assistant_over, parsed

LANDING = parsed(
    "上海市临时占用渡口管理办法\n"
    "第一条（占用的延期）\n\n临时占用渡口期满还能占用的，应当在占用期满的15天前提出延期占用申请，再占用渡口。\n\n"
    "第二条（占用的期限）\n\n临时占用渡口不得超过3个月。\n\n"
    "第三条（占用的要求）\n\n临时占用渡口应当挂牌。\n",
    "landing.txt",
)
OTHERS = parsed(
    "江州市养蜂办法\n江政发〔2020〕1号\n第一条　养蜂应当登记。\n第二条　蜂箱应当编号。\n"
    "第三条　蜂蜜应当检验。\n第四条　蜂农参加培训。\n第五条　蜂场每年检查。\n",
    "bees.txt",
)


@pytest.mark.parametrize("text", ["临时占用渡口最长能占用多久", "臨時佔用渡口最多可以佔用幾個月"])
def test_the_clause_with_the_limit_goes_first(text: str) -> None:
    answer = assistant_over(LANDING, OTHERS).ask(Question(text=text))
    clause = answer.citations[0].clause
    assert clause is not None
    assert clause.path == ("第二条",)


def test_a_bracketed_heading_is_not_torn_into_the_answer() -> None:
    answer = assistant_over(LANDING, OTHERS).ask(Question(text="临时占用渡口最长能占用多久"))
    assert "）临时占用" not in answer.text
    assert "\n临时占用渡口不得超过3个月。" in answer.text


def test_when_to_ask_for_an_extension_is_told_by_its_own_clause() -> None:
    answer = assistant_over(LANDING, OTHERS).ask(Question(text="临时占用渡口要延期，提前多久申请"))
    assert "15天前" in answer.text
