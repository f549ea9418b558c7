"""Reads a document's metadata from its text and structure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates import dates_in
from corpus.metadata.bodies import alike, leading_place, split_bodies, title_bodies
from corpus.metadata.doubts import doubtful_metadata
from corpus.metadata.enactment import assembly, find_enactment
from corpus.metadata.jurisdiction import jurisdiction_of
from corpus.metadata.labels import (
    is_amended,
    labelled_bodies,
    labelled_date,
    labelled_title,
    masthead_bodies,
)
from corpus.metadata.lines import Line, split_lines
from corpus.metadata.model import Metadata
from corpus.metadata.number import OwnNumber, find_number, number_lines, split_number
from corpus.metadata.own_place import own_place
from corpus.metadata.period import read_period
from corpus.metadata.signature import Signature, find_signatures
from corpus.metadata.title import Title, find_title, linked_title, tidy
from corpus.model import Part, PartKind, Span, Structure
from corpus.normalize import fold
from corpus.places import NATIONAL
from corpus.scripts import detect_script
from corpus.structure.lines import is_date, is_noise

_HEAD = 12_000
"""Characters of the head in which title and number are looked for."""
_HEAD_LINES = 120
_SAMPLE = 4_000
"""Characters from which the script is told."""

_ABRIDGED = re.compile(
    r"（(?:本文|此件|文件|内容|全文|原文)?(?:略?有|已|作了?)?(?:删减|删节|删略|节选|节录|摘录|摘要)[^（）]{0,6}）"
    r"|本文有删减"
)
_ROC = re.compile(r"民国\s*\d{1,3}\s*年")
_ORDER_AGENCY = re.compile(r"^(?:中华人民共和国)?(?P<body>.+?)(?:令|公告|通告)$")


@dataclass(frozen=True, slots=True)
class _Issue:
    bodies: tuple[str, ...]
    span: Span | None
    issued_on: date | None
    date_span: Span | None
    signed_on: date | None = None
    """Day under the signature, which a page's own 成文日期 may contradict."""


def read_metadata(text: str, structure: Structure | None, file: str) -> Metadata:
    """Title, 文号, issuers, dates, place and script of one document.

    Args:
        text: The decoded file, unchanged.
        structure: Its parts; without it the head of the text is searched for the title.
        file: Name of the file, for warnings.
    """
    folded = fold(text)
    parts = structure.parts if structure else ()
    head = split_lines(folded, 0, min(len(folded), _HEAD))[:_HEAD_LINES]
    number = find_number(text, folded, head)
    title = _find_title(text, folded, head, parts)
    if title is not None:
        title, behind = split_number(text, title)
        number = number or behind
    issue = _find_issue(text, folded, title, number, head)
    found = _assemble(text, folded, title, number, issue)
    doubts = doubtful_metadata(
        found,
        file,
        signed_on=issue.signed_on,
        placed=found.jurisdiction is not NATIONAL or "jurisdiction" in dict(found.evidence),
    )
    return replace(found, warnings=doubts)


def _assemble(
    text: str, folded: str, title: Title | None, number: OwnNumber | None, issue: _Issue
) -> Metadata:
    """Everything that was found, with what follows from it: period, place, script."""
    words, title_span = (title.words, title.span) if title else (None, None)
    period = read_period(
        folded,
        issued_on=None if is_amended(folded) else issue.issued_on,
        title=None if words is None else fold(words),
        title_span=title_span,
    )
    printed, number_span = (number.printed, number.span) if number else (None, None)
    roc_calendar = bool(_ROC.search(folded[:_HEAD]))
    place, place_field = jurisdiction_of(issue.bodies, printed, words, roc_calendar=roc_calendar)
    own = None if place or issue.bodies else own_place(folded)
    abridged = _ABRIDGED.search(folded)
    spans: dict[str, Span | None] = {
        "title": title_span,
        "document_number": number_span,
        "issuing_bodies": issue.span,
        "issued_on": issue.date_span,
        "effective_from": period.from_span,
        "effective_until": period.until_span,
        "abridged": Span(start=abridged.start(), end=abridged.end()) if abridged else None,
    }
    spans["jurisdiction"] = own[1] if own else spans.get(place_field)
    return Metadata(
        title=words,
        document_number=printed,
        issuing_bodies=issue.bodies,
        issued_on=issue.issued_on,
        effective_from=period.effective_from,
        effective_until=period.effective_until,
        jurisdiction=place or (own[0] if own else NATIONAL),
        script=detect_script(text[:_SAMPLE]),
        abridged=abridged is not None,
        evidence=tuple((field, span) for field, span in spans.items() if span is not None),
    )


def _find_title(
    text: str, folded: str, head: Sequence[Line], parts: Sequence[Part]
) -> Title | None:
    """The covering notice's title; where the page leaves that out, the attached text's."""
    numbered = number_lines(folded, head)
    spans = [part.span for part in parts if part.kind is PartKind.TITLE]
    title = find_title(text, head, numbered, spans)
    if title is not None:
        return linked_title(text, folded, fold(title.words)) or title
    span = labelled_title(folded)
    if span is not None:
        return Title(tidy(span.of(text)), span)
    return _first_line_title(text, head)


