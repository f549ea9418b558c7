"""Ruled tables of a page: cells between rules, and the text that stands in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.page import Line, Table
from corpus.readers.page_layout import join
from corpus.readers.rules import Rule, Rules

_NEAR = 3.0
"""Points within which two rules are one, or touch."""
_PADDING = 8.0
"""Points that a cell keeps free at its right edge, at most."""
_MOST_PAIRS = 1_000_000
"""Level times upright rules of a page; drawings have more."""
_BODY_ENDS = re.compile(
    r"(?:[局委办厅部会院署社]|政府|中心|公司|单位|部门|集团|银行|[（(]牵头[)）])$"
)
_BODY_STARTS = re.compile(r"[市省县区州各]|国家|中国|中共|自治|有关|相关")


def find_tables(rules: Rules, lines: Sequence[Line]) -> tuple[tuple[Table, ...], list[Line]]:
    """The tables that the rules draw, with their text, and the lines outside of them.

    Args:
        rules: Ruled lines of the page.
        lines: Pieces of text, none of them across an upright rule.
    """
    level, upright = _merged(rules.level), _merged(rules.upright)
    if len(level) < 3 or len(upright) < 3 or len(level) * len(upright) > _MOST_PAIRS:
        return (), list(lines)
    tables: list[Table] = []
    rest = list(lines)
    for own_level, own_upright in _groups(level, upright):
        grid = _Grid.of(own_level, own_upright)
        if grid is None:
            continue
        inside = [line for line in rest if grid.holds(line)]
        rows = grid.rows(inside)
        if sum(any(row) for row in rows) >= 2 and any(sum(map(bool, row)) > 1 for row in rows):
            taken = set(map(id, inside))
            rest = [line for line in rest if id(line) not in taken]
            tables.append(Table(top=grid.ys[0], bottom=grid.ys[-1], rows=rows))
    return tuple(sorted(tables, key=lambda table: table.top)), rest


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces on one line that touch as one rule."""
    merged: list[Rule] = []
    for row in _clusters(rules):
        at = sum(rule.at for rule in row) / len(row)
        for rule in sorted(row, key=lambda one: one.start):
            if merged and merged[-1].at == at and rule.start <= merged[-1].end + _NEAR:
                merged[-1] = Rule(at, merged[-1].start, max(merged[-1].end, rule.end))
            else:
                merged.append(Rule(at, rule.start, rule.end))
    return merged


def _clusters(rules: Sequence[Rule]) -> list[list[Rule]]:
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if rows and rule.at - rows[-1][0].at <= _NEAR:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    return rows


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that are joined by crossings: those of one table."""
    owner = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for i, row in enumerate(level):
        for j, column in enumerate(upright, len(level)):
            if _touch(row, column):
                owner[root(j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate((*level, *upright)):
        groups.setdefault(root(index), ([], []))[index >= len(level)].append(rule)
    return list(groups.values())


def _touch(row: Rule, column: Rule) -> bool:
    return (
        row.start - _NEAR <= column.at <= row.end + _NEAR
        and column.start - _NEAR <= row.at <= column.end + _NEAR
    )


def _covers(rules: Sequence[Rule], at: float, middle: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start <= middle <= rule.end for rule in rules)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The smallest cells that the rules make, and which of them are one merged cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[int, ...], ...]
    """By row and column; cells with the same number are one."""

    @classmethod
    def of(cls, level: Sequence[Rule], upright: Sequence[Rule]) -> _Grid | None:
        """The grid of a table's rules; None for a box, a frame or mere underlines."""
        xs = tuple(row[0].at for row in _clusters(upright))
        ys = tuple(row[0].at for row in _clusters(level))
        if len(xs) < 3 or len(ys) < 3:
            return None
        owners = [[0] * (len(xs) - 1) for _ in range(len(ys) - 1)]
        count = 0
        for i, (top, bottom) in enumerate(pairwise(ys)):
            for j, (left, right) in enumerate(pairwise(xs)):
                if i and not _covers(level, top, (left + right) / 2):
                    owners[i][j] = owners[i - 1][j]
                elif j and not _covers(upright, left, (top + bottom) / 2):
                    owners[i][j] = owners[i][j - 1]
                else:
                    count += 1
                    owners[i][j] = count
        return cls(xs, ys, tuple(map(tuple, owners)))

    def holds(self, line: Line) -> bool:
        """Whether the line's middle stands in the table."""
        x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def rows(self, lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
        """The text of each cell by row; a merged cell says it in each place that it covers."""
        inside: dict[int, list[Line]] = {}
        rights: dict[int, float] = {}
        for line in lines:
            row = min(_index(self.ys, (line.top + line.bottom) / 2), len(self.ys) - 2)
            column = min(_index(self.xs, (line.left + line.right) / 2), len(self.xs) - 2)
            inside.setdefault(self.owners[row][column], []).append(line)
        for row_owners in self.owners:
            for column, cell in enumerate(row_owners):
                rights[cell] = max(rights.get(cell, 0.0), self.xs[column + 1])
        words = {cell: _words(own, rights[cell]) for cell, own in inside.items()}
        return tuple(tuple(words.get(cell, "") for cell in row) for row in self.owners)


def _index(edges: Sequence[float], at: float) -> int:
    return max(0, bisect_right(edges, at) - 1)


def _words(lines: Sequence[Line], right: float) -> str:
    """A cell's lines; those that run to its right edge go on in the next one."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.top + one.bottom) / 2):
        middle = (line.top + line.bottom) / 2
        last = rows[-1][-1] if rows else None
        if last and abs(middle - (last.top + last.bottom) / 2) < 0.4 * min(line.em, last.em):
            rows[-1].append(line)
        else:
            rows.append([line])
    text, full = "", False
    for row in rows:
        words = " ".join(one.text.strip() for one in sorted(row, key=lambda one: one.left))
        whole = _BODY_ENDS.search(text) and _BODY_STARTS.match(words)
        text = join(text, words) if full and not whole else f"{text}\n{words}" if text else words
        full = right - max(one.right for one in row) < 1.2 * row[0].em + _PADDING
    return text
