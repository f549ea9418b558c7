"""Amounts, dates and shares in a sentence, in one comparable form.

300万 = 三百万 = 3000000, 30% = 百分之三十, 2022年 = 二〇二二年: equal values with equal units
compare equal whichever way they are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from corpus.numerals import parse_numeral

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

_UNITS = (
    "个工作日|工作日|个月|平方米|平方公里|公里|小时|分钟|周岁|周年|年度|年|月|日|天|岁|元|"
    "人|户|次|倍|亩|分|里|米|吨|所|家|条|款|项|名|批|门|档|折|成|级|名额|%|‰"
)
_ALIASES = {"天": "日", "周岁": "岁", "年度": "年", "周年": "年", "名": "人", "个工作日": "工作日"}

_QUANTITY = re.compile(
    rf"百分之(?P<share>[\d.]+|[零〇一二两三四五六七八九十百点]+)"
    rf"|(?P<ordinal>第)?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>[十百千万亿]*)"
    rf"(?P<unit>{_UNITS})?"
    rf"|(?P<ordinal2>第)?(?P<hanzi>[零〇一二两三四五六七八九十百千万亿廿]+)(?P<unit2>{_UNITS})?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit; an empty unit compares with any."""

    value: Decimal
    unit: str
    words: str

    def agrees(self, other: Quantity) -> bool:
        """True when both say the same amount."""
        units_fit = self.unit == other.unit or not self.unit or not other.unit
        return self.value == other.value and units_fit


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Quantities of a text in search form, in printed order.

    A single Chinese digit counts only with a unit or after 第, since 一 and 两 stand in
    countless words (一律, 统一, 两侧).

    >>> [str(q.value) + q.unit for q in find_quantities("300万人,百分之三十,一律三十日内")]
    ['3000000人', '30%', '30日']
    """
    found = []
    for match in _QUANTITY.finditer(text):
        quantity = _quantity(match)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def _quantity(match: re.Match[str]) -> Quantity | None:
    words = match.group()
    if share := match["share"]:
        value = _decimal(share)
        return None if value is None else Quantity(value, "%", words)
    if match["digits"]:
        value = _decimal(match["digits"].replace(",", ""))
        for char in match["scale"]:
            value = value and value * _SCALES[char]
        unit = match["unit"] or ""
    else:
        unit = match["unit2"] or ""
        hanzi = match["hanzi"]
        if not unit and not match["ordinal2"] and len(hanzi) < 2:
            return None
        value = _decimal(hanzi)
    return None if value is None else Quantity(value, _ALIASES.get(unit, unit), words)


def _decimal(words: str) -> Decimal | None:
    if words[0].isdigit():
        try:
            return Decimal(words.rstrip("."))
        except InvalidOperation:
            return None
    whole, _, fraction = words.partition("点")
    value = parse_numeral(whole)
    if value is None or not fraction:
        return None if value is None else Decimal(value)
    digits = "".join(str(parse_numeral(char) or 0) for char in fraction)
    return Decimal(f"{value}.{digits}")
