from __future__ import annotations

import pytest

from corpus.readers import read_bytes

BODY = """<p style="text-indent:2em">　　各区县人民政府：</p><p>　　现将方案印发给你们，请认真
贯彻执行。</p><p>一、总体要求</p><p>（一）扩大供给。到2025年
覆盖率达到90%。（责任单位：市民政局）</p><p>某市人民政府</p><p>2024年1月2日</p>"""
LINES = [
    "各区县人民政府：",
    "现将方案印发给你们，请认真贯彻执行。",
    "一、总体要求",
    "（一）扩大供给。到2025年覆盖率达到90%。（责任单位：市民政局）",
    "某市人民政府",
    "2024年1月2日",
]
TITLE = "某市人民政府关于印发《养老服务方案》的通知"


def page(content: str, head: str = "") -> str:
    """A portal page with all that surrounds a document."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">{head}
<title>{TITLE}_政策文件_某市人民政府网站</title><style>p {{color: red}}</style></head><body>
<div class="header"><ul class="nav"><li><a>首页</a></li><li><a>公开</a></li></ul></div>
<div class="position">您当前的位置：<a>首页</a> &gt; <a>政务公开</a> &gt; <a>政策文件</a></div>
<table class="info"><tr><td>发文字号：</td><td>某政发〔2024〕3号</td>
<td>成文日期：</td><td>2024-01-02</td></tr></table>
<h1>{TITLE}</h1>
<div>来源：市政府　发布时间：2024-01-03　浏览次数：<span>123</span>
【字体：大 中 小】 <a>打印</a></div>
{content}
<div class="relation"><a>《养老服务方案》解读</a></div>
<div id="fujian">相关附件：<ul><li><a href="a.docx">任务分工表.docx</a></li></ul></div>
<div class="bshare">分享到：<a>微信</a><a>微博</a></div><p>上一篇：<a>关于房屋的通知</a></p>
<div class="footer">主办单位：某市人民政府办公室<p>某ICP备12345678号</p></div>
<script>var a = "<p>脚本</p>";</script></body></html>"""


@pytest.mark.parametrize(
    "area",
    [
        '<div class="pages_content" id="UCAP-CONTENT">{}</div>',
        '<div class="view TRS_UEDITOR trs_paper_default trs_editor_view">{}</div>',
        '<div class="con"><div class="TRS_Editor">{}</div></div>',
        '<div id="zoom">{}</div>',
        '<div class="article-content">{}</div>',
        '<div class="xxgk_content">{}</div>',
        "<article>{}</article>",
        '<div class="anything"><div>{}</div></div>',
        '<table width="100%"><tr><td>{}</td></tr></table>',
    ],
)
def test_the_document_is_taken_out_of_the_page(area: str) -> None:
    source = read_bytes(page(area.format(BODY)).encode(), "a.html")
    lines = source.text.split("\n")
    assert [line for line in lines if line not in {TITLE, "某政发〔2024〕3号"}] == LINES
    assert lines.count(TITLE) == 1
    assert "某政发〔2024〕3号" in lines


def test_a_title_that_the_content_has_is_not_said_twice() -> None:
    content = f'<div id="UCAP-CONTENT"><h1>{TITLE}</h1>{BODY}</div>'
    assert read_bytes(page(content).encode(), "a.html").text.count("养老服务方案") == 1


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "GB2312"])
def test_the_declared_encoding_is_respected(charset: str) -> None:
    markup = page(f"<article>{BODY}</article>").replace('charset="utf-8"', f"charset={charset}")
    source = read_bytes(markup.encode("gb18030"), "a.html")
    assert source.encoding == "gb18030"
    assert LINES[0] in source.text


def test_a_declaration_that_does_not_fit_is_not_believed() -> None:
    markup = page(f"<article>{BODY}</article>").replace('charset="utf-8"', "charset=iso-8859-1")
    assert read_bytes(markup.encode("gb18030"), "a.html").encoding == "gb18030"


def test_a_plain_page_is_read_whole() -> None:
    markup = "<html><body><h1>关于补贴的通知</h1><p>一、好</p><p>2024年</p></body></html>"
    source = read_bytes(markup.encode(), "a.html")
    assert source.text.split("\n") == ["关于补贴的通知", "一、好", "2024年"]
    assert source.warnings == ("no known content area in the page; read it without its navigation",)


def test_tables_keep_their_rows_and_repeat_merged_cells() -> None:
    table = """<table><tr><th>项目</th><th colspan="2">标准</th></tr>
<tr><td rowspan="2">培训</td><td>初级</td><td>800元</td></tr>
<tr><td>高级</td><td>1500元</td></tr></table>"""
    text = read_bytes(page(f"<article>{BODY}{table}</article>").encode(), "a.html").text
    assert text.split("\n")[-3:] == ["项目\t标准", "培训\t初级\t800元", "培训\t高级\t1500元"]


def test_a_table_of_tasks_becomes_clauses_with_responsibilities() -> None:
    table = """<table><tr><td>序号</td><td>工作任务</td><td>牵头单位</td></tr>
<tr><td>1</td><td><p>建设驿站</p></td><td><p>市民政局</p><p>市财政局</p></td></tr></table>"""
    text = read_bytes(page(f"<article>{BODY}{table}</article>").encode(), "a.html").text
    assert text.split("\n")[-1] == "1.建设驿站。（牵头单位：市民政局、市财政局）"


def test_the_numbers_of_an_ordered_list_are_part_of_the_text() -> None:
    items = (
        "<ol><li>申请</li><li>审核</li></ol><ol start='3'><li>公示</li></ol><ul><li>其他</li></ul>"
    )
    text = read_bytes(page(f"<article>{BODY}{items}</article>").encode(), "a.html").text
    assert text.split("\n")[-4:] == ["1.申请", "2.审核", "3.公示", "其他"]


def test_hidden_text_and_comments_are_not_read_but_what_follows_them_is() -> None:
    hidden = "<p>第一<!-- 注 -->条<span style='display: none'>隐藏</span>内容</p>"
    text = read_bytes(page(f"<article>{BODY}{hidden}</article>").encode(), "a.html").text
    assert text.split("\n")[-1] == "第一条内容"
