"""署名: bodies and date with which a document is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import dates_in
from corpus.metadata.bodies import begins_anew, is_person, split_bodies
from corpus.metadata.lines import Line
from corpus.model import Span

_MOST_BODIES = 60
_MAY_BE_DATE = re.compile(r"[日号\d][^，。；：]{0,8}$")
_AROUND_DATE = re.compile(r"[（）\s]|印发|发布|公布|通过|签发|施行")


@dataclass(frozen=True, slots=True)
class Signature:
    """One block of bodies with the date under it."""

    bodies: tuple[Span, ...]
    """Names in printed order, offsets into the text."""
    signed_on: date | None
    date_span: Span | None
    start: int
    """Offset of the block's first character."""


def find_signatures(folded: str, lines: Sequence[Line]) -> tuple[Signature, ...]:
    """Blocks of body names that a line with a full date closes, in reading order."""
    return tuple(_signatures(folded, lines))


def _signatures(folded: str, lines: Sequence[Line]) -> Iterator[Signature]:
    for index, line in enumerate(lines):
        dated = _date_of(line)
        if dated is None:
            continue
        signed_on, span, before = dated
        bodies = _bodies_on(before, line.start) if before else ()
        if before and not bodies:
            continue
        above = _bodies_above(lines, index)
        bodies = (*above, *bodies)
        if bodies or (index and is_person(lines[index - 1].text)):
            start = bodies[0].start if bodies else lines[index - 1].start
            yield Signature(tuple(bodies), signed_on, span, start)


def _date_of(line: Line) -> tuple[date, Span, str] | None:
    """Date of a line that holds nothing else but, before it, names; with those names."""
    if len(line.text) > 120 or not _MAY_BE_DATE.search(line.text):
        return None
    mentions = dates_in(line.text)
    if len(mentions) != 1:
        return None
    mention = mentions[0]
    after = _AROUND_DATE.sub("", line.text[mention.span.end :])
    if after:
        return None
    before = line.text[: mention.span.start].rstrip(" （")
    span = Span(start=line.start + mention.span.start, end=line.start + mention.span.end)
    return mention.value, span, before


def _bodies_on(words: str, offset: int) -> tuple[Span, ...]:
    spans = split_bodies(words) or ()
    return tuple(Span(start=s.start + offset, end=s.end + offset) for s in spans)


def _bodies_above(lines: Sequence[Line], index: int) -> tuple[Span, ...]:
    found: list[tuple[Span, ...]] = []
    names: list[str] = []
    for line in reversed(lines[max(0, index - _MOST_BODIES) : index]):
        if is_person(line.text) and not found:
            continue
        spans = _bodies_on(line.text, line.start)
        if not spans:
            if found and _wraps(line, names[-1]):
                first = found[-1][0]
                found[-1] = (Span(start=line.start, end=first.end), *found[-1][1:])
            break
        found.append(spans)
        names.append(line.compact)
    return tuple(span for spans in reversed(found) for span in spans)


def _wraps(upper: Line, name: str) -> bool:
    """True when a name that begins with a place wrapped after `upper` and goes on as `name`."""
    if begins_anew(name) or len(upper.text) > 30 or re.search(r"[，。；：！？\d]", upper.text):
        return False
    return begins_anew(upper.compact)
