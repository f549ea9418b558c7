"""施行与有效期: from when and until when a document says that it applies.

Three kinds of statement count: the force clause (本办法自2024年1月1日起施行), the stated
validity (有效期至2028年12月31日, 有效期5年) and the period that stands in the document's own
title, or in the title of the plan that it issues (2022—2025年, “十四五”, 2019年…安排). Periods
of programmes that the text merely mentions, and of papers that it governs (许可证有效期5年),
do not count; nor does the period of a plan that a reply approves or a notice forwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import DATE, add_months, add_years, match_date, stated_deadlines
from corpus.metadata.ending import event_end
from corpus.model import Span
from corpus.numerals import NUMERAL, parse_numeral
from corpus.scan import matches_at

_IN_FORCE = r"(?:正式|试|暂)?(?:施行|实施|执行|生效|实行|试行|起效)"
_PLAIN_DATE = re.sub(r"\?P<\w+>", "?:", DATE)
_FROM = re.compile(
    rf"(?:自|从|于)?\s{{0,4}}(?P<on>{_PLAIN_DATE})\s{{0,4}}(?:起|开始)?\s{{0,4}}(?:至\s{{0,4}}(?P<to>{_PLAIN_DATE})\s{{0,4}}(?:止|期间)?)?"
    rf"\s{{0,4}}{_IN_FORCE}(?!的|情况|以来|细则|办法|方案)"
    rf"(?:，\s{{0,4}}(?:有效期)?(?:截至|截止到?|至|到)\s{{0,4}}(?P<until>{_PLAIN_DATE})(?:止)?)?"
)
_FROM_ISSUE = re.compile(
    r"自?(?:本[\u4e00-\u9fff]{1,6})?(?:印发|发布|公布|颁布|发文|签发|下发|印发公布|公布印发)(?:之)?日(?:起)?"
    rf"(?:满?(?P<days>{NUMERAL})(?P<unit>个月|日|天)(?:之?后|起)?)?{_IN_FORCE}(?!的|情况|以来)"
    rf"(?:，\s{{0,4}}(?:有效期)?(?:截至|截止到?|至|到)\s{{0,4}}(?P<until>{_PLAIN_DATE})(?:止)?)?"
)
_TO = r"(?:截至|截止到?|截止至?|至|到)"
_LAST_DAY = rf"(?P<until>{_PLAIN_DATE}|20\d\d年(?:\d{{1,2}}月)?[底末]?)"
_UNTIL = re.compile(
    rf"(?:有效期限?(?:{_TO}|为?(?:自|从)?[^。；]{{0,24}}?(?:至|到))"
    rf"|(?:施行|执行|实施|试行|延续|延长)(?:期限?|时间)?(?:暂定)?(?:{_TO}|(?:为|自|从)[^。；，]{{0,24}}?(?:至|到)))"
    rf"\s{{0,4}}{_LAST_DAY}"
)
_N = r"[ \t]*[\d〇零○一二三四五六七八九十廿卅]{1,3}[ \t]*"
_FULL_DATE = re.compile(rf"年(?={_N}月{_N}[日号])")
_ISSUE_DAY = re.compile(
    "(?:印(?=发)|发(?=[布文])|公(?=布)|颁(?=布)|签(?=发)|下(?=发))(?=.(?:公布|印发)?之?日)"
)
_VALID = re.compile("有(?=效期)|施(?=行)|执(?=行)|试(?=行)|实(?=施)|延(?=[续长])")
"""Hints (`corpus.scan`) where each kind of statement can be, and the characters that stand before
them at most; a date with wider gaps between its parts than this leaves room for is none."""
_BEFORE_YEAR, _BEFORE_ISSUE = 40, 8
_LASTS = re.compile(
    rf"(?:(?:有效|试行|施行|执行|实施)期(?:限)?|试行|暂定)[：为是暂定]{{0,4}}"
    rf"(?:(?:自|从)[^。；，、\d]{{2,16}}起，?)?(?P<count>{NUMERAL})(?P<unit>个月|年)"
)
_OWN = re.compile(
    r"本(?:办法|规定|规则|细则|条例|意见|通知|方案|措施|政策|计划|规划|通告|公告|决定|法|章程|标准"
    r"|制度|指南|准则|暂行|实施|行动|若干|试行|文件|规范|标准|目录|清单|预案|通则|令|管理|工作|指导|批复|函|规程|要点|须知|导则|守则|规约|公约|纪要|作业)"
    r"|现(?:将|予|就|行)?[^。]{0,60}(?:公布|印发|发布)|予以(?:公布|印发|发布)|负责解释"
    r"|(?:上述|(?<![年月岁个级元人%])以上|如下)[^，。；]{0,8}"
    r"(?:政策|措施|规定|意见|办法|方案|条款|事项|通知|公告|决定)"
)
_MARKER = re.compile(
    r"^[\s*]*(?:第[一二三四五六七八九十百零〇\d]+条\s+|[一二三四五六七八九十]+、|（[^（）]{1,4}）|\d+[.、])?[\s，]*$"
)
_PART_ONLY = re.compile(r"第[一二三四五六七八九十百零〇\d、至和]+条(?:的|规定|第|、|和|至|自)")

_TITLE_YEARS = re.compile(r"(?:19|20)\d\d年?\s*(?:[—–\-~～－至到]{1,2})\s*(?P<last>20\d\d)\s*年")
_FIVE_YEARS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
_FIVE_YEAR_PLAN = re.compile(
    r"“?(?P<plan>十[二三四五]五)”?(?!时期.{0,4}意见)[^》]{0,50}(?:规划|计划|方案)"
)
_ONE_YEAR = re.compile(
    r"(?P<year>20\d\d)年(?:度)?[^》]{0,40}(?:安排|工作要点|重点工作|重点任务|工作任务|工作计划|年度计划)"
)
_OF_ITSELF = re.compile(rf"{_IN_FORCE}|起|日|并|且|政策|措施|文件|扶持|试点|申报|其$|该$|的$")
"""What may stand before a document's own 有效期 instead of its name."""
_LONGEST_DELAY = 400
"""Days (or months) after issue beyond which 自公布之日起N日后施行 is a misprint."""
_MOST_YEARS = 30
_NOT_OWN_PLAN = re.compile(r"(?:批复|复函|的函|答复)$|转发|批转")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When a document says that it applies, and the words that say so."""

    effective_from: date | None = None
    from_span: Span | None = None
    effective_until: date | None = None
    until_span: Span | None = None
    """Also where the end is told by an event alone, and no day by it."""


def read_period(
    folded: str, *, issued_on: date | None, title: str | None, title_span: Span | None
) -> Period:
    """The stated period of force.

    Args:
        folded: Folded text of the whole document.
        issued_on: 成文日期, from which 自印发之日起 counts.
        title: Folded title.
        title_span: Where the title stands, as evidence for a period in it.
    """
    start, start_span, stop, stop_span = _statement(folded, issued_on)
    if stop is None:
        stop, stop_span = _validity(folded, start or issued_on)
    if stop is None and title:
        stop = title_period(title)
        stop_span = title_span if stop else None
    if stop is None:
        stop_span = event_end(folded, lambda before: bool(_OWN.search(before)))
    return Period(
        effective_from=start, from_span=start_span, effective_until=stop, until_span=stop_span
    )


def title_period(title: str) -> date | None:
    """Last day of the period in the title of a plan, or None.

    >>> title_period("关于印发《扶持工作方案（2022-2025年）》的通知")
    datetime.date(2025, 12, 31)
    >>> title_period("关于总体规划（2018—2035年）的批复") is None
    True
    """
    if _NOT_OWN_PLAN.search(title):
        return None
    if match := _TITLE_YEARS.search(title):
        return date(int(match["last"]), 12, 31)
    if match := _FIVE_YEAR_PLAN.search(title):
        return date(_FIVE_YEARS[match["plan"]], 12, 31)
    if match := _ONE_YEAR.search(title):
        return date(int(match["year"]), 12, 31)
    return None


def _date_in(text: str) -> date | None:
    match = re.search(DATE, text)
    return match_date(match) if match else None


def _last_day(words: str) -> date | None:
    """The day, or the last day of the month or year that `words` name (2025年底)."""
    day = _date_in(words)
    if day is not None:
        return day
    limits = stated_deadlines(words if words[-1] in "底末" else f"{words}底", None)
    return limits[0].value if limits else None


def _statement(
    folded: str, issued_on: date | None
) -> tuple[date | None, Span | None, date | None, Span | None]:
    """The last statement of force that speaks of this document itself."""
    start: date | None = None
    stop: date | None = None
    start_span = stop_span = None
    for match in _own_matches(
        folded,
        *matches_at(_FROM, _FULL_DATE, folded, back=_BEFORE_YEAR),
        *matches_at(_FROM_ISSUE, _ISSUE_DAY, folded, back=_BEFORE_ISSUE),
    ):
        groups = match.groupdict()
        span = Span(start=match.start(), end=match.end())
        if groups.get("on"):
            start, start_span = _date_in(groups["on"]) or start, span
        else:
            start_span = span
            start = _after_issue(groups, issued_on)
        last = groups.get("to") or groups.get("until")
        if last:
            stop, stop_span = _date_in(last), span
    return start, start_span if start or start_span else None, stop, stop_span


def _after_issue(groups: dict[str, str | None], issued_on: date | None) -> date | None:
    if issued_on is None:
        return None
    count = parse_numeral(groups.get("days") or "0")
    if count is None or count > _LONGEST_DELAY:
        return None
    if groups.get("unit") == "个月":
        month = issued_on.month - 1 + count
        day = min(issued_on.day, 28)
        return date(issued_on.year + month // 12, month % 12 + 1, day)
    return issued_on + timedelta(days=count)


def _validity(folded: str, start: date | None) -> tuple[date | None, Span | None]:
    for match in _own_matches(folded, *matches_at(_UNTIL, _VALID, folded), loose=True):
        until = _last_day(match["until"])
        if until is not None:
            return until, Span(start=match.start(), end=match.end())
    for match in _own_matches(folded, *_LASTS.finditer(folded), loose=True):
        until = _end_of(match, start)
        if until is not None:
            return until, Span(start=match.start(), end=match.end())
    return None, None


def _end_of(match: re.Match[str], start: date | None) -> date | None:
    """Last day of so many years or months from `start`; None for none, or for a misprint."""
    count = parse_numeral(match["count"])
    if start is None or not count:
        return None
    if match["unit"] == "年":
        return add_years(start, count) if count <= _MOST_YEARS else None
    return add_months(start, count) if count <= _MOST_YEARS * 12 else None


def _own_matches(
    folded: str, *matches: re.Match[str], loose: bool = False
) -> Iterator[re.Match[str]]:
    """Those matches whose sentences speak of this document, in reading order.

    Args:
        folded: Folded text.
        matches: Statements found in it.
        loose: 有效期 may follow a force clause that names no document; 执行至 may not.
    """
    for match in sorted(matches, key=lambda found: found.start()):
        before = _sentence_before(folded, match.start())
        if _PART_ONLY.search(before):
            continue
        if loose:
            follows = match.group().startswith("有效期") and re.search(_IN_FORCE, before)
        else:
            follows = _MARKER.match(before)
        if loose and match.group().startswith("有效期") and _is_of_a_paper(before):
            continue
        if follows or _OWN.search(before):
            yield match


def _is_of_a_paper(before: str) -> bool:
    """Whether 有效期 is said of what stands right before it: 准予延续，延续注册有效期为5年."""
    said = re.split(r"[，、：]", before)[-1].strip()
    return bool(said) and not _OWN.search(said) and not _OF_ITSELF.search(said)


def _sentence_before(folded: str, end: int) -> str:
    stretch = folded[max(0, end - 200) : end]
    return re.split(r"[。；！？\n]", stretch)[-1]
