"""任务分工表 printed as lines: a column headed 责任单位, its cells divided by tabs or bars."""

from __future__ import annotations

import re

from corpus.responsibilities.bodies import is_body
from corpus.responsibilities.edges import Edge, role_of
from corpus.responsibilities.notes import as_edges, listed

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(
    r"(?:市级|省级|区级|县级|主要)?(?:牵头|责任|负责|主责|主办|承办|实施|落实|配合|参与|参加|协办|协同|协助|支持|指导|督导)"
    r"(?:\s*(?:单位|部门|主体|机构|地区|处室))(?:（[^）]*）|[及和、][^|\t]{1,10})?"
)
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
        heads = {
            i: re.sub(r"\s", "", folded[a:b])
            for i, (a, b) in enumerate(cells)
            if b - a <= 16 and _HEADING.fullmatch(folded, a, b)
        }
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
                edges += as_edges(bodies, role_of(heading), heading)
    return edges
