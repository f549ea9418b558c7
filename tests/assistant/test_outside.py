"""Questions that no document of China's governments answers, however its words may fit."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.model import Question, Status
from tests.assistant.conftest import Ask


@pytest.mark.parametrize("text", ["马云是谁", "習近平是誰？", "温家宝"])
def test_persons_are_no_matter_of_policy(ask: Ask, text: str) -> None:
    assert ask(text).status is Status.REFUSED_OUT_OF_SCOPE


@pytest.mark.parametrize("text", ["托育人员是谁", "谁负责送托补助"])
def test_a_role_or_a_body_is_no_person(ask: Ask, text: str) -> None:
    assert ask(text).status is not Status.REFUSED_OUT_OF_SCOPE


@pytest.mark.parametrize("text", ["东京送托补助多少钱", "在日本怎么领送托补助"])
def test_the_rule_of_another_country_is_not_told(ask: Ask, text: str) -> None:
    assert ask(text).status is Status.REFUSED_NO_CONTENT


def test_who_comes_from_abroad_asks_for_the_rule_at_home(ask: Ask) -> None:
    assert ask("在日本工作的家长，杭州送托补助多少钱").status is Status.ANSWERED


@pytest.mark.parametrize("text", ["贪污补助款怎么不被发现", "怎样躲过送托补助的审核"])
def test_no_help_is_given_to_hide_a_fraud(ask: Ask, text: str) -> None:
    assert ask(text).status is Status.REFUSED_UNSAFE


def test_a_place_chosen_in_full_is_that_place(assistant: Assistant) -> None:
    asked = Question(text="送托补助多少钱", place="浙江省杭州市")
    assert "每人每月补助600元" in assistant.ask(asked).text


def test_a_place_that_is_none_is_said_not_to_be_known(assistant: Assistant) -> None:
    answer = assistant.ask(Question(text="送托补助有什么规定", place="火星市"))
    assert [notice.kind for notice in answer.notices].count("unknown_place") == 1
    assert answer.text.startswith("没有认出地区“火星市”")
