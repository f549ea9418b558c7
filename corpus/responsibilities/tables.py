"""任务分工表 printed as lines: a column headed 责任单位, its cells divided by tabs or bars."""

from __future__ import annotations

import re

from corpus.responsibilities.bodies import is_body
from corpus.responsibilities.carry import promote_first, says_first_leads
from corpus.responsibilities.edges import Edge, role_of
from corpus.responsibilities.notes import as_edges, listed
from corpus.role_headings import is_role_heading, role_words

_LINE = re.compile(r"[^\n]+")
_LONGEST_HEADING = 30
_RULE = re.compile(r"[\s|:\-]+")


def _cells(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of a row's cells, outer bars and spaces left out."""
    mark = "\t" if "\t" in folded[start:end] else "|"
    cells, begin = [], start
    for cut in [*(m.start() for m in re.finditer(re.escape(mark), folded[start:end])), end - start]:
        piece = folded[begin : start + cut]
        left = begin + len(piece) - len(piece.lstrip(" *"))
        cells.append((left, max(left, begin + len(piece.rstrip(" *")))))
        begin = start + cut + 1
    return cells


def table_edges(folded: str) -> list[Edge]:
    r"""Edges of all table columns of a text, in order.

    >>> text = "任务\t牵头单位\t配合单位\n建平台\t市教委\t市财政局、市科委"
    >>> [(text[e.start:e.end], e.role.value) for e in table_edges(text)]
    [('市教委', '牵头'), ('市财政局', '配合'), ('市科委', '配合')]
    """
    edges: list[Edge] = []
    columns: dict[int, str] = {}
    if "\t" not in folded and "|" not in folded:
        return edges
    for line in _LINE.finditer(folded):
        if "\t" not in line.group() and "|" not in line.group():
            columns = {} if line.group().strip() else columns
            continue
        cells = _cells(folded, *line.span())
        names = {
            i: re.sub(r"\s", "", folded[a:b])
            for i, (a, b) in enumerate(cells)
            if b - a <= _LONGEST_HEADING
        }
        heads = {i: name for i, name in names.items() if is_role_heading(name)}
        if heads:
            columns = heads
        elif columns and not _RULE.fullmatch(line.group()):
            edges += _row_edges(folded, cells, columns)
    return edges


def _row_edges(folded: str, cells: list[tuple[int, int]], columns: dict[int, str]) -> list[Edge]:
    edges = []
    for column, heading in sorted(columns.items()):
        if column < len(cells):
            bodies = listed(folded, *cells[column])
            if any(is_body(body.name) for body in bodies):
                words = role_words(heading)
                found = as_edges(bodies, role_of(words), words)
                edges += promote_first(found) if says_first_leads(heading) else found
    return edges
