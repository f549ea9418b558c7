"""Document numbers in all their printed forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document_number import (
    DocumentNumber,
    canonical_number,
    find_document_numbers,
    parse_document_number,
    printed_number,
    same_number,
)


@pytest.mark.parametrize(
    ("printed", "agency", "year", "serial"),
    [
        ("国发〔2024〕17号", "国发", 2024, 17),
        ("国发[2024]17号", "国发", 2024, 17),
        ("国发（2024）17号", "国发", 2024, 17),
        ("国发(2024)17号", "国发", 2024, 17),
        ("国发【2024】17号", "国发", 2024, 17),
        ("国发［2024］17号", "国发", 2024, 17),
        ("国发 〔2024〕 17 号", "国发", 2024, 17),
        ("国发〔2024〕第17号", "国发", 2024, 17),
        ("国发〔二〇二四〕十七号", "国发", 2024, 17),
        ("國發〔2024〕17號", "国发", 2024, 17),
        ("沪府办规〔2025〕5号", "沪府办规", 2025, 5),
        ("渝发改规范〔2021〕9号", "渝发改规范", 2021, 9),
        ("国办发明电〔2018〕15号", "国办发明电", 2018, 15),
        ("發改振興〔2020〕374號", "发改振兴", 2020, 374),
        ("国令第707号", "国令", None, 707),
        ("中华人民共和国国务院令 第707号", "中华人民共和国国务院令", None, 707),
        ("中华人民共和国主席令（第七十七号）", "中华人民共和国主席令", None, 77),
        ("台內戶字第1130100000號", "台内户字", None, 1130100000),
        ("国家税务总局公告2023年第8号", "国家税务总局公告", 2023, 8),
        ("财政部 税务总局公告2023年第12号", "财政部税务总局公告", 2023, 12),
        ("第3号公告", "公告", None, 3),
        ("2021年第3号", "", 2021, 3),
    ],
)
def test_every_printed_form_is_read_in_parts(
    printed: str, agency: str, year: int | None, serial: int
) -> None:
    assert parse_document_number(printed) == DocumentNumber(agency=agency, year=year, serial=serial)


@given(
    agency=st.sampled_from(["国发", "郴政办发", "发改振兴", "渝发改规范", "财税"]),
    year=st.integers(min_value=1949, max_value=2099),
    serial=st.integers(min_value=1, max_value=99_999),
)
def test_a_canonical_number_reads_back_as_itself(agency: str, year: int, serial: int) -> None:
    number = DocumentNumber(agency=agency, year=year, serial=serial)
    assert parse_document_number(number.canonical) == number
    assert canonical_number(number.canonical) == number.canonical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按照《指导意见》（发改振兴〔2021〕524号）精神", ["发改振兴〔2021〕524号"]),
        ("根据国发〔2018〕41号和国办发〔2019〕6号文件", ["国发〔2018〕41号", "国办发〔2019〕6号"]),
        ("根据中华人民共和国国务院令第76号发布", ["中华人民共和国国务院令第76号"]),
        ("2022年4月18日印发14号楼", []),
        ("第5次会议通过第12号决议", []),
        ("", []),
    ],
)
def test_numbers_are_found_in_running_text_without_the_words_around(
    text: str, expected: list[str]
) -> None:
    found = find_document_numbers(text)
    assert [mention.number.canonical for mention in found] == expected
    assert all(parse_document_number(mention.span.of(text)) == mention.number for mention in found)


@pytest.mark.parametrize(
    "question", ["国发2024年17号文讲什么", "國發2024 17號說什麼", "国发（2024）17号还有效吗"]
)
def test_numbers_typed_without_brackets_are_found_in_questions(question: str) -> None:
    found = find_document_numbers(question, loose=True)
    assert [mention.number.canonical for mention in found] == ["国发〔2024〕17号"]


def test_numbers_are_the_same_across_scripts_and_brackets() -> None:
    assert same_number("發改振興（2020）374號", "发改振兴[2020]374号")
    assert same_number("国令第706号", "中华人民共和国国务院令第706号")
    assert not same_number("国发〔2020〕374号", "国发〔2021〕374号")
    assert not same_number("没有文号", "没有文号")


def test_the_printed_form_keeps_the_script_and_mends_the_brackets() -> None:
    assert printed_number("發改振興 [2020] 374 號") == "發改振興〔2020〕374號"
