"""The comparison of recognised scans with their texts."""

from __future__ import annotations

from collections import Counter

from corpus.load import parse_source
from corpus.model import PolicyDocument
from corpus.readers import SourceText
from evals.recognition import compare_documents, typeset


def _document(text: str) -> PolicyDocument:
    return parse_source(
        SourceText(file="甲.txt", digest="0" * 64, text=text, format="txt", encoding="utf-8")
    )


TEXT = "甲市通知\n一、建平台。（责任单位：市教育局、市民政局）\n二、办培训。落实。\n"


def test_pages_hold_every_character_in_lines_of_28() -> None:
    pages = list(typeset("长" * 700 + "\n短句。\n"))
    lines = [line for page in pages for line in page]
    assert max(len(page) for page in pages) == 22
    assert all(len(line) <= 29 for line in lines)
    assert Counter("".join(lines).replace("\u3000", "")) == Counter("长" * 700 + "短句。")


def test_a_misread_department_costs_its_share_and_counts_as_extra() -> None:
    read = TEXT.replace("市民政局", "市民改局")
    same = compare_documents(_document(TEXT), _document(TEXT))
    assert (same["characters"], same["clauses"], same["departments"]) == (1.0, 1.0, 1.0)
    found = compare_documents(_document(TEXT), _document(read))
    assert found["departments"] == 0.5
    assert found["extra_departments"] == 1
    assert 0.9 < found["characters"] < 1.0
    assert found["clauses"] == 1.0
