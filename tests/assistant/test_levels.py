"""The place's own clause goes before the nation's, but not where only the nation's tells."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.context import Context, Found
from assistant.model import Question, Status
from assistant.selection.levels import or_national
from assistant.steps.understand import run
from corpus.model import PolicyDocument
from index.model import Hit
from tests.assistant.made import assistant_over, parsed

NATIONAL = parsed(
    "国务院关于支持搬迁户开办冰场的意见\n国发〔2021〕9号\n"
    "一、支持创业。对搬迁户中首次开办冰场、浴场、林场、牧场等小店并经营满一年以上的人员，"
    "按照规定给予每户五千元补贴。\n"
    "国务院\n2021年1月4日\n",
    "national.txt",
)
LOCAL = parsed(
    "重庆市人民政府关于搬迁户开办冰场的通知\n渝府发〔2021〕3号\n"
    "一、搬迁户开办冰场。搬迁户开办冰场的，做好服务。\n二、补贴。发放补贴。\n"
    "重庆市人民政府\n2021年2月1日\n",
    "local.txt",
)
RICHER = parsed(
    "重庆市人民政府关于搬迁户开办冰场的通知\n渝府发〔2021〕3号\n"
    "一、搬迁户开办冰场。搬迁户开办冰场的，给予每户八千元补贴。\n"
    "重庆市人民政府\n2021年2月1日\n",
    "richer.txt",
)
QUESTIONS = ["重庆的搬迁户开办冰场补贴多少钱", "重慶的搬遷戶開辦冰場補貼多少錢"]


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_nation_tells_what_the_place_does_not(text: str) -> None:
    answer = assistant_over(NATIONAL, LOCAL).ask(Question(text=text))
    assert answer.status is Status.ANSWERED
    assert "五千元" in answer.text
    assert answer.citations[0].document.jurisdiction == "全国"


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_place_goes_first_where_it_tells(text: str) -> None:
    answer = assistant_over(NATIONAL, RICHER).ask(Question(text=text))
    assert "八千元" in answer.text
    assert answer.citations[0].document.jurisdiction != "全国"


def found(document: PolicyDocument, score: float, coverage: float) -> Found:
    clause = document.clauses[-1]
    hit = Hit(
        document_id=document.id,
        clause_id=clause.id,
        score=score,
        dense=0.2,
        lexical=9.0,
        coverage=coverage,
        span=clause.span,
    )
    return hit, document, clause


@pytest.mark.parametrize(
    ("score", "coverage", "answers"),
    [(0.75, 0.3, True), (0.65, 0.5, True), (0.65, 0.3, False), (0.55, 0.5, False)],
)
def test_the_nations_may_be_farther_when_it_prints_more_of_the_words(
    score: float, coverage: float, answers: bool
) -> None:
    context = run(Context(id="x", question=Question(text=QUESTIONS[0]), as_of=date(2026, 1, 1)))
    own, other = found(LOCAL, 1.0, 0.3), found(NATIONAL, score, coverage)
    main = or_national(context, own, (own, other))
    assert (main is other) is answers
