"""Mentions of clauses in running text: 本办法第十条, 第（三）条, 《…法》第五条至第八条."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.numerals import parse_numeral, to_chinese

_N = r"[\d一二三四五六七八九十百千零〇]{1,6}"
_MARK = re.compile(
    rf"第\s?(?P<open>（?)(?P<n>{_N})(?P<close>）?)\s?(?P<unit>条|章|节|部分|点)(?P<of>之{_N})?"
)
_ITEM = re.compile(rf"(?:第{_N}款)?第\s?（?(?P<n>{_N})）?\s?(?P<unit>项|目|点)|(?:第{_N}款)")
_OWN = re.compile(
    r"本(?:法|办法|条例|规定|规则|细则|意见|通知|方案|措施|决定|章程|计划|规划|章|节|编|条|通则|标准|准则|制度|指南|解释|公约|协议)\Z"
)
_NAMED = re.compile(r"[\u4e00-\u9fff]{1,30}(?:法典|法|条例|宪法|规程|细则|规定|办法|解释|公约)\Z")
_BEFORE_NAME = re.compile(
    r"^.*(?:依照|按照|根据|依据|违反|符合|适用|参照|执行|属于|构成|或者?|以及|[和与及的是对在有除见由将把按]|、"
    r"|(?<!法)实施(?!细则|条例|办法|规定|规则)|修正后|修订后|履行了?|行使|承担|落入|受理|收到|从事|低于|高于"
    r"|审理|不受|触犯|就(?!业)|(?<!行)为|关于|遵守|办理|提交|达到|作出)"
)
_NOT_NAMED = re.compile(
    r"^(?:该|此|前|上述|上|同|原|有关|其他|相关|各|本)|^(?:办法|规定|条例|解释|细则)$"
)
_JOIN = re.compile(r"\s?(?:、|和|及|与|或者?|以及)\s?\Z")
_RANGE = re.compile(r"\s?(?:至|到|—|-|–)\s?\Z")
_CALLS = re.compile(
    r"(?:依照|按照|根据|依据|违反|符合|适用|参照|执行|前述|所列|上述|属于|有|除|见|由|照|反|合|的|，|依|按|或者?|及|和|与)\Z"
)
_LONGEST_RANGE = 40


@dataclass(frozen=True, slots=True)
class ClauseMark:
    """One mention of one clause."""

    start: int
    end: int
    path: tuple[str, ...]
    """Markers as the structure normalises them: ("第十条",), ("（三）",), ("第二章",)."""
    owner_end: int | None
    """Where the 《…》（文号） that it belongs to ends; None for this document or a named law."""
    law: tuple[int, int] | None = None
    """Start and end of the name of a law without title marks: 刑法第十条."""


def clause_marks(folded: str) -> Iterator[ClauseMark]:
    """Mentions in folded text, in order; each member of a list or a range is one.

    >>> [mark.path for mark in clause_marks("违反本办法第五条至第七条、第九条的")]
    [('第五条',), ('第六条',), ('第七条',), ('第九条',)]
    >>> [mark.path for mark in clause_marks("落实本意见第（三）条")]
    [('（三）',)]
    >>> text = "依照民事诉讼法第十条"
    >>> [text[slice(*mark.law)] for mark in clause_marks(text)]
    ['民事诉讼法']
    """
    last: re.Match[str] | None = None
    owner = _Owner()
    for match in _MARK.finditer(folded):
        between = _ITEM.sub("", folded[last.end() : match.start()][:12]) if last else ""
        near = last is not None and match.start() - last.end() <= 12
        ranged = near and _RANGE.search(between) is not None
        if not (ranged or (near and _JOIN.search(between))):
            owner = _owner(folded, match.start())
        if not owner.called:
            last = None
            continue
        if ranged and last is not None:
            yield from _between(last, match, owner)
        yield _mark(folded, match, owner)
        last = match


@dataclass(frozen=True, slots=True)
class _Owner:
    """To what a mark belongs, and whether it is a reference at all."""

    called: bool = False
    end: int | None = None
    law: tuple[int, int] | None = None


def _owner(folded: str, start: int) -> _Owner:
    stop = start - 1 if start and folded[start - 1] == " " else start
    if folded[stop - 1 : stop] in ("》", "）"):
        return _Owner(called=True, end=stop)
    stretch = folded[max(0, stop - 32) : stop]
    if _OWN.search(stretch):
        return _Owner(called=True)
    named = _NAMED.search(stretch)
    if named is None:
        return _Owner(called=bool(_CALLS.search(stretch)))
    prose = _BEFORE_NAME.match(named.group())
    name = named.group()[prose.end() if prose else 0 :]
    if not name or _NOT_NAMED.search(name):
        return _Owner()
    return _Owner(called=True, law=(stop - len(name), stop))


def _mark(folded: str, match: re.Match[str], owner: _Owner) -> ClauseMark:
    path, end = [_marker(match)], match.end()
    item = _ITEM.match(folded, end)
    if item and item["n"]:
        value = parse_numeral(item["n"])
        if value is not None:
            path.append(f"（{to_chinese(value)}）" if item["unit"] == "项" else f"{value}.")
    if item:
        end = item.end()
    return ClauseMark(match.start(), end, tuple(path), owner.end, owner.law)


def _marker(match: re.Match[str]) -> str:
    number = match["n"]
    if match["unit"] == "部分":
        value = parse_numeral(number)
        return f"{to_chinese(value)}、" if value else match.group()
    if match["open"] or match["unit"] == "点":
        return f"（{number}）"
    return f"第{number}{match['unit']}{match['of'] or ''}"


def _between(first: re.Match[str], last: re.Match[str], owner: _Owner) -> Iterator[ClauseMark]:
    low, high = parse_numeral(first["n"]), parse_numeral(last["n"])
    if low is None or high is None or not 0 < high - low <= _LONGEST_RANGE:
        return
    for value in range(low + 1, high):
        number = str(value) if first["n"].isdigit() else to_chinese(value)
        marker = f"（{number}）" if first["open"] else f"第{number}{first['unit']}"
        yield ClauseMark(first.start(), last.end(), (marker,), owner.end, owner.law)
