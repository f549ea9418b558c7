"""Answers are compared with marked ones apart from white space and citation marks."""

from pathlib import Path

from assistant.model import Answer, Question, Status
from corpus.model import Script
from evals.gold_answers import GoldQuestion, judge, load_gold, run_gold, summarise


def gold(number: int) -> GoldQuestion:
    return GoldQuestion(number=number, document="d1", question="补多少？", answer="每户 补300元")


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
    verdict = judge(gold(0), AlwaysTheSame().ask(Question(text="补多少？")), {})
    assert verdict.contains_answer
    assert not verdict.right_document


def test_even_numbers_are_for_development_and_documents_not_indexed_are_left_out() -> None:
    verdicts = run_gold([gold(0), gold(1), gold(2)], AlwaysTheSame(), {"a": "d1"})
    summary = summarise(verdicts)
    assert (summary["development"]["questions"], summary["test"]["questions"]) == (2, 1)
    assert summary["test"]["answer_in_text"] == 1.0
    assert run_gold([gold(0)], AlwaysTheSame(), {"a": "another"}) == []


def test_questions_are_numbered_in_the_order_of_the_file(tmp_path: Path) -> None:
    line = '{"id": "q", "doc": "d1", "question": "问", "answer": "答"}\n'
    (tmp_path / "questions.jsonl").write_text(line * 3, encoding="utf-8")
    assert [q.number for q in load_gold(tmp_path)] == [0, 1, 2]
