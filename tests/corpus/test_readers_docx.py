from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.readers import read_bytes
from corpus.readers.number_formats import written

W = nsdecls("w")


def lines_of(document: Document) -> list[str]:
    stream = io.BytesIO()
    document.save(stream)
    return read_bytes(stream.getvalue(), "a.docx").text.split("\n")


def define_list(document: Document, number: int, levels: list[tuple[str, str]]) -> None:
    """Adds a list whose levels have a number format and a pattern; its numId is `number`."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (form, pattern) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{inner}</w:abstractNum>')
    )
    use_list(document, number, number)


def use_list(document: Document, number: int, definition: int, extra: str = "") -> None:
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{extra}</w:num>'
        )
    )


def add(document: Document, text: str, number: int, depth: int = 0) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def official_list() -> Document:
    document = docx.Document()
    define_list(
        document,
        90,
        [("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")],
    )
    return document


def test_automatic_numbers_are_part_of_the_text_and_restart_below_a_higher_one() -> None:
    document = official_list()
    for text, depth in (
        ("总体", 0),
        ("原则", 1),
        ("甲", 2),
        ("乙", 2),
        ("任务", 0),
        ("产业", 1),
        ("丙", 2),
    ):
        add(document, text, 90, depth)
    assert lines_of(document) == [
        "一、总体", "（一）原则", "1.甲", "2.乙", "二、任务", "（一）产业", "1.丙",
    ]  # fmt: skip


def test_two_lists_of_one_definition_count_on_unless_one_says_otherwise() -> None:
    document = official_list()
    use_list(document, 91, 90)
    restart = '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride>'
    use_list(document, 92, 90, restart)
    for text, number in (("甲", 90), ("乙", 91), ("丙", 92), ("丁", 92)):
        add(document, text, number, 2)
    assert lines_of(document) == ["1.甲", "2.乙", "5.丙", "6.丁"]


def test_articles_number_beyond_ten_and_keep_their_gap() -> None:
    document = docx.Document()
    define_list(document, 90, [("chineseCountingThousand", "第%1条")])
    level = document.part.numbering_part.element[0][0]
    level.find(f"{{{level.nsmap['w']}}}suff").set(f"{{{level.nsmap['w']}}}val", "space")
    for number in range(1, 13):
        add(document, f"内容{number}", 90)
    assert lines_of(document)[9:] == ["第十条 内容10", "第十一条 内容11", "第十二条 内容12"]


def test_a_style_gives_its_paragraphs_their_number() -> None:
    document = docx.Document()
    document.add_paragraph("申请", style="List Number")
    document.add_paragraph("审核", style="List Number")
    document.add_paragraph("其他", style="List Bullet")
    assert lines_of(document) == ["1.申请", "2.审核", "其他"]


def test_tables_stand_in_order_with_merged_cells_repeated() -> None:
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(rows=3, cols=2)
    for row, cells in enumerate((("项目", "标准"), ("培训", "800元"), ("", "1500元"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("后")
    assert lines_of(document) == ["前", "项目\t标准", "培训\t800元", "培训\t1500元", "后"]


def test_a_table_of_one_column_is_a_box_around_paragraphs() -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "第一条 甲。\n第二条 乙。"
    assert lines_of(document) == ["第一条 甲。", "第二条 乙。"]


def test_a_table_of_tasks_becomes_clauses_with_responsibilities() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for row, cells in enumerate(
        (("工作任务", "责任单位", "完成时限"), ("建设驿站", "市民政局", "年底"))
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    assert lines_of(document) == ["1.建设驿站。（责任单位：市民政局；完成时限：年底）"]


def test_deleted_text_headers_and_hidden_text_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    paragraph = document.add_paragraph("保留")
    run = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    deleted = "<w:r><w:delText>删去</w:delText></w:r>"
    for piece in (
        f'<w:del {W} w:id="1" w:author="a">{deleted}</w:del>',
        f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t>新增</w:t></w:r></w:ins>',
        run.replace("<w:r>", f"<w:r {W}>", 1),
    ):
        paragraph._p.append(parse_xml(piece))
    assert lines_of(document) == ["保留新增"]


def test_text_boxes_and_line_breaks_are_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    box = "<w:p><w:r><w:t>某市人民政府文件</w:t></w:r></w:p>"
    paragraph._p.append(
        parse_xml(f"<w:r {W}><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></w:r>")
    )
    document.add_paragraph("关于印发\n方案的通知")
    assert lines_of(document) == ["某市人民政府文件", "关于印发", "方案的通知"]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (1, "decimal", "1"), (10, "chineseCounting", "十"),
        (110, "taiwaneseCountingThousand", "一百一十"),
        (12, "chineseLegalSimplified", "壹拾贰"), (3, "ideographTraditional", "丙"),
        (20, "decimalEnclosedCircle", "⑳"), (21, "decimalEnclosedCircle", "21"),
        (24, "ideographDigital", "二四"), (4, "upperRoman", "IV"), (28, "upperLetter", "BB"),
        (7, "decimalFullWidth", "７"), (7, "decimalZero", "07"),
        (7, "none", ""), (7, "unknown", "7"),
    ],
)  # fmt: skip
def test_every_number_format_of_word_is_written(count: int, form: str, text: str) -> None:
    assert written(count, form) == text
