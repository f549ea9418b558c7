"""Numbering families of official texts and where their markers stand.

Families after GB/T 9704 section 7.3.3 (一、（一）1.（1）), 立法技术规范 (编、章、节、条、款、
项、目), Taiwan's 公文 layout (壹、一、（一）1、（1）) and numbered standards (1、1.1、1.1.1).
All rules read folded text: Simplified, full-width brackets, half-width digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from corpus.numerals import parse_numeral, to_chinese

_CN = "[零〇○一二两三四五六七八九十百千廿卅]"
_FORMAL = "[壹贰叁参肆伍陆柒捌玖拾]"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"

RANK = {
    "编": 0.0, "篇": 0.0, "卷": 0.0, "部分": 0.0, "分编": 0.5, "章": 1.0, "节": 2.0, "条": 3.0,
    "Ⅰ、": 4.0, "壹、": 4.0, "甲、": 4.5, "一、": 5.0, "（一）": 6.0, "㈠": 6.5,
    "1": 6.9, "1.": 7.0, "1、": 7.0, "⒈": 7.0, "1.1": 7.1, "1.1.1": 7.2, "1.1.1.1": 7.3,
    "（1）": 8.0, "⑴": 8.0, "1）": 8.5, "①": 9.0, "A.": 10.0, "（a）": 10.0,
}  # fmt: skip
"""Usual depth of each family, outermost lowest; a document's own nesting outranks it."""

SECTIONS = frozenset({"编", "篇", "卷", "部分", "分编", "章", "节", "Ⅰ、", "壹、", "一、"})
"""Families that head a stretch of text rather than number an item."""
DECIMAL = frozenset({"1", "1.", "1.1", "1.1.1", "1.1.1.1"})
"""Families whose numbers a decimal marker under them repeats."""
STATUTORY = frozenset({"编", "篇", "卷", "部分", "分编", "章", "节", "条"})

_SEP = r"[ \t]*[、.．：]?"
_PATTERN = re.compile(
    rf"""
    (?P<statute>第[ \t]*(?P<s>{_CN}(?:[ ]?{_CN}){{0,8}}|\d{{1,4}})[ \t]*
        (?:[-－–之][ \t]*(?P<sub1>\d{{1,3}}|{_CN}{{1,3}})[ \t]*)?
        (?P<unit>分编|部分|[编篇卷章节条])(?:之(?P<sub2>{_CN}{{1,3}}|\d{{1,2}}))?)
  | (?P<cndot>(?P<cn>{_CN}{{1,5}})[ \t]*(?:、|\.(?!\d)))
  | (?P<formal>(?P<fm>{_FORMAL}{{1,3}})[ \t]*[、.])
  | (?P<stem>(?P<st>[{_STEMS}])[、.])
  | (?P<roman>(?P<ro>[{_ROMAN}])[ \t]*[、.])
  | (?P<cnpar>（[ \t]*(?P<cp>{_CN}{{1,5}})[ \t]*）{_SEP})
  | (?P<dec>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?![\d.%])(?=[ \t\u4e00-\u9fff]))
  | (?P<ardot>(?P<ad>\d{{1,3}})[ \t]*\.(?!\d)|(?P<ad2>\d{{1,2}})\.(?=(?:19|20)\d\d[年-]))
  | (?P<ardun>(?P<ac>\d{{1,3}})[ \t]*、)
  | (?P<arpar>（[ \t]*(?P<ap>\d{{1,3}})[ \t]*）{_SEP})
  | (?P<arhalf>(?P<ah>\d{{1,3}})）{_SEP})
  | (?P<bare>(?P<ba>\d{{1,2}})[ \t]+(?=[\u4e00-\u9fff]))
  | (?P<circle>[①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⑴-⒇⒈-⒛㈠-㈩]{_SEP})
  | (?P<letter>(?P<le>[A-Ha-h])[ \t]*[.、）](?![A-Za-z0-9])|（(?P<lp>[a-h])）)
    """,
    re.VERBOSE,
)

