from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from corpus.readers import read_bytes
from corpus.readers.tasks import render_rows

ROWS: list[list[object]] = [
    ["某市养老服务任务分工表", None, None, None, None, None],
    ["序号", "任务类别", "工作任务", "责任分工", None, "完成时限"],
    [None, None, None, "牵头单位", "配合单位", None],
    [1, "一、扩大供给", "建设社区养老驿站", "市民政局", "市财政局、市住建局", date(2025, 12, 31)],
    [2, None, "培训护理员；每人补贴800元", "市人社局", "各区县政府", "长期"],
    [3, "二、加强监管", "开展专项检查。", "市民政局 市市场监管局", None, "/"],
]
MERGED = ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "B4:B5")
EXPECTED = [
    "某市养老服务任务分工表",
    "一、扩大供给",
    "1.建设社区养老驿站。（牵头单位：市民政局；配合单位：市财政局、市住建局；完成时限：2025年12月31日）",
    "2.培训护理员；每人补贴800元。（牵头单位：市人社局；配合单位：各区县政府；完成时限：长期）",
    "二、加强监管",
    "3.开展专项检查。（牵头单位：市民政局、市市场监管局）",
]


def book_of(rows: list[list[object]], merged: tuple[str, ...] = ()) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_of_tasks_reads_as_numbered_sentences() -> None:
    source = read_bytes(saved(book_of(ROWS, MERGED)), "a.xlsx")
    assert source.text.split("\n") == EXPECTED
    assert (source.format, source.encoding) == ("xlsx", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_of_tasks_reads_the_same_in_any_encoding(encoding: str) -> None:
    rows = '序号,工作任务,责任单位\r\n1,"建设驿站,每村一个",市民政局\r\n'
    rows += '2,培训,"市人社局\n市教育局"\r\n'
    source = read_bytes(rows.encode(encoding), "a.csv")
    assert source.text.split("\n") == [
        "1.建设驿站,每村一个。（责任单位：市民政局）",
        "2.培训。（责任单位：市人社局、市教育局）",
    ]


def test_a_cell_left_empty_under_a_task_speaks_of_the_same_task() -> None:
    rows = [["任务", "责任单位"], ["建设驿站", "市民政局"], ["", "市财政局"], ["培训", "市人社局"]]
    assert render_rows(rows) == [
        "1.建设驿站。（责任单位：市民政局）（责任单位：市财政局）",
        "2.培训。（责任单位：市人社局）",
    ]


def test_a_task_that_has_its_own_number_keeps_it() -> None:
    rows = [["主要任务", "牵头部门"], ["（一）建设驿站。", "市民政局"], ["2.培训", "市人社局"]]
    assert render_rows(rows) == [
        "（一）建设驿站。（牵头部门：市民政局）",
        "2.培训。（牵头部门：市人社局）",
    ]


@pytest.mark.parametrize(
    "header",
    [
        "牵头单位",
        "責任單位",
        "配合部门",
        "责任处室",
        "牵头单位（排第一位的为牵头）",
        "市级牵头部门",
        "责任分工",
    ],
)
def test_columns_are_known_by_their_header_words(header: str) -> None:
    line = render_rows([["工作内容", header], ["建设驿站", "市民政局"]])[0]
    assert line.startswith("1.建设驿站。（")
    assert line.endswith("：市民政局）")


def test_other_tables_keep_their_cells_between_tabs() -> None:
    source = read_bytes("项目\t标准\n培训\t800\n\n生活\t500\n".encode(), "a.tsv")
    assert source.text.split("\n") == ["项目\t标准", "培训\t800", "生活\t500"]


def test_values_are_shown_as_the_sheet_shows_them() -> None:
    book = book_of(
        [["名称", "值"], ["整数", 3.0], ["小数", 0.5], ["日期", date(2024, 6, 30)], ["真", True]]
    )
    book.active["B3"].number_format = "0%"
    assert read_bytes(saved(book), "a.xlsx").text.split("\n") == [
        "名称\t值", "整数\t3", "小数\t50%", "日期\t2024年6月30日", "真\t是",
    ]  # fmt: skip


def test_sheets_are_named_and_hidden_ones_left_out() -> None:
    book = book_of([["甲", "1"]])
    book.active.title = "第一张"
    book.create_sheet("第二张").append(["乙", "2"])
    hidden = book.create_sheet("草稿")
    hidden.append(["丙", "3"])
    hidden.sheet_state = "hidden"
    source = read_bytes(saved(book), "a.xlsx")
    assert source.text.split("\n") == ["第一张", "甲\t1", "第二张", "乙\t2"]
    assert source.warnings == ("hidden sheet '草稿' left out",)
