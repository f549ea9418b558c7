"""Questions that no document of China's governments answers, however its words may fit."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.model import Question, Status
from assistant.steps.understand import understand
from tests.assistant.conftest import Ask
from tests.assistant.made import assistant_over, parsed


@pytest.mark.parametrize("text", ["习近平", "習近平是誰？", "请问习近平是什么人"])
def test_persons_are_no_matter_of_policy(ask: Ask, text: str) -> None:
    assert ask(text).status is Status.REFUSED_OUT_OF_SCOPE


@pytest.mark.parametrize(
    "text", ["托育人员是谁", "谁负责送托补助", "幼儿园", "养老", "养老金", "孤儿", "申请人是谁"]
)
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


def test_a_refusal_says_first_that_the_place_has_no_documents(ask: Ask) -> None:
    for question in ("长沙的门票怎么买", "長沙的門票怎麼買"):
        answer = ask(question)
        assert answer.status is Status.REFUSED_NO_CONTENT
        assert answer.text.splitlines()[0] in {
            "目前没有收录长沙市的文件。",
            "目前沒有收錄長沙市的文件。",
        }
    assert "没有收录" not in ask("杭州的门票怎么买").text.splitlines()[0]


def test_a_number_after_a_word_of_asking_is_the_documents(ask: Ask) -> None:
    answer = ask("请列出国办发〔2023〕50号的发文机关")
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].document.document_number == "国办发〔2023〕50号"


def test_a_word_of_taiwan_for_a_common_thing_asks_for_no_place(ask: Ask) -> None:
    assert "臺灣" not in ask("捷運站會不會有社區托育園").text


def test_which_clause_is_no_clause_by_number(assistant: Assistant) -> None:
    first = Question(text="杭州送托补助多少钱", conversation_id="which")
    assistant.ask(first)
    answer = assistant.ask(Question(text="这是哪一条", conversation_id="which"))
    assert answer.status is Status.ANSWERED
    assert "二、（二）" in answer.text


def test_a_telephone_number_that_no_clause_gives_is_refused(ask: Ask) -> None:
    assert ask("杭州社区托育园电话号码").status is Status.REFUSED_NO_CONTENT
    assert ask("杭州社区托育园谁开办").status is Status.ANSWERED


def test_a_guessed_size_asks_for_an_amount(ask: Ask) -> None:
    assert "每人每月补助600元" in ask("杭州送托补助最高能领几十万").text
    assert ask("杭州办托育园最高能贷几十万").status is Status.REFUSED_NO_CONTENT


TRAVEL = parsed(
    "出国旅游管理办法\n第一条 旅行社组织居民出国旅游的，应当派领队全程陪同。\n"
    "第二条 领队不得胁迫旅游者购物。\n",
    "travel.txt",
)


@pytest.mark.parametrize("text", ["去日本旅游旅行社要派领队吗", "在泰國領隊逼旅遊者購物怎麼辦"])
def test_what_people_do_abroad_is_asked_of_a_text_on_it(text: str) -> None:
    assert assistant_over(TRAVEL).ask(Question(text=text)).status is Status.ANSWERED


def test_who_comes_from_a_place_does_not_ask_for_its_rules() -> None:
    assert understand("香港人能在内地开店吗", ()).places == ()
    assert understand("澳门居民来大陆工作要办什么证", ()).places == ()
    assert [p.name for p in understand("香港人怎么申请托育补助", ()).places] != []


HOME = parsed(
    "歌舞厅管理办法\n第一条 歌舞厅不得向未成年人售酒。\n"
    "第二条 境外演员在歌舞厅演出的，歌舞厅应当报文化部门批准。\n",
    "halls.txt",
)


@pytest.mark.parametrize("text", ["在日本的歌舞厅演出要谁批准", "在泰國的歌舞廳演出要報誰批准"])
def test_a_text_that_only_mentions_foreigners_is_not_on_what_is_done_abroad(text: str) -> None:
    assert assistant_over(HOME).ask(Question(text=text)).status is Status.REFUSED_NO_CONTENT
