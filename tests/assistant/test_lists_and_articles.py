"""Lists are shown whole and in their order; laws are cited by paragraph and item."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.model import Answer, Question, Status
from assistant.selection.article_parts import article_part
from tests.assistant.made import assistant_over, parsed

ACT = parsed(
    "老人照護法\n修正日期：民國 109 年 5 月 27 日\n臺灣各直轄市及縣（市）適用之。\n"
    "第 1 條\n本法所稱主管機關，在中央為衛生福利部。\n"
    "第 2 條\n照護費用按月計算。\n照護費用由主管機關補助二分之一，於次月底前撥付。\n"
    "第 2-1 條\n補助之申請書，由主管機關定之。\n"
    "第 3 條\n照護機構有下列情形之一者，處新臺幣三萬元以上十五萬元以下罰鍰：\n"
    "一、虐待老人。\n二、超收費用。\n三、拒絕檢查。\n"
    "依前項第二款超收之費用，應退還老人，其期限為三十日。\n"
    "第 4 條\n子女遺棄老人者，應接受四小時之輔導。\n",
    "act.txt",
)
LAW = parsed(
    "国务院办公厅关于印发机构管理办法的通知\n国办发〔2020〕9号\n机构管理办法\n"
    "第一条　设立机构应当具备下列条件：\n（一）有符合规定的章程；\n（二）有十名以上专业人员；\n"
    "（三）有五百平方米以上的场地。\n机构的名称应当经过核准。\n"
    "第二条　住房支出按照下列标准扣除：\n（一）直辖市每月扣除1500元；\n"
    "（二）其他城市每月扣除1100元。\n"
    "第三条　机构应当每两年组织一次检查。清点资产、核对账目、登记人员由机构自行安排。"
    "检查的结果应当报登记管理机关备案，登记管理机关应当在三十日内答复。\n"
    "第四条　本办法自2021年1月1日起施行。\n",
    "law.txt",
)


@pytest.fixture(scope="module")
def over_act() -> Assistant:
    return assistant_over(ACT)


@pytest.fixture(scope="module")
def over_law() -> Assistant:
    return assistant_over(LAW)


def asked(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(Question(text=question))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("老人照護法第2條第2項", "補助二分之一"),
        ("老人照護法第3條第1項第2款", "超收費用"),
        ("老人照護法第三條第二項", "其期限為三十日"),
        ("老人照護法第2-1條規定什麼", "申請書"),
        ("老人照護法第二條之一規定什麼", "申請書"),
    ],
)
def test_parts_of_an_act_of_taiwan_are_found_by_their_numbers(
    over_act: Assistant, question: str, said: str
) -> None:
    answer = asked(over_act, question)
    assert answer.status is Status.ANSWERED
    assert said in answer.text
    assert "輔導" not in answer.text


def test_a_paragraph_that_an_article_does_not_have_is_none() -> None:
    assert article_part(("第二条", "第2项"), ACT) is not None
    assert article_part(("第二条", "第3项"), ACT) is None
    assert article_part(("第三条", "第1项", "第9款"), ACT) is None
    assert article_part(("第二条",), ACT) is None


def test_mainland_laws_count_paragraphs_and_items_by_other_names() -> None:
    second = article_part(("第一条", "第2款"), LAW)
    third = article_part(("第一条", "第1款", "第3项"), LAW)
    assert second is not None
    assert third is not None
    assert second.span.of(LAW.text) == "机构的名称应当经过核准。"
    assert "五百平方米" in third.span.of(LAW.text)


def test_an_article_asked_for_by_number_is_shown_with_its_items(over_law: Assistant) -> None:
    text = asked(over_law, "机构管理办法第一条内容").text
    places = [text.index(words) for words in ("下列条件：", "（一）有", "（三）有", "名称")]
    assert places == sorted(places)
    assert text.endswith("第一条")


def test_the_next_article_follows_an_article_with_items(over_law: Assistant) -> None:
    for question in ("机构管理办法第一条内容", "下一条呢"):
        answer = over_law.ask(Question(text=question, conversation_id="next"))
    assert answer.citations[0].clause.path[-1] == "第二条"


def test_all_conditions_are_shown_in_order_and_numbered_as_they_stand(over_law: Assistant) -> None:
    answer = asked(over_law, "设立机构要具备什么条件")
    marks = [answer.text.index(f"〔{n}〕") for n in (1, 2, 3, 4)]
    assert marks == sorted(marks)
    for words in ("（一）有符合规定的章程", "（二）有十名", "（三）有五百平方米"):
        assert words in answer.text
    assert {citation.n for citation in answer.citations} >= {1, 2, 3, 4}
    shown = {citation.clause.id for citation in answer.citations}
    assert not shown & {citation.clause.id for citation in answer.related}


def test_items_of_a_list_that_answer_about_as_well_are_shown_together(over_law: Assistant) -> None:
    text = asked(over_law, "每月扣除多少元").text
    assert "1500元" in text
    assert "1100元" in text


def test_the_line_over_an_item_gives_the_amount(over_act: Assistant) -> None:
    answer = asked(over_act, "照護機構虐待老人罰多少")
    assert answer.status is Status.ANSWERED
    assert "三萬元以上十五萬元以下" in answer.text
    assert "沒有寫明" not in answer.text
    assert answer.text.index("〔1〕") < answer.text.index("〔2〕")


def test_a_share_written_in_words_is_an_amount(over_act: Assistant) -> None:
    answer = asked(over_act, "照護費用補助多少")
    assert answer.status is Status.ANSWERED
    assert "二分之一" in answer.text


@pytest.mark.parametrize("question", ["机构多久检查一次", "多久组织一次检查"])
def test_how_often_is_answered_by_a_period(over_law: Assistant, question: str) -> None:
    assert "每两年组织一次检查" in asked(over_law, question).text


def test_a_body_that_a_clause_speaks_of_is_not_denied(over_law: Assistant) -> None:
    answer = asked(over_law, "检查的结果报给哪里备案")
    assert "登记管理机关" in answer.text
    assert "。\n该条款未列明" not in answer.text


def test_a_text_that_nobody_signed_is_nobodys_rule(over_act: Assistant) -> None:
    assert "省的規定是" not in asked(over_act, "照護費用按月計算嗎").text


DUTIES = parsed(
    "老人照護條例\n第 1 條\n本條例所稱主管機關：在中央為衛生福利部。\n"
    "前項主管機關之權責劃分如下：\n一、教育主管機關：主管老人教育之推動。\n"
    "二、警政主管機關：主管老人失蹤協尋及交通安全。\n",
    "duties.txt",
)


def test_an_item_that_names_its_body_in_front_answers_who_does_it() -> None:
    text = assistant_over(DUTIES).ask(Question(text="老人失蹤協尋歸誰管")).text
    assert "警政主管機關：主管老人失蹤協尋" in text


NESTED = parsed(
    "遺屬照護法\n修正日期：民國 109 年 5 月 27 日\n第 1 條\n遺屬年金之條件如下：\n"
    "一、配偶應年滿五十五歲。但有下列情形之一者，不在此限：\n（一）無謀生能力。\n（二）扶養子女。\n"
    "二、子女應符合下列條件之一：\n（一）未成年。\n"
    f"（二）在學，且每月工作收入{'未超過其領取遺屬年金給付時之基本工資' * 30}。\n"
    "三、父母應年滿五十五歲。\n第 2 條\n保險費於繳納後，不予退還。"
    "但非可歸責於被保險人之事由所溢繳者，不在此限。"
    f"{'各級政府應負擔之保險費由保險人於每年五月底前寄送。' * 12}\n"
    "第 3 條\n本法自公布日施行。\n",
    "nested.txt",
)


def test_no_item_is_shown_without_the_one_that_it_stands_under() -> None:
    text = assistant_over(NESTED).ask(Question(text="遺屬年金之條件有哪些")).text
    assert text.index("一、配偶") < text.index("（一）無謀生能力")
    assert "（二）在學" not in text or "二、子女" in text
    assert "原文還有" in text


def test_a_proviso_is_never_left_out() -> None:
    text = assistant_over(NESTED).ask(Question(text="保險費繳納後退還嗎")).text
    assert "不予退還。但非可歸責" in text


def test_an_amended_act_does_not_come_into_force_on_the_day_of_its_amendment() -> None:
    answer = assistant_over(NESTED).ask(Question(text="遺屬照護法什麼時候施行？"))
    assert "本法自公布日施行" in answer.text
    assert "2020" not in answer.text
    assert "現行有效" not in answer.text
