"""Reads a document's metadata from its text and structure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import dates_in
from corpus.document_number import find_document_numbers, numbers_in, printed_number
from corpus.metadata.bodies import alike, title_bodies
from corpus.metadata.enactment import assembly, find_enactment
from corpus.metadata.jurisdiction import jurisdiction_of
from corpus.metadata.labels import (
    labelled_bodies,
    labelled_date,
    labelled_number,
    labelled_title,
    masthead_bodies,
)
from corpus.metadata.lines import Line, split_lines
from corpus.metadata.model import Metadata
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
_STATE_COUNCIL_ORDER = re.compile(r"(?:中华人民共和国)?(?:国务院|國務院)令第(\d+)(号|號)$")
_ORDER_AGENCY = re.compile(r"^(?:中华人民共和国)?(?P<body>.+?)(?:令|公告|通告)$")


@dataclass(frozen=True, slots=True)
class _Number:
    printed: str
    agency: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Issue:
    bodies: tuple[str, ...]
    span: Span | None
    issued_on: date | None
    date_span: Span | None


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
    number = _find_number(text, folded, head)
    title = _find_title(text, folded, head, parts)
    if title is not None:
        title, behind = _split_number(text, title)
        number = number or behind
    issue = _find_issue(text, folded, title, number, head)
    folded_title = fold(title.words) if title else None
    period = read_period(
        folded,
        issued_on=issue.issued_on,
        title=folded_title,
        title_span=title.span if title else None,
    )
    place, place_field = jurisdiction_of(
        issue.bodies,
        number.printed if number else None,
        title.words if title else None,
        roc_calendar=bool(_ROC.search(folded[:_HEAD])),
    )
    abridged = _ABRIDGED.search(folded)
    spans: dict[str, Span | None] = {
        "title": title.span if title else None,
        "document_number": number.span if number else None,
        "issuing_bodies": issue.span,
        "issued_on": issue.date_span,
        "effective_from": period.from_span,
        "effective_until": period.until_span,
        "abridged": Span(start=abridged.start(), end=abridged.end()) if abridged else None,
    }
    spans["jurisdiction"] = spans.get(place_field)
    return Metadata(
        title=title.words if title else None,
        document_number=number.printed if number else None,
        issuing_bodies=issue.bodies,
        issued_on=issue.issued_on,
        effective_from=period.effective_from,
        effective_until=period.effective_until,
        jurisdiction=place or NATIONAL,
        script=detect_script(text[:_SAMPLE]),
        abridged=abridged is not None,
        evidence=tuple((field, span) for field, span in spans.items() if span is not None),
        warnings=tuple(_warnings(file, title, issue, number, place is None)),
    )


def _find_number(text: str, folded: str, head: Sequence[Line]) -> _Number | None:
    """The first number that fills its line (or lines); else the one labelled 发文字号."""
    end = head[-1].end if head else 0
    for mention in numbers_in(folded[:end]):
        if mention.number.agency and _fills_lines(folded, mention.span):
            return _number(text, mention.span)
    span = labelled_number(folded)
    return _number(text, span) if span else None


def _fills_lines(folded: str, span: Span) -> bool:
    before = re.split(r"[\n\r]", folded[max(0, span.start - 40) : span.start])[-1]
    after = re.split(r"[\n\r]", folded[span.end : span.end + 40])[0]
    starts = not before.strip(" *#（>") or bool(re.fullmatch(r".*[ ]{1,}", before))
    label = re.fullmatch(r"[ *]*(?:文[ ]*号|发文字号|编号)[：:]?[ *]*", before)
    ends = not after.strip(" *）") or after.startswith(" ")
    return (starts or label is not None) and ends


def _number(text: str, span: Span) -> _Number:
    words = span.of(text)
    printed = printed_number(words)
    order = _STATE_COUNCIL_ORDER.search(fold(printed))
    if order:  # filed under its short form
        printed = f"国令第{order[1]}号" if "号" in printed else f"國令第{order[1]}號"
    found = find_document_numbers(words)
    return _Number(printed, found[0].number.agency if found else "", span)


def _find_title(
    text: str, folded: str, head: Sequence[Line], parts: Sequence[Part]
) -> Title | None:
    """The covering notice's title; where the page leaves that out, the attached text's."""
    numbered = _number_lines(folded, head)
    spans = [part.span for part in parts if part.kind is PartKind.TITLE]
    title = find_title(text, head, numbered, spans)
    if title is not None:
        return linked_title(text, folded, fold(title.words)) or title
    span = labelled_title(folded)
    if span is not None:
        return Title(tidy(span.of(text)), span)
    return _first_line_title(text, head)


def _split_number(text: str, title: Title) -> tuple[Title, _Number | None]:
    """A title without the 文号 that a page prints behind it in brackets, and that number."""
    words = title.span.of(text).rstrip()
    mentions = find_document_numbers(words)
    if not mentions or not re.fullmatch(r"[)）]?", words[mentions[-1].span.end :]):
        return title, None
    found = mentions[-1].span
    if found.start == 0 or words[found.start - 1] not in "（(":
        return title, None
    span = Span(start=title.span.start, end=title.span.start + found.start - 1)
    inner = Span(start=title.span.start + found.start, end=title.span.start + found.end)
    cut = fold(title.words).rfind("（")
    return Title(title.words[:cut].rstrip(), span), _number(text, inner)


def _number_lines(folded: str, head: Sequence[Line]) -> set[int]:
    if not head:
        return set()
    spans = [
        mention.span
        for mention in numbers_in(folded[: head[-1].end])
        if _fills_lines(folded, mention.span)
    ]
    return {
        index
        for index, line in enumerate(head)
        if any(span.start < line.end and line.start < span.end for span in spans)
    }


def _first_line_title(text: str, head: Sequence[Line]) -> Title | None:
    """The first short line of a text without any title of the official kind."""
    for line in head[:3]:
        short = 3 <= len(line.text) <= 60 and "。" not in line.text
        if short and not is_date(line.text) and not is_noise(line.text):
            return Title(tidy(line.span.of(text)), line.span)
    return None


def _find_issue(
    text: str, folded: str, title: Title | None, number: _Number | None, head: Sequence[Line]
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
    bodies, span = _bodies(text, folded, title, number, signature)
    if enacted is not None and enacted.body is not None and not (signature and signature.bodies):
        bodies, span = (assembly(_compact(enacted.body.of(text))),), enacted.body
    return _Issue(bodies, span, issued_on, date_span)


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
    number: _Number | None,
    signature: Signature | None,
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
    return (), None


def _names(text: str, spans: Sequence[Span]) -> tuple[tuple[str, ...], Span]:
    names = tuple(_compact(span.of(text)) for span in spans)
    return names, Span(start=spans[0].start, end=spans[-1].end)


def _compact(words: str) -> str:
    return re.sub(r"\s", "", words)


def _date_under_title(head: Sequence[Line], title: Title | None) -> tuple[date | None, Span | None]:
    """A line with a date alone within the five lines under the title."""
    below = [line for line in head if title is not None and line.start >= title.span.end][:5]
    for line in below:
        mentions = dates_in(line.text)
        if len(mentions) == 1 and (is_date(line.text) or "会议上" in line.text):
            span = mentions[0].span
            return mentions[0].value, Span(start=line.start + span.start, end=line.start + span.end)
    return None, None


def _warnings(
    file: str, title: Title | None, issue: _Issue, number: _Number | None, no_place: bool
) -> list[str]:
    found = []
    if title is None:
        found.append(f"{file}: no title found")
    if not issue.bodies:
        found.append(f"{file}: no issuing body found")
    if no_place:
        found.append(f"{file}: nothing states the place; taken as national")
    if number and issue.issued_on:
        years = re.search(r"〔(\d{4})〕", number.printed)
        if years and abs(int(years[1]) - issue.issued_on.year) > 1:
            found.append(
                f"{file}: number {number.printed} and date {issue.issued_on} are years apart"
            )
    return found
