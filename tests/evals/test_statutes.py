"""Statutes are put together from the articles of a test collection."""

import json
from pathlib import Path

import pytest

from corpus.errors import UnreadableFileError
from evals.model import load_cases
from evals.statutes import TITLES, main

CASES = Path(__file__).parents[2] / "evals" / "cases" / "statutes.jsonl"


def test_articles_of_other_laws_are_left_out(tmp_path: Path) -> None:
    rows = [
        {"name": "失业保险条例第二条", "text": "职工缴纳失业保险费。"},
        {"name": "刑法第一条", "text": "为了惩罚犯罪。"},
        {"name": "失业保险条例第三条", "text": "主管部门负责。 "},
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "corpus.jsonl").write_text(lines, encoding="utf-8")
    assert main([str(tmp_path), str(tmp_path / "out")]) == 0
    written = list((tmp_path / "out").iterdir())
    assert [path.name for path in written] == ["失业保险条例.txt"]
    text = written[0].read_text(encoding="utf-8")
    assert text == "失业保险条例\n\n第二条　职工缴纳失业保险费。\n第三条　主管部门负责。\n"


def test_a_missing_collection_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"corpus\.jsonl"):
        main([str(tmp_path), str(tmp_path / "out")])


def test_the_cases_ask_about_these_statutes() -> None:
    names = ("statutes.jsonl", "statutes_readers.jsonl", "conversations_statutes.jsonl")
    cases = [case for name in names for case in load_cases(CASES.with_name(name))]
    asked = {clause.file for case in cases for clause in case.clauses}
    assert asked == {f"{title}.txt" for title in TITLES}
