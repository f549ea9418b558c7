"""Who does a thing: the clause that gives the act to somebody, past one that only names the act."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.context import Context
from assistant.model import Question, Status
from assistant.selection.acts import asked_act, gives_act
from assistant.selection.stated import stating_first
from assistant.steps.understand import run
from index.model import Hit
from tests.assistant.made import assistant_over, parsed

READERS = parsed(
    "图书证管理办法\n第一条 读者证和借阅簿的式样、保管、查验办法，由市图书馆制定。\n"
    "第二条 读者应当随身携带读者证。借阅簿由组长保管，不得转借。\n"
    "第三条 读者证遗失的，可以补领。\n",
    "readers.txt",
)


@pytest.fixture(scope="module")
def over_readers() -> Assistant:
    return assistant_over(READERS)


@pytest.mark.parametrize(
    ("question", "act"),
    [
        ("借閱簿由誰保管？", "保管"),
        ("名单由哪个部门公布", "公布"),
        ("谁来评定等级", "评定"),
        ("这件事归谁管", None),
        ("谁负责培训", "培训"),
        ("谁可以申请", None),
        ("借阅簿怎么保管", None),
        ("书画展是由哪个组织举办的", "举办"),
    ],
)
def test_the_act_is_the_verb_after_the_asking_word(question: str, act: str | None) -> None:
    assert asked_act(question) == act


def test_words_give_an_act_to_whoever_stands_before_it() -> None:
    assert gives_act("借閱簿由組長保管。", "保管")
    assert not gives_act("式样、保管、查验办法，由市图书馆制定。", "保管")
    assert not gives_act("由市图书馆制定。保管满三年。", "保管")
    assert gives_act("这是由市美术家协会主办的书画展。", "举办")


def test_the_clause_that_names_the_doer_goes_first() -> None:
    context = run(Context(id="x", question=Question(text="借阅簿由谁保管"), as_of=date(2026, 1, 1)))
    ranked = [
        (
            Hit(
                document_id=READERS.id,
                clause_id=clause.id,
                score=score,
                dense=0.3,
                lexical=1.0,
                coverage=0.5,
                span=clause.span,
            ),
            READERS,
            clause,
        )
        for clause, score in zip(READERS.clauses, (1.0, 0.9, 0.5), strict=True)
    ]
    assert stating_first(context, ranked)[0][2].path == ("第二条",)


def test_a_doer_that_is_no_body_is_an_answer(over_readers: Assistant) -> None:
    answer = over_readers.ask(Question(text="借阅簿由谁保管"))
    assert answer.status is Status.ANSWERED
    assert "借阅簿由组长保管" in answer.text


LISTED = parsed(
    "重点企业名单办法\n第一条 名单由市发展改革委统一申请列入全国名单，报国家审核，推送相关部门。\n"
    "第二条 企业符合条件的，向所在区主管部门提出申请，进入名单。\n",
    "listed.txt",
)


def test_where_one_applies_is_told_by_the_sentence_on_applying() -> None:
    answer = assistant_over(LISTED).ask(Question(text="企业想进名单找谁申请"))
    assert "向所在区主管部门提出申请" in answer.text


ONLINE = parsed(
    "税务局办税清单\n一、车辆购置税退税，纳税人在电子税务局提交申请。\n二、印花税，由税务所负责征收。\n",
    "online.txt",
)


@pytest.mark.parametrize("text", ["买车税退税去哪里申请", "買車稅退稅去哪裡申請"])
def test_where_one_applies_is_told_though_no_body_answers_for_it(text: str) -> None:
    answer = assistant_over(ONLINE).ask(Question(text=text))
    assert answer.status is Status.ANSWERED
    assert "电子税务局" in answer.citations[0].quote
