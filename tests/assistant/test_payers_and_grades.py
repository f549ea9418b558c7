"""Who pays, which grade, what one earns and where a thing is forbidden: told, or refused."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.composing.clauses import missing_fact
from assistant.context import Context, Want
from assistant.model import Question
from assistant.selection.acts import takes_complaints
from assistant.selection.amounts import gives_figure
from assistant.selection.aspects import asked_aspects, tells
from assistant.selection.certainty import asks_particular
from assistant.selection.outcome import selected
from assistant.sentences import states
from assistant.steps.understand import run
from tests.assistant.made import assistant_over, parsed

RULES = parsed(
    "街道班车管理办法\n"
    "第一条 班车由街道开行，运送老年居民。\n"
    "第二条 班车载人不得超过核定的人数。\n"
    "第三条 禁止在下列地点停放班车：消防通道、医院门口。\n"
    "第四条 街道应当向因班车停运改乘出租车的居民支付车费。\n"
    "第五条 班车司机的技能分为一级至三级。\n"
    "第六条 班车司机未取得资格驾驶班车的，由街道责令改正，处300元罚款。\n"
    "第七条 班车载人超过核定人数的，扣留班车，从重处罚。\n",
    "bus.txt",
)


@pytest.fixture(scope="module")
def over_rules() -> Assistant:
    return assistant_over(RULES)


def context(text: str) -> Context:
    return run(Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("question", "asked"),
    [("改乘出租车的钱谁出", True), ("车费由谁承担", True), ("谁来开班车", False)],
)
def test_who_pays_is_asked_in_many_words(question: str, asked: bool) -> None:
    assert ("payer" in asked_aspects(context(question))) is asked


def test_who_pays_is_told_by_the_one_who_has_to(over_rules: Assistant) -> None:
    assert tells("房屋征收部门应当向被征收人支付搬迁费", "payer")
    assert not tells("班车运送老年居民", "payer")
    answer = over_rules.ask(Question(text="班车停运改乘出租车的钱谁出"))
    assert answer.citations[0].clause.path == ("第四条",)


def test_a_wage_is_no_fine_in_the_same_rules(over_rules: Assistant) -> None:
    assert over_rules.ask(Question(text="班车司机工资多少")).status.value.startswith("refused")
    fined = over_rules.ask(Question(text="班车司机没有资格开班车罚多少"))
    assert "300元" in fined.text


def test_a_grade_is_a_figure(over_rules: Assistant) -> None:
    assert gives_figure("由重到轻分为一级至十级", "grade")
    assert gives_figure("证书分为初级、中级、高级", "grade")
    assert not gives_figure("县级人民政府、等级评定", "grade")
    assert "三级" in over_rules.ask(Question(text="班车司机的技能分几级")).text


def test_a_stricter_punishment_without_a_sum_is_one(over_rules: Assistant) -> None:
    answer = over_rules.ask(Question(text="班车载人超过核定的人数怎么罚"))
    assert answer.citations[0].clause.path == ("第七条",)


def test_places_are_told_by_a_list_of_them() -> None:
    assert states("禁止在下列地点燃放烟花爆竹", Want.WHERE)
    assert not states("应当按照燃放说明燃放", Want.WHERE)


def test_what_happens_to_somebody_is_a_particular() -> None:
    assert asks_particular(context("在医院闹事会怎么样"))
    assert not asks_particular(context("班车可以带宠物吗"))


@pytest.mark.parametrize(
    ("words", "kind", "given"),
    [
        ("每日凌晨2时至上午8时不得营业", "clock", True),
        ("营业期间应当保持安静，时刻注意", "clock", False),
        ("支付不低于工资标准的300%的工资", "multiple", True),
        ("应当与其订立无固定期限劳动合同", "years", False),
        ("期限为十年", "years", True),
        ("注册有效期为5年", "times", True),
    ],
)
def test_clock_times_multiples_and_terms(words: str, kind: str, given: bool) -> None:
    assert gives_figure(words, kind) is given


def test_years_are_no_missing_sum() -> None:
    toll = parsed("道路收费办法\n第一条 道路的收费期限最长不得超过15年。\n", "toll.txt")
    item = selected(toll, next(c for c in toll.clauses if c.path))
    asked = context("收费公路最多收几年")
    assert Want.AMOUNT in asked.understanding.wants
    assert missing_fact(item, (), asked) == []
    assert missing_fact(item, (), context("收费公路最多收多少钱")) != []


def test_where_to_complain_is_told_without_a_body() -> None:
    words = "设有便捷的投诉入口"
    assert takes_complaints("对服务不满意去哪反映", words)
    assert not takes_complaints("对服务不满意去哪反映", "应当提供便捷的服务")
    assert not takes_complaints("这项服务归谁管", words)
