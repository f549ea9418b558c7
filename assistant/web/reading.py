"""A document cut into the stretches that its reading page shows, and its clause tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.model import Clause, PolicyDocument, Script, Span
from corpus.scripts import convert


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part or a clause as printed, with the highlighted stretch in the middle."""

    id: str
    """Id of the clause; empty for a part."""
    label: str
    kind: str
    """clause, or the kind of part: lead, title, addressee, …"""
    depth: int
    """Number of clauses around it, from 0."""
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A clause of the outline and what stands below it."""

    clause: Clause
    children: list[Branch] = field(default_factory=list)


def outline(document: PolicyDocument) -> list[Branch]:
    """The clause tree, in the order of the text."""
    branches = {clause.id: Branch(clause=clause) for clause in document.clauses}
    roots: list[Branch] = []
    for branch in branches.values():
        parent = branches.get(branch.clause.parent_id or "")
        (parent.children if parent else roots).append(branch)
    return roots


def converted(segment: Segment, script: Script) -> Segment:
    """The same stretch as it reads in `script`; for reading only, never for quoting."""
    return replace(
        segment,
        before=convert(segment.before, script),
        marked=convert(segment.marked, script),
        after=convert(segment.after, script),
    )


def segments(document: PolicyDocument, start: int = -1, end: int = -1) -> list[Segment]:
    """All parts and clauses in the order of the text.

    Args:
        document: The document.
        start: First highlighted code point; negative for none.
        end: End of the highlighted stretch, exclusive.
    """
    found: list[tuple[Span, str, Clause | None]] = [
        (part.span, part.kind.value, None) for part in document.parts
    ]
    found += [(clause.span, "clause", clause) for clause in document.clauses]
    found.sort(key=lambda item: (item[0].start, item[0].end))
    return [
        _segment(document.text, span, kind, clause, Span(start=start, end=end))
        for span, kind, clause in _with_gaps(found, len(document.text))
        if span.of(document.text).strip()
    ]


def _with_gaps(
    found: list[tuple[Span, str, Clause | None]], length: int
) -> Iterator[tuple[Span, str, Clause | None]]:
    """The stretches, and between them what belongs to none, so that no word goes missing."""
    at = 0
    for span, kind, clause in found:
        if span.start > at:
            yield Span(start=at, end=span.start), "other", None
        yield span, kind, clause
        at = max(at, span.end)
    if at < length:
        yield Span(start=at, end=length), "other", None


def _segment(text: str, span: Span, kind: str, clause: Clause | None, mark: Span) -> Segment:
    first = min(max(mark.start, span.start), span.end) if mark.start >= 0 else span.end
    last = min(max(mark.end, first), span.end)
    return Segment(
        id=clause.id if clause else "",
        label=clause.label if clause else "",
        kind=kind,
        depth=max(0, len(clause.path) - 1) if clause else 0,
        before=text[span.start : first].lstrip("\r\n"),
        marked=text[first:last],
        after=text[last : span.end].rstrip(),
    )
