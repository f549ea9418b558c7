"""Page headers that name their fields: 发文字号：…, 成文日期：…, 发文机关：…."""

from __future__ import annotations

import re
from datetime import date

from corpus.dates import dates_in
from corpus.document_number import numbers_in
from corpus.metadata.bodies import split_bodies
from corpus.model import Span

_HEAD = 6000
_VALUE = r"[*\s]{0,8}[：:]?[*\s]{0,8}[：:][*\s]{0,8}(?P<value>[^\n\r]{1,120})"
_NUMBER = re.compile(rf"(?:发文字号|发文文号|文[ ]*号|公文编号){_VALUE}")
_REFERENCE = re.compile(
    rf"(?:通函编号|档案?编?号|本函档号|通告编号|文件编号|通告第|参考编号){_VALUE}", re.IGNORECASE
)
_PRINTED = re.compile(
    r"[（(]?[A-Za-z][A-Za-z0-9/&. \-]{0,30}[（(]?[0-9]+[A-Za-z0-9/()（） \-]{0,20}"
)
"""A number of Hong Kong and Macao: LWB 12/2024, (5) in EDB(SA)/ADM/150/1."""
_AMENDED = re.compile(r"修正日期：")
_SIGNED = re.compile(
    rf"(?:成文日期|发文日期|签发日期|印发日期|成文时间|发文时间|修正日期|公布日期){_VALUE}"
)
_ISSUER = re.compile(
    rf"(?:发文机关|发文单位|(?:发布|制发|颁布)(?:机关|单位)|发布机构|制定机关){_VALUE}"
)
_TITLE = re.compile(rf"(?:^|[\n\r])[ *]*(?:标[ ]*题|名[ ]*称){_VALUE}")
_MASTHEAD = re.compile(
    r"(?:^|(?<=[\n\r *]))(?P<names>[^\s*，。：；][^\n\r，。：；]{2,79}?)[ ]?文[ ]?件(?=[\s*]|$)"
)
_CUT = re.compile(r"[ ]{2,}|\t|\|")


def labelled_number(folded: str) -> Span | None:
    """Span of the number after 发文字号."""
    for match in _NUMBER.finditer(folded, 0, _HEAD):
        mentions = numbers_in(match["value"])
        if mentions and mentions[0].span.start == 0:
            return _shift(mentions[0].span, match.start("value"))
    reference = _REFERENCE.search(folded, 0, _HEAD)
    value = _PRINTED.match(reference["value"]) if reference else None
    if reference is None or value is None:
        return None
    offset = reference.start("value")
    return Span(start=offset, end=offset + len(value.group().rstrip()))


def labelled_date(folded: str) -> tuple[date, Span] | None:
    """Date after 成文日期 (or 修正日期 of an act) and its span."""
    for match in _SIGNED.finditer(folded, 0, _HEAD):
        mentions = dates_in(match["value"])
        if mentions and mentions[0].span.start <= 2:
            return mentions[0].value, _shift(mentions[0].span, match.start("value"))
    return None


def is_amended(folded: str) -> bool:
    """Whether the date over an act is that of its last amendment.

    「自公布日施行」 in it counts from its first promulgation, which the text does not date.
    """
    return bool(_AMENDED.search(folded, 0, _HEAD))


def labelled_bodies(folded: str) -> tuple[Span, ...]:
    """Spans of the names after 发文机关."""
    for match in _ISSUER.finditer(folded, 0, _HEAD):
        value = _CUT.split(match["value"])[0].strip(" *")
        spans = split_bodies(value)
        if spans:
            offset = match.start("value") + match["value"].index(value)
            return tuple(_shift(span, offset) for span in spans)
    return ()


def masthead_bodies(folded: str) -> tuple[Span, ...]:
    """Spans of the names in the 发文机关标志, e.g. 郴州市人民政府文件 (GB/T 9704, 7.2.4)."""
    for match in _MASTHEAD.finditer(folded, 0, _HEAD):
        spans = split_bodies(match["names"])
        if spans:
            return tuple(_shift(span, match.start("names")) for span in spans)
    return ()


def labelled_title(folded: str) -> Span | None:
    """Span of the words after 标题."""
    match = _TITLE.search(folded, 0, _HEAD)
    if match is None:
        return None
    value = _CUT.split(match["value"])[0].strip(" *")
    start = match.start("value") + match["value"].index(value)
    return Span(start=start, end=start + len(value)) if len(value) >= 4 else None


def _shift(span: Span, offset: int) -> Span:
    return Span(start=span.start + offset, end=span.end + offset)
