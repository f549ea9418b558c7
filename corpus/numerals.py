"""数字: Chinese numerals and their values, both ways.

Reads what official texts print: 二十三, 一百零五, 廿五, 二〇二二, 3百万, 1.5万, 両 forms
in 大写 (壹佰贰拾) and 〇/零/○. Traditional forms are folded first.
"""

from __future__ import annotations

import re

from corpus.normalize import fold

_DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{str(value): value for value in range(10)},
    "〇": 0,
    "○": 0,
    "两": 2,
    "弍": 2,
    "元": 1,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TWENTIES = {"廿": 20, "卅": 30}
_MYRIADS = {"万": 10**4, "亿": 10**8}

_CHARS = "零〇○一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟"

NUMERAL = rf"(?:\d+(?:\.\d+)?[十百千万亿]*|[{_CHARS}]+)"
"""Regular expression (for folded text) of one numeral, digits or Chinese."""

_CHINESE = re.compile(rf"[{_CHARS}]+")
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)\.\d+)([十百千万亿]*)")
_MIXED = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)([十百千万亿]+)")


def parse_numeral(text: str) -> int | None:
    """Value of a whole numeral; None when `text` is not exactly one whole number.

    >>> [parse_numeral(t) for t in ("二十三", "一百零五", "廿五", "二〇二二", "三百万", "1.5万")]
    [23, 105, 25, 2022, 3000000, 15000]
    >>> parse_numeral("1,234")
    1234
    >>> parse_numeral("若干") is None
    True

    A run of bare digits is read place by place (二〇二二 → 2022); 一百五 is read as 150 and
    三万五 as 35000, as they are spoken.
    """
    folded = fold(text).strip()
    if not folded or len(folded) > 40:
        return None
    if _PLAIN.fullmatch(folded) and folded.isascii():
        return int(folded.replace(",", ""))
    if match := _DECIMAL.fullmatch(folded):
        return _scaled_decimal(match[1], match[2])
    if match := _MIXED.fullmatch(folded):
        return int(match[1].replace(",", "")) * _scale(match[2])
    return _chinese(folded) if _CHINESE.fullmatch(folded) else None


def _scale(units: str) -> int:
    factor = 1
    for unit in units:
        factor *= {**_UNITS, **_MYRIADS}[unit]
    return factor


def _scaled_decimal(number: str, units: str) -> int | None:
    whole, _, fraction = number.replace(",", "").partition(".")
    factor = _scale(units)
    value, remainder = divmod(int(whole + fraction) * factor, 10 ** len(fraction))
    return value if remainder == 0 else None


def _chinese(text: str) -> int | None:
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    for char, factor in (("亿", 10**8), ("万", 10**4)):
        if char in text:
            return _around(text, char, factor)
    return _below_myriad(text)


def _around(text: str, char: str, factor: int) -> int | None:
    """Split at the last 亿 or 万: what stands before it is multiplied, the rest added."""
    before, _, after = text.rpartition(char)
    high = _chinese(before) if before else None
    if high is None:
        return None
    if not after:
        return high * factor
    if len(after) == 1 and _DIGITS.get(after):  # 三万五 is 35,000
        return high * factor + _DIGITS[after] * factor // 10
    rest = after.lstrip("零〇○")
    low = _chinese(rest) if rest else None
    return None if low is None or low >= factor else high * factor + low


def _below_myriad(text: str) -> int | None:
    total, digit, last_unit, zero = 0, None, 10_000, False
    for char in text:
        if char in _TWENTIES:
            if digit is not None or last_unit <= 10:
                return None
            total, last_unit = total + _TWENTIES[char], 10
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= last_unit or (digit is None and unit != 10):
                return None
            total, digit, last_unit, zero = total + (digit or 1) * unit, None, unit, False
        else:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[char]
            zero = zero or digit == 0
    if digit is None:
        return total
    if not zero and last_unit in (100, 1000):  # 一百五 is 150, 一百零五 is 105
        return total + digit * last_unit // 10
    return total + digit


def to_chinese(number: int) -> str:
    """Chinese numeral as official texts number their sections (0 to 99,999,999).

    >>> [to_chinese(n) for n in (0, 10, 15, 20, 23, 105, 110, 2010, 10001)]
    ['零', '十', '十五', '二十', '二十三', '一百零五', '一百一十', '二千零一十', '一万零一']

    Raises:
        ValueError: the number is negative or has more than eight digits.
    """
    if not 0 <= number < 10**8:
        raise ValueError(f"cannot write {number} as a Chinese numeral; give 0 to 99999999")
    if number == 0:
        return "零"
    high, low = divmod(number, 10_000)
    text = _group(low)
    if high:
        gap = "零" if 0 < low < 1000 else ""
        text = f"{_group(high)}万{gap}{text}"
    return text.removeprefix("一") if text.startswith("一十") else text


def _group(number: int) -> str:
    """One group of four digits without leading zeros; empty for 0."""
    digits = "零一二三四五六七八九"
    text, gap, started = "", False, False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap and started else "") + digits[digit] + name
            started, gap = True, False
        else:
            gap = True
    return text
