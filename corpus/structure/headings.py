"""标题 of a clause: the words between its marker and the text that they head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.structure.markers import SECTIONS

_LONGEST = 48
"""Longest heading that runs on in its paragraph, in characters."""
_SHORT = 20
"""A line of its own this short heads what follows, whatever its words."""
_LONGEST_LINE = 70
"""Longest heading that stands on a line of its own."""
_STOP = re.compile(r"[。；：！？]")
_RULE = re.compile(
    r"应当|不得|是指|必须|可以|可向|可按|负责|包括|属于|有权|按.{1,12}(?:计算|执行|标准)"
    r"|^(?:本(?:办法|规定|条例|通知|意见|法|市|省|区|县|人)|该|前款|凡|经(?!济|营|贸|费)|由|自(?!主|由|然|贸|身|觉|治|我)|从(?!严|快|优|业|实)|因(?!地|城|势|时)|符合|未(?!来|成)|不(?!断|动))"
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
    leading: bool = False
    """True when the paragraph goes on after the heading."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands, as far as its heading depends on it."""

    family: str
    """Numbering family of its marker."""
    item: bool
    """True for an item (项, 目) of an article, which has no heading."""
    stands: bool
    """True when other paragraphs or nested clauses follow its first paragraph."""
    lenient: bool = False
    """True when its neighbours have headings, so that words of a rule do not count."""


def find_heading(text: str, start: int, end: int, place: Place) -> Heading:
    """The heading in the first paragraph of a clause.

    Args:
        text: Folded text.
        start: Offset after the marker.
        end: End of the paragraph.
        place: What the clause is and what stands around it.
    """
    while start < end and text[start] in " \t":
        start += 1
    close = end
    end = start + len(text[start:end].rstrip("*_ \t"))
    none = Heading(start, start, start)
    if match := _BRACKETED.match(text, start, end):
        group = 1 if match[1] is not None else 2
        return Heading(match.start(group), match.end(group), _skip(text, match.end(), end))
    if place.family == "条":
        match = _IN_PARENTHESES.match(text, start, end)
        return Heading(match.start(1), match.end(1), close) if match else none
    if place.item:
        return none
    section = place.family in SECTIONS
    heading = _line_heading(text, start, end, stands=place.stands, section=section)
    if heading is None:
        return _leading(text, start, end, place.lenient)
    return Heading(heading.start, heading.end, close)


def _line_heading(
    text: str, start: int, end: int, *, stands: bool, section: bool
) -> Heading | None:
    """The whole line, when it stands alone over what it heads."""
    words = text[start:end]
    if not words or len(words) > _LONGEST_LINE:
        return None
    core = words.rstrip("。：")
    if _STOP.search(core.removesuffix("？")):
        return None
    closed = len(core) < len(words)
    if closed and words.endswith("：") and (len(core) > 30 or "，" in core or not stands):
        return None
    if (
        stands
        and (section or len(core) <= _LONGEST)
        and not (closed and len(core) > _SHORT and _RULE.search(core))
    ):
        return Heading(start, start + len(core), end)
    if section and not closed and not _RULE.search(core):
        return Heading(start, start + len(core), end)
    return None


def _leading(text: str, start: int, end: int, lenient: bool) -> Heading:
    """The first sentence, or the words before a colon, when the paragraph goes on after it."""
    none = Heading(start, start, start)
    stop = _STOP.search(text, start, end)
    if stop is None or stop.end() >= end:
        return none
    words = text[start : stop.start()]
    if text[stop.start()] == "：":
        match = _LEADER.match(text, start, end)
        fits = match is not None and not re.search(r"如下|下列|以下|包括|指$|为$", words)
        body = _skip(text, stop.end(), end)
        return Heading(start, stop.start(), body, leading=True) if fits else none
    if text[stop.start()] != "。" or not 2 <= len(words) <= _LONGEST:
        return none
    body = _skip(text, stop.end(), end)
    if body >= end:  # nothing but colons and blanks follows the stop
        return none
    only_note = text[body] == "（" and text[end - 1] in "）。" and "）" not in text[body : end - 2]
    rule = _RULE.search(words) or re.search(r"[0-9]+(?:元|%|万元|人次)", words)
    if words.count("，") > 2 or only_note or (rule and not lenient):
        return none
    return Heading(start, stop.start(), body, leading=True)


def _skip(text: str, offset: int, end: int) -> int:
    while offset < end and text[offset] in " \t：*_":
        offset += 1
    return offset
