"""Whose rule it is told to be, and lists that answer two questions for a figure at once."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.model import Question, Status
from tests.assistant.made import assistant_over, parsed

PILOT = parsed(
    "国务院关于开展冰场建设试点的通知\n国发〔2021〕9号\n"
    "一、试点城市应当编制冰场建设方案，在2021年6月底前报送冰场建设方案。\n"
    "国务院\n2021年1月4日\n",
    "pilot.txt",
)
LABS = parsed(
    "杭州市冰场管理办法\n杭政〔2021〕3号\n"
    "第一条 申请设立冰场应当符合以下条件：\n"
    "（一）冰场工作人员须在四十人以上；\n"
    "（二）冰场面积须在一千平方米以上。\n"
    "第二条 冰场由市体育局管理。\n"
    "杭州市人民政府\n2021年2月1日\n",
    "rinks.txt",
)


def over_both() -> Assistant:
    return assistant_over(PILOT, LABS)


def test_a_place_named_turns_ago_is_not_said_to_be_ruled() -> None:
    assistant = over_both()
    assistant.ask(Question(text="杭州的冰场由谁管理", conversation_id="talk"))
    later = assistant.ask(
        Question(text="试点城市的冰场建设方案什么时候报送", conversation_id="talk")
    )
    assert later.status is Status.ANSWERED
    assert "同样适用" not in later.text
    named = assistant.ask(Question(text="杭州的试点城市冰场建设方案什么时候报送"))
    assert "同样适用" in named.text


def test_two_figures_of_two_items_are_given_by_the_whole_list() -> None:
    answer = over_both().ask(Question(text="杭州设立冰场最少要多少人、面积多大"))
    assert answer.status is Status.ANSWERED
    assert "四十人以上" in answer.text
    assert "一千平方米以上" in answer.text


ORGANISED = parsed(
    "杭州市冰场行动方案\n杭政〔2021〕8号\n"
    "一、主要目标\n到2025年建成冰场三十座。\n"
    "二、重点任务\n冰场器材采购由市财政局负责。\n"
    "三、加强组织领导\n市体育局牵头推进冰场建设，各区政府配合。\n"
    "杭州市人民政府\n2021年2月1日\n",
    "plan.txt",
)


def test_who_leads_is_told_by_the_clause_on_who_carries_the_document_out() -> None:
    assistant = assistant_over(ORGANISED)
    aim = assistant.ask(Question(text="杭州冰场到2025年建成几座", conversation_id="aim"))
    assert aim.citations[0].clause.path == ("一、",)
    lead = assistant.ask(Question(text="谁牵头", conversation_id="aim"))
    assert lead.citations[0].clause.path == ("三、",)
    assert [body.name for body in lead.departments][:1] == ["市体育局"]


def test_a_clause_that_names_its_body_is_asked_itself() -> None:
    assistant = assistant_over(ORGANISED)
    assistant.ask(Question(text="杭州冰场器材怎么采购", conversation_id="task"))
    who = assistant.ask(Question(text="归谁管", conversation_id="task"))
    assert who.citations[0].clause.path == ("二、",)
