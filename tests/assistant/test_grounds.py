"""Who is named as leading is named in the words that are shown."""

from __future__ import annotations

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
