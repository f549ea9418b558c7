"""Titles that run over several lines, and where one stands among short lines."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.structure.blocks import Block
from corpus.structure.lines import ends_title, is_body_name, is_fragment

_MOST_LINES = 9
"""A title that is broken over more lines than this is no title."""
_CONTINUES = ("的", "》", "”", "和", "及")


def title_groups(blocks: Sequence[Block], first: int, last: int) -> list[tuple[int, int]]:
    """Half-open index ranges of blocks in ``[first, last)`` that make up a title each."""
    groups: list[tuple[int, int]] = []
    start = first
    while start < last:
        if not _could_be_line(blocks[start]):
            start += 1
            continue
        end = start
        while end < last and _could_be_line(blocks[end]):
            end += 1
        groups += _groups_of_run(blocks, start, end)
        start = end
    return groups


def _could_be_line(block: Block) -> bool:
    """A line of a title: a fragment, or a bracketed line that closes one (（试行）)."""
    return not block.tabular and (is_fragment(block.words) or _is_edition(block.words))


def _is_edition(words: str) -> bool:
    """（2022-2025年）》的通知, （试行）, （征求意见稿）."""
    inner = words.strip("（）")
    return words.startswith("（") and (
        "》" in words or inner.endswith(("年", "行", "稿", "订", "版", "次", "项"))
    )


def _groups_of_run(blocks: Sequence[Block], start: int, end: int) -> list[tuple[int, int]]:
    groups: list[tuple[int, int]] = []
    first = start
    for index in range(start, end):
        first = max(first, index - _MOST_LINES + 1)
        joined = "".join(block.words for block in blocks[first : index + 1])
        if not ends_title(joined):
            continue
        following = blocks[index + 1].words if index + 1 < end else ""
        if following.startswith(_CONTINUES) or _is_edition(following):
            continue
        groups.append((_title_start(blocks, first, index), index + 1))
        first = index + 1
    return groups


def _title_start(blocks: Sequence[Block], first: int, last: int) -> int:
    """First line of the title that ends with block `last`: its 关于 line or the body above it."""
    about = [i for i in range(first, last + 1) if "关于" in blocks[i].words]
    if about:
        start = about[0] if about[0] == first else _nearest_about(blocks, about)
        if blocks[start].words.startswith("关于"):
            while start > first and _is_issuer(blocks[start - 1].words):
                start -= 1
        return start
    start = last
    while start > first and last - start < 3 and not is_body_name(blocks[start - 1].words):
        start -= 1
    return start


def _nearest_about(blocks: Sequence[Block], about: list[int]) -> int:
    """The last 关于 line, or an earlier one that opens the book title it stands in."""
    for index in about:
        if "《" in blocks[index].words and "》" not in blocks[index].words:
            return index
    return about[-1]


def _is_issuer(words: str) -> bool:
    return is_body_name(words) or words.endswith(("部门", "单位", "省委", "市委", "等"))
