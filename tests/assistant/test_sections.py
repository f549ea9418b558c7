"""A section without words of its own answers with the headings under it."""

from __future__ import annotations

import pytest

from assistant.model import Question, Status
from tests.assistant.made import assistant_over, parsed

PLAN = parsed(
    "国务院办公厅关于河道清淤试点的工作方案\n国办发〔2020〕7号\n"
    "一、总体要求\n坚持因河施策。\n"
    "二、清淤试点的主要任务\n"
    "（一）查清河道底数。组织普查，建立台账。\n"
    "（二）修建堆场。利用荒地修建堆场，做好防渗。\n"
    "（三）资源利用。鼓励用淤泥制砖。\n"
    "国务院办公厅\n2020年3月4日\n",
    "plan.txt",
)


@pytest.mark.parametrize("text", ["河道清淤试点的主要任务有哪几项", "河道清淤試點的主要任務是什麼"])
def test_a_bare_section_is_shown_as_its_headings(text: str) -> None:
    answer = assistant_over(PLAN).ask(Question(text=text))
    assert answer.status is Status.ANSWERED
    paths = [citation.clause.path[-1] for citation in answer.citations if citation.clause]
    assert paths == ["（一）", "（二）", "（三）"]
    assert all(word in answer.text for word in ("1. ", "2. ", "3. "))


def test_a_section_with_words_is_shown_with_them() -> None:
    answer = assistant_over(PLAN).ask(Question(text="河道清淤试点的总体要求是什么"))
    assert "因河施策" in answer.text


def test_a_bare_noun_does_not_open_the_section_around_the_clause() -> None:
    rules = parsed(
        "国务院办公厅关于河道培训的意见\n国办发〔2020〕8号\n一、工作要求\n"
        "（一）河道培训。清淤人员每年培训一次，须由县水务局组织。\n（二）加强领导。落实责任。\n"
        "国务院办公厅\n2020年3月4日\n",
        "rules.txt",
    )
    answer = assistant_over(rules).ask(Question(text="对清淤人员的河道培训有哪些要求"))
    assert "每年培训一次" in answer.text
