"""Choose, among all places that look like markers, those that number the text.

A marker counts when it goes on where its list stands (三、 after 二、), opens a list (1.) or runs
on across parents (（四） under 三、 after （三） under 二、). What fits nowhere is a mention.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.structure.blocks import Block
from corpus.structure.markers import RANK, STATUTORY, Candidate, read_marker

_INNER = re.compile(
    r"(?:(?<=[。；：！？”’）】])|(?<=[。；：] )|(?<= ))(?=[第（\d一二三四五六七八九十①-⑳⑴-⒛㈠-㈩])"
)
_SKIP = 300
"""Largest jump of an ordinal (times 100) that is taken for a missing number."""


@dataclass(frozen=True, slots=True)
class Head:
    """A marker that numbers the text, and the markers that it stands under."""

    mark: Candidate
    parents: tuple[int, ...]
    """Indexes, in the list of heads, of the enclosing heads, outermost first."""


@dataclass(slots=True)
class _Level:
    family: str
    value: int
    head: int
    prefix: tuple[int, ...]


@dataclass(slots=True)
class _State:
    levels: list[_Level] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    heads: list[Head] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def find_candidates(text: str, blocks: Sequence[Block], first: int) -> list[Candidate]:
    """Every marker-like place of `blocks`; `first` is the index of the first one in the text."""
    found: list[Candidate] = []
    for index, block in enumerate(blocks, first):
        if block.tabular:
            continue
        opening = read_marker(text, block.lead, index, opening=True)
        position = block.lead
        if opening is not None:
            found.append(opening)
            position = opening.end
            nested = read_marker(text, _skip_space(text, position), index, opening=True)
            if nested is not None and _goes_inside(opening, nested):
                found.append(nested)
                position = nested.end
        for match in _INNER.finditer(text, position, block.end):
            inner = read_marker(text, match.start(), index, opening=False)
            if (
                inner is not None
                and inner.family not in ("1", "A.", "1.1")
                and inner.end < block.end
            ):
                found.append(inner)
    return found


def _skip_space(text: str, offset: int) -> int:
    while text[offset : offset + 1] in (" ", "\t"):
        offset += 1
    return offset


def _goes_inside(outer: Candidate, inner: Candidate) -> bool:
    """第三条（一）… and 一、（一）…: a list opens right behind the marker it belongs to."""
    return inner.value == 100 and RANK[outer.family] < RANK[inner.family] and inner.family != "1"


def choose_heads(text: str, candidates: Sequence[Candidate]) -> tuple[list[Head], list[str]]:
    """The candidates that number the text, with their nesting, and warnings on doubtful runs."""
    candidates = _without_stray_families(candidates)
    inside = _nesting(candidates)
    following = _following(candidates)
    state = _State()
    for index, mark in enumerate(candidates):
        later = following[index]
        if _continues(state, mark, later, text):
            _place(state, mark, inside)
        elif _opens(mark, later, text):
            _place(state, mark, inside)
        elif mark.opening and mark.family not in ("1", "A.", "（a）") and not _is_late(state, mark):
            state.warnings.append(
                f"marker {mark.token} at offset {mark.start} does not go on from any list; "
                "it was read as text"
            )
    return state.heads, state.warnings


def _without_stray_families(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Decimals number a text only in numbers; a bare 1 heads one only beside decimals."""
    decimals = sum(mark.family == "1.1" for mark in candidates)
    dropped = {"1"} if decimals >= 2 else {"1", "1.1", "1.1.1", "1.1.1.1"}
    return (
        [mark for mark in candidates if mark.family not in dropped] if dropped else list(candidates)
    )


def _following(candidates: Sequence[Candidate]) -> list[Candidate | None]:
    """For each candidate the next one of its family."""
    result: list[Candidate | None] = [None] * len(candidates)
    seen: dict[str, Candidate] = {}
    for index in range(len(candidates) - 1, -1, -1):
        mark = candidates[index]
        result[index] = seen.get(mark.family)
        seen[mark.family] = mark
    return result


