"""关系图: which document carries out, cites or repeals which, laid out as a picture.

Documents stand in columns: those that point to none on the left, each other one to the right of
all that it points to. Pure functions; a template writes the picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.links import DocumentLink, LinkKind
from corpus.model import PolicyDocument
from corpus.resolution import title_key

WIDTH, HEIGHT = 250, 72
"""Size of a document's box, in the picture's units."""
GAP, BETWEEN = 16, 120
"""Room between two boxes of a column, and between two columns."""
MARGIN = 12
LINE = 15
"""Characters in a line of a title; a box has two lines."""
SWEEPS = 4
"""Times that the columns are put in order; more change nothing that is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One document's box."""

    key: str
    """Id of the document; a key of the title for one that the corpus does not hold."""
    title: str
    note: str
    """文号 or, for an unknown document, nothing."""
    known: bool
    x: int
    y: int

    @property
    def lines(self) -> tuple[str, ...]:
        """The title in at most two lines."""
        first, rest = self.title[:LINE], self.title[LINE:]
        second = rest if len(rest) <= LINE else f"{rest[: LINE - 1]}…"
        return (first, second) if second else (first,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One arrow from a document to the one that it names."""

    link: DocumentLink
    kind: LinkKind
    path: str
    """Path data of the arrow's line."""
    x: int
    y: int
    """Where its word stands."""
    is_leftward: bool
    """Whether it leaves its document to the left, as it does unless documents name each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The whole picture."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


def node_key(link: DocumentLink) -> str:
    """What stands for the document that a link points to."""
    return link.target_id or title_key(link.target_title)


def draw(links: Sequence[DocumentLink], documents: Iterable[PolicyDocument]) -> Graph:
    """The picture of `links`; documents that no link touches are left out."""
    known = {document.id: document for document in documents}
    titles = {node_key(link): link.target_title for link in links}
    titles |= {link.source_id: known[link.source_id].title for link in links}
    columns = _columns(links, titles)
    places = _places(columns)
    nodes = [_node(key, titles[key], known.get(key), places[key]) for key in titles]
    drawn = _edges(links, places)
    tallest = max((len(column) for column in columns), default=0)
    return Graph(
        nodes=tuple(nodes),
        edges=tuple(drawn),
        width=2 * MARGIN + len(columns) * (WIDTH + BETWEEN) - (BETWEEN if columns else 0),
        height=2 * MARGIN + tallest * (HEIGHT + GAP) - (GAP if tallest else 0),
    )


def short_title(title: str) -> str:
    """A title from 关于 on, as the issuers before it would fill the box.

    >>> short_title("国务院办公厅关于促进就业的通知")
    '关于促进就业的通知'
    """
    at = max(title.find(word) for word in ("关于", "關於", "關于"))
    return title[at:] if at > 0 else title


def _node(key: str, title: str, document: PolicyDocument | None, place: tuple[int, int]) -> Node:
    return Node(
        key=key,
        title=short_title(title),
        note=(document.document_number or "") if document else "",
        known=document is not None,
        x=place[0],
        y=place[1],
    )


def _columns(links: Sequence[DocumentLink], keys: Iterable[str]) -> list[list[str]]:
    targets: dict[str, set[str]] = defaultdict(set)
    for link in links:
        targets[link.source_id].add(node_key(link))
    depth: dict[str, int] = {}

    def deepest(key: str, above: frozenset[str]) -> int:
        if key not in depth:
            below = [
                deepest(target, above | {key}) for target in targets[key] - above if target != key
            ]
            depth[key] = 1 + max(below, default=-1)
        return depth[key]

    columns: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        columns[deepest(key, frozenset({key}))].append(key)
    ordered = [columns[n] for n in sorted(columns)]
    for _ in range(SWEEPS):
        _sort_by_neighbours(ordered, links)
    return ordered


def _sort_by_neighbours(columns: list[list[str]], links: Sequence[DocumentLink]) -> None:
    """Put each column in the order of what its documents are joined to, so lines cross less."""
    near: dict[str, list[str]] = defaultdict(list)
    for link in links:
        near[link.source_id].append(node_key(link))
        near[node_key(link)].append(link.source_id)
    for column in columns:
        rows = {key: n / max(1, len(other)) for other in columns for n, key in enumerate(other)}
        column.sort(key=lambda key: sum(rows[other] for other in near[key]) / len(near[key]))


def _places(columns: list[list[str]]) -> dict[str, tuple[int, int]]:
    """Upper left corner of each box; shorter columns stand in the middle."""
    tallest = max((len(column) for column in columns), default=0)
    return {
        key: (
            MARGIN + n * (WIDTH + BETWEEN),
            MARGIN + row * (HEIGHT + GAP) + (tallest - len(column)) * (HEIGHT + GAP) // 2,
        )
        for n, column in enumerate(columns)
        for row, key in enumerate(column)
    }


def _edges(links: Sequence[DocumentLink], places: dict[str, tuple[int, int]]) -> list[Edge]:
    twice: dict[tuple[str, str], int] = defaultdict(int)
    drawn = []
    for link in links:
        pair = link.source_id, node_key(link)
        lower = 18 * twice[pair]  # several links of one pair run side by side
        twice[pair] += 1
        (x1, y1), (x2, y2) = places[pair[0]], places[pair[1]]
        y1, y2 = y1 + HEIGHT // 2 + lower, y2 + HEIGHT // 2 + lower
        start, end = (x1, x2 + WIDTH) if x1 > x2 else (x1 + WIDTH, x2)
        bend = (end - start) // 2
        drawn.append(
            Edge(
                link=link,
                kind=link.kind,
                path=f"M{start},{y1} C{start + bend},{y1} {end - bend},{y2} {end},{y2}",
                x=start + (8 if bend > 0 else -8),
                y=y1 - 6,
                is_leftward=bend < 0,
            )
        )
    return drawn
