"""A benefit asked for by its name is answered only where the text names it."""

from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question, Status
from assistant.selection.benefits import named_benefit, names_benefit
from assistant.selection.stated import stating_first
from corpus.model import Clause, PolicyDocument
from index.model import Hit
from tests.assistant.conftest import Ask
from tests.assistant.made import parsed

DOCUMENT = parsed(
    "养老服务办法\n第一条　做好老年人服务工作，建设养老设施，按规定给予养老机构建设补贴。\n"
    "第二条　对八十周岁以上的老年人发放高龄津贴。\n",
    "old.txt",
)


def context(text: str) -> Context:
    return Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))


def articles() -> list[Clause]:
    return [clause for clause in DOCUMENT.clauses if clause.path]


@pytest.mark.parametrize(
    ("text", "benefit"),
    [
        ("郴州老人有高龄津贴吗", "高龄"),
        ("創業補貼怎麼領", "创业"),
        ("去学手艺，有生活费补贴吗", "生活费"),
        ("搬迁户有什么补贴", None),
        ("搬迁群众补贴归谁管", None),
        ("重庆的补贴怎么领", None),
        ("想种块菜地，有没有补助", None),
        ("孩子上学的补助", None),
        ("一次性补贴怎么领", None),
        ("超了计划的那部分补贴怎么处理", None),
    ],
)
def test_the_word_before_it_names_a_benefit(text: str, benefit: str | None) -> None:
    assert named_benefit(context(text)) == benefit


def test_a_clause_names_it_with_a_payment_or_does_not() -> None:
    general, special = articles()
    assert names_benefit(DOCUMENT, special, "高龄")
    assert not names_benefit(DOCUMENT, general, "高龄")


def test_the_clause_that_names_it_goes_first() -> None:
    general, special = articles()

    def item(clause: Clause, score: float) -> tuple[Hit, PolicyDocument, Clause]:
        hit = Hit(
            document_id=DOCUMENT.id,
            clause_id=clause.id,
            score=score,
            dense=0.3,
            lexical=1.0,
            coverage=0.5,
            span=clause.span,
        )
        return hit, DOCUMENT, clause

    found = [item(general, 1.0), item(special, 0.6)]
    assert stating_first(context("老人有高龄津贴吗"), found)[0][2] is special
    assert stating_first(context("老人有哪些津贴"), found)[0][2] is general


def test_another_benefit_is_shown_as_related_only(ask: Ask) -> None:
    assert ask("杭州送托补助怎么领").status is Status.ANSWERED
    answer = ask("杭州社区托育园有取暖补助吗")
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert answer.related
