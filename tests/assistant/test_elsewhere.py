"""The matter of a talk at another place, and at both places side by side."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.model import Answer, Question, Status
from tests.assistant.made import CHENGDU, HANGZHOU, NATIONAL, assistant_over, parsed

# the words of the question stand in two clauses; only one has a heading like the cited one's
SUZHOU = """苏州市人民政府办公室关于印发《苏州市社区托育服务实施方案》的通知
苏政办〔2023〕9号
各县（市、区）人民政府：
现将《苏州市社区托育服务实施方案》印发给你们，请认真执行。
苏州市人民政府办公室
2023年9月1日
苏州市社区托育服务实施方案
一、主要任务
（一）清查租金。闲置房屋的租金怎么收，以闲置房屋的合同为准。（责任单位：市财政局）
（二）建设社区托育园。各镇改建闲置房屋，每镇建成一处。（责任单位：市教育局）
"""


@pytest.fixture(scope="module")
def over_cities() -> Assistant:
    texts = {"n.txt": NATIONAL, "h.txt": HANGZHOU, "c.txt": CHENGDU, "s.txt": SUZHOU}
    return assistant_over(*(parsed(text, name) for name, text in texts.items()))


def talk(assistant: Assistant, name: str, *turns: str) -> Answer:
    answers = [assistant.ask(Question(text=turn, conversation_id=name)) for turn in turns]
    return answers[-1]


def cited(answer: Answer) -> list[tuple[str, ...]]:
    return [tuple(citation.clause.path) for citation in answer.citations]


def test_two_places_of_a_talk_stand_side_by_side(over_cities: Assistant) -> None:
    turns = ("杭州的送托补助有什么规定", "成都呢")
    answer = talk(over_cities, "both", *turns, "两个地方有什么不同？")
    assert answer.status is Status.ANSWERED
    assert "【杭州市】" in answer.text and "【成都市】" in answer.text
    assert "每月补助600元" in answer.text and "市民政局牵头" in answer.text
    assert cited(answer) == [("二、", "（二）"), ("二、",)]
    assert "杭州市" in answer.standalone_question and "成都市" in answer.standalone_question


def test_the_last_place_is_compared_with_a_new_one(over_cities: Assistant) -> None:
    answer = talk(over_cities, "new", "杭州的送托补助有什么规定", "和成都比呢")
    assert "【杭州市】" in answer.text and "【成都市】" in answer.text


def test_a_side_that_was_not_answered_is_said_to_lack_a_rule(over_cities: Assistant) -> None:
    turns = ("杭州的送托补助有什么规定", "苏州呢")
    last = talk(over_cities, "lacking", *turns)  # only the nation has a rule for it
    assert all("国务院" in citation.document.title for citation in last.citations)
    answer = over_cities.ask(Question(text="这两个市有什么区别", conversation_id="lacking"))
    assert answer.status is Status.ANSWERED
    assert "没有找到苏州市在这件事上的规定" in answer.text
    assert "每月补助600元" in answer.text


def test_nothing_is_compared_without_two_places(over_cities: Assistant) -> None:
    answer = talk(over_cities, "one", "托育人员多久培训一次", "两个地方有什么不同")
    assert "【" not in answer.text
    alone = talk(over_cities, "none", "两个地方有什么不同")
    assert "【" not in alone.text


def test_at_another_place_the_clause_like_the_cited_one_goes_first(
    over_cities: Assistant,
) -> None:
    first = talk(over_cities, "like", "杭州的闲置房屋有什么规定")
    assert cited(first)[0] == ("二、", "（一）")
    answer = over_cities.ask(Question(text="换成苏州呢？", conversation_id="like"))
    assert cited(answer)[0] == ("一、", "（二）")
    alone = talk(over_cities, "alone", "苏州市的闲置房屋有什么规定")
    assert cited(alone)[0] == ("一、", "（一）")  # by the question's words alone


def test_a_clause_without_a_body_is_said_to_have_none_before_its_words() -> None:
    alone = assistant_over(
        parsed(
            "国务院办公厅关于增加托位供给的意见\n国办发〔2023〕51号\n"
            "一、增加托位供给\n新建小区应当配套建设托育服务设施，增加托位供给。\n"
            "国务院办公厅\n2023年5月4日\n",
            "supply.txt",
        )
    )
    answer = talk(alone, "who", "全国怎么增加托位供给", "归谁管")
    assert answer.text.startswith("该条款未列明责任部门。\n")
    assert "应当配套建设托育服务设施" in answer.text


def test_who_carries_the_document_out_is_told_where_the_clause_has_no_body(
    over_cities: Assistant,
) -> None:
    answer = talk(over_cities, "who", "全国怎么增加托位供给", "归谁管")
    assert answer.citations[0].clause.path == ("三、", "（一）")
    assert "国家卫生健康委会同教育部负责指导" in answer.text
