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
from corpus.structure.doubts import missing, printed_twice, unlisted
from corpus.structure.markers import DECIMAL, RANK, STATUTORY, Candidate, read_marker

_INNER = re.compile(r"[。；：！？”’）】 ](?=[第（\d一二三四五六七八九十①-⑳⑴-⒛㈠-㈩])")
"""What stands before a marker inside a paragraph: a stop, a closing mark or a space."""

_GLUED = re.compile(
    r"[^。；：！？，\n（]{2,40}?(?=（[一二三四五六七八九十]{1,3}）|(?<!\d)\d{1,2}\.(?!\d)"
    r"|(?<!第)第[一二三四五六七八九十百]{1,5}[节条])"
)
"""Words of a heading that runs into the marker of what it heads: 二、主要任务（一）…"""
_FLAT = 200
"""A paragraph shorter than this, in characters, has lost no breaks."""

_ONLY_OPENING = DECIMAL - {"1."} | {"A."}
"""Families whose markers are too much like other words to be read inside a paragraph."""
_WEAK = frozenset({"1", "A.", "（a）"})
"""Families that need a second marker to be believed."""
_SKIP = 3
_SKIP_ARTICLES = 50
"""Largest jump of an ordinal that is taken for missing numbers; excerpts of acts skip more."""

Votes = dict[tuple[str, str], int]


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

    def level_of(self, family: str) -> _Level | None:
        return next((level for level in self.levels if level.family == family), None)


def find_candidates(text: str, blocks: Sequence[Block]) -> list[Candidate]:
    """Every marker-like place of the paragraphs of a folded text, in order."""
    found: list[Candidate] = []
    for index, block in enumerate(blocks):
        if block.tabular:
            continue
        position = block.lead
        opening = read_marker(text, position, index, opening=True)
        if opening is not None:
            found.append(opening)
            position = opening.end
            nested = read_marker(text, _skip_space(text, position), index, opening=True)
            if nested is not None and _goes_inside(opening, nested):
                found.append(nested)
                position = nested.end
        found += _inner_candidates(text, block, index, position)
    return found


def _inner_candidates(text: str, block: Block, index: int, position: int) -> list[Candidate]:
    """Markers inside a paragraph: after a stop, or, where breaks were lost, after a heading."""
    found: list[Candidate] = []
    flat = block.end - block.start >= _FLAT
    if flat and position > block.lead:
        found += _glued(text, block, index, position)
    for match in _INNER.finditer(text, max(0, position - 1), block.end):
        inner = read_marker(text, match.end(), index, opening=False)
        if inner is None or inner.family in _ONLY_OPENING or inner.end >= block.end:
            continue
        found.append(inner)
        if flat:
            found += _glued(text, block, index, inner.end)
    return sorted(found, key=lambda mark: mark.start) if flat else found


def _glued(text: str, block: Block, index: int, position: int) -> list[Candidate]:
    """Markers behind the heading that begins at `position`, and behind theirs in turn."""
    found: list[Candidate] = []
    while glued := _GLUED.match(text, position, block.end):
        inner = read_marker(text, glued.end(), index, opening=False)
        if inner is None or block.end - inner.end <= _FLAT // 10:
            break
        found.append(inner)
        position = inner.end
    return found


def _skip_space(text: str, offset: int) -> int:
    while text[offset : offset + 1] in (" ", "\t"):
        offset += 1
    return offset


def _goes_inside(outer: Candidate, inner: Candidate) -> bool:
    """第三条（一）… and 一、（一）…: a list opens right behind the marker it belongs to."""
    return inner.value == 100 and RANK[outer.family] < RANK[inner.family] and inner.family != "1"


def choose_heads(text: str, candidates: Sequence[Candidate]) -> tuple[list[Head], list[str]]:
    """The candidates that number the text, with their nesting, and warnings on doubtful runs.

    Args:
        text: Folded text.
        candidates: Marker-like places of one text, in order.
    """
    marks = _without_stray_families(candidates)
    votes = _nesting(marks)
    following = _following(marks)
    state = _State()
    for mark, later in zip(marks, following, strict=True):
        if _continues(state, mark, later) or _opens(state, mark, later, text):
            if _lost_its_first(state, mark):
                state.warnings.append(missing(mark, 0))
            _place(state, mark, votes)
        elif mark.opening and mark.family not in _WEAK and mark.value // 100 > 1:
            state.warnings.append(unlisted(mark))
    return state.heads, state.warnings


