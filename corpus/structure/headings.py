"""标题 of a clause: the words between its marker and the text that they head."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 48
"""Longest heading that runs on in its paragraph, in characters."""
_LONGEST_LINE = 70
"""Longest heading that stands on a line of its own."""
_STOP = re.compile(r"[。；：！？]")
_RULE = re.compile(
    r"应当|不得|是指|必须|可以|可向|可按|负责|包括|属于|有权|按.{1,12}(?:计算|执行|标准)|^(?:本|该|前款|凡|对于|经|由|自|从|因|符合|未|不)"
)
"""Words of a rule: a first sentence with one of them states something, it heads nothing."""
_BRACKETED = re.compile(r"[ \t]*(?:【([^】\n]{1,30})】|〔([^〕\n]{1,30})〕)")
_IN_PARENTHESES = re.compile(r"[ \t]*（([^（）\n]{2,30})）[ \t]*(?=$)")
_LEADER = re.compile(r"[ \t]*([^，。；：！？、（）\n]{2,20})：(?=.)")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a heading stands; empty range when a clause has none."""

    start: int
    end: int
    body: int
    """Offset where the text after the heading and its stop begins."""


def find_heading(
    text: str, start: int, end: int, *, family: str, item: bool, stands: bool
) -> Heading:
    """The heading in the first paragraph of a clause.

    Args:
        text: Folded text.
        start: Offset after the marker.
        end: End of the paragraph.
        family: Numbering family of the marker.
        item: True for an item (项, 目) of an article, which has no heading.
        stands: True when other paragraphs or nested clauses follow.
    """
    while start < end and text[start] in " \t":
        start += 1
    words = text[start:end].rstrip("*_ \t")
    end = start + len(words)
    if match := _BRACKETED.match(text, start, end):
        group = 1 if match[1] is not None else 2
        return Heading(match.start(group), match.end(group), _skip(text, match.end(), end))
    if family == "条":
        match = _IN_PARENTHESES.match(text, start, end)
        return Heading(match.start(1), match.end(1), end) if match else Heading(start, start, start)
    if item:
        return Heading(start, start, start)
    return _line_heading(text, start, end, family, stands) or _leading(text, start, end, family)


def _line_heading(text: str, start: int, end: int, family: str, stands: bool) -> Heading | None:
    """The whole line, when it stands alone over what it heads."""
    words = text[start:end]
    if not words or len(words) > _LONGEST_LINE:
        return None
    core = words.rstrip("。：")
    if _STOP.search(core):
        return None
    closed = len(core) < len(words)
    section = family in ("编", "篇", "卷", "部分", "分编", "章", "节", "壹、", "一、", "Ⅰ、")
    if closed and words.endswith("：") and (len(core) > 30 or "，" in core or not stands):
        return None
    if stands and (section or len(core) <= _LONGEST) and not (closed and _RULE.search(core)):
        return Heading(start, start + len(core), end)
    if section and not closed and not _RULE.search(core):
        return Heading(start, start + len(core), end)
    return None


def _leading(text: str, start: int, end: int, family: str) -> Heading:
    """The first sentence, or the words before a colon, when the paragraph goes on after it."""
    none = Heading(start, start, start)
    stop = _STOP.search(text, start, end)
    if stop is None or stop.end() >= end:
        return none
    words = text[start : stop.start()]
    if text[stop.start()] == "：":
        match = _LEADER.match(text, start, end)
        fits = match is not None and not re.search(r"如下|下列|以下|包括|指$|为$", words)
        return Heading(start, stop.start(), _skip(text, stop.end(), end)) if fits else none
    if text[stop.start()] != "。" or not 2 <= len(words) <= _LONGEST:
        return none
    if (
        words.count("，") > 2
        or _RULE.search(words)
        or re.search(r"[0-9]+(?:元|%|万元|人次)", words)
    ):
        return none
    return Heading(start, stop.start(), _skip(text, stop.end(), end))


def _skip(text: str, offset: int, end: int) -> int:
    while offset < end and text[offset] in " \t：*_":
        offset += 1
    return offset
