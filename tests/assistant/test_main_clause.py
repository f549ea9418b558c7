"""Which of the clauses found becomes the main one, by place and by the term that is asked for."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.context import Context, Kind
from assistant.model import Question, Status
from assistant.selection.content import _for_elsewhere, select_content
from assistant.steps.understand import run, understand
from corpus.model import Clause, Jurisdiction, Level, PolicyDocument
from corpus.places import lookup
from index.model import Hit, ResultSet
from tests.assistant.made import parsed

NATION = Jurisdiction(name="全国", level=Level.NATIONAL)


def placed(document: PolicyDocument, place: str | None) -> PolicyDocument:
    return replace(document, jurisdiction=(place and lookup(place)) or NATION)


REPORT = placed(
    parsed(
        "各地项目复工情况\n一、湖南省在建项目复工率达到93%。\n二、做好防护工作。\n", "report.txt"
    ),
    None,
)
GENERAL = placed(parsed("各地项目复工要求\n一、在建项目复工率按周统计。\n", "general.txt"), None)
LOCAL = placed(
    parsed("湖南省项目复工督查通知\n一、各地抽查在建项目复工情况。\n", "local.txt"), "湖南省"
)
TERM = placed(
    parsed(
        "省政府推出“三个放心”政策\n一、让患者就医不用先交钱。\n二、费用由财政补助。\n", "term.txt"
    ),
    None,
)


def first_of(document: PolicyDocument) -> tuple[PolicyDocument, Clause]:
    return document, next(c for c in document.clauses if c.path)


def asked(text: str, *found: tuple[PolicyDocument, Clause]) -> Context:
    """The selection for a question whose search found these clauses, each a little behind."""
    hits = tuple(
        Hit(
            document_id=document.id,
            clause_id=clause.id,
            score=1.0 - 0.05 * n,
            dense=0.4,
            lexical=1.0,
            coverage=0.6,
            span=clause.span,
        )
        for n, (document, clause) in enumerate(found)
    )
    documents = tuple({document.id: document for document, _ in found}.values())
    question = Context(
        id="x", question=Question(text=text), as_of=date(2026, 1, 1), documents=documents
    )
    context = replace(run(question), results=(ResultSet(hits=hits, answerability=0.9),))
    return select_content(context, documents, related_limit=2)


def file_of(context: Context) -> str:
    return context.selection.chosen[0].document.file


def test_a_national_clause_that_speaks_of_the_place_is_not_displaced_by_a_local_one() -> None:
    answered = asked("湖南省在建项目复工率是多少", first_of(REPORT), first_of(LOCAL))
    assert file_of(answered) == "report.txt"


def test_a_national_clause_without_the_place_gives_way_to_a_local_one_about_as_good() -> None:
    answered = asked("湖南省在建项目复工情况怎样", first_of(GENERAL), first_of(LOCAL))
    assert file_of(answered) == "local.txt"


def test_a_local_clause_without_the_asked_figure_does_not_go_before_one_that_gives_it() -> None:
    figures = placed(parsed("各地项目复工情况\n一、在建项目复工率达93.5%。\n", "figures.txt"), None)
    answered = asked("湖南省在建项目复工率达到了多少", first_of(figures), first_of(LOCAL))
    assert file_of(answered) == "figures.txt"


def test_a_term_that_only_the_title_prints_is_explained_by_its_clauses() -> None:
    answered = asked("省政府推出的“三个放心”具体指什么", first_of(TERM))
    assert answered.understanding.kind is Kind.DEFINITION
    assert file_of(answered) == "term.txt"


def test_a_term_that_nothing_prints_is_not_explained() -> None:
    answered = asked("“五个放心”具体指什么", first_of(TERM))
    assert answered.status is Status.REFUSED_NO_CONTENT


def test_a_term_whose_words_stand_apart_is_explained_by_their_clause() -> None:
    apart = parsed("产业计划\n一、构建“3+1”食品科技空间布局，东区办园，西区办厂。\n", "apart.txt")
    answered = asked("食品科技3+1布局是指什么", first_of(placed(apart, None)))
    assert file_of(answered) == "apart.txt"


def test_a_matter_described_in_many_words_is_no_term() -> None:
    answered = asked("省里推出的让患者不用先交钱就能看上病的事情具体指什么", first_of(TERM))
    assert file_of(answered) == "term.txt"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("市教育局发布的通知中提出的责任是什么", Kind.CONTENT),
        ("市教育局在托育通知里提出的主体责任是什么", Kind.CONTENT),
        ("市教育局的责任是什么", Kind.TASKS),
        ("市教育局负责什么任务", Kind.TASKS),
    ],
)
def test_a_body_that_published_a_text_is_not_asked_for_its_tasks(text: str, kind: Kind) -> None:
    context = Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))
    assert run(context).understanding.kind is kind


@pytest.mark.parametrize(
    ("rule", "answers"),
    [("港澳居民上岛，香港人员应当征得同意。", True), ("上岛人员应当征得同意。", False)],
)
def test_a_rule_of_elsewhere_that_names_the_place_may_answer(rule: str, answers: bool) -> None:
    document = parsed(f"上岛办法\n第一条　{rule}\n", "island.txt")
    clause = next(clause for clause in document.clauses if clause.path)
    hit = Hit(
        document_id=document.id,
        clause_id=clause.id,
        score=1.0,
        dense=0.5,
        lexical=1.0,
        coverage=0.5,
        span=clause.span,
    )
    text = "香港那边的工程师上岛要先过哪一关"
    asked = Context(
        id="x",
        question=Question(text=text),
        as_of=date(2026, 1, 1),
        understanding=understand(text, (document,)),
    )
    refused = _for_elsewhere(asked, [(hit, document, clause)], [])
    assert (refused is None) is answers
