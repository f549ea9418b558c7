"""A clause on the purpose, the scope or the terms of its text gives way to one that rules."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question
from assistant.selection.stated import stating_first
from assistant.steps.understand import run
from corpus.model import Clause
from index.model import Hit
from tests.assistant.made import parsed

LAW = parsed(
    "棋牌室管理办法\n"
    "第一条 为了规范棋牌室，保障居民安宁，制定本办法。\n"
    "第二条 棋牌室的管理，适用本办法。本办法所称棋牌室，是指向公众提供棋牌的场所。\n"
    "第三条 棋牌室应当有两个出口。\n"
    "第四条 棋牌室每日营业时间限于8时至22时。\n"
    "第五条 本办法所称安静时段，是指22时以后。安静时段内不得喧哗。\n",
    "chess.txt",
)


def found(*scored: tuple[str, float]):  # type: ignore[no-untyped-def]  # noqa: ANN201
    hits = []
    for marker, score in scored:
        clause: Clause = next(c for c in LAW.clauses if c.path == (marker,))
        hit = Hit(
            document_id=LAW.id,
            clause_id=clause.id,
            score=score,
            dense=score,
            lexical=score,
            coverage=0.5,
            span=clause.span,
        )
        hits.append((hit, LAW, clause))
    return hits


def first(question: str, *scored: tuple[str, float]) -> str:
    context = run(Context(id="x", question=Question(text=question), as_of=date(2026, 1, 1)))
    return stating_first(context, found(*scored))[0][2].path[0]


@pytest.mark.parametrize("opening", ["第一条", "第二条"])
def test_a_clause_with_the_figure_goes_far_past_the_opening(opening: str) -> None:
    assert first("棋牌室几点关门", (opening, 1.0), ("第三条", 0.9), ("第四条", 0.65)) == "第四条"


def test_a_rule_as_near_goes_before_the_opening() -> None:
    assert first("棋牌室有什么要求", ("第二条", 1.0), ("第三条", 0.95)) == "第三条"
    assert first("棋牌室有什么要求", ("第二条", 1.0), ("第三条", 0.9)) == "第二条"


def test_who_asks_for_the_meaning_gets_it() -> None:
    assert first("棋牌室是什么意思", ("第二条", 1.0), ("第三条", 0.99)) == "第二条"


def test_a_clause_that_explains_and_rules_stays() -> None:
    assert first("晚上能喧哗吗", ("第五条", 1.0), ("第三条", 0.99)) == "第五条"


SCOPED = parsed(
    "口罩生产支持措施\n一、适用范围。重要物资由市卫生健康委发布，首批包括口罩和测温仪。\n"
    "二、支持措施。生产出的重要物资由市政府指定机构收储。\n",
    "masks.txt",
)


def test_a_clause_headed_scope_gives_way_whatever_it_says() -> None:
    hits = [
        (
            Hit(
                document_id=SCOPED.id,
                clause_id=clause.id,
                score=score,
                dense=score,
                lexical=score,
                coverage=0.5,
                span=clause.span,
            ),
            SCOPED,
            clause,
        )
        for clause, score in zip(SCOPED.clauses, (1.0, 0.95), strict=True)
    ]
    asked = Question(text="口罩卖不掉政府收吗")
    context = run(Context(id="x", question=asked, as_of=date(2026, 1, 1)))
    assert stating_first(context, hits)[0][2].path == ("二、",)
