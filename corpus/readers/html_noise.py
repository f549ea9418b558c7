"""What a government page puts around a document: recognised by markup and by its fixed words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

_UNSEEN = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas",
    "button", "input", "select", "textarea", "map", "audio", "video",
)  # fmt: skip
_FURNITURE_TAGS = frozenset({"nav", "header", "footer", "aside", "menu"})
_FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|bread|breadcrumbs?|crumbs?|mbx|bshare|share|sharebox|"
    r"jiathis|bdshare|social|footer|foot|bottom|header|top|topbar|toolbar|tools?|sidebar|side|aside|"
    r"related?|relation|recommend|xgwz|xgyd|attach|attachments?|fujian|fjxz|annex|download|qrcode|"
    r"ewm|erweima|copyright|position|location|dqwz|weizhi|printer?|dyby|fontsize|font-size|"
    r"pagination|pager|prevnext|comment|comments|pinglun|search|login|friendlink|links?|banner|logo|"
    r"advert|ads|editsection|toc|catlinks|noprint|sitesub|jump-to-nav)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_KEPT_TAGS = frozenset({"html", "body", "article", "main"})
_MOST_LINKED = 0.6
"""Share of a block's characters within links from which it is a menu or list of articles."""
_MOST_DROPPED = 0.5
"""Share of the page's text that one block may hold and still be dropped for its name alone."""

_EDGE = re.compile(
    r"^(?:(?:您?(?:当前|现在|目前)(?:所在)?(?:的)?位置|當前位置|您的位置|您现在的位置)[:：是]"
    r"|首[页頁]\s*[>＞»›/]|[^>＞»›]{0,12}(?:[>＞»›][^>＞»›]{1,20}){2,}$"
    r"|[\[【(（]?\s*(?:字体|字號|字号|字体大小)\s*[:：].{0,30}$"
    r"|分享(?:到|至|给)?\s*[:：]?.{0,30}$|扫一扫.{0,30}$|扫码.{0,20}$|用手机.{0,20}$"
    r"|手机(?:扫码|版|查看).{0,10}$"
    r"|(?:上一篇|下一篇|上一条|下一条|上一頁|下一頁)"
    r"|(?:浏览|点击|阅读|瀏覽|访问)(?:次数|量|人数|數)?\s*[:：]?\s*[\d次 -]*$"
    r"|(?:相关|附件)(?:附件|下载|链接|文章|阅读|文档|新闻|解读|政策|稿件|信息)\s*[:：]?$"
    r"|附件下载|相关解读"
    r"|.{0,60}\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar)\s*(?:[（(][\d. KMGB]{1,12}[)）])?"
    r"\s*(?:下载)?$"
    r"|(?:版权所有|主办单位|承办单位|网站标识码|政府网站标识码|网站地图|联系我们|法律声明|隐私声明"
    r"|技术支持|维护单位)"
    r"|.{0,30}(?:ICP备|公网安备|网安备)|Copyright|©)",
    re.IGNORECASE,
)
_LONGEST_EDGE = 160
"""Characters; a longer line is a paragraph, whatever it begins with."""
_BAR_WORDS = frozenset(
    (
        "打印", "打印本页", "打印正文", "关闭", "关闭窗口", "關閉", "收藏", "返回", "返回顶部",
        "返回列表", "回到顶部", "复制链接", "下载", "朗读", "收听", "纠错", "我要纠错", "分享",
        "分享到", "分享至", "字体", "字号", "大", "中", "小", "默认", "微信", "微博",
        "新浪微博", "QQ", "QQ空间", "空间", "首页", "列印", "友善列印", "字級", "轉寄",
    )
)  # fmt: skip
"""Words on buttons; a line of nothing else is a bar of buttons."""
_BAR_GAPS = re.compile(r"[\s|｜/:：【】\[\]()（）·]+")
_INFO = re.compile(
    r"(?:索\s*引\s*号|主题(?:分类|词)|发文(?:机关|单位|字号|日期)|成文日期|发布(?:日期|时间|机构|单位)"
    r"|公开(?:日期|方式)"
    r"|生成日期|有\s*效\s*性"
    r"|信息(?:来源|分类)|组配分类|体裁分类|文\s*号|来源|作者|浏览(?:次数|量)?|阅读|点击"
    r"|字体|字号|责任编辑|编辑)\s*[:：\t]"
)
"""Labels of the table or line in which a page describes its document; two in one line tell it."""
_REACH = 12
"""Lines from either end that are looked at for page words; the document's own are not."""