def _nesting(candidates: Sequence[Candidate]) -> dict[tuple[str, str], int]:
    """How often a list of one family starts between two neighbours of another one."""
    votes: dict[tuple[str, str], int] = defaultdict(int)
    last: dict[str, int] = {}
    started: dict[str, set[str]] = defaultdict(set)
    for mark in candidates:
        if not mark.opening:
            continue
        if last.get(mark.family) == mark.value - 100:
            for inner in started[mark.family]:
                votes[(mark.family, inner)] += 1
        last[mark.family] = mark.value
        started[mark.family] = set()
        if mark.value == 100:
            for family in last:
                if family != mark.family:
                    started[family].add(mark.family)
    return votes


def _encloses(outer: str, inner: str, votes: dict[tuple[str, str], int]) -> bool:
    if outer == inner:
        return False
    if outer in STATUTORY or inner in STATUTORY:
        return RANK[outer] < RANK[inner]
    one, other = votes.get((outer, inner), 0), votes.get((inner, outer), 0)
    return one > other if one != other else RANK[outer] < RANK[inner]


def _level_of(state: _State, family: str) -> _Level | None:
    return next((level for level in state.levels if level.family == family), None)


def _continues(state: _State, mark: Candidate, later: Candidate | None, text: str) -> bool:
    """The marker goes on from the last one of its family."""
    level = _level_of(state, mark.family)
    if mark.family.startswith("1.1") and not _prefix_fits(state, mark):
        return False
    last = level.value if level else state.last.get(mark.family)
    if last is None:
        return False
    inserted = mark.value // 100 == last // 100 and mark.value > last
    if mark.value // 100 == last // 100 + 1 or inserted:
        return True
    if not mark.opening:
        return False
    return _tolerated(state, mark, last, later)


def _tolerated(state: _State, mark: Candidate, last: int, later: Candidate | None) -> bool:
    """A number missing or printed twice, in a run that goes on after it."""
    limit = 5000 if mark.family == "条" else _SKIP
    if last < mark.value <= last + limit:
        state.warnings.append(
            f"{mark.token} at offset {mark.start} follows number {last // 100}; a number is missing"
        )
        return True
    twice = mark.value == last and mark.value > 100
    if twice and later is not None and later.value // 100 - last // 100 in (1, 2):
        state.warnings.append(f"{mark.token} at offset {mark.start} is printed twice in its list")
        return True
    return False


def _prefix_fits(state: _State, mark: Candidate) -> bool:
    """3.2 belongs under 3: the numbers before the last one are those of the open levels."""
    outer = [level for level in state.levels if level.family in ("1", "1.", "1.1", "1.1.1")]
    known = {level.prefix + (level.value // 100,) for level in outer}
    return mark.prefix in known or not outer


def _opens(mark: Candidate, later: Candidate | None, text: str) -> bool:
    """The marker begins a list of its own."""
    if mark.value // 100 != 1:
        goes_on = later is not None and later.value // 100 == mark.value // 100 + 1
        if mark.family.startswith("1.1"):
            return False
        return mark.opening and (goes_on and mark.value // 100 <= 2 or mark.family == "条")
    if mark.opening and mark.family not in ("1", "A.", "（a）"):
        return True
    if later is None or later.value // 100 != 2:
        return False
    if mark.opening:
        return True
    if later.block == mark.block:
        return True
    return text[mark.start - 1] in "：。；" and later.opening and later.block - mark.block <= 3


def _is_late(state: _State, mark: Candidate) -> bool:
    return mark.value // 100 == 1


def _place(state: _State, mark: Candidate, votes: dict[tuple[str, str], int]) -> None:
    level = _level_of(state, mark.family)
    if level is not None:
        del state.levels[state.levels.index(level) :]
    else:
        while state.levels and not _encloses(state.levels[-1].family, mark.family, votes):
            state.levels.pop()
    if mark.family == "条":  # items are counted anew in every article
        state.last = {f: value for f, value in state.last.items() if f in STATUTORY}
    parents = tuple(level.head for level in state.levels)
    state.levels.append(_Level(mark.family, mark.value, len(state.heads), mark.prefix))
    state.last[mark.family] = mark.value
    state.heads.append(Head(mark, parents))
