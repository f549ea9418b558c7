"""日期: the dates that official texts print, and how long a text says that it applies.

Dates are read in Arabic and Chinese numerals and in the calendar of the Republic of China
(民國 113 年 is 2024). A date that does not exist (2月30日) is not read.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.model import Span
from corpus.normalize import fold
from corpus.numerals import parse_numeral

_GAP = r"[ \t]*"
_N = r"[\d〇零○一二三四五六七八九十廿卅]"

DATE = (
    rf"(?:(?P<roc>(?:中华)?民国{_GAP}|(?<!\d)民{_GAP})(?P<rocyear>(?:{_N}|百){{1,6}})"
    rf"|(?<!\d)(?P<year>(?:1[89]|20)\d\d|[一二][九〇零○]{_N}{{2}}))"
    rf"{_GAP}年{_GAP}(?P<month>{_N}{{1,3}}){_GAP}月{_GAP}(?P<day>{_N}{{1,3}}){_GAP}[日号]"
)
"""Regular expression (folded text) of a full date with 年月日."""

_DATE = re.compile(DATE)
_ISO = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A full date and where it is printed."""

    value: date
    span: Span


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Full dates in running text, in order.

    >>> text = "二〇二二年十二月二十八日、2022-12-28、民國 113 年 5 月 29 日"
    >>> [mention.value.isoformat() for mention in find_dates(text)]
    ['2022-12-28', '2022-12-28', '2024-05-29']
    """
    return dates_in(fold(text))


def dates_in(folded: str) -> tuple[DateMention, ...]:
    """`find_dates` for a text that is folded already."""
    found = [
        DateMention(value=value, span=Span(start=match.start(), end=match.end()))
        for pattern in (_DATE, _ISO)
        for match in pattern.finditer(folded)
        if (value := match_date(match)) is not None
    ]
    return tuple(sorted(found, key=lambda mention: mention.span))


def parse_date(text: str) -> date | None:
    """The date that `text` as a whole prints, or None.

    >>> parse_date("2022年12月28日")
    datetime.date(2022, 12, 28)
    >>> parse_date("2022年2月30日") is None
    True
    """
    stripped = text.strip()
    mentions = find_dates(stripped)
    if len(mentions) == 1 and mentions[0].span == Span(start=0, end=len(stripped)):
        return mentions[0].value
    return None


def match_date(match: re.Match[str]) -> date | None:
    """The date of a match of `DATE`; None when the calendar has no such day."""
    groups = match.groupdict()
    year = parse_numeral(groups["year"]) if groups.get("year") else None
    if year is None and groups.get("rocyear"):
        roc = parse_numeral(groups["rocyear"])
        year = None if roc is None else roc + 1911
    month, day = parse_numeral(groups["month"]), parse_numeral(groups["day"])
    if year is None or month is None or day is None or not 1800 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_years(start: date, years: int) -> date:
    """Last day of a period of `years` years that begins on `start`, inclusive.

    >>> add_years(date(2024, 1, 1), 5)
    datetime.date(2028, 12, 31)
    """
    year = start.year + years
    day = min(start.day, calendar.monthrange(year, start.month)[1])
    return date(year, start.month, day) - timedelta(days=1)


def add_months(start: date, months: int) -> date:
    """Last day of a period of `months` months that begins on `start`, inclusive.

    >>> add_months(date(2020, 2, 4), 3), add_months(date(2024, 11, 30), 3)
    (datetime.date(2020, 5, 3), datetime.date(2025, 2, 27))
    """
    month = start.month - 1 + months
    year, number = start.year + month // 12, month % 12 + 1
    day = min(start.day, calendar.monthrange(year, number)[1])
    return date(year, number, day) - timedelta(days=1)


_YEARS = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "明年": 1, "来年": 1, "后年": 2}
_YEAR_WORDS = "|".join(sorted(_YEARS, key=len, reverse=True))
_YEAR = rf"(?:(?P<word>{_YEAR_WORDS})|(?P<year>20\d\d){_GAP}(?:年度?)?)"
_DEADLINE = re.compile(
    rf"{_YEAR}{_GAP}(?:"
    rf"(?P<month>{_N}{{1,3}}){_GAP}月{_GAP}(?:(?P<day>{_N}{{1,3}}){_GAP}日(?:之前|以前|前|止)|[底末]前?|内)"
    r"|(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)(?:[底末]?前|[底末]|内)"
    r"|(?P<season>[春夏秋冬])季(?:(?P<term>入学|开学)前|前)"
    r"|[底末]前?|内(?!容|部|涵|外))"
)
_UNTIL = re.compile(
    rf"(?:截至|截止时间为?：?|截止到?|延长至|延期至|执行至|实施至|不晚于|不迟于|期限至){_GAP}{_YEAR}{_GAP}"
    rf"(?P<month>{_N}{{1,3}}){_GAP}月{_GAP}(?P<day>{_N}{{1,3}}){_GAP}日"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A time limit that a text states: its last day and the words that state it."""

    value: date
    """Last day of the limit, inclusive: 今年6月底前 in a text of 2020 is 2020-06-30."""
    span: Span


def stated_deadlines(text: str, issued_on: date | None) -> tuple[Deadline, ...]:
    """Time limits such as 今年6月底前, 2020年底前, 截至2020年6月30日.

    >>> text = "今年6月底前完成；2025年底前建成"
    >>> [str(deadline.value) for deadline in stated_deadlines(text, date(2020, 3, 11))]
    ['2020-06-30', '2025-12-31']

    Recurring limits (每年6月底前) and goals (到2025年) are no limits of this kind.

    Args:
        text: Text of a clause or of a whole document.
        issued_on: 成文日期, from which 今年 and 明年 count; without it only limits
            that print their year are read.
    """
    folded = fold(text)
    matches = sorted(
        (*_DEADLINE.finditer(folded), *_UNTIL.finditer(folded)), key=lambda match: match.start()
    )
    return tuple(_deadlines(matches, issued_on))


def _deadlines(matches: list[re.Match[str]], issued_on: date | None) -> Iterator[Deadline]:
    for match in matches:
        groups = match.groupdict()
        year = _deadline_year(groups, issued_on)
        value = None if year is None else _last_day(groups, year)
        # A day before the text was written is no limit: 「2000年底前建成的小区」.
        if value is not None and (issued_on is None or value >= issued_on):
            yield Deadline(value=value, span=Span(start=match.start(), end=match.end()))


def _deadline_year(groups: dict[str, str | None], issued_on: date | None) -> int | None:
    if groups["year"]:
        return int(groups["year"])
    if groups["word"] and issued_on:
        return issued_on.year + _YEARS[groups["word"]]
    return None


_SEASONS = {"春": 5, "夏": 8, "秋": 11, "冬": 12}
"""Last month of each season, the year's own days of winter taken for it."""
_TERMS = {"春": 2, "秋": 8}
"""Last month before the terms of schools begin."""


def _last_month(groups: dict[str, str | None]) -> int:
    """Last month of a limit that names none by number: of a season, before a term, of the year."""
    season = groups.get("season") or ""
    return _TERMS.get(season, 12) if groups.get("term") else _SEASONS.get(season, 12)


def _last_day(groups: dict[str, str | None], year: int) -> date | None:
    month, day = parse_numeral(groups["month"] or ""), parse_numeral(groups["day"] or "")
    if quarter := parse_numeral(groups.get("quarter") or ""):
        month = quarter * 3
    elif groups.get("half") == "上":
        month = 6
    elif not groups["month"]:
        month = _last_month(groups)
    if month is None or not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if groups["day"] and (day is None or not 1 <= day <= last):
        return None
    return date(year, month, day or last)
