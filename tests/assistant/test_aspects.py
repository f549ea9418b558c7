"""Papers, conditions, problems and «both at once»: asked for and stated in their own words."""

from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question
from assistant.selection.amounts import amount_is_missing, asked_figures
from assistant.selection.aspects import asked_aspects
from assistant.selection.stated import stating_first
from assistant.steps.understand import run
from corpus.model import Clause, PolicyDocument
from index.model import Hit
from tests.assistant.made import parsed

DOCUMENT = parsed(
    "人才公寓管理办法\n第一条　人才公寓的申请要依法办理，推进申请制度改革，方便人才申请。\n"
    "第二条　申请人才公寓的，应当具备本科以上学历，并连续缴纳社会保险满6个月。\n"
    "第三条　申请时应当提交身份证件、学历证明和劳动合同。\n"
    "第四条　人才公寓和租房补贴不能同时享受。\n"
    "第五条　目前人才公寓建设存在布局分散、配套滞后等问题。\n",
    "flats.txt",
)


def context(text: str) -> Context:
    return run(Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1)))


def found() -> list[tuple[Hit, PolicyDocument, Clause]]:
    """All articles, the general one first and the others a good deal behind."""
    articles = [c for c in DOCUMENT.clauses if c.path]
    return [
        (
            Hit(
                document_id=DOCUMENT.id,
                clause_id=clause.id,
                score=1.0 if clause is articles[0] else 0.75,
                dense=0.3,
                lexical=1.0,
                coverage=0.5,
                span=clause.span,
            ),
            DOCUMENT,
            clause,
        )
        for clause in articles
    ]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("申请人才公寓要什么条件", "第二条"),
        ("什么人可以申请人才公寓", "第二条"),
        ("申请人才公寓要带什么材料", "第三条"),
        ("人才公寓和租房补贴能一起享受吗", "第四条"),
        ("人才公寓建设还有哪些不足", "第五条"),
        ("人才公寓怎么申请", "第一条"),
    ],
)
def test_the_clause_that_states_the_kind_of_fact_goes_first(text: str, article: str) -> None:
    assert stating_first(context(text), found())[0][2].path[-1] == article


def test_a_clause_without_papers_does_not_tell_what_to_bring() -> None:
    general, _, papers, *_ = (clause for _, _, clause in found())
    asked = context("申请人才公寓要带什么材料")
    assert amount_is_missing(asked, DOCUMENT, general)
    assert not amount_is_missing(asked, DOCUMENT, papers)


@pytest.mark.parametrize(
    "text", ["人才公寓有什么好处", "符合什么规定的文件", "两个部门一起负责吗", "有问题找谁"]
)
def test_other_questions_are_after_none_of_them(text: str) -> None:
    assert asked_aspects(context(text)) == ()


def test_small_coins_are_money_and_how_come_asks_for_a_reason() -> None:
    assert asked_figures(context("一个瓶子给几毛钱")) == ("money",)
    assert "reason" in context("房子怎么会裂开").understanding.wants
    assert "reason" not in context("怎么会计报账").understanding.wants


def test_a_form_that_somebody_designed_is_no_paper_to_bring() -> None:
    assert asked_aspects(context("镇里为统计复工情况设计出了什么表格")) == ()
    assert asked_aspects(context("申请人才公寓要填哪些表格")) == ("materials",)
