"""个人信息: identity, bank card and telephone numbers in a question, found and masked.

Numbers with check digits are masked only when the check holds, so that document numbers,
amounts and dates stay readable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.lexicon import load_lexicon, pattern
from corpus.normalize import fold

_EDGE, _TAIL = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_GAP = r"[ \-]?"

_RESIDENT_ID = re.compile(rf"{_EDGE}\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXx]{_TAIL}")
_OLD_RESIDENT_ID = re.compile(
    rf"{_EDGE}\d{{6}}\d{{2}}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{{3}}{_TAIL}"
)
_BANK_CARD = re.compile(rf"{_EDGE}\d(?:{_GAP}\d){{14,18}}{_TAIL}")
_MOBILE = re.compile(
    rf"{_EDGE}(?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_TAIL}"
    rf"|{_EDGE}(?:\+|00)?(?:852|853){_GAP}[2-9]\d{{3}}{_GAP}\d{{4}}{_TAIL}"
    rf"|{_EDGE}(?:(?:\+|00)?886{_GAP}9|09)\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}{_TAIL}"
)
_LANDLINE = re.compile(rf"{_EDGE}0\d{{2,3}}-\d{{7,8}}{_TAIL}")
_NUMBER = r"(?P<number>[A-Za-z]{0,2}\d(?:[ \-]?\d){6,20}[Xx]?)(?![0-9A-Za-z])"
_HONG_KONG_ID = re.compile(
    r"(?<![A-Za-z])([A-Za-z]{1,2})(\d{6})[（(]?([0-9Aa])[）)]?(?![0-9A-Za-z])"
)
_TAIWAN_ID = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][1289A-Da-d]\d{8}(?![0-9A-Za-z])")
_MAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without the personal numbers that stood in it."""

    text: str
    kinds: tuple[str, ...]
    """Kinds found, in order of finding: identity, bank_card, phone, mail."""


def is_resident_id(number: str) -> bool:
    """Whether 18 characters carry a right check digit (GB 11643-1999, ISO 7064 mod 11-2).

    >>> is_resident_id("11010519491231002X"), is_resident_id("110105194912310021")
    (True, False)
    """
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return False
    total = sum(int(c) * w for c, w in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == number[-1].upper()


def is_bank_card(number: str) -> bool:
    """Whether 15 to 19 digits pass the Luhn check (ISO/IEC 7812-1).

    >>> is_bank_card("4111111111111111"), is_bank_card("4111111111111112")
    (True, False)
    """
    digits = [int(c) for c in reversed(number)]
    doubled = (d * 2 - 9 if d > 4 else d * 2 for d in digits[1::2])
    return len(digits) >= 15 and number[0] in "3456" and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def is_hong_kong_id(letters: str, digits: str, check: str) -> bool:
    """Whether a Hong Kong identity card number has its right check digit.

    >>> is_hong_kong_id("A", "123456", "3"), is_hong_kong_id("A", "123456", "4")
    (True, False)
    """
    values = [36 if c == " " else ord(c) - 55 for c in letters.upper().rjust(2)]
    values += [int(c) for c in digits] + [10 if check.upper() == "A" else int(check)]
    return sum(v * w for v, w in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def is_taiwan_id(number: str) -> bool:
    """Whether a Taiwan identity or residence number has its right check digit.

    >>> is_taiwan_id("A123456789"), is_taiwan_id("A123456788")
    (True, False)
    """
    letter = _TAIWAN_LETTERS.index(number[0].upper()) + 10
    second = number[1].upper()
    value = int(second) if second.isdigit() else (_TAIWAN_LETTERS.index(second) + 10) % 10
    digits = [letter // 10, letter % 10, value, *(int(c) for c in number[2:])]
    return (
        sum(d * w for d, w in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0
    )


def _has_birthday(number: str) -> bool:
    """Whether the middle of 18 characters is a day of birth: a mistyped number is personal too.

    >>> _has_birthday("11010119900307123X"), _has_birthday("123456789012345678")
    (True, False)
    """
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1900 <= born.year <= date.today().year


def _compact(number: str) -> str:
    return re.sub(r"[ \-]", "", number)


def _checks(match: re.Match[str], kind: str) -> bool:
    words = match[0]
    if kind == "resident_id":
        return is_resident_id(_compact(words)) or _has_birthday(_compact(words))
    if kind == "bank_card":
        return is_bank_card(_compact(words))
    if kind == "hong_kong_id":
        return is_hong_kong_id(match[1], match[2], match[3])
    return is_taiwan_id(words) if kind == "taiwan_id" else True


_RULES = (
    ("resident_id", _RESIDENT_ID, "identity"),
    ("bank_card", _BANK_CARD, "bank_card"),
    ("old_resident_id", _OLD_RESIDENT_ID, "identity"),
    ("mobile", _MOBILE, "phone"),
    ("landline", _LANDLINE, "phone"),
    ("hong_kong_id", _HONG_KONG_ID, "identity"),
    ("taiwan_id", _TAIWAN_ID, "identity"),
    ("mail", _MAIL, "mail"),
)


def mask_personal_data(text: str) -> Masked:
    """Replace personal numbers by a mark that says what stood there.

    Args:
        text: A question in any script; full-width digits are read as digits.
    """
    marks = load_lexicon("personal_data")
    kinds: list[str] = []
    for name, expression, kind in _RULES:
        view = fold(text).replace("（", "(").replace("）", ")")  # same length as text
        for match in reversed(list(expression.finditer(view))):
            if _checks(match, name):
                text = text[: match.start()] + marks["marks"][kind] + text[match.end() :]
                kinds.append(kind)
    text, labelled = _mask_labelled(text, marks["marks"])
    return Masked(text, tuple(dict.fromkeys([*kinds, *labelled])))


def _mask_labelled(text: str, marks: Mapping[str, str]) -> tuple[str, list[str]]:
    """Mask what is called a card or a telephone number, whatever its check digits say."""
    kinds: list[str] = []
    for kind in ("bank_card", "identity", "phone"):
        label = pattern("personal_data", "labels", kind).pattern
        named = re.compile(rf"(?:{label}){_NUMBER}")
        for match in reversed(list(named.finditer(fold(text)))):
            start, end = match.span("number")
            text = text[:start] + marks[kind] + text[end:]
            kinds.append(kind)
    return text, kinds
