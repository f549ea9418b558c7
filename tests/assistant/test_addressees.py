"""A clause on the people whom the question is about goes before one on others."""

from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question
from assistant.selection.addressees import asked_groups, is_for
from assistant.selection.stated import stating_first
from assistant.steps.understand import run
from corpus.model import Clause, PolicyDocument
from index.model import Hit
from tests.assistant.made import parsed

HOUSING = parsed(
    "小区配套幼儿园办法\n第一条　幼儿园由教育部门管理，小区应当配建幼儿园。\n", "a.txt"
)
RELOCATION = parsed("易地扶贫搬迁后续扶持办法\n第一条　推动教育设施扩容升级。\n", "b.txt")


def context(text: str) -> Context:
    return run(Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1)))


def item(document: PolicyDocument, score: float) -> tuple[Hit, PolicyDocument, Clause]:
    clause = next(c for c in document.clauses if c.path)
    hit = Hit(
        document_id=document.id,
        clause_id=clause.id,
        score=score,
        dense=0.3,
        lexical=1.0,
        coverage=0.5,
        span=clause.span,
    )
    return hit, document, clause


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("搬遷戶小孩上幼兒園怎麼辦", ("relocated",)),
        ("外卖骑手能交公积金吗", ("freelancers",)),
        ("退伍老兵看病有优待吗", ("veterans",)),
        ("小区要建幼儿园吗", ()),
    ],
)
def test_the_people_of_a_question_are_read(text: str, groups: tuple[str, ...]) -> None:
    assert asked_groups(context(text)) == groups


def test_the_title_of_a_document_speaks_for_its_clauses() -> None:
    assert is_for(RELOCATION, item(RELOCATION, 1.0)[2], "relocated")
    assert not is_for(HOUSING, item(HOUSING, 1.0)[2], "relocated")


def test_a_near_clause_on_the_asked_people_goes_first_and_a_far_one_does_not() -> None:
    near = [item(HOUSING, 1.0), item(RELOCATION, 0.7)]
    far = [item(HOUSING, 1.0), item(RELOCATION, 0.4)]
    assert stating_first(context("搬迁户孩子的幼儿园"), near)[0][1] is RELOCATION
    assert stating_first(context("搬迁户孩子的幼儿园"), far)[0][1] is HOUSING
    assert stating_first(context("孩子的幼儿园"), near)[0][1] is HOUSING
