"""A clause of middling likelihood must print the very thing that is asked for."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.context import Context
from assistant.conversation import Conversation, Slot
from assistant.model import Question
from assistant.selection.aspects import tells
from assistant.selection.certainty import is_sure, names_head, prints_own_matter
from assistant.steps.understand import understand
from index.model import Hit, ResultSet
from tests.assistant.made import parsed

DOCUMENT = parsed(
    "申办运动会的规定\n第一条　同意申办冬季运动会，房屋和场馆由省政府建设。\n", "a.txt"
)
CLAUSE = next(clause for clause in DOCUMENT.clauses if clause.path)


def context(text: str) -> Context:
    return Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("冬季运动会的门票怎么买", False),
        ("運動會的吉祥物是幾個", False),
        ("冬季运动会的场馆怎么建", True),
        ("运动会的房子怎么建", True),  # 房屋
        ("参加运动会的公司可以拿多少奖励", True),  # who, not what
        ("这里的老人没人照顾怎么办", True),  # who, and what is said of them
        ("运动会怎么申办", True),  # nothing between 的 and the word of asking
    ],
)
def test_the_thing_asked_for_is_read_and_looked_for(text: str, named: bool) -> None:
    assert names_head(context(text), DOCUMENT, CLAUSE) is named


def test_only_a_likely_clause_answers_without_it() -> None:
    asked = context("冬季运动会的门票怎么买")
    assert not is_sure(asked, 0.5, DOCUMENT, CLAUSE)
    assert is_sure(asked, 0.9, DOCUMENT, CLAUSE)
    assert is_sure(context("冬季运动会的场馆怎么建"), 0.5, DOCUMENT, CLAUSE)


def test_a_word_of_the_title_alone_is_no_matter_of_the_clause() -> None:
    assert not prints_own_matter(context("申办运动会的小孩读书归谁管"), DOCUMENT, CLAUSE)
    assert prints_own_matter(context("申办运动会的场馆归谁管"), DOCUMENT, CLAUSE)
    assert prints_own_matter(context("申办运动会"), DOCUMENT, CLAUSE)


MATERIALS = parsed(
    "若干综合规定\n第一条　户口迁移应当登记。\n第二条　发展电子信息产业，建设基地。\n"
    "第三条　申请登记的：\n（一）应当交证明。\n",
    "b.txt",
)


def found_for(text: str, first: int) -> Context:
    """A question for which the search put the clause of that number first."""
    clause = MATERIALS.clauses[first]
    best = Hit(
        document_id=MATERIALS.id,
        clause_id=clause.id,
        score=1.0,
        dense=0.3,
        lexical=1.0,
        coverage=0.5,
        span=clause.span,
    )
    return replace(context(text), results=(ResultSet(hits=(best,), answerability=0.6),))


def test_a_clause_that_was_moved_to_the_front_must_share_a_word_of_its_own() -> None:
    asked = found_for("户口迁移带什么", 0)
    assert is_sure(asked, 0.6, MATERIALS, MATERIALS.clauses[0])
    assert not is_sure(asked, 0.6, MATERIALS, MATERIALS.clauses[1])
    assert is_sure(found_for("户口迁移带什么", 1), 0.6, MATERIALS, MATERIALS.clauses[1])


def test_an_item_has_the_words_of_the_line_over_it() -> None:
    item = next(c for c in MATERIALS.clauses if c.path[-1] == "（一）")
    assert is_sure(found_for("登记带什么", 0), 0.6, MATERIALS, item)


@pytest.mark.parametrize(
    ("text", "told"), [("建设新材料产业基地。", False), ("应当提交申请材料。", True)]
)
def test_a_new_material_is_no_paper_to_be_handed_in(text: str, told: bool) -> None:
    assert tells(text, "materials") is told


MATTER = parsed(
    "科创券的规定\n第一条　企业可以用券购买检测服务。\n第二条　券每年发一次。\n"
    "第三条　检测机构应当登记。\n第四条　券不得转让。\n第五条　本规定即日起施行。\n",
    "c.txt",
)


def hits_of(text: str, documents: tuple[str, ...], near: float = 0.9) -> Context:
    """A question for which the search found clauses of these documents, the first one's ahead."""
    clause = next(clause for clause in MATTER.clauses if clause.path)
    hits = tuple(
        Hit(
            document_id=document,
            clause_id=clause.id,
            score=1.0,
            dense=0.3,
            lexical=1.0,
            coverage=0.5,
            span=clause.span,
        )
        for document in documents
    )
    found = (ResultSet(hits=hits, answerability=0.15, evidence={"plain_dense": near}),)
    return replace(context(text), results=found, understanding=understand(text, ()))


@pytest.mark.parametrize(
    ("text", "others", "sure"),
    [
        ("检测服务给不给用", True, True),
        ("检测服务给不给用", False, False),  # hits of all sorts of documents
        ("检测服务能抵多少钱", True, False),  # a particular
        ("检测服务归谁管", True, False),
        ("检测服务在哪里办", True, False),
    ],
)
def test_less_is_enough_at_home_in_a_document_where_no_particular_is_asked(
    text: str, others: bool, sure: bool
) -> None:
    clause = next(clause for clause in MATTER.clauses if clause.path)
    documents = (MATTER.id,) * 5 if others else (MATTER.id, "x", "y", "z", "w")
    asked = hits_of(text, documents)
    assert is_sure(asked, 0.15, MATTER, clause) is sure
    assert is_sure(asked, 0.5, MATTER, clause)
    assert not is_sure(asked, 0.01, MATTER, clause)


def test_first_hits_that_are_far_make_no_home() -> None:
    clause = next(clause for clause in MATTER.clauses if clause.path)
    asked = hits_of("检测服务给不给用", (MATTER.id,) * 5, near=0.82)
    assert not is_sure(asked, 0.15, MATTER, clause)


def test_less_is_enough_in_the_document_of_the_talk() -> None:
    asked = context("开会要提前几天通知")
    talk = Conversation(
        turns=1,
        topic=Slot(value="业主大会", source="asked", turn=1),
        document=Slot(value=DOCUMENT.id, source="answer", turn=1),
    )
    within = replace(asked, conversation=talk)
    elsewhere = replace(asked, conversation=talk.set("document", "another", "answer"))
    assert is_sure(within, 0.15, DOCUMENT, CLAUSE)
    assert not is_sure(elsewhere, 0.15, DOCUMENT, CLAUSE)
    assert not is_sure(within, 0.05, DOCUMENT, CLAUSE)
