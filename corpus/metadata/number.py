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
_ANNOUNCEMENT = re.compile(r"(?:公告|通告|令)\s*(?=[\n\r])")
"""A line that ends so, above a number that names no office: 2024年第6号."""
_DATED = re.compile(
    r"[（ ]*(?:中华)?民国[ \d一二三四五六七八九十百零〇]{1,8}年.{2,12}日[\u4e00-\u9fff]{0,20}"
)
_PASSED = re.compile(r"[ ]*(?:函|令|公告)?(?:发布|公布|颁布|订定|修正|核定|函颁|废止|下达)")


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
    mentions = numbers_in(folded[:end])
    for mention in mentions:
        own = _fills_lines(folded, mention.span) or _follows_date(folded, mention.span)
        if mention.number.agency and own:
            return _number(text, mention.span)
    span = labelled_number(folded)
    if span is not None:
        return _number(text, span)
    announced = _ANNOUNCEMENT.search(folded, 0, end)
    for mention in mentions if announced else ():
        if mention.number.year and _fills_lines(folded, mention.span):
            return _number(text, mention.span)
    return None


def _follows_date(folded: str, span: Span) -> bool:
    """A line of Taiwan: 中華民國113年2月20日新北社助字第1130312345號函訂定."""
    before = re.split(r"[\n\r]", folded[max(0, span.start - 60) : span.start])[-1]
    return bool(_DATED.fullmatch(before) and _PASSED.match(folded, span.end))


def _fills_lines(folded: str, span: Span) -> bool:
    before = re.split(r"[\n\r]", folded[max(0, span.start - 40) : span.start])[-1]
    after = re.split(r"[\n\r]", folded[span.end : span.end + 40])[0]
    starts = not before.strip(" *#（>") or bool(re.fullmatch(r".*[ ]{1,}", before))
    label = re.fullmatch(r"[ *]*(?:文[ ]*号|发文字号|编号)[：:]?[ *]*", before)
    ends = not after.strip(" *）") or after.startswith(" ")
    return (starts or label is not None) and ends


def _number(text: str, span: Span) -> OwnNumber:
    words = span.of(text)
    printed = printed_number(words) if find_document_numbers(words) else words
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
