from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import UnreadableFileError
from evals.collection import read_collection
from evals.question_sets import LAY_QUESTIONS, main

LONG = "各地要按时办理登记。" * 60


def write(path: Path, rows: list[dict[str, str]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_documents_become_passages_and_questions_point_to_those_with_the_answer(
    tmp_path: Path,
) -> None:
    write(tmp_path / "docs.jsonl", [{"id": "d", "text": LONG + "补贴标准为每人三百元。"}])
    questions = [
        {"id": "q1", "doc": "d", "question": "补多少？", "answer": "每人 三百元"},
        {"id": "q2", "doc": "d", "question": "找谁？", "answer": "文中没有"},
    ]
    write(tmp_path / "questions.jsonl", questions)
    assert main(["covid", str(tmp_path), str(tmp_path / "out")]) == 0
    made = read_collection(tmp_path / "out")
    assert len(made.ids) > 1
    assert "".join(made.texts) == LONG + "补贴标准为每人三百元。"
    assert made.queries == (("q1", "补多少？"),)
    assert made.qrels == {"q1": {made.ids[-1]: 1}}


def test_each_answer_of_a_faq_is_a_passage(tmp_path: Path) -> None:
    rows = [{"id": f"f{n}", "question": f"問題{n}", "answer": f"答覆{n}"} for n in range(2)]
    write(tmp_path / "faq.jsonl", rows)
    assert main(["faq", str(tmp_path / "faq.jsonl"), str(tmp_path / "out")]) == 0
    made = read_collection(tmp_path / "out")
    assert made.texts == ("答覆0", "答覆1")
    assert made.qrels == {"f0": {"f0": 1}, "f1": {"f1": 1}}


def test_everyday_questions_point_to_the_article_that_they_were_written_for(tmp_path: Path) -> None:
    rows = [line.split("\t") for line in LAY_QUESTIONS.read_text("utf-8").splitlines()[1:]]
    article, question = rows[0]
    corpus = [
        {"id": "d1", "name": article, "text": "甲。"},
        {"id": "d2", "name": article, "text": "甲，另一版本。"},
        {"id": "d3", "name": "无人问起的条例第一条", "text": "乙。"},
    ]
    write(tmp_path / "corpus.jsonl", corpus)
    assert main(["lay", str(tmp_path), str(tmp_path / "out")]) == 0
    made = read_collection(tmp_path / "out")
    assert made.texts == ("甲。", "甲，另一版本。", "乙。")
    assert [text for _, text in made.queries] == [q for name, q in rows if name == article]
    assert made.queries[0][1] == question
    assert made.qrels[made.queries[0][0]] == {"d1": 1, "d2": 1}


def test_a_corpus_without_those_articles_is_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path / "corpus.jsonl", [{"id": "d3", "name": "无人问起的条例第一条", "text": "乙。"}])
    with pytest.raises(UnreadableFileError, match="no article of lay_questions"):
        main(["lay", str(tmp_path), str(tmp_path / "out")])


def test_no_everyday_question_stands_twice_or_names_nothing() -> None:
    rows = [line.split("\t") for line in LAY_QUESTIONS.read_text("utf-8").splitlines()[1:]]
    assert all(len(row) == 2 and row[0] and len(row[1]) >= 4 for row in rows)
    questions = [question for _, question in rows]
    assert len(questions) == len(set(questions)) > 1500