def _without_stray_families(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Decimals number a text only in numbers; a bare 1 heads one only beside decimals."""
    decimals = sum(mark.family == "1.1" for mark in candidates)
    dropped = set() if decimals >= 2 else DECIMAL - {"1."}
    return [mark for mark in candidates if mark.family not in dropped]


def _following(candidates: Sequence[Candidate]) -> list[Candidate | None]:
    """For each candidate the next one of its family."""
    result: list[Candidate | None] = [None] * len(candidates)
    seen: dict[str, Candidate] = {}
    for index in range(len(candidates) - 1, -1, -1):
        mark = candidates[index]
        result[index] = seen.get(mark.family)
        seen[mark.family] = mark
    return result


def _nesting(candidates: Sequence[Candidate]) -> Votes:
    """How often a list of one family starts between two neighbours of another one."""
    votes: Votes = defaultdict(int)
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


def _encloses(outer: str, inner: str, votes: Votes) -> bool:
    """True when lists of the family `inner` stand under markers of the family `outer`."""
    if outer == inner:
        return False
    if outer in STATUTORY or inner in STATUTORY:
        return RANK[outer] < RANK[inner]
    one, other = votes.get((outer, inner), 0), votes.get((inner, outer), 0)
    return one > other if one != other else RANK[outer] < RANK[inner]


def _continues(state: _State, mark: Candidate, later: Candidate | None) -> bool:
    """The marker goes on from the last one of its family."""
    if mark.family.startswith("1.1") and not _prefix_fits(state, mark):
        return False
    level = state.level_of(mark.family)
    last = level.value if level else state.last.get(mark.family)
    if last is None:
        return False
    step = mark.value // 100 - last // 100
    if step == 1 or (step == 0 and mark.value > last):  # 第五条之一 after 第五条
        return True
    return mark.sure and _tolerated(state, mark, last, later)


def _tolerated(state: _State, mark: Candidate, last: int, later: Candidate | None) -> bool:
    """A number missing or printed twice, in a run that goes on after it."""
    step = mark.value // 100 - last // 100
    if 0 < step <= (_SKIP_ARTICLES if mark.family == "条" else _SKIP):
        state.warnings.append(missing(mark, last // 100))
        return True
    twice = mark.value == last and mark.value > 100
    if twice and later is not None and later.value // 100 - last // 100 in (1, 2):
        state.warnings.append(printed_twice(mark))
        return True
    return False


def _prefix_fits(state: _State, mark: Candidate) -> bool:
    """3.2 belongs under 3: the numbers before the last one are those of the open levels."""
    outer = [level for level in state.levels if level.family in DECIMAL]
    known = {(*level.prefix, level.value // 100) for level in outer}
    known |= {level.prefix for level in outer if level.prefix}
    return mark.prefix in known or not outer


def _opens(state: _State, mark: Candidate, later: Candidate | None, text: str) -> bool:
    """The marker begins a list of its own."""
    number = mark.value // 100
    second = later is not None and later.value // 100 == number + 1
    if number != 1:  # a list whose first marker was lost, or an excerpt of an act
        quoted = any(level.family not in STATUTORY for level in state.levels)
        excerpt = mark.family == "条" and not quoted  # 第四条 amid a list of questions is quoted
        return mark.sure and (excerpt or (number == 2 and second))
    if mark.opening and mark.family not in _WEAK:
        return True
    if later is None or not second:
        return False
    if mark.opening or later.block == mark.block:
        return True
    near = later.opening and later.block - mark.block <= 3
    return near and text[mark.start - 1] in "：。；"


def _lost_its_first(state: _State, mark: Candidate) -> bool:
    """A list that begins with 二、; excerpts of acts begin anywhere."""
    known = mark.family in state.last or state.level_of(mark.family) is not None
    return mark.value // 100 == 2 and mark.family != "条" and not known


def _place(state: _State, mark: Candidate, votes: Votes) -> None:
    """Take the marker in: close the levels that it ends and open its own."""
    level = state.level_of(mark.family)
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
