"""Answers are compared with marked ones apart from white space and citation marks."""

from dataclasses import replace
from pathlib import Path

from assistant.model import Answer, Question, Status
from corpus.model import Script
from evals.fit_query_adapter import in_development
from evals.gold_answers import GoldQuestion, Library, judge, load_gold, run_gold, summarise

TEXT = "".join(f"第{number}条规定每户补贴{number}百元。" for number in range(40))
LIBRARY = Library({"a": "d1", "b": "d2"}, {"d1": TEXT, "d2": TEXT[:300]})


def gold(key: str) -> GoldQuestion:
    return GoldQuestion(key=key, document="d1", question="补多少？", answer="每户 补300元")


class AlwaysTheSame:
    def ask(self, question: Question) -> Answer:
        return Answer(
            id="x",
            question=question.text,
            standalone_question=question.text,
            status=Status.ANSWERED,
            script=Script.HANS,
            text="国家的规定是：\n每户〔1〕\n补300元。〔2〕",
        )


def test_the_marked_words_are_found_across_lines_and_marks() -> None:
    verdict = judge(gold("q"), AlwaysTheSame().ask(Question(text="补多少？")), LIBRARY)
    assert verdict.contains_answer
    assert not verdict.right_document


def test_a_refusal_that_shows_the_words_among_near_clauses_is_no_answer() -> None:
    answer = AlwaysTheSame().ask(Question(text="补多少？"))
    refused = replace(answer, status=Status.REFUSED_NO_CONTENT)
    assert not judge(gold("q"), refused, LIBRARY).contains_answer


def test_the_halves_are_those_of_the_correction_and_documents_not_indexed_are_left_out() -> None:
    questions = [gold(str(number)) for number in range(10)]
    summary = summarise(run_gold(questions, AlwaysTheSame(), LIBRARY))
    known = sum(in_development(question.key) for question in questions)
    assert summary["development"]["questions"] == known
    assert summary["test"]["questions"] == 10 - known
    assert summary["test"]["answer_in_text"] == 1.0
    assert run_gold(questions, AlwaysTheSame(), Library({"a": "another"}, {})) == []


def test_a_document_of_which_most_stands_in_another_is_a_copy_of_it() -> None:
    assert LIBRARY.is_copy("d2", "d1")
    assert not Library({}, {"d1": TEXT, "d2": "另一份文件的内容" * 20}).is_copy("d2", "d1")
    assert not LIBRARY.is_copy("", "d1")


def test_questions_keep_the_order_of_the_file(tmp_path: Path) -> None:
    lines = [f'{{"id": "q{n}", "doc": "d1", "question": "问", "answer": "答"}}\n' for n in range(3)]
    (tmp_path / "questions.jsonl").write_text("".join(lines), encoding="utf-8")
    assert [q.key for q in load_gold(tmp_path)] == ["q0", "q1", "q2"]
