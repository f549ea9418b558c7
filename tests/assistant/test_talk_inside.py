"""A talk goes on inside the document of its last answer, whatever else short questions find."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.model import Answer, Question, Status
from assistant.sought import sought_in
from tests.assistant.made import assistant_over, parsed

FERRY = parsed(
    "江岸市渡口管理条例\n江人发〔2022〕3号\n"
    "第一条 市交通局主管全市的渡口管理工作。区交通局协助。\n"
    "第二条 单位和个人设置渡口，应当向所在地的区交通局提出申请。\n"
    "第三条 渡船载客的，每船最多三十人；风力六级以上的，不得开航。\n"
    "第四条 渡口停航，应当于停航十日以前告知沿岸居民。\n"
    "第五条 渡口收费每人每次二元。七十岁以上的老人除外。\n"
    "第六条 审核渡口申请，一般不超过20个工作日。\n",
    "ferry.txt",
)
BRIDGE = parsed(
    "国务院办公厅关于桥梁养护的通知\n国办发〔2019〕9号\n"
    "一、告知\n桥梁封闭应当提前告知，告知的时间由养护单位确定，封闭桥梁应当提前设置标志。\n"
    "二、费用\n桥梁养护的费用由养护单位承担。\n国务院办公厅\n2019年1月1日\n",
    "bridge.txt",
)


@pytest.fixture(scope="module")
def over_both() -> Assistant:
    return assistant_over(FERRY, BRIDGE)


def talk(assistant: Assistant, *turns: str) -> Answer:
    name = "/".join(turns)
    answers = [assistant.ask(Question(text=turn, conversation_id=name)) for turn in turns]
    return answers[-1]


FIRST = "江岸市设置渡口要向谁申请"


def test_a_law_says_in_one_place_whose_charge_its_matter_is(over_both: Assistant) -> None:
    answer = talk(over_both, "江岸市的渡船载客最多多少人", "这个归谁管")
    assert answer.citations[0].clause.path == ("第一条",)
    assert "市交通局主管全市的渡口管理工作" in answer.text


def test_how_long_it_takes_stands_in_another_clause(over_both: Assistant) -> None:
    answer = talk(over_both, FIRST, "那要多久")
    assert answer.status is Status.ANSWERED
    assert "20个工作日" in answer.text


def test_exceptions_are_found_by_how_texts_state_them(over_both: Assistant) -> None:
    answer = talk(over_both, "江岸市渡口收费多少", "有没有例外？")
    assert answer.status is Status.ANSWERED
    assert "七十岁以上的老人除外" in answer.text


@pytest.mark.parametrize("question", ["有没有例外", "是不是所有人都行", "哪些情况可以不交"])
def test_exceptions_are_asked_in_many_ways(question: str) -> None:
    sought = sought_in(question)
    assert sought is not None and "除外" in sought.words


def test_a_condition_leaves_the_matter_as_it_is(over_both: Assistant) -> None:
    turns = ("江岸市渡船载客最多多少人", "要是遇到大风天，风力有六级以上呢", "出自哪份文件")
    assert "不得开航" in talk(over_both, *turns[:2]).text
    last = talk(over_both, *turns)
    assert last.citations[0].document.title == "江岸市渡口管理条例"
    assert last.standalone_question.startswith(turns[0])


def test_the_source_may_be_asked_for_with_its_number(over_both: Assistant) -> None:
    answer = talk(over_both, FIRST, "这是哪份文件定的，文号多少")
    assert answer.status is Status.ANSWERED
    assert "江人发〔2022〕3号" in answer.text


PLAN = parsed(
    "江岸市乡村发展实施方案\n江政发〔2023〕8号\n"
    "一、办好学校\n支持农家子女入学，资助困难学生，培养乡村教师。（责任单位：市教育局）\n"
    "二、用好土地\n支持农家流转土地。永久基本农田除外。流转土地应当提交合同材料，市农业局组织检查。\n"
    "三、扶持开店\n支持农家开店，委托银行办理贷款。不得骗取贷款，骗取的予以通报。\n"
    "江岸市人民政府\n2023年3月1日\n",
    "plan.txt",
)


@pytest.fixture(scope="module")
def over_plan() -> Assistant:
    return assistant_over(PLAN)


@pytest.mark.parametrize("question", ["有没有例外", "需要什么材料", "不办会怎样", "谁来检查"])
def test_another_task_of_a_plan_does_not_answer_for_the_one_spoken_of(
    over_plan: Assistant, question: str
) -> None:
    answer = talk(over_plan, "农家子女入学有什么支持", question)
    cited = [citation.clause.path for citation in answer.citations]
    assert ("二、",) not in cited and ("三、",) not in cited


@pytest.mark.parametrize(
    ("question", "words"), [("有没有例外", "永久基本农田除外"), ("谁来检查", "市农业局组织检查")]
)
def test_the_task_spoken_of_answers_for_itself(
    over_plan: Assistant, question: str, words: str
) -> None:
    assert words in talk(over_plan, "农家流转土地有什么支持", question).text


def test_who_does_what_no_clause_speaks_of_is_refused(over_plan: Assistant) -> None:
    answer = talk(over_plan, "农家流转土地有什么支持", "谁来验收")
    assert answer.status is Status.REFUSED_NO_CONTENT


@pytest.mark.parametrize("question", ["什么时候完成", "谁来检查"])
def test_a_verb_alone_about_nothing_is_asked_back(over_plan: Assistant, question: str) -> None:
    assert talk(over_plan, question).status is Status.CLARIFICATION
