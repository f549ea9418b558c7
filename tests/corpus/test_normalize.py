from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normalize import fold, search_form, search_key, unify_radicals
from corpus.scripts import to_traditional
from tests.corpus.made import shipped_texts

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
OFFICIAL = st.text(
    st.sampled_from(
        "第一二三十百条章（）(),，.:：;；１2３０〔〕[]《》「」　 \n計划劃帐賬著着於于發后裏台Ａb％İ"
    ),
    max_size=80,
)


@given(st.one_of(ANY_TEXT, OFFICIAL))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.one_of(ANY_TEXT, OFFICIAL))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.one_of(ANY_TEXT, OFFICIAL))
def test_the_search_form_is_as_long_as_the_text_and_stable(text: str) -> None:
    form = search_form(text)
    assert len(form) == len(text)
    assert search_form(form) == form


@given(st.one_of(ANY_TEXT, OFFICIAL))
def test_every_character_of_a_search_key_maps_back_to_its_place(text: str) -> None:
    key = search_key(text)
    form = search_form(text)
    assert len(key.offsets) == len(key.text)
    assert [form[offset] for offset in key.offsets] == list(key.text)
    assert list(key.offsets) == sorted(set(key.offsets))


@pytest.mark.parametrize("region", ["t", "tw", "hk"])
def test_the_shipped_texts_have_one_search_form_in_every_script(
    region: str,
) -> None:
    for name, text in shipped_texts().items():
        simplified = fold(text)
        other = to_traditional(simplified, region=region)
        differing = [
            simplified[max(0, i - 3) : i + 3]
            for i, (a, b) in enumerate(
                zip(search_form(simplified), search_form(other), strict=True)
            )
            if a != b
        ]
        assert differing == [], name


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("（二）實施，", "（二）实施，"),
        ("(二)實施,", "（二）实施，"),
        ("1,000元、１，０００元", "1,000元、1,000元"),
        ("10:30至１７：００", "10:30至17:00"),
        ("网址:https://www.gov.cn/", "网址：https://www.gov.cn/"),
        ("「通知」『方案』", "“通知”‘方案’"),
        ("第１２條\x0c第13條\u2028", "第12条\n第13条\n"),
        ("⼆〇⼆四年⻓江", "二〇二四年长江"),
        ("﹙一﹚甲﹔乙", "（一）甲；乙"),
        ("\ufeff　通知", "  通知"),
    ],
)
def test_width_and_punctuation_are_unified(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("帳戶", "账户"),
        ("身分證", "身份证"),
        ("部份", "部分"),
        ("計畫書", "计划书"),
        ("答覆函覆", "答复函复"),
        ("看著", "看着"),
        ("逕向", "径向"),
        ("臺灣", "台湾"),
        ("裡面與裏面", "里面与里面"),
        ("衞生", "卫生"),
        ("ABC", "abc"),
    ],
)
def test_spellings_that_readers_take_for_one_word_match(asked: str, printed: str) -> None:
    assert search_form(asked) == search_form(printed)


@pytest.mark.parametrize("word", ["年份", "蚊帐", "覆盖", "著作权", "显著", "画面", "座谈", "股份"])
def test_other_words_of_those_characters_stay_as_they_are(word: str) -> None:
    assert search_form(word) == word


def test_a_lone_surrogate_is_folded_like_any_unknown_character() -> None:
    assert len(fold("補\ud800貼")) == 3
    assert fold("補\ud800貼")[::2] == "补贴"


def test_radicals_become_characters_without_moving_anything() -> None:
    text = "".join(chr(code) for code in range(0x2F00, 0x2FD6))
    unified = unify_radicals(text)
    assert len(unified) == len(text)
    assert all(unicodedata.name(char).startswith("CJK UNIFIED") for char in unified)


def test_of_long_texts_only_the_newest_is_kept_in_memory() -> None:
    texts = ["条款" * 20_000 + str(number) for number in range(4)]
    before = [sys.getrefcount(texts[number]) for number in range(4)]
    for number in range(4):
        fold(texts[number])
    after = [sys.getrefcount(texts[number]) for number in range(4)]
    assert [now - then for now, then in zip(after, before, strict=True)] == [0, 0, 0, 1]


def test_a_long_text_is_folded_anew_when_another_came_between() -> None:
    first, second = "實施" * 30_000, "規劃" * 30_000
    assert fold(first)[:2] == "实施"
    assert fold(second)[:2] == "规划"
    assert fold(first)[:2] == "实施"


def test_every_kind_of_space_becomes_a_plain_one() -> None:
    spaces = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) == "Zs"]
    assert fold("市".join(["", *spaces, ""])) == "市".join(["", *[" "] * len(spaces), ""])
