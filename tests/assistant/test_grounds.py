"""Who is named as leading is named in the words that are shown."""

from __future__ import annotations

import pytest

from assistant.composing.bodies import names_body
from assistant.model import Question
from tests.assistant.made import assistant_over, parsed

RIVER = parsed(
    "国务院办公厅关于河道清理的意见\n国办发〔2019〕7号\n"
    "一、组织实施\n地方各级人民政府要切实加强对本辖区河道清理工作的组织领导，出台河道清理的具体实施办法，"
    "建立水利部门牵头的河道清理工作联席会议制度，根据河道清理的实际情况确定参与部门。"
    "水利部要牵头统筹协调，会同自然资源部共同推进各项工作。"
    "河道清理工作要按照河道清理的总体安排有序推进，河道清理中的重大问题要及时报告。\n"
    "国务院办公厅\n2019年1月1日\n",
    "river.txt",
)


def test_the_sentence_that_gives_the_lead_is_shown() -> None:
    answer = assistant_over(RIVER).ask(Question(text="河道清理工作由谁牵头"))
    assert answer.text.startswith("牵头：水利部")
    assert "水利部要牵头统筹协调" in answer.text
    assert any("水利部" in citation.quote for citation in answer.citations)


NURSERY = parsed(
    "托儿所管理条例\n第一条 有下列情形之一的，由教育行政部门给予警告、罚款：\n"
    "（一）体罚幼儿的；\n（二）克扣伙食费的。\n",
    "nursery.txt",
)


def test_the_line_over_an_item_names_who_acts() -> None:
    answer = assistant_over(NURSERY).ask(Question(text="体罚幼儿的托儿所会受什么处罚"))
    assert "教育行政部门" in answer.text
    assert "除上述外" in answer.text


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("到户籍所在地的乡（镇）人民政府或者街道办事处办理证明", True),
        ("街道办事处应当及时出具证明", True),
        ("单位应当按照工资收入的300%支付", False),
        ("每人每月补贴300元", False),
    ],
)
def test_a_body_that_acts_is_known_by_what_it_does(words: str, named: bool) -> None:
    assert names_body(words) is named
