"""How an act was passed, as the line under its title says (…常务委员会第十次会议通过)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import dates_in
from corpus.metadata.bodies import is_body
from corpus.metadata.lines import Line
from corpus.model import Span

_PASSED = re.compile(r"通过|修订|修正|修改|公布|发布|颁布|印发|订定|核定|函颁")
_SESSION = re.compile(r"第[\d一二三四五六七八九十]{1,4}届")
_MEETING = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,8}}?(?:省|市|自治区|州|县|区))?(?:{_SESSION.pattern})?"
    r"(?:全国)?(?:人民代表大会常务委员会|人民代表大会|国务院|(?<=[省市区州县])人民政府)"
    r"(?=第[\d一二三四五六七八九十百]{1,5}次)"
)
_DATED = re.compile(r"[（(]?(?:\d{4}|[一二]\S{3}|中华民国[ \d一二三四五六七八九十百零〇]{1,8})年")
_FORCE = re.compile(r"[起开]|生效|施行|实施")
"""Words after a day from which the act applies: no day of passing it."""
_ISSUER = re.compile(
    r"(?:日|号)(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff]{3,30}?)(?:令(?:第\d{1,4}号)?)?"
    r"(?:公布|发布|颁布|印发)"
)
"""「1995年8月28日上海市人民政府令第13号发布」."""
_LINES_BELOW = 8
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Enactment:
    """The latest act of passing or amending that stands under a title."""

    body: Span | None
    """Words that name the assembly, with its session (第十四届), or the office that issued it."""
    passed_on: date
    span: Span
    """The latest date."""


def find_enactment(lines: Sequence[Line], title_end: int) -> Enactment | None:
    """The enactment under a title that ends at offset `title_end`, or None.

    The date is the latest of those that stand with 通过, 修订, 修正 or 公布: that of the
    printed version.
    """
    below = [line for line in lines if line.start >= title_end][:_LINES_BELOW]
    latest: tuple[date, Span] | None = None
    body: Span | None = None
    for line in below:
        if len(line.text) > _LONGEST or not _PASSED.search(line.text):
            if latest is not None or line.text.startswith("第"):
                break
            continue
        if not _DATED.match(line.text):
            continue
        for mention in dates_in(line.text):
            if _FORCE.match(line.text, mention.span.end):
                continue
            span = Span(start=line.start + mention.span.start, end=line.start + mention.span.end)
            if latest is None or mention.value >= latest[0]:
                latest = mention.value, span
        if match := _MEETING.search(line.text):
            body = Span(start=line.start + match.start(), end=line.start + match.end())
        elif (match := _ISSUER.search(line.text)) and is_body(match["body"]):
            body = Span(start=line.start + match.start("body"), end=line.start + match.end("body"))
    return Enactment(body, *latest) if latest else None


def assembly(words: str) -> str:
    """Name of an assembly without its session.

    >>> assembly("第十四届全国人民代表大会常务委员会")
    '全国人民代表大会常务委员会'
    """
    return _SESSION.sub("", words)