def _first_line_title(text: str, head: Sequence[Line]) -> Title | None:
    """The first short line of a text without any title of the official kind."""
    for line in head[:3]:
        short = 3 <= len(line.text) <= 60 and "。" not in line.text
        if short and not is_date(line.text) and not is_noise(line.text):
            return Title(tidy(line.span.of(text)), line.span)
    return None


def _find_issue(
    text: str, folded: str, title: Title | None, number: OwnNumber | None, head: Sequence[Line]
) -> _Issue:
    heading = fold(title.words) if title else ""
    named = [span.of(heading) for span in title_bodies(heading)]
    lines = split_lines(folded)
    signature = _own_signature(folded, find_signatures(folded, lines), named)
    labelled = labelled_date(folded)
    issued_on, date_span = labelled if labelled else (None, None)
    if issued_on is None and signature is not None:
        issued_on, date_span = signature.signed_on, signature.date_span
    enacted = find_enactment(head, title.span.end) if title else None
    if issued_on is None and enacted is not None:
        issued_on, date_span = enacted.passed_on, enacted.span
    if issued_on is None:
        issued_on, date_span = _date_under_title(head, title)
    bodies, span = _bodies(text, folded, title, number, signature, head)
    if (
        issued_on is None
        and title is not None
        and span is not None
        and span.end <= title.span.start
    ):
        issued_on, date_span = _date_in_letterhead(head, span, title)
    if enacted is not None and enacted.body is not None and not (signature and signature.bodies):
        bodies, span = (assembly(_compact(enacted.body.of(text))),), enacted.body
    return _Issue(bodies, span, issued_on, date_span, signature.signed_on if signature else None)


def _own_signature(
    folded: str, signatures: Sequence[Signature], named: Sequence[str]
) -> Signature | None:
    """The first signature of a body that the title names; the first one if it names none."""
    if not named:
        return signatures[0] if signatures else None
    for signature in signatures:
        names = [re.sub(r"\s", "", span.of(folded)) for span in signature.bodies]
        if not names or any(alike(name, body) for name in names for body in named):
            return signature
    return None


def _bodies(
    text: str,
    folded: str,
    title: Title | None,
    number: OwnNumber | None,
    signature: Signature | None,
    head: Sequence[Line],
) -> tuple[tuple[str, ...], Span | None]:
    inner = title_bodies(fold(title.words)) if title is not None else ()
    named = tuple(_compact(span.of(title.words)) for span in inner) if title is not None else ()
    if signature is not None and signature.bodies:
        names, span = _names(text, signature.bodies)
        # A long name wraps in the signature: the title has it whole.
        whole = len(names) == len(named) == 1 and named[0] != names[0]
        return (named if whole and named[0].endswith(names[0]) else names), span
    if title is not None and named:
        return named, title.span
    if labelled := labelled_bodies(folded) or masthead_bodies(folded):
        return _names(text, labelled)
    if number is not None and (match := _ORDER_AGENCY.match(number.agency)):
        body = match["body"]
        return (body,), number.span
    return _letterhead(text, head, title) or ((), None)


def _letterhead(
    text: str, head: Sequence[Line], title: Title | None
) -> tuple[tuple[str, ...], Span] | None:
    """Bodies above the title of a circular of Hong Kong or Macao, which bears no signature."""
    above = [line for line in head if title is not None and line.end <= title.span.start]
    spans = [
        Span(start=line.start + span.start, end=line.start + span.end)
        for line in above
        for span in split_bodies(line.text) or ()
    ]
    places = [leading_place(fold(span.of(text))) for span in spans]
    special = any(place and place.name in ("香港特别行政区", "澳门特别行政区") for place in places)
    return _names(text, spans) if special else None


def _names(text: str, spans: Sequence[Span]) -> tuple[tuple[str, ...], Span]:
    names = tuple(_compact(span.of(text)) for span in spans)
    return names, Span(start=spans[0].start, end=spans[-1].end)


def _compact(words: str) -> str:
    return re.sub(r"\s", "", words)


def _date_in_letterhead(
    head: Sequence[Line], bodies: Span, title: Title
) -> tuple[date | None, Span | None]:
    """A line with a date alone between the names of the issuers and the title."""
    between = [line for line in head if bodies.end <= line.start and line.end <= title.span.start]
    for line in between:
        mentions = dates_in(line.text)
        if len(mentions) == 1 and is_date(line.text):
            span = mentions[0].span
            return mentions[0].value, Span(start=line.start + span.start, end=line.start + span.end)
    return None, None


def _date_under_title(head: Sequence[Line], title: Title | None) -> tuple[date | None, Span | None]:
    """A line with a date alone within the five lines under the title."""
    below = [line for line in head if title is not None and line.start >= title.span.end][:5]
    for line in below:
        mentions = dates_in(line.text)
        if len(mentions) == 1 and (is_date(line.text) or "会议上" in line.text):
            span = mentions[0].span
            return mentions[0].value, Span(start=line.start + span.start, end=line.start + span.end)
    return None, None
