"""Short questions in a talk are about what was just cited, or about the document of the talk."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.context import Context
from assistant.conversation import Conversation, Slot
from assistant.model import Answer, Audience, Question, Status
from assistant.steps.cited import from_cited
from assistant.steps.understand import run as understand_step
from corpus.model import PolicyDocument
from index.model import Hit, ResultSet
from tests.assistant.made import assistant_over, parsed

PRIZES = parsed(
    "上海市支持种植蔬菜若干措施\n沪农规〔2024〕38号\n"
    "一、种植奖励\n种植蔬菜五十亩以上的农户，给予一次性奖励3万元；一百亩以上的，给予奖励8万元。"
    "农户应当签订种植合同。（责任单位：市农业农村委）\n"
    "二、品种改良\n支持崇明种植新品种，新品种由农科院提供。（责任单位：市科委）\n"
    "三、附则\n本措施自2024年7月1日起施行，有效期至2029年6月30日。\n"
    "上海市农业农村委员会\n2024年6月1日\n",
    "prizes.txt",
)
OTHER = parsed(
    "国务院办公厅关于规范合同管理的通知\n国办发〔2020〕5号\n"
    "一、合同文本\n各单位签订合同应当使用示范文本，合同签订后应当归档，合同应当编号。\n"
    "国务院办公厅\n2020年1月1日\n",
    "other.txt",
)


@pytest.fixture(scope="module")
def over_both() -> Assistant:
    return assistant_over(PRIZES, OTHER)


@pytest.fixture(scope="module")
def over_three() -> Assistant:
    third = parsed(
        "国务院办公厅关于蔬菜供应的通知\n国办发〔2021〕7号\n一、保障供应\n各地应当保障供应。\n"
        "二、稳定价格\n各地应当稳定价格。\n国务院办公厅\n2021年1月1日\n",
        "third.txt",
    )
    return assistant_over(PRIZES, third)


def talk(assistant: Assistant, *turns: str) -> Answer:
    name = "/".join(turns)
    answers = [assistant.ask(Question(text=turn, conversation_id=name)) for turn in turns]
    return answers[-1]


FIRST = "上海种植蔬菜五十亩有奖励吗"


def hit(document: PolicyDocument, number: int, score: float) -> Hit:
    clause = document.clauses[number]
    return Hit(
        document_id=document.id,
        clause_id=clause.id,
        score=score,
        dense=0.2,
        lexical=1.0,
        coverage=1.0,
        span=clause.span,
    )


def first_for(text: str, answerability: float, *hits: Hit) -> str | None:
    """Clause that comes first after an answer from the first clause of PRIZES."""
    slots = {
        name: Slot(value=value, source="answer", turn=1)
        for name, value in (("document", PRIZES.id), ("clause", PRIZES.clauses[0].id))
    }
    asked = Context(
        id="x",
        question=Question(text=text),
        as_of=date(2026, 1, 1),
        documents=(PRIZES, OTHER),
        conversation=Conversation(turns=1, **slots),
    )
    results = ResultSet(hits=hits, answerability=answerability)
    found = from_cited(understand_step(asked), results)
    return found.results[0].hits[0].clause_id if found else None


CITED, SISTER, FOREIGN = PRIZES.clauses[0].id, hit(PRIZES, 1, 1.0), hit(OTHER, 0, 1.0)


def test_a_word_that_the_cited_clause_prints_is_asked_of_that_clause() -> None:
    assert first_for("要不要签合同", 0.1, FOREIGN) == CITED
    assert first_for("要不要签合同", 0.9, FOREIGN) is None  # another answers for itself
    assert first_for("要不要签合同", 0.9, SISTER, hit(PRIZES, 0, 0.95)) == CITED
    assert first_for("要不要签合同", 0.9, SISTER, hit(PRIZES, 0, 0.7)) is None


@pytest.mark.parametrize(
    "text",
    ["要不要交押金", "北京要不要签合同", "换个话题，合同要归档吗", "合同管理的示范文本由谁制定"],
)
def test_what_the_cited_clause_does_not_print_is_not_asked_of_it(text: str) -> None:
    assert first_for(text, 0.1, FOREIGN) is None


def test_a_size_is_asked_of_the_clause_just_cited(over_both: Assistant) -> None:
    answer = talk(over_both, FIRST, "如果是一百亩呢")
    assert answer.status is Status.ANSWERED and "8万元" in answer.text
    who = talk(over_both, FIRST, "如果是一百亩呢", "归谁管")
    assert [body.name for body in who.departments] == ["市农业农村委"]


def test_the_last_day_of_force_is_a_fact_of_the_document(over_both: Assistant) -> None:
    answer = talk(over_both, FIRST, "有效到哪天")
    assert "2029年6月30日" in answer.text


def test_a_place_inside_the_document_is_no_place_of_the_asker(over_both: Assistant) -> None:
    answer = talk(over_both, FIRST, "这份文件里和崇明有关的措施有哪些")
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].clause.path == ("二、",)


def test_a_document_is_named_by_its_serial_alone(over_both: Assistant) -> None:
    answer = talk(over_both, "38号文是哪年发的")
    assert answer.citations[0].document.title == PRIZES.title and "2024年6月1日" in answer.text
    assert talk(over_both, "39号文是哪年发的").citations == ()


def test_the_label_over_items_is_that_of_their_article() -> None:
    rules = parsed(
        "苗圃管理办法\n第一条 申请苗圃应当符合以下条件：\n"
        "（一）有土地；\n（二）有水源；\n（三）有苗木。\n",
        "rules.txt",
    )
    asked = Question(text="申请苗圃应当符合哪些条件", audience=Audience.OFFICIAL)
    assert assistant_over(rules).ask(asked).text.splitlines()[0] == "第一条："


def test_the_thing_just_told_is_pointed_at_in_other_words(over_both: Assistant) -> None:
    for question in ("这件事归谁管？", "這件事歸誰管？", "咁要搵邊個部門？"):
        answer = talk(over_both, FIRST, question)
        assert [body.name for body in answer.departments] == ["市农业农村委"], question


@pytest.mark.parametrize("named", ["沪农规〔2024〕38号", "上海的"])
def test_the_document_that_was_asked_back_for_is_taken_for_the_question(
    over_three: Assistant, named: str
) -> None:
    asked = talk(over_three, "第二部分写了什么")
    assert asked.status is Status.CLARIFICATION
    answer = talk(over_three, "第二部分写了什么", named)
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].document.title == PRIZES.title
    assert answer.citations[0].clause.path == ("二、",)


def test_after_the_question_is_settled_a_name_is_a_name_again(over_three: Assistant) -> None:
    turns = ("第二部分写了什么", FIRST, "沪农规〔2024〕38号")
    assert "第二部分" not in talk(over_three, *turns).standalone_question
