"""An article is read as a whole: its items, and the paragraphs that stand behind them."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question, Status
from assistant.selection.amounts import amount_is_missing, gives_figure, paragraph_with_figure
from assistant.selection.certainty import names_head
from assistant.selection.companions import later_paragraphs
from assistant.selection.stated import sought_facts, sought_in
from assistant.steps.retrieve import _fused
from assistant.steps.understand import run
from corpus.model import Clause, Span
from index.model import Hit, ResultSet
from tests.assistant.made import assistant_over, parsed

LAW = parsed(
    "社区服务条例\n"
    "第一条 为了规范社区服务，制定本条例。\n"
    "第二条 社区服务站有下列情形之一的，由民政部门给予警告、责令改正：\n"
    "（一）无正当理由拒绝居民申请的；\n"
    "（二）收取居民财物的。\n"
    "有前款第（二）项行为的，责令退还，可以并处所收财物1倍以上3倍以下的罚款。\n"
    "第三条 解聘服务机构，应当经占总人数过半数的居民同意。\n"
    "第四条 本条例自2006年3月1日起施行。\n",
    "law.txt",
)


def context(text: str) -> Context:
    return run(Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1)))


def article(marker: str) -> Clause:
    return next(c for c in LAW.clauses if c.path == (marker,) and c.paragraph is None)


def test_the_paragraph_behind_the_items_is_of_the_article_and_of_its_items() -> None:
    later = later_paragraphs(LAW, article("第二条"))
    assert ["有前款" in c.span.of(LAW.text) for c in later] == [True]
    item = next(c for c in LAW.clauses if c.path[:1] == ("第二条",) and len(c.path) > 1)
    assert later_paragraphs(LAW, item) == later
    assert later_paragraphs(LAW, article("第三条")) == []


def test_a_fine_behind_the_items_counts_for_them() -> None:
    asked = context("社区服务站收居民的钱要罚多少")
    assert not amount_is_missing(asked, LAW, article("第二条"))
    item = next(c for c in LAW.clauses if c.path[:1] == ("第二条",) and len(c.path) > 1)
    near = Hit(
        document_id=LAW.id,
        clause_id=item.id,
        score=1.0,
        dense=0.0,
        lexical=0.0,
        coverage=0.0,
        span=item.span,
    )
    assert sought_in((near, LAW, item), sought_facts(asked))


def test_where_an_item_gives_no_fine_the_paragraph_behind_the_items_does() -> None:
    asked = context("社区服务站收取居民财物要罚多少钱")
    item = next(c for c in LAW.clauses if c.path[:1] == ("第二条",) and len(c.path) > 1)
    assert amount_is_missing(asked, LAW, item)
    found = paragraph_with_figure(asked, LAW, item)
    assert found is not None
    assert "3倍以下" in found.span.of(LAW.text)
    assert paragraph_with_figure(asked, LAW, article("第三条")) is None


def test_a_thing_named_in_an_item_is_named_by_the_article() -> None:
    asked = context("社区服务站的财物怎么处理")
    assert names_head(asked, LAW, article("第二条"))
    assert not names_head(asked, LAW, article("第四条"))


@pytest.mark.parametrize(
    ("words", "given"),
    [("经占总人数过半数的居民同意", True), ("2/3以上的业主", True), ("由居民共同决定", False)],
)
def test_how_many_must_agree_is_told_by_a_majority(words: str, given: bool) -> None:
    assert gives_figure(words, "majority") is given


def test_how_many_must_agree_is_a_figure_that_may_be_missing() -> None:
    asked = context("换掉服务机构要多少居民同意")
    assert not amount_is_missing(asked, LAW, article("第三条"))
    assert amount_is_missing(asked, LAW, article("第一条"))


@pytest.mark.parametrize("question", ["社区服务条例是哪年的规定", "社区服务条例是什么时候公布的"])
def test_a_text_without_a_date_of_issue_is_dated_by_its_force(question: str) -> None:
    answer = assistant_over(LAW).ask(question)
    assert answer.status is Status.ANSWERED
    assert "没有写明成文日期" in answer.text
    assert "2006年3月1日" in answer.text


def hit(document: str, score: float) -> Hit:
    return Hit(
        document_id=document,
        clause_id=f"{document}-1",
        score=score,
        dense=0.0,
        lexical=0.0,
        coverage=0.0,
        span=Span(start=0, end=1),
    )


def test_how_sure_a_search_is_says_nothing_of_the_other_ones_document() -> None:
    alone = ResultSet(hits=(hit("a", 1.0),), answerability=0.01)
    with_matter = ResultSet(hits=(hit("b", 1.0),), answerability=0.9)
    assert _fused(alone, with_matter, 5).answerability == 0.01
    both = ResultSet(hits=(hit("a", 1.0),), answerability=0.9)
    assert _fused(alone, both, 5).answerability == 0.9
