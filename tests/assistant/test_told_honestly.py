"""What an answer leaves out is marked, and what no text says is not claimed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.composing.citations import role_words
from assistant.composing.clauses import body_line, missing_fact
from assistant.context import Context, Kind, Understanding, Want
from assistant.model import Question, Status
from assistant.selection.amounts import refuse_figure
from assistant.selection.outcome import selected
from assistant.sentences import sentences_of
from assistant.terms import defines
from tests.assistant.conftest import Ask
from tests.assistant.made import assistant_over, parsed

LONG = parsed(
    "国务院办公厅关于发展冰雪运动的意见\n国办发〔2022〕7号\n"
    "为发展冰雪运动，各地做了大量工作，建成了一批场馆。“冰雪小镇”是以冰雪运动为特色，通过建设场地和培养教练，"
    "把运动、旅游和文化结合起来的发展模式。现阶段全国已有冰雪小镇三十个，群众参加冰雪运动的人数"
    "逐年增加，形成了良好的风气。各地要从实际出发，避免一哄而上。开展“教练证书加等级证书”制度试点"
    "（以下称双证书试点），逐步推广。\n"
    "一、建设场地\n"
    "支持建设滑冰场。滑冰场的占地应当符合规划，不得占用耕地，并且应当安排足够的停车位置和疏散通道，"
    "方便群众出行和活动。滑雪场应当在2022年底前完成改造，在2023年6月底前通过验收，"
    "由管理机关应当按时组织检查并且公布结果，检查的结果向社会公开。"
    "场地的经费由经营者自行筹措，鼓励银行提供贷款并且给予优惠利率，具体办法另行规定。\n"
    "二、培养教练\n每年培训教练一千名。\n国务院办公厅\n2022年1月5日\n",
    "snow.txt",
)
PAGE = parsed(
    "医院门诊须知\n本院发热门诊每天二十四小时开诊。\n"
    "就诊的患者请携带身份证刷证入院，陪同人员不超过一名。\n",
    "page.txt",
)


@pytest.fixture(scope="module")
def over_pages() -> Assistant:
    return assistant_over(LONG, PAGE)


def said(assistant: Assistant, question: str) -> str:
    return assistant.ask(Question(text=question)).text


def test_a_gap_between_quoted_sentences_is_marked() -> None:
    clause = next(c for c in LONG.clauses if c.heading == "建设场地")
    first, second, third, *_ = sentences_of(LONG, clause)
    context = Context(id="x", question=Question(text="场地"), as_of=date(2026, 1, 1))
    item = selected(LONG, clause)
    assert "……" in body_line(1, item, (first, third), context).text
    assert "……" not in body_line(1, item, (first, second, third), context).text


def test_time_limits_that_are_over_are_told_in_one_line(over_pages: Assistant) -> None:
    text = said(over_pages, "滑雪场什么时候完成改造和验收")
    assert text.count("的时间已经过去") == 1
    assert "2022年底前”、“2023年6月底前" in text


def test_a_long_opening_is_cited_by_its_paragraphs_and_explains_terms(
    over_pages: Assistant,
) -> None:
    answer = over_pages.ask(Question(text="什么是冰雪小镇"))
    assert "是以冰雪运动为特色" in answer.text
    assert "没有专门" not in answer.text
    assert answer.citations[0].clause.path == ()


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("开展证书制度试点（以下称双证书试点），逐步推广。", "双证书试点"),
        ("三、拘禁：指受拘留、留置者。", "拘禁"),
        ("“双师型”教师（同时具备理论和实践教学能力的教师）超过一半", "双师型教师"),
        ("“冰雪小镇”是以冰雪为特色，把运动和旅游结合起来的发展模式。", "冰雪小镇"),
    ],
)
def test_more_ways_of_explaining_a_term(words: str, term: str) -> None:
    assert defines(words, term)


def test_a_page_without_issuer_is_not_called_the_rule_of_the_nation(over_pages: Assistant) -> None:
    answer = over_pages.ask(Question(text="看门诊的患者携带什么证件入院", place="天津市"))
    assert answer.status is Status.ANSWERED
    assert "国家的规定" not in answer.text
    assert "同样适用" not in answer.text
    assert any(notice.kind == "unsigned" for notice in answer.notices)


def test_who_may_get_a_thing_is_not_which_body_answers_for_it(ask: Ask) -> None:
    answer = ask("杭州送托补助谁可以领")
    assert answer.status is Status.ANSWERED
    assert "双职工家庭" in answer.text


@pytest.mark.parametrize(
    "follow_up",
    ["这份规定什么时候开始实行的？", "从哪天开始？", "管到哪一年？", "是哪个部门发的文？"],
)
def test_facts_of_the_document_are_asked_in_many_words(ask: Ask, follow_up: str) -> None:
    answer = ask("杭州送托补助多少钱", follow_up)
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].document.title.startswith("杭州市")
    assert "600元" not in answer.text


def test_a_mere_place_asks_how_the_last_matter_is_ruled_there(ask: Ask) -> None:
    answer = ask("杭州的社区托育园怎么办", "成都怎么规定的？")
    assert answer.standalone_question == "成都市社区托育园有什么规定？"


def test_the_matter_of_a_place_alone_is_still_its_list_of_documents(ask: Ask) -> None:
    assert "成都市卫生健康委员会" in ask("成都有什么政策").text


def test_people_of_taiwan_are_not_sent_to_a_hotline_of_the_mainland() -> None:
    act = parsed("臺灣養狗管理條例\n第 1 條\n養狗應登記。\n第 2 條\n登記費用另定之。\n", "dog.txt")
    answer = assistant_over(act).ask(Question(text="臺灣養貓要登記嗎，罰多少錢"))
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert "12345" not in answer.text


HOLIDAYS = parsed(
    "国务院办公厅关于2024年部分节假日安排的通知\n国办发明电〔2023〕7号\n各省人民政府：\n"
    "现将2024年节假日安排通知如下。\n一、元旦：1月1日放假，与周末连休。\n"
    "二、劳动节：5月1日放假。\n三、国庆节：10月1日至7日放假调休，共7天。\n"
    "国务院办公厅\n2023年10月25日\n",
    "holidays.txt",
)


def test_a_few_words_are_shown_with_the_heading_that_runs_into_them() -> None:
    text = assistant_over(HOLIDAYS).ask(Question(text="2024年劳动节放几天")).text
    assert "劳动节：5月1日放假" in text
    assert "没有写明" not in text


GRANTS = parsed(
    "海滨市渔船更新补助办法\n海政发〔2023〕7号\n"
    "第一条 本办法由市渔业局负责实施。\n"
    "第二条 更新渔船的，可以申请补助。补助按照渔船的大小确定。"
    "渔船检验费每次80元，由船主缴纳。农业农村部门应当公布补助名单。\n"
    "第三条 船员每年参加一次体检。\n",
    "boats.txt",
)


@pytest.fixture(scope="module")
def over_grants() -> Assistant:
    return assistant_over(GRANTS)


def test_no_figure_is_denied_to_a_clause_that_gives_one(over_grants: Assistant) -> None:
    clause = next(c for c in GRANTS.clauses if c.label == "第二条")
    near = [selected(GRANTS, clause)]
    context = Context(id="x", question=Question(text="补助多少钱"), as_of=date(2026, 1, 1))
    assert refuse_figure(context, near).reason == "no_content_related"
    third = next(c for c in GRANTS.clauses if c.label == "第三条")
    assert refuse_figure(context, [selected(GRANTS, third)]).reason == "amount_not_given"


def test_a_sentence_that_is_not_shown_may_hold_the_amount() -> None:
    clause = next(c for c in GRANTS.clauses if c.label == "第二条")
    first, *_ = sentences_of(GRANTS, clause)
    understood = Understanding(kind=Kind.CONTENT, wants=frozenset({Want.AMOUNT}))
    context = Context(
        id="x",
        question=Question(text="补助多少钱"),
        as_of=date(2026, 1, 1),
        understanding=understood,
    )
    assert missing_fact(selected(GRANTS, clause), [first], context) == []
    third = next(c for c in GRANTS.clauses if c.label == "第三条")
    shown = [third.span]
    assert missing_fact(selected(GRANTS, third), shown, context) != []


def test_a_word_that_only_binds_is_no_role() -> None:
    clause = next(c for c in GRANTS.clauses if c.label == "第二条")
    edges = selected(GRANTS, clause).responsibilities
    assert [(edge.department, edge.printed_role) for edge in edges] == [("农业农村部门", "应当")]
    assert role_words(edges[0]) == "落实"


@pytest.mark.parametrize(
    ("question", "answered"),
    [("船员要交多少学时", False), ("渔船检验费每次多少", True), ("渔船补助有多少种", False)],
)
def test_a_number_of_any_kind_is_asked_outright(
    over_grants: Assistant, question: str, *, answered: bool
) -> None:
    answer = over_grants.ask(Question(text=question))
    assert (answer.status is Status.ANSWERED) is answered
