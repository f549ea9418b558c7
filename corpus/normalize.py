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

_SPACES = {code: ord(" ") for code in (0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000, 0xFEFF)}

_WIDTH = str.maketrans({**_FULL_WIDTH, **_KANGXI, **_RADICALS, **_COMPATIBILITY, **_SPACES})

_AS_CHARACTERS = str.maketrans({**_KANGXI, **_RADICALS, **_COMPATIBILITY})


def unify_radicals(text: str) -> str:
    """Radical and compatibility code points as the characters that they look like; same length.

    >>> unify_radicals("⼆〇⼆四年⼆⽉，⻓江")
    '二〇二四年二月，长江'
    """
    return text.translate(_AS_CHARACTERS)


_PUNCTUATION = str.maketrans("();!?「」『』﹝﹞", "（）；！？“”‘’〔〕")

_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_COLON = re.compile(r"(?<!\d):(?!//)|:(?!//|\d)")


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """A same-length view: Simplified, half-width digits and letters, full-width punctuation.

    >>> fold("(二)實施製造業５Ｇ行動,見「附件」")
    '（二）实施制造业5G行动，见“附件”'

    Thousands separators and clock times keep their ASCII marks. Idempotent.
    """
    folded = to_simplified(text.translate(_WIDTH)).translate(_PUNCTUATION)
    folded = _COLON.sub("：", _COMMA.sub("，", folded))
    if len(folded) != len(text):  # offsets would lie: never go on
        raise AssertionError(f"folding changed the length from {len(text)} to {len(folded)}")
    return folded


_VARIANTS = str.maketrans("帐著暱簷衞衹羣", "账着昵檐卫只群")
"""Pairs that t2s leaves apart although readers take them for one word (账户/帐户, 着/著)."""

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
    """
    return fold(text).translate(_VARIANTS).replace("身分", "身份").lower()


def search_key(text: str) -> SearchKey:
    """`search_form` without spaces, quotes and title marks, with offsets into `text`.

    >>> search_key("《行動 計劃》").text
    '行动计划'
    """
    form = search_form(text)
    kept = [i for i, char in enumerate(form) if not _DROPPED.match(char)]
    return SearchKey("".join(form[i] for i in kept), array("l", kept))
