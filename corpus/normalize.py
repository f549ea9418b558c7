"""Views of a text that are made for reading by rules and for searching, never for showing.

`fold` keeps every code point in its place, so an offset found in the folded view is an
offset in the original. `search_key` also drops what a reader does not type (spaces, quotes)
and returns the offset of each character that it keeps.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

from corpus.scripts import to_simplified

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""！ to ～ have ASCII forms 0xFEE0 below (Unicode, Halfwidth and Fullwidth Forms)."""

_KANGXI = {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)}
_RADICALS = dict(
    zip(
        map(
            ord,
            "⺁⺄⺇⺌⺍⺕⺗⺘⺙⺜⺝⺞⺟⺠⺡⺢⺣⺥⺧⺩⺪⺫⺬⺭⺮⺱⺲⺳⺶⺷⺸⺹⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻱⻲⻳",
        ),
        map(
            ord,
            "厂乙几小小彐心手攵日月歹母民水水火爪牛王疋目示示竹罒罒罒羊羊羊老月臼艹艹艹虎衤西西见角角讠贝足车辶辶辶阝钅长镸长门阜阜雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄齐齿龙龟龟龟",
        ),
        strict=True,
    )
)
"""Radical code points that PDF text layers carry for characters; NFKC leaves most of them."""

_COMPATIBILITY = {
    code: ord(form)
    for code in range(0xF900, 0xFAFF)
    if len(form := unicodedata.normalize("NFKC", chr(code))) == 1
}

_SPACES = {
    code: ord(" ")
    for code in (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0xFEFF)
}
"""Spaces of other widths (Unicode category Zs) and the byte order mark."""

_LINES = {code: ord("\n") for code in (0x0B, 0x0C, 0x85, 0x2028, 0x2029)}
"""Other marks that end a line: vertical tab, form feed, next line, line and paragraph separator."""

_SMALL = dict(
    zip(
        map(ord, "︵︶﹙﹚﹐﹑﹔﹕﹖﹗﹝﹞｡､｢｣"),
        map(ord, "（）（），、；：？！〔〕。、“”"),
        strict=True,
    )
)
"""Vertical, small and half-width punctuation."""

_WIDTH = {
    **_FULL_WIDTH,
    **_KANGXI,
    **_RADICALS,
    **_COMPATIBILITY,
    **_SPACES,
    **_LINES,
    **_SMALL,
}
_MARKS = frozenset(map(ord, "（），：；！？"))
"""Full-width marks that `fold` writes itself; they need not be narrowed first."""

_NARROWED = re.compile(
    "["
    + "".join(re.escape(chr(code)) for code in _WIDTH if code not in _MARKS or chr(code) in "，：")
    + "](?:(?<![，：])|(?<=[0-9０-９].)(?=[0-9０-９]))"
)


def _narrow(match: re.Match[str]) -> str:
    return chr(_WIDTH[ord(match.group())])


_AS_CHARACTERS = str.maketrans({**_KANGXI, **_RADICALS, **_COMPATIBILITY})


def unify_radicals(text: str) -> str:
    """Radical and compatibility code points as the characters that they look like; same length.

    >>> unify_radicals("⼆〇⼆四年⼆⽉，⻓江")
    '二〇二四年二月，长江'
    """
    return text.translate(_AS_CHARACTERS)


_PUNCTUATION = tuple(zip("();!?「」『』", "（）；！？“”‘’", strict=True))

_NARROW_COMMA = re.compile(r",(?:(?<!\d,)|(?!\d{3}(?!\d)))")
_NARROW_COLON = re.compile(r":(?:(?<!\d:)(?!//)|(?!//|\d))")
"""ASCII marks that stand for Chinese ones: no thousands separator, clock time or address."""

_CACHED_LENGTH = 20_000
"""Longest text that is kept folded among others: clauses, questions, short documents."""
_newest: tuple[str, str] = ("", "")
"""The longer text that was folded last, for the readers of one document each fold it."""


def fold(text: str) -> str:
    """A same-length view: Simplified, half-width digits and letters, full-width punctuation.

    >>> fold("(二)實施製造業５Ｇ行動,見「附件」")
    '（二）实施制造业5G行动，见“附件”'

    Thousands separators and clock times keep their ASCII marks. Idempotent.
    """
    global _newest  # noqa: PLW0603 — one slot, replaced whole, so threads see a true pair
    if len(text) <= _CACHED_LENGTH:
        return _fold_short(text)
    original, folded = _newest
    if original is not text:
        folded = _fold(text)
        _newest = (text, folded)
    return folded


@lru_cache(maxsize=1024)
def _fold_short(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    folded = to_simplified(_NARROWED.sub(_narrow, text))
    for ascii_mark, mark in _PUNCTUATION:
        folded = folded.replace(ascii_mark, mark)
    folded = _NARROW_COLON.sub("：", _NARROW_COMMA.sub("，", folded))
    if len(folded) != len(text):  # offsets would lie: never go on
        raise AssertionError(f"folding changed the length from {len(text)} to {len(folded)}")
    return folded


_VARIANTS = str.maketrans(
    "暱簷衞衹祇羣於揹枱敍痺逕迳甯粧彷踫坵勅妳牠閙鬪凖巿賸",
    "昵檐卫只只群于背台叙痹径径宁妆仿碰丘敕你它闹斗准市剩",
)
"""Pairs that t2s leaves apart although readers take them for one character."""

_WORDS = (
    (re.compile("(?<=身)分"), "份"),
    (re.compile("(?<=[部成])份"), "分"),
    (re.compile("(?<=[计规企])画"), "划"),
    (re.compile("座(?=[落标])"), "坐"),
    (re.compile("帐(?=[户号目簿册款务单面本])|(?<![蚊营帷纱军])帐(?![篷幕子])"), "账"),
    (re.compile("(?<=[答回批函])覆(?!盖)|覆(?=[函议审查核])"), "复"),
    (re.compile("(?<![显卓昭编原专名土合遗巨论译拙])著(?![作名录述称书者])"), "着"),
)
"""Words that are spelt with either character (账户/帐户, 计划/计画, 答复/答覆, 看着/看著); the
other words of those characters (年份, 蚊帐, 覆盖, 著作) stay as they are. Folded text."""

_DROPPED = re.compile("[\\s“”‘’\"'《》〈〉*_#|`\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class SearchKey:
    """A text as it is matched, and where each of its characters stands in the original."""

    text: str
    offsets: array[int]
    """``offsets[i]`` is the original offset of ``text[i]``; same length as `text`."""


def search_form(text: str) -> str:
    """What is matched and embedded: folded, lower case, variants unified, spaces kept.

    >>> search_form("帳戶與身分")
    '账户与身份'

    As long as `text`.
    """
    form = fold(text).translate(_VARIANTS)
    for pattern, character in _WORDS:
        form = pattern.sub(character, form)
    lowered = form.lower()
    if len(lowered) == len(form):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in form)


def search_key(text: str) -> SearchKey:
    """`search_form` without spaces, quotes and title marks, with offsets into `text`.

    >>> search_key("《行動 計劃》").text
    '行动计划'
    """
    form = search_form(text)
    kept = [i for i, char in enumerate(form) if not _DROPPED.match(char)]
    return SearchKey("".join(form[i] for i in kept), array("l", kept))