def drop_unseen(root: HtmlElement) -> None:
    """Removes from the tree what a browser does not show as text."""
    for node in list(root.iter(*_UNSEEN)):
        _drop(node)
    for node in list(root.iter(etree.Element)):
        style = (node.get("style") or "").replace(" ", "").lower()
        hidden = "display:none" in style or "visibility:hidden" in style
        if node.tag not in _KEPT_TAGS and (hidden or node.get("hidden") is not None):
            _drop(node)


@dataclass(slots=True)
class Extent:
    """How much text an element holds, without surrounding spaces."""

    size: int = 0
    """Characters in it."""
    linked: int = 0
    """Those of them within links."""
    links: int = 0


def measure(page: HtmlElement) -> dict[HtmlElement, Extent]:
    """The extent of every element of a page, in one walk."""
    extents: dict[HtmlElement, Extent] = {}
    open_: list[tuple[HtmlElement, Extent]] = []
    for event, node in etree.iterwalk(page, events=("start", "end")):
        if event == "start":
            open_.append((node, Extent(size=len((node.text or "").strip()))))
            continue
        _, extent = open_.pop()
        extents[node] = extent
        if not open_:
            break
        around = open_[-1][1]
        linked = extent.size if node.tag == "a" else extent.linked
        around.size += extent.size + len((node.tail or "").strip())
        around.linked += linked
        around.links += extent.links + (node.tag == "a")
    return extents


def drop_furniture(page: HtmlElement, extents: Mapping[HtmlElement, Extent]) -> None:
    """Removes navigation, share bars, attachment lists, footers and lists of links.

    Args:
        page: The body of the page.
        extents: What `measure` said of it.
    """
    whole = max(1, extents[page].size)
    for node in list(page.iter(etree.Element)):
        if node.tag in _KEPT_TAGS or node is page:
            continue
        named = node.tag in _FURNITURE_TAGS or _FURNITURE.search(_names(node))
        extent = extents[node]
        if (named and extent.size <= _MOST_DROPPED * whole) or _is_menu(node, extent):
            _drop(node)


def _names(node: HtmlElement) -> str:
    return f"{node.get('id') or ''} {node.get('class') or ''} {node.get('role') or ''}"[:300]


def _is_menu(node: HtmlElement, extent: Extent) -> bool:
    """True for a block that is mostly links, several of them."""
    if node.tag not in {"ul", "ol", "div", "dl", "table", "section", "p"} or extent.links < 3:
        return False
    return extent.size > 0 and extent.linked >= _MOST_LINKED * extent.size


def _drop(node: HtmlElement) -> None:
    """Removes a node but keeps the text behind it."""
    if node.getparent() is not None:
        node.drop_tree()


def trim_lines(lines: list[str]) -> list[str]:
    """The lines without the page's fixed words near either end.

    >>> trim_lines(["您当前的位置：首页 > 文件", "关于印发方案的通知", "分享到：微信", "打印 关闭"])
    ['关于印发方案的通知']
    """
    return [
        line
        for index, line in enumerate(lines)
        if not (min(index, len(lines) - 1 - index) < _REACH and _is_edge(line))
    ]


def _is_edge(line: str) -> bool:
    if len(line) > _LONGEST_EDGE:
        return False
    words = [word for word in _BAR_GAPS.split(line) if word]
    if all(word in _BAR_WORDS for word in words) or len(_INFO.findall(line)) >= 2:
        return True
    return _EDGE.match(line) is not None
