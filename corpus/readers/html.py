"""Web pages: the document that a government page carries, without the page around it.

The content areas of the publishing systems that Chinese governments use are known by id and
class and are taken first. A page without one is stripped of what is navigation by its markup
and its density of links, and the rest is taken whole, so that short lines (a date, a
signature) are never lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from corpus.errors import UnsafeFileError, UnsupportedFormatError
from corpus.readers.encoding import decode
from corpus.readers.faults import one_line
from corpus.readers.html_noise import Extent, drop_furniture, drop_unseen, measure, trim_lines
from corpus.readers.html_text import lines_of, squeeze
from corpus.readers.model import Extracted

MAX_HTML_BYTES = 30_000_000
"""Largest page; its tree takes up to twenty times that in memory."""

_CONTENT = (
    ("id", "ucap-content"),
    ("tag", "ucapcontent"),
    ("class", "trs_editor_view"),
    ("class", "trs_ueditor"),
    ("class", "trs_editor"),
    ("id", "zoom"),
    ("id", "zoomcon"),
    ("id", "fontzoom"),
    ("id", "ivs_content"),
    ("id", "xxgk_content_div"),
    ("id", "js_content"),
    ("class", "zfxxgk_zw_content"),
    ("class", "xxgk_content_nr"),
    ("class", "pages_content"),
    ("class", "article-content"),
    ("class", "article_content"),
    ("class", "articlecontent"),
    ("class", "article_con"),
    ("class", "article-con"),
    ("class", "xxgk_content"),
    ("class", "zfxxgk_content"),
    ("class", "wzcon"),
    ("class", "xl_content"),
    ("class", "news_content"),
    ("class", "news-content"),
    ("class", "detail-content"),
    ("class", "detail_content"),
    ("class", "text_content"),
    ("class", "my_doccontent"),
    ("class", "mw-parser-output"),
    ("tag", "article"),
    ("tag", "main"),
)
"""Content areas by attribute and lower-case name, the surest first: UCAP, TRS, 信息公开
templates, the 政府网站 page styles of provinces and ministries, then what HTML itself offers."""

_LEAST = 60
"""Characters of its own that a content area must have to be believed."""
_LEAST_SHARE = 0.3
"""Share of the stripped page's text that a content area must have, or it is some side box."""
_MOST_AREAS = 20
_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([-\w]+)""", re.IGNORECASE)
_NUMBER = re.compile(r"(?:发文字号|文号|發文字號|文號)\s*[:：]?\s*([^\s:：]{2,20}?号)")
_SITE = re.compile(
    r"\s*[_|｜]+\s*|\s+[-–—]+\s+|[-–—]+(?=[^-–—]{0,20}(?:网|网站|政府|门户|频道|公报)$)"
)
"""What parts the title of a page from the names of its column and site."""
_TITLE_METAS = ("articletitle", "og:title", "dc.title")


def read_html(data: bytes, file: str) -> Extracted:
    """The document in a web page, one paragraph or table row a line.

    Raises:
        UnsafeFileError: The page is larger than `MAX_HTML_BYTES` or nested beyond reason.
        UnsupportedFormatError: There is no page in the data.
        UnknownEncodingError: It decodes in no known encoding.
    """
    if len(data) > MAX_HTML_BYTES:
        raise UnsafeFileError(f"{file} is a page of over {MAX_HTML_BYTES:,} bytes; split it")
    declared = _CHARSET.search(data[:8192])
    name = declared.group(1).decode("ascii", "ignore") if declared else None
    markup, encoding, warnings = decode(data, file, declared=name)
    root = _parse(markup, file)
    title, number = _title(root), _document_number(root)
    drop_unseen(root)
    content, named = _content(root)
    lines = trim_lines(lines_of(content))
    if not named:
        warnings.append("no known content area in the page; read it without its navigation")
    text = "\n".join(_headed(lines, title, number))
    return Extracted(text=text, format="html", encoding=encoding, warnings=tuple(warnings))


def _parse(markup: str, file: str) -> HtmlElement:
    data = markup.replace("\0", "").encode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        root: HtmlElement = document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnsupportedFormatError(
            f"{file} holds no web page ({one_line(error)}); save it again"
        ) from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnsafeFileError(f"{file} nests its elements too deeply to be read; save it again")
    return root


def _content(root: HtmlElement) -> tuple[HtmlElement, bool]:
    """The content area, and whether it was found by name."""
    body = root.find("body")
    page = root if body is None else body
    extents = measure(page)
    areas = _areas(page, extents)[:_MOST_AREAS]
    drop_furniture(page, extents)
    whole = _size(page)
    for area in areas:
        size = _size(area)
        if size >= _LEAST and size >= _LEAST_SHARE * whole:
            return area, True
    surest = [area for area in areas[:1] if _size(area) > 0.5 * whole]
    return (surest[0], True) if surest else (page, False)


def _areas(page: HtmlElement, extents: Mapping[HtmlElement, Extent]) -> list[HtmlElement]:
    """The named content areas in order of trust; of several with one name the longest first."""
    ranked: list[tuple[int, int, int, HtmlElement]] = []
    wanted = {key: rank for rank, key in enumerate(_CONTENT)}
    for position, node in enumerate(page.iter(etree.Element)):
        names = [("tag", node.tag), ("id", (node.get("id") or "").strip().lower())]
        names += [("class", name) for name in (node.get("class") or "").lower().split()]
        ranks = [wanted[name] for name in names if name in wanted]
        if ranks:
            ranked.append((min(ranks), -extents[node].size, position, node))
    return [node for *_, node in sorted(ranked, key=lambda item: item[:3])]


def _size(node: HtmlElement) -> int:
    return sum(len(text.strip()) for text in node.itertext())


def _title(root: HtmlElement) -> str:
    """The title that the page states of its document, or "" when it states none."""
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in _TITLE_METAS and (content := squeeze(meta.get("content") or "")):
            return content
    headings = {heading for h in root.iter("h1") if (heading := squeeze(h.text_content()))}
    if len(headings) == 1:
        return headings.pop()
    title = root.find(".//title")
    return "" if title is None else _SITE.split(squeeze(title.text_content()[:300]))[0]


def _document_number(root: HtmlElement) -> str:
    """文号 as stated in the page's own table above the document."""
    found = _NUMBER.search(squeeze(root.text_content()))
    return found.group(1) if found else ""


def _headed(lines: list[str], title: str, number: str) -> list[str]:
    """The lines with the title and number that the page prints outside its content area."""
    opening = re.sub(r"\s+", "", "".join(lines))[:1000]
    if not opening:
        return lines
    head = []
    if len(title) >= 6 and re.sub(r"\s+", "", title) not in opening:
        head.append(title)
    if number and number not in "".join(lines):
        head.append(number)
    return [*head, *lines]
