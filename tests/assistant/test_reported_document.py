"""A document that is not held is told of by a report on it, not by a clause that rests on it."""

from dataclasses import replace
from datetime import date

from assistant.context import Context
from assistant.model import Question, Status
from assistant.steps.select import Select
from assistant.steps.understand import run
from corpus.model import Jurisdiction, Level, PolicyDocument
from index.model import Hit, ResultSet
from tests.assistant.made import parsed

TITLE = "关于促进夜间经济有序发展的指导意见"


def document(sentence: str) -> PolicyDocument:
    made = parsed(f"夜间经济工作动态\n一、{sentence}\n二、做好其他工作。\n", "news.txt")
    return replace(made, jurisdiction=Jurisdiction(name="全国", level=Level.NATIONAL))


def answered(sentence: str) -> Context:
    held = document(sentence)
    clause = next(c for c in held.clauses if c.path)
    hit = Hit(
        document_id=held.id,
        clause_id=clause.id,
        score=1.0,
        dense=0.5,
        lexical=1.0,
        coverage=0.8,
        span=clause.span,
    )
    question = Question(text=f"《{TITLE}》提出哪些要求？")
    asked = Context(id="x", question=question, as_of=date(2026, 1, 1), documents=(held,))
    found = replace(run(asked), results=(ResultSet(hits=(hit,), answerability=0.9),))
    return Select(related_limit=2)(found)


def test_a_report_on_a_document_that_is_not_held_answers_with_a_notice() -> None:
    context = answered(f"有关部门出台《{TITLE}》，要求延长步行街照明时间。")
    assert context.selection.chosen
    assert [notice.kind for notice in context.notices] == ["document_not_held"]


def test_a_clause_that_rests_on_the_document_does_not_tell_what_it_says() -> None:
    context = answered(f"根据《{TITLE}》，各区报送工作总结。")
    assert context.status is Status.REFUSED_NO_CONTENT
