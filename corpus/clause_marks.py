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
_OWNER = re.compile(
    r"(?P<self>本(?:法|办法|条例|规定|规则|细则|意见|通知|方案|措施|决定|章程|计划|规划|章|通则|标准|准则|制度|指南))?$"
)
_JOIN = re.compile(r"\s?(?:、|和|及|与|或者?|以及)\s?$")
_RANGE = re.compile(r"\s?(?:至|到|—|-|–)\s?$")
_CALLS = re.compile(
    r"(?:依照|按照|根据|依据|违反|符合|适用|参照|执行|前述|所列|上述|有|除|见|由|照|反|合|的|，|依|按)$"
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
    """Where the name of the document that it belongs to ends; None for this document."""


def clause_marks(folded: str) -> Iterator[ClauseMark]:
    """Mentions in folded text, in order; each member of a list or a range is one.

    >>> [mark.path for mark in clause_marks("违反本办法第五条至第七条、第九条的")]
    [('第五条',), ('第六条',), ('第七条',), ('第九条',)]
    >>> [mark.path for mark in clause_marks("落实本意见第（三）条")]
    [('（三）',)]
    """
    last: re.Match[str] | None = None
    owner: int | None = None
    called = False
    for match in _MARK.finditer(folded):
        between = folded[last.end() : match.start()] if last else ""
        joined = (
            last is not None
            and len(between) <= 12
            and bool(_JOIN.search(_ITEM.sub("", between)) or _RANGE.search(_ITEM.sub("", between)))
        )
        if not joined:
            owner, called = _owner(folded, match.start())
        if not called:
            last = None
            continue
        if joined and last is not None and _RANGE.search(between):
            yield from _between(last, match, owner)
        yield _mark(folded, match, owner)
        last = match


def _owner(folded: str, start: int) -> tuple[int | None, bool]:
    """End of the owner's name before a mark, and whether it is a reference at all."""
    stop = len(folded[:start].rstrip()) if start and folded[start - 1] == " " else start
    if folded[stop - 1 : stop] in ("》", "）"):
        return stop, True
    stretch = folded[max(0, stop - 8) : stop]
    own = _OWNER.search(stretch)
    if own and own["self"]:
        return None, True
    return None, bool(_CALLS.search(stretch))


def _mark(folded: str, match: re.Match[str], owner: int | None) -> ClauseMark:
    path, end = [_marker(match)], match.end()
    item = _ITEM.match(folded, end)
    if item and item["n"]:
        value = parse_numeral(item["n"])
        if value is not None:
            path.append(f"（{to_chinese(value)}）" if item["unit"] == "项" else f"{value}.")
        end = item.end()
    elif item:
        end = item.end()
    return ClauseMark(match.start(), end, tuple(path), owner)


def _marker(match: re.Match[str]) -> str:
    number = match["n"]
    if match["unit"] in ("部分",):
        value = parse_numeral(number)
        return f"{to_chinese(value)}、" if value else match.group()
    if match["open"] or match["unit"] == "点":
        return f"（{number}）"
    return f"第{number}{match['unit']}{match['of'] or ''}"


def _between(first: re.Match[str], last: re.Match[str], owner: int | None) -> Iterator[ClauseMark]:
    low, high = parse_numeral(first["n"]), parse_numeral(last["n"])
    if low is None or high is None or not 0 < high - low <= _LONGEST_RANGE:
        return
    for value in range(low + 1, high):
        number = str(value) if first["n"].isdigit() else to_chinese(value)
        marker = f"（{number}）" if first["open"] else f"第{number}{first['unit']}"
        yield ClauseMark(first.start(), last.end(), (marker,), owner)
