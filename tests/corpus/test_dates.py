"""Dates and time limits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import add_years, find_dates, parse_date, stated_deadlines
from corpus.numerals import to_chinese

_DIGITS = "〇一二三四五六七八九"


def _chinese(value: date) -> str:
    year = "".join(_DIGITS[int(digit)] for digit in str(value.year))
    return f"{year}年{to_chinese(value.month)}月{to_chinese(value.day)}日"


@given(st.dates(min_value=date(1912, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_reads_back_from_every_way_of_printing_it(day: date) -> None:
    printed = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"民國 {day.year - 1911} 年 {day.month} 月 {day.day} 日",
        f"中華民國{day.year - 1911}年{day.month}月{day.day}日",
        _chinese(day),
    ]
    if day.year >= 1950:
        printed.append(day.isoformat())
    assert [parse_date(words) for words in printed] == [day] * len(printed)


@pytest.mark.parametrize(
    "words", ["2022年2月30日", "2022年13月1日", "2022年4月", "今天", "", "1.2.3"]
)
def test_what_is_no_day_of_the_calendar_is_not_read(words: str) -> None:
    assert parse_date(words) is None


def test_dates_in_running_text_keep_their_place() -> None:
    text = "自2024年1月1日起施行，有效期至二〇二八年十二月三十一日。"
    found = find_dates(text)
    assert [mention.value for mention in found] == [date(2024, 1, 1), date(2028, 12, 31)]
    assert [mention.span.of(text) for mention in found] == [
        "2024年1月1日",
        "二〇二八年十二月三十一日",
    ]


def test_a_period_of_years_ends_on_the_day_before_its_anniversary() -> None:
    assert add_years(date(2024, 1, 1), 5) == date(2028, 12, 31)
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 27)


@pytest.mark.parametrize(
    ("words", "last_day"),
    [
        ("今年6月底前全部完工", date(2020, 6, 30)),
        ("今年6月底前", date(2020, 6, 30)),
        ("明年2月底前", date(2021, 2, 28)),
        ("2020年底前", date(2020, 12, 31)),
        ("2020年9月30日前", date(2020, 9, 30)),
        ("今年內完成", date(2020, 12, 31)),
        ("2024年三季度末", date(2024, 9, 30)),
        ("2022年上半年前", date(2022, 6, 30)),
        ("截至2020年6月30日", date(2020, 6, 30)),
        ("今年秋季入学前投入使用", date(2020, 8, 31)),
        ("明年春季开学前", date(2021, 2, 28)),
        ("今年夏季前完工", date(2020, 8, 31)),
    ],
)
def test_time_limits_are_read_from_the_year_of_issue(words: str, last_day: date) -> None:
    deadlines = stated_deadlines(words, date(2020, 3, 11))
    assert [deadline.value for deadline in deadlines] == [last_day]
    assert all(deadline.span.of(words) in words for deadline in deadlines)


@pytest.mark.parametrize(
    "words",
    [
        "每年6月底前",
        "到2025年",
        "2000年底前建成的小区",
        "今年以来",
        "2020年3月11日",
        "近年内容",
        "今年秋季学期",
    ],
)
def test_goals_habits_and_the_past_are_no_time_limits(words: str) -> None:
    assert stated_deadlines(words, date(2020, 3, 11)) == ()


def test_this_year_means_nothing_without_a_date_of_issue() -> None:
    assert stated_deadlines("今年6月底前，2025年底前", None)[0].value == date(2025, 12, 31)
