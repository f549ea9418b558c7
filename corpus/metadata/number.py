"""文号 of a document: the number line under its title, or a page's 发文字号 field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document_number import find_document_numbers, numbers_in, printed_number
from corpus.metadata.labels import labelled_number
from corpus.metadata.lines import Line
from corpus.metadata.title import Title
from corpus.model import Span
from corpus.normalize import fold

_STATE_COUNCIL_ORDER = re.compile(r"(?:中华人民共和国)?(?:国务院|國務院)令第(\d+)(号|號)$")


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """The document's own number."""

    printed: str
    agency: str
    """机关代字."""
    span: Span


def find_number(text: str, folded: str, head: Sequence[Line]) -> OwnNumber | None:
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


def _number(text: str, span: Span) -> OwnNumber:
    words = span.of(text)
    printed = printed_number(words)
    order = _STATE_COUNCIL_ORDER.search(fold(printed))
    if order:  # filed under its short form
        printed = f"国令第{order[1]}号" if "号" in printed else f"國令第{order[1]}號"
    found = find_document_numbers(words)
    return OwnNumber(printed, found[0].number.agency if found else "", span)


def split_number(text: str, title: Title) -> tuple[Title, OwnNumber | None]:
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


def number_lines(folded: str, head: Sequence[Line]) -> set[int]:
    """Indexes of the lines of the head that hold a number."""
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