MARKER_ONLY = re.compile(
    rf"第 *(?:{_CN}(?: ?{_CN})*|\d+)(?: *[-－–之] *\d+)? *(?:分编|部分|[编篇卷章节条])(?:之{_CN}+)?"
    rf"|第|第 *(?:{_CN}|\d+)|{_CN}+、|（(?:{_CN}+|\d+)）|\d{{1,3}}[.、）]|[①-⑳]"
)
"""A whole string that is a marker without words."""

_STOPS = ("。", "；", "：", "！", "？", "）", "”")
_MENTION_OF_ITEM = re.compile(
    rf"[ \t]*(?:[、，和与及或至到\-—]?[ ]*第?（(?:{_CN}+|\d+)）|[、和与及或至到][ ]*第"
    r"|项(?!目)|款(?![项待])|所列|等项)"
)
"""Words after （三） that make it a mention: （一）、（二）项, （三）至（五）."""
_MENTION_OF_ARTICLE = re.compile(r"(?:规定|的|所|中|内|第|之|以[上下]|[、，；。和与及或至到项款])")
"""Words after 第三条 that make it a mention: 第三条规定, 第三条第二款, 第三条、第四条."""
_NEXT_NUMERAL = re.compile(rf"({_CN})(?:[、，和]|[级类线区]|次产业|产)")

