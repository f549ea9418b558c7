"""The same text as html, docx, pdf and scanned pdf, made for the tests."""

from __future__ import annotations

import html
import io
from functools import cache
from pathlib import Path

import docx
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_SIZE, _COLUMNS, _ROWS = 16, 28, 22
"""GB/T 9704: 三号 characters, 28 to a line, 22 lines to a page."""
_LEFT, _TOP, _PITCH = 79.0, 105.0, 29.0
_NOT_FIRST = "，。；：、！？）》”’」』〕】,.;:!?)"


_DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


@cache
def shipped_texts() -> dict[str, str]:
    """The documents that come with the project, decoded, by file name."""
    return {
        path.name: path.read_bytes().decode("utf-8") for path in sorted(_DOCUMENTS.glob("*.txt"))
    }


def paragraphs_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip(" \u3000\ufeff\t")]


def as_html(text: str) -> bytes:
    """A portal page around the text, in GB18030."""
    body = "\n".join(f"<p>　　{html.escape(line)}</p>" for line in paragraphs_of(text))
    page = f"""<!DOCTYPE html><html><head><meta charset="gb18030"></head><body>
<div class="header"><ul class="nav"><li><a>首页</a></li><li><a>政务公开</a></li></ul></div>
<div class="crumbs">您当前的位置：<a>首页</a> &gt; <a>政策文件</a></div>
<div class="pages_content" id="UCAP-CONTENT">{body}</div>
<div class="share">分享到：<a>微信</a> <a>微博</a></div>
<div class="fujian">相关附件：<a href="a.docx">a.docx</a></div>
<div class="footer">主办单位：某市人民政府办公室</div></body></html>"""
    return page.encode("gb18030")


def as_docx(text: str) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    for line in paragraphs_of(text):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _wrapped(text: str) -> list[str]:
    """The typeset lines of a paragraph: two characters in, no stop at a line's start."""
    lines, line, width = [], "\u3000\u3000", 2.0
    for char in text:
        step = 0.5 if char < "\u0100" else 1.0
        if width + step > _COLUMNS and char not in _NOT_FIRST and char != " ":
            lines.append(line)
            line, width = "", 0.0
        line, width = line + char, width + step
    return [*lines, line]


def as_pdf(text: str) -> bytes:
    """Typeset pages with a running head and page numbers; the first lines are indented."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    row, number = 0, 0
    for line in [line for one in paragraphs_of(text) for line in _wrapped(one)]:
        if row == 0:
            number += 1
            canvas.setFont("STSong-Light", 9)
            canvas.drawString(_LEFT, A4[1] - 50, "某市人民政府公报")
            canvas.drawCentredString(A4[0] / 2, 50, f"— {number} —")
            canvas.setFont("STSong-Light", _SIZE)
        x = _LEFT + _SIZE * (len(line) - len(line.lstrip("\u3000")))
        canvas.drawString(x, A4[1] - _TOP - row * _PITCH, line.lstrip("\u3000"))
        row += 1
        if row == _ROWS:
            canvas.showPage()
            row = 0
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def as_scan(text: str, *, dpi: int = 150) -> bytes:
    """The pages of `as_pdf` as images without a text layer."""
    images = []
    with pypdfium2.PdfDocument(as_pdf(text)) as document:
        for page in document:
            images.append(page.render(scale=dpi / 72, grayscale=True).to_pil())
    stream = io.BytesIO()
    images[0].save(stream, format="PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return stream.getvalue()
