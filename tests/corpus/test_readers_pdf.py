from __future__ import annotations

import builtins
import io
import sys
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import MissingReaderError
from corpus.normalize import fold
from corpus.readers import ocr, read_bytes
from corpus.readers.page import Line, Page
from corpus.readers.page_layout import join, paragraphs
from tests.corpus.made import as_pdf, as_scan

LONG = (
    "各区县要高度重视易地扶贫搬迁后续扶持工作，落实主体责任，强化政策支持，"
    "确保搬迁群众稳得住、有就业、逐步能致富。"
)
TEXT = "\n".join(
    [
        "关于做好后续扶持工作的通知",
        f"一、总体要求。{LONG}{LONG}",
        *(f"（{number}）{LONG}" for number in "一二三四五六七八九十"),
        "某市人民政府",
        "2024年1月2日",
    ]
)

needs_recogniser = pytest.mark.skipif(
    not ocr.available(), reason="the recogniser of the ocr extra is not installed"
)


def line(text: str, row: int, *, left: float = 80, em: float = 16, width: float = 448) -> Line:
    """A line of a page; `row` counts from 0 at the top margin."""
    top = 100 + 28 * row
    right = min(left + em * len(text), 80 + width)
    return Line(text=text, left=left, right=right, top=top, bottom=top + em, em=em)


def page(*lines: Line) -> Page:
    return Page(lines=lines, width=595, height=842)


def body(words: str, first: int = 0) -> list[Line]:
    """A paragraph as typeset: two characters in, 28 to a line."""
    pieces = [words[:26], *(words[at : at + 28] for at in range(26, len(words), 28))]
    return [
        line(piece, first + row, left=112 if row == 0 else 80) for row, piece in enumerate(pieces)
    ]


def test_the_paragraphs_of_a_typeset_text_come_back_as_they_were() -> None:
    source = read_bytes(as_pdf(TEXT), "a.pdf")
    assert source.text == TEXT
    assert (source.format, source.encoding, source.warnings) == ("pdf", "", ())


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    words = LONG * 30
    text = f"{words}\n{words}"
    assert read_bytes(as_pdf(text), "a.pdf").text == text


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        Page(
            lines=(
                Line(text="某市公报", left=80, right=140, top=40, bottom=52, em=12),
                *body(LONG),
                Line(text=mark, left=290, right=300, top=790, bottom=802, em=12),
            ),
            width=595,
            height=842,
        )
        for mark in ("— 1 —", "第2页 共3页", "3")
    ]
    assert paragraphs(pages) == [LONG] * 3


def test_a_number_within_the_text_is_no_page_number() -> None:
    assert paragraphs([page(*body(LONG), line("2024", 5, left=112))]) == [LONG, "2024"]


def test_a_centred_title_a_signature_and_a_marker_begin_anew() -> None:
    lines = [
        line("关于做好工作的通知", 0, left=220),
        *body(LONG, 2),
        line("某市人民政府", 6, left=400),
        line("2024年1月2日", 7, left=400),
    ]
    assert paragraphs([page(*lines)]) == [
        "关于做好工作的通知",
        LONG,
        "某市人民政府",
        "2024年1月2日",
    ]


def test_without_indents_a_full_line_ends_a_paragraph_only_before_a_marker() -> None:
    full = "一、" + "要" * 25 + "。"
    lines = [line(full, 0), line("二、" + "好" * 26, 1), line("好。", 2), line("三、完。", 3)]
    assert paragraphs([page(*lines)]) == [full, "二、" + "好" * 26 + "好。", "三、完。"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line("左" * 13, row, width=208) for row in range(10)]
    right = [line("右" * 13, row, left=310, width=460) for row in range(10)]
    both = [piece for pair in zip(left, right, strict=True) for piece in pair]
    assert "".join(paragraphs([page(*both)])) == "左" * 130 + "右" * 130


def test_cells_of_one_row_are_divided_by_tabs() -> None:
    cells = [line("培训", 0), line("800元", 0, left=300), line("市人社局", 0, left=420)]
    assert paragraphs([page(*cells, line("生活", 1), line("500元", 1, left=300))]) == [
        "培训\t800元\t市人社局",
        "生活\t500元",
    ]


def test_in_a_scan_without_line_breaks_markers_are_set_apart_again() -> None:
    words = "推进后续扶持工作。二、主要任务（一）促进更充分就业1.完善信息" + "好" * 1000
    scan = Page(lines=tuple(body(words)), width=595, height=1842, recognised=True)
    [text] = paragraphs([scan])
    assert text.startswith("推进后续扶持工作。 二、主要任务 （一）促进更充分就业 1.完善信息")


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("易地扶贫", "搬迁", "易地扶贫搬迁"),
        ("2025", "年", "2025年"),
        ("20", "25年", "2025年"),
        ("rural ", "policy", "rural policy"),
        ("rural", "policy", "rural policy"),
        ("通知 ", "各区县", "通知 各区县"),
    ],
)
def test_the_halves_of_a_line_are_joined_without_a_trace(
    before: str, after: str, joined: str
) -> None:
    assert join(before, after) == joined


def test_radicals_of_a_text_layer_become_characters() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(80, 700, "二〇二四年二月印发人民政府文件")
    canvas.save()
    text = read_bytes(stream.getvalue(), "a.pdf").text
    assert text == "二〇二四年二月印发人民政府文件"


def without_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "rapidocr":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    ocr._loaded.cache_clear()
    monkeypatch.delitem(sys.modules, "rapidocr", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)


def test_a_scan_without_the_recogniser_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_recogniser(monkeypatch)
    with pytest.raises(MissingReaderError, match=r"scan\.pdf.*policy-assistant\[ocr\]"):
        read_bytes(as_scan("第一条", dpi=40), "scan.pdf")
    stream = io.BytesIO()
    Image.new("L", (200, 100), 255).save(stream, format="PNG")
    with pytest.raises(MissingReaderError, match=r"page\.png.*policy-assistant\[ocr\]"):
        read_bytes(stream.getvalue(), "page.png")


def test_a_scanned_page_among_others_is_told_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_recogniser(monkeypatch)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(80, 700, "关于印发实施方案的通知")
    canvas.showPage()
    canvas.drawInlineImage(Image.new("L", (200, 100), 255), 80, 600)
    canvas.showPage()
    canvas.save()
    source = read_bytes(stream.getvalue(), "a.pdf")
    assert source.text == "关于印发实施方案的通知"
    assert source.warnings[0].startswith("1 of 2 page(s) are images")


@needs_recogniser
def test_a_scan_is_read_from_its_images() -> None:
    lines = [TEXT.split("\n")[number] for number in (0, 2, -2, -1)]
    source = read_bytes(as_scan("\n".join(lines)), "scan.pdf")
    head, *rest = fold(source.text).split("\n")
    assert rest == [fold(line) for line in lines]
    assert head == "某市人民政府公报"  # one page alone does not show that its head recurs
    assert source.warnings == ("1 of 1 page(s) recognised from images",)


@needs_recogniser
def test_a_photographed_page_is_read() -> None:
    image = Image.new("RGB", (900, 300), "white")
    font = ImageFont.truetype("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 36)
    ImageDraw.Draw(image).text((60, 60), "第一条 申请人应当提交身份证明。", font=font, fill="black")
    stream = io.BytesIO()
    image.save(stream, format="JPEG")
    source = read_bytes(stream.getvalue(), "page.jpg")
    assert "申请人应当提交身份证明" in source.text
    assert source.format == "image"
