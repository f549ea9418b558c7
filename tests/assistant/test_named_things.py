"""What has one official name must be printed where the answer stands."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.context import Context, Understanding
from assistant.model import Question, Status
from assistant.selection.certainty import is_sure
from assistant.selection.named_things import (
    asked_institutions,
    prints_institution,
    prints_short_matter,
)
from tests.assistant.conftest import Ask
from tests.assistant.made import parsed

DOCUMENT = parsed(
    "失业保险办法\n第一条　失业人员可以领取失业保险金，不缴纳个人所得税。\n"
    "第二条　改造城市的老旧管道，做好更新。\n",
    "a.txt",
)
MONEY, PIPES = (clause for clause in DOCUMENT.clauses if clause.path)


def context(text: str) -> Context:
    return Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("产假休几天", ("产假",)),
        ("工伤能要精神损失费吗", ("精神损失费",)),
        ("個體戶營業執照怎麼辦理", ("执照",)),
        ("拿着毕业证，怎么落户", ()),  # told, not asked
        ("放假怎么安排", ()),
        ("房屋稅什麼時候繳", ("房屋税",)),  # cut into the noun and its kind
        ("费用谁出", ()),
        ("孩子能参加高考吗", ("高考",)),
    ],
)
def test_institutions_are_read_in_the_part_that_asks(text: str, names: tuple[str, ...]) -> None:
    found = asked_institutions(context(text))
    assert [name for name in names if not any(name in word for word in found)] == []
    assert bool(found) is bool(names)


@pytest.mark.parametrize(
    ("name", "printed"),
    [("个人所得税", True), ("个税", True), ("失业金", True), ("产假", False), ("增值税", False)],
)
def test_a_near_form_and_the_policy_term_count_as_printed(name: str, printed: bool) -> None:
    assert prints_institution(DOCUMENT, MONEY, name) is printed


def test_a_clause_without_the_institution_is_not_sure_enough() -> None:
    asked = context("领失业金要交增值税吗")
    assert not is_sure(asked, 0.8, DOCUMENT, MONEY)
    assert is_sure(asked, 0.95, DOCUMENT, MONEY)
    assert is_sure(context("领失业金要交个税吗"), 0.8, DOCUMENT, MONEY)


@pytest.mark.parametrize(
    ("topic", "printed"),
    [("城市更新", False), ("老旧管道", True), ("城市地下的老旧管道由谁出钱改造", True)],
)
def test_a_short_matter_must_be_printed_as_it_is(topic: str, printed: bool) -> None:
    asked = replace(context("谁牵头"), understanding=Understanding(topic=topic))
    assert prints_short_matter(asked, DOCUMENT, PIPES) is printed


def test_who_leads_what_no_clause_prints_is_refused(ask: Ask) -> None:
    assert ask("赞助费谁管").status is Status.ANSWERED
    assert ask("赞助学校谁牵头").status is Status.REFUSED_NO_CONTENT
