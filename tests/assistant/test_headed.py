"""A guide's line is found by its heading, though it has no other word of the question."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.model import Question, Status
from assistant.selection.headed import asked_thing
from tests.assistant.made import assistant_over, parsed

GUIDE = parsed(
    "杭州市水务局关于停征污水处理费的办事指南\n杭水〔2023〕6号\n"
    "一、停征污水处理费\n（一）停征范围\n在本市注册的小微企业停征污水处理费。\n"
    "（二）办理时间\n自即日起至年底，工作日受理。\n（三）申请材料\n营业执照复印件一份。\n"
    "二、减免水资源费\n（一）减免范围\n农业用水减免水资源费。\n"
    "（二）办理时间\n每年三月。\n杭州市水务局\n2023年4月1日\n",
    "guide.txt",
)


@pytest.fixture(scope="module")
def over_guide() -> Assistant:
    return assistant_over(GUIDE)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("停征污水处理费的办理时间", "工作日受理"),
        ("停征污水处理费的具体办理时间是什么时候？", "工作日受理"),
        ("减免水资源费的办理时间是？", "每年三月"),
        ("停征污水处理费申请材料有哪些", "营业执照"),
    ],
)
def test_the_heading_that_is_asked_for_is_found_beside_its_matter(
    over_guide: Assistant, question: str, said: str
) -> None:
    answer = over_guide.ask(Question(text=question))
    assert answer.status is Status.ANSWERED
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("总体要求是什么", "总体要求"),
        ("补贴标准是多少？", "补贴标准"),
        ("住房保障归谁管", "住房保障归谁管"),
    ],
)
def test_what_asks_is_taken_off_the_end(question: str, thing: str) -> None:
    assert asked_thing(question) == thing


def test_a_question_with_more_than_the_heading_is_left_to_the_search(over_guide: Assistant) -> None:
    answer = over_guide.ask(Question(text="农业用水减免水资源费吗"))
    assert "农业用水" in answer.text
