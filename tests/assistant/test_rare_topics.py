"""Matters that few policies treat are out of scope unless a document here is on them."""

from __future__ import annotations

import pytest

from assistant.model import Question, Status
from tests.assistant.conftest import Ask
from tests.assistant.made import assistant_over, parsed

LOTTERY = parsed(
    "彩票管理条例\n第一条 彩票销售机构不得向未成年人销售彩票。\n"
    "第二条 彩票中奖者应当自开奖之日起60个自然日内兑奖。\n",
    "lottery.txt",
)
WEATHER = parsed(
    "防灾办法\n第一条 天气预报由气象台发布，天气恶劣时停课。\n"
    "第二条 天气预警分为四级，天气转好后解除。\n第三条 其他单位不得发布天气预报。\n",
    "weather.txt",
)


@pytest.mark.parametrize(
    "question", ["彩票中奖多久不领就作废", "明天天气怎么样", "股票涨了吗", "減肥怎麼吃"]
)
def test_they_are_out_of_scope_over_other_documents(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.REFUSED_OUT_OF_SCOPE


@pytest.mark.parametrize("question", ["未成年人能买彩票吗", "彩票中獎者多久內兌獎"])
def test_a_text_with_the_matter_in_its_title_is_asked(question: str) -> None:
    answer = assistant_over(LOTTERY).ask(Question(text=question))
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].document.title == "彩票管理条例"


def test_so_is_one_that_speaks_of_it_again_and_again() -> None:
    over = assistant_over(WEATHER)
    assert over.ask(Question(text="天气预报由谁发布")).status is Status.ANSWERED
    assert over.ask(Question(text="股票涨了吗")).status is Status.REFUSED_OUT_OF_SCOPE


def test_what_is_wanted_of_a_chatting_machine_stays_out_of_scope() -> None:
    over = assistant_over(LOTTERY)
    assert over.ask(Question(text="推荐几个彩票")).status is Status.REFUSED_OUT_OF_SCOPE
