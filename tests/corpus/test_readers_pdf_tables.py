"""Ruled tables of PDFs: cells, merged cells, tables over several pages."""

from __future__ import annotations

import io
from typing import Any

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from corpus.load import parse_source
from corpus.readers import read_bytes
from corpus.readers.grid import find_tables
from corpus.readers.page import Line
from corpus.readers.rules import Rule, Rules

FONT = "STSong-Light"
STYLE = ParagraphStyle("body", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")
TITLE = "甲市人民政府办公室关于印发重点任务分工的通知"
CLOSE = "本通知自印发之日起施行。"


def pdf(rows: list[list[str]], widths: list[int], *commands: Any, repeat: int = 0) -> str:
    """The text read from a PDF with a ruled table between two paragraphs."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    cells = [[Paragraph(cell.replace("\n", "<br/>"), STYLE) for cell in row] for row in rows]
    table = Table(
        cells,
        colWidths=widths,
        repeatRows=repeat,
        style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *commands]),
    )
    stream = io.BytesIO()
    SimpleDocTemplate(stream).build([Paragraph(TITLE, STYLE), table, Paragraph(CLOSE, STYLE)])
    source = read_bytes(stream.getvalue(), "a.pdf")
    assert source.warnings == ()
    return source.text


HEAD = ["序号", "工作任务", "牵头单位", "配合单位"]
WIDTHS = [40, 180, 100, 130]
TASK = "建设社区服务站点，完善便民设施，做好搬迁群众的服务工作"
BODIES = "市财政局、市住房和城乡建设局、市人力资源和社会保障局"
ROW = f"{TASK}。（牵头单位：市民政局；配合单位：{BODIES}）"


def test_a_ruled_table_of_tasks_becomes_clauses_with_their_departments() -> None:
    text = pdf([HEAD, ["1", TASK, "市民政局", BODIES], ["2", TASK, "市民政局", BODIES]], WIDTHS)
    assert text.split("\n") == [TITLE, f"1.{ROW}", f"2.{ROW}", CLOSE]


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_table_goes_on_over_pages_with_or_without_its_head(repeat: int) -> None:
    rows = [[str(number), TASK, "市民政局", BODIES] for number in range(1, 41)]
    text = pdf([HEAD, *rows], WIDTHS, repeat=repeat)
    assert text.split("\n") == [TITLE, *(f"{n}.{ROW}" for n in range(1, 41)), CLOSE]


def test_a_cell_merged_over_rows_counts_for_each_of_them() -> None:
    rows = [["1", TASK, "市民政局", ""], ["2", TASK, "", ""], ["3", TASK, "市教育局", ""]]
    text = pdf([HEAD, *rows], WIDTHS, ("SPAN", (2, 1), (2, 2)))
    leads = [line.split("牵头单位：")[1].rstrip("）") for line in text.split("\n")[1:-1]]
    assert leads == ["市民政局", "市民政局", "市教育局"]


def test_a_head_of_two_rows_is_read_by_its_lower_one() -> None:
    upper = ["序号", "工作任务", "责任分工", ""]
    lower = ["", "", "牵头单位", "配合单位"]
    spans = [("SPAN", (2, 0), (3, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1))]
    text = pdf([upper, lower, ["1", TASK, "市民政局", BODIES]], WIDTHS, *spans)
    assert text.split("\n")[1] == f"1.{ROW}"


def test_departments_on_lines_of_their_own_are_several_and_a_wrapped_one_is_one() -> None:
    cell = "市民政局\n市人力资源和社会保障局\n市财政局"
    text = pdf([HEAD, ["1", TASK, "市教育局", cell]], [40, 180, 100, 90])
    assert text.split("\n")[1].endswith("配合单位：市民政局、市人力资源和社会保障局、市财政局）")


def test_another_table_keeps_its_cells_apart() -> None:
    text = pdf([["项目", "标准"], ["培训补贴", "每人800元"], ["交通补贴", "每人200元"]], [200, 200])
    assert text.split("\n")[1:-1] == ["项目\t标准", "培训补贴\t每人800元", "交通补贴\t每人200元"]


def test_the_departments_of_a_ruled_table_are_responsibilities() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    head = ["序号", "工作任务", "责任单位（排第一位的为牵头单位）", "指导单位"]
    rows = [head, ["1", TASK, "市民政局、市财政局", "省民政厅"]]
    cells = [[Paragraph(cell, STYLE) for cell in row] for row in rows]
    stream = io.BytesIO()
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(stream).build([Table(cells, colWidths=WIDTHS, style=grid)])
    document = parse_source(read_bytes(stream.getvalue(), "a.pdf"))
    assert [(edge.department, edge.role) for edge in document.responsibilities] == [
        ("市民政局", "牵头"),
        ("市财政局", "责任"),
        ("省民政厅", "指导"),
    ]


def _line(text: str, left: float, top: float) -> Line:
    return Line(text=text, left=left, right=left + 10 * len(text), top=top, bottom=top + 10, em=10)


@pytest.mark.parametrize(
    "rules",
    [
        Rules(level=tuple(Rule(at, 50, 500) for at in (100, 300, 500))),  # mere underlines
        Rules(
            level=(Rule(100, 50, 500), Rule(500, 50, 500)),
            upright=(Rule(50, 100, 500), Rule(500, 100, 500)),
        ),  # a frame
        Rules(
            level=tuple(Rule(at, 50, 100) for at in (100, 300, 500)),
            upright=tuple(Rule(at, 600, 700) for at in (200, 300, 400)),
        ),  # lines that do not meet
    ],
)
def test_lines_that_make_no_cells_leave_the_text_alone(rules: Rules) -> None:
    lines = [_line("甲乙丙", 60, 200), _line("丁戊己", 60, 400)]
    assert find_tables(rules, lines) == ((), lines)


def test_an_empty_grid_is_no_table() -> None:
    rules = Rules(
        level=tuple(Rule(at, 50, 500) for at in (100, 200, 300)),
        upright=tuple(Rule(at, 100, 300) for at in (50, 200, 500)),
    )
    assert find_tables(rules, [])[0] == ()