_CIRCLE_STARTS = (
    ("①", 0x2460, 20, 1), ("①", 0x3251, 15, 21), ("①", 0x32B1, 15, 36), ("①", 0x2776, 10, 1),
    ("①", 0x24EB, 10, 11), ("⑴", 0x2474, 20, 1), ("⒈", 0x2488, 20, 1), ("㈠", 0x3220, 10, 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that looks like a marker."""

    start: int
    end: int
    """Offset after the marker and its separators."""
    family: str
    value: int
    """Ordinal in its own list, times 100, plus the ordinal of an inserted 第5条之1."""
    token: str
    """The marker as the path shows it: （二）, 8., 第三条."""
    opening: bool
    """True at the start of a paragraph, False inside one."""
    block: int
    sure: bool = False
    """True where it cannot be a mention: at the start of a paragraph, or 第三条 set apart by
    a stop before and a space after it."""
    prefix: tuple[int, ...] = ()
    """Numbers before the last one of a decimal marker: (3, 2) of 3.2.1."""


_ORDINALS = {to_chinese(number): number for number in range(1, 1500)}


@lru_cache(maxsize=4096)
def ordinal(numeral: str) -> int | None:
    """Value of a marker's numeral, None when it is none.

    >>> ordinal("二十三"), ordinal("12"), ordinal("一 百")
    (23, 12, 100)
    """
    compact = numeral.replace(" ", "").replace("\t", "")
    if compact.isascii() and compact.isdigit():
        return int(compact)
    known = _ORDINALS.get(compact)
    return known if known is not None else parse_numeral(compact)


def at_marker(text: str, offset: int) -> bool:
    """True when a marker (other than a bare number) stands at `offset` of folded text."""
    match = _PATTERN.match(text, offset)
    return match is not None and match.lastgroup not in ("bare", "letter", "le", "ba")


def read_marker(text: str, offset: int, block: int, *, opening: bool) -> Candidate | None:
    """The marker at `offset`, or None; a mention of a clause is no marker."""
    match = _PATTERN.match(text, offset)
    if match is None:
        return None
    kind = match.lastgroup or ""  # the outermost group closed last: one of the kinds
    read = _READERS[kind](match)
    if read is None:
        return None
    family, value, token = read
    if kind == "statute" and _MENTION_OF_ARTICLE.match(text, match.end()):
        return None
    if kind in ("cnpar", "arpar") and _MENTION_OF_ITEM.match(text, match.end()):
        return None
    if kind == "cndot" and _counts_on(text, match.end(), value // 100):
        return None
    end = match.end()
    prefix: tuple[int, ...] = ()
    if kind == "dec":
        prefix = tuple(int(part) for part in match["dec"].split("."))[:-1]
    spaced = kind == "statute" and text[end : end + 1] in (" ", "\t")
    sure = opening or (spaced and text[offset - 1 : offset] in _STOPS)
    return Candidate(offset, end, family, value, token, opening, block, sure, prefix)


def _counts_on(text: str, offset: int, value: int) -> bool:
    """True for 一、二、三产业 and 二、三类: the numeral is one of several in a row."""
    following = _NEXT_NUMERAL.match(text, offset)
    return following is not None and ordinal(following[1]) == value + 1


def _statute(match: re.Match[str]) -> tuple[str, int, str] | None:
    number, sub = ordinal(match["s"]), match["sub1"] or match["sub2"]
    if number is None:
        return None
    lower = (ordinal(sub) or 0) if sub else 0
    token = re.sub(r"\s", "", match["statute"]).replace("－", "-").replace("–", "-")
    return match["unit"], number * 100 + min(lower, 99), token


def _numbered(
    match: re.Match[str], group: str, family: str, form: str, highest: int
) -> tuple[str, int, str] | None:
    number = ordinal(match[group])
    if number is None or not 0 < number <= highest:
        return None
    return family, number * 100, form.format(re.sub(r"\s", "", match[group]))


def _dotted(match: re.Match[str]) -> tuple[str, int, str] | None:
    number = int(match["ad"] or match["ad2"])
    return ("1.", number * 100, f"{number}.") if 0 < number <= 400 else None


def _formal(match: re.Match[str]) -> tuple[str, int, str] | None:
    number = ordinal(match["fm"].replace("参", "叁"))
    return ("壹、", number * 100, f"{match['fm']}、") if number else None


def _decimal(match: re.Match[str]) -> tuple[str, int, str] | None:
    parts = match["dec"].split(".")
    value = int(parts[-1])
    return (".".join(["1"] * len(parts)), value * 100, match["dec"]) if value else None


def _circle(match: re.Match[str]) -> tuple[str, int, str] | None:
    char = match["circle"][0]
    for family, start, count, first in _CIRCLE_STARTS:
        if start <= ord(char) < start + count:
            return family, (ord(char) - start + first) * 100, char
    return None


def _letter(match: re.Match[str]) -> tuple[str, int, str] | None:
    char = match["le"] or match["lp"]
    number = ord(char.lower()) - ord("a") + 1
    return (
        ("（a）", number * 100, f"（{char}）") if match["lp"] else ("A.", number * 100, f"{char}.")
    )


def _stem(match: re.Match[str]) -> tuple[str, int, str] | None:
    return "甲、", (_STEMS.index(match["st"]) + 1) * 100, f"{match['st']}、"


def _roman(match: re.Match[str]) -> tuple[str, int, str] | None:
    return "Ⅰ、", (_ROMAN.index(match["ro"]) + 1) * 100, f"{match['ro']}、"


_READERS: dict[str, Callable[[re.Match[str]], tuple[str, int, str] | None]] = {
    "statute": _statute,
    "cndot": partial(_numbered, group="cn", family="一、", form="{}、", highest=200),
    "formal": _formal,
    "stem": _stem,
    "roman": _roman,
    "cnpar": partial(_numbered, group="cp", family="（一）", form="（{}）", highest=300),
    "dec": _decimal,
    "ardot": _dotted,
    "ardun": partial(_numbered, group="ac", family="1、", form="{}、", highest=400),
    "arpar": partial(_numbered, group="ap", family="（1）", form="（{}）", highest=99),
    "arhalf": partial(_numbered, group="ah", family="1）", form="{}）", highest=99),
    "bare": partial(_numbered, group="ba", family="1", form="{}", highest=30),
    "circle": _circle,
    "letter": _letter,
}
