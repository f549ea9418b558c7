"""「要留几年」: the one clause of the talk's document that has the verb beside a figure answers."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.context import Context
from assistant.model import Question, Status
from assistant.steps.belonging import is_bare
from assistant.steps.figured import clause_with_figured_act
from assistant.steps.understand import run
from index.model import Hit, ResultSet
from tests.assistant.made import assistant_over, parsed

TICKETS = parsed(
    "江岸市渡口票据管理办法\n江政发〔2022〕3号\n"
    "第一条 渡口应当使用统一票据。\n"
    "第二条 票据由渡口领用，用完的票据应当留存备查。\n"
    "第三条 票据存根应当集中留存五年，名单公示7日，结果公示15日。\n"
    "第四条 票据遗失的，渡口应当登报声明，并纳入考核。\n",
    "tickets.txt",
)
SITES = parsed(
    "国务院办公厅关于网站考核的通知\n国办发〔2019〕9号\n一、考核\n网站建设纳入考核，考核每年一次。\n"
    "国务院办公厅\n2019年1月1日\n",
    "sites.txt",
)


def asked(text: str) -> Context:
    return run(Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1)))


@pytest.fixture(scope="module")
def over_both() -> Assistant:
    return assistant_over(TICKETS, SITES)


def test_the_verb_and_its_figure_are_found_together() -> None:
    found = clause_with_figured_act(asked("要留几年"), TICKETS)
    assert found is not None
    assert found.path == ("第三条",)


@pytest.mark.parametrize("question", ["票据要留几年", "要留多少钱", "要办多久", "要晒几天"])
def test_more_than_a_verb_or_another_verb_finds_none(question: str) -> None:
    assert clause_with_figured_act(asked(question), TICKETS) is None


def test_two_clauses_with_the_verb_leave_it_open() -> None:
    twice = parsed(
        "名单公示办法\n第一条 初选名单公示5日。\n第二条 终选名单公示7日。\n", "twice.txt"
    )
    assert clause_with_figured_act(asked("公示几天"), twice) is None


def test_a_follow_up_gets_the_figure_of_its_verb(over_both: Assistant) -> None:
    for turn in ("江岸市渡口的票据用完了怎么办", "要留几年"):
        answer = over_both.ask(Question(text=turn, conversation_id="years"))
    assert answer.status is Status.ANSWERED
    assert "留存五年" in answer.text


def results(document: str, coverage: float) -> ResultSet:
    hit = Hit(
        document_id=document,
        clause_id="c",
        score=1.0,
        dense=0.2,
        lexical=1.0,
        coverage=coverage,
        span=TICKETS.clauses[0].span,
    )
    return ResultSet(hits=(hit,), answerability=0.8)


@pytest.mark.parametrize(
    ("question", "here", "stays"),
    [("要纳入考核吗", 1.0, True), ("要纳入考核吗", 0.5, False), ("网站要纳入考核吗", 1.0, False)],
)
def test_what_names_nothing_stays_where_its_words_are(
    question: str, here: float, stays: bool
) -> None:
    assert is_bare(asked(question), results("own", here), results("other", 1.0)) is stays
