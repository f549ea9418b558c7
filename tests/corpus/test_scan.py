"""Searching at hints finds what searching everywhere finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import document_number as number
from corpus.metadata import period
from corpus.responsibilities import carry, notes, sentences
from corpus.scan import holds, matches_at

_SEARCHES = {
    "numbers with a year": (number._YEARED, number._YEAR_OPENS, number._BEFORE_YEAR),
    "numbers of orders": (number._REVERSED, number._SAYS_ORDER, number._BEFORE_ORDER),
    "numbers that count through": (number._BARE, number._COUNTS_ON, number._BEFORE_COUNT),
    "dates of force": (period._FROM, period._FULL_DATE, period._BEFORE_YEAR),
    "force from issue": (period._FROM_ISSUE, period._ISSUE_DAY, period._BEFORE_ISSUE),
    "last days": (period._UNTIL, period._VALID, 0),
    "labels": (notes._LABEL, notes._LABEL_NOUN, notes._BEFORE_NOUN),
    "cues": (sentences._CUE, sentences._CUE_OPENS, 0),
}
_PIECES = {
    "numbers with a year": (
        "国发 〔 ﹝ （ [ 2024 2020 一九九八 二〇二〇 年 〕 ） ] 第 17 三 号 -1 之2 、"
    ),
    "numbers of orders": "2024 1999 年 第 17 八 号 令 公告 通告 字 财政部 。",
    "numbers that count through": "2024 12 1999 年 第 17 八 号 公告 、",
    "dates of force": (
        "自 从 于 2024 1998 二〇二四 民国 民 中华民国 113 年 1 十二 月 31 日 号 起 至 止 期间 施行 "
        "执行 正式 开始 的 办法 \n 。"
    ),
    "force from issue": (
        "自 本 办法 印发 发布 公布 颁布 发文 签发 下发 之 日 起 满 30 三十 个月 天 后 施行 试 生效 "
        "的 情况 。"
    ),
    "last days": (
        "有效期 限 施行 执行 实施 试行 延续 延长 期限 时间 暂定 截至 至 到 为 自 从 2024 年 "
        "12 月 31 日 底 ， 。"
    ),
    "labels": (
        "第一 主要 共同 具体 总 市级 县级 牵头 责任 配合 会同 及 、 （ 或 落实 ） 部门 单位 机关 "
        "主体 处室 地区 局办 方 ： : \n 市民政局 。"
    ),
    "cues": (
        "市民政局 部 局 会同 会 商 财政 门 请 问 责任 主体 牵头 单位 主办 主管 机关 为 是 人 负 总 "
        "责 负责 的 配合 参与 协助 参加 要 求 应当 应 急 必须 须 ， 。 （ ） 各 有关 部门"
    ),
}


def _texts(words: str) -> st.SearchStrategy[str]:
    pieces = [*words.split(" "), " ", "  "]
    return st.lists(st.sampled_from([piece for piece in pieces if piece]), max_size=24).map("".join)


def _found(matches: object) -> list[tuple[int, int, dict[str, str]]]:
    return [(m.start(), m.end(), m.groupdict()) for m in matches]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", _SEARCHES)
@given(data=st.data())
def test_hints_lose_no_match_and_add_none(name: str, data: st.DataObject) -> None:
    pattern, hint, back = _SEARCHES[name]
    text = data.draw(_texts(_PIECES[name]))
    start = data.draw(st.integers(0, 8))
    end = data.draw(st.one_of(st.just(len(text)), st.integers(0, len(text))))
    fast = matches_at(pattern, hint, text, start, end, back=back)
    assert _found(fast) == _found(pattern.finditer(text, start, end))


@given(
    _texts("以下 各项 均需 市民政局 落实 不 再 不再 一一 逐项 单独 列出 列 标注 做 分工 罗列 ， 。")
)
def test_what_leaves_bodies_out_says_so_with_a_rare_word(text: str) -> None:
    if carry._EVERYWHERE.search(text):
        assert carry._LEAVES_OUT.search(text)


@given(_texts("列 排名 第一 首 位 者 的 为 是 牵头 主办 单位 ， 。"))
def test_first_listed_bodies_are_called_first(text: str) -> None:
    if carry._FIRST_LEADS.search(text):
        assert holds(text, ("第一", "首"))


def test_a_match_may_begin_before_its_hint_but_not_in_the_match_before() -> None:
    pattern, hint = re.compile("a{0,3}b"), re.compile("b")
    found = [match.group() for match in matches_at(pattern, hint, "aaaaabab", back=3)]
    assert found == ["aaab", "ab"]
