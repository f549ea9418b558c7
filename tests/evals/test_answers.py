"""The judge of answers must notice each kind of mistake."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.model import Answer, Citation, CitedClause, CitedDocument, Department, Status
from corpus.model import Jurisdiction, LegalForce, Level, PolicyDocument, Script
from evals.answers import judge, run_cases, summarise
from evals.model import Case, ExpectedClause, load_cases

TEXT = "一、登记。迁入后三十日内登记。（责任部门：市公安局）"
DOCUMENT = PolicyDocument(
    id="d1",
    file="a.txt",
    digest="0",
    text=TEXT,
    title="办法",
    jurisdiction=Jurisdiction(name="全国", level=Level.NATIONAL),
    script=Script.HANS,
)
CASE = Case(
    id="c1",
    turns=("多久登记？",),
    status="answered",
    clauses=(ExpectedClause(file="a.txt", path=("一、",)),),
    departments=("市公安局",),
    facts=("三十日",),
)


class Documents:
    def document(self, document_id: str) -> PolicyDocument:
        assert document_id == "d1"
        return DOCUMENT


def right_answer() -> Answer:
    citation = Citation(
        n=1,
        document=CitedDocument(
            id="d1",
            title="办法",
            document_number=None,
            issuing_bodies=(),
            issued_on=None,
            jurisdiction="全国",
            legal_force=LegalForce.UNKNOWN,
        ),
        clause=CitedClause(id="d1-0000", path=("一、",), paragraph=None, label="一、", heading=""),
        quote=TEXT[5:14],
        start=5,
        end=14,
    )
    return Answer(
        id="x",
        question="多久登记？",
        standalone_question="多久登记？",
        status=Status.ANSWERED,
        script=Script.HANS,
        text="迁入后三十日内登记〔1〕。",
        citations=(citation,),
        departments=(Department(name="市公安局", role="责任部门", citation=1),),
    )


def failed_checks(answer: Answer) -> set[str]:
    verdict = judge(CASE, answer, Documents(), 1.0)
    return {name for name, held in verdict.checks.items() if not held}


def test_a_right_answer_passes_every_check() -> None:
    verdict = judge(CASE, right_answer(), Documents(), 1.0)
    assert verdict.passed
    assert set(verdict.checks) == {"status", "clause", "departments", "facts", "quotes"}


def test_a_refusal_where_an_answer_was_due_fails_the_status() -> None:
    assert failed_checks(replace(right_answer(), status=Status.REFUSED_NO_CONTENT)) == {"status"}


def test_another_clause_fails() -> None:
    right = right_answer()
    other = replace(right.citations[0], clause=replace(right.citations[0].clause, path=("二、",)))
    assert failed_checks(replace(right, citations=(other,))) == {"clause"}


def test_an_extra_a_missing_and_a_reordered_department_fail() -> None:
    right = right_answer()
    extra = (*right.departments, Department(name="市民政局", role="责任部门", citation=1))
    assert failed_checks(replace(right, departments=extra)) == {"departments"}
    assert failed_checks(replace(right, departments=())) == {"departments"}
    assert failed_checks(replace(right, departments=extra[::-1])) == {"departments"}


def test_a_quote_that_is_not_at_its_offsets_fails() -> None:
    right = right_answer()
    moved = replace(right.citations[0], start=6, end=15)
    assert failed_checks(replace(right, citations=(moved,))) == {"quotes"}


def test_a_missing_fact_fails() -> None:
    assert failed_checks(replace(right_answer(), text="应当登记〔1〕。")) == {"facts"}


def test_the_summary_counts_by_half() -> None:
    class Assistant:
        def ask(self, question: object) -> Answer:
            return right_answer()

    verdicts = run_cases([CASE], Assistant(), Documents())
    summary = summarise(verdicts)
    assert summary[CASE.split]["passed"] == 1
    assert summary[CASE.split]["clause"] == "1/1"


def test_a_case_is_of_the_half_that_its_line_states(tmp_path: Path) -> None:
    record = {"id": "a", "turns": ["多久登记？"], "expected": {"status": "answered"}}
    hashed = CASE.split
    other = "test" if hashed == "development" else "development"
    file = tmp_path / "cases.jsonl"
    lines = [record, {**record, "split": other}]
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert [case.split for case in load_cases(file)] == [hashed, other]


def test_an_unknown_half_is_named_with_its_line(tmp_path: Path) -> None:
    record = {"id": "a", "split": "dev", "turns": ["?"], "expected": {"status": "answered"}}
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 1 .*dev"):
        list(load_cases(file))
