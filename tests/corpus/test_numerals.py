"""Chinese numerals and their values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import parse_numeral, to_chinese


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_every_numeral_that_is_written_reads_back_as_its_number(number: int) -> None:
    assert parse_numeral(to_chinese(number)) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_read_with_and_without_thousands_separators(number: int) -> None:
    assert parse_numeral(str(number)) == number
    assert parse_numeral(f"{number:,}") == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("二十三", 23),
        ("一百零五", 105),
        ("一百五", 150),
        ("一千零一十", 1010),
        ("廿", 20),
        ("廿五", 25),
        ("卅一", 31),
        ("〇", 0),
        ("二〇二二", 2022),
        ("三百万", 3_000_000),
        ("300万", 3_000_000),
        ("1.5万", 15_000),
        ("一亿零五十万", 100_500_000),
        ("三万五", 35_000),
        ("壹佰贰拾叁", 123),
        ("兩百", 200),
        ("５００", 500),
        ("3千", 3000),
    ],
)
def test_numerals_of_official_texts_are_read(words: str, number: int) -> None:
    assert parse_numeral(words) == number


@pytest.mark.parametrize(
    "words", ["", "若干", "三万零", "十十", "百", "一二三百四", "1.5", "第三", "万", "-3", "1,23"]
)
def test_what_is_no_whole_number_is_not_read(words: str) -> None:
    assert parse_numeral(words) is None


@given(st.text(alphabet="零〇一二三四五六七八九十百千万亿廿0123456789.,", max_size=14))
def test_any_mixture_of_numeral_characters_yields_a_number_or_none(words: str) -> None:
    value = parse_numeral(words)
    assert value is None or value >= 0


@pytest.mark.parametrize("number", [-1, 10**8])
def test_numbers_beyond_eight_digits_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        to_chinese(number)
