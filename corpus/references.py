"""引用: mentions of other documents (《…》（文号）) and of clauses (本办法第十条), and what for.

The relation comes from the words around the mention in its sentence: 根据/按照/落实 《…》 is
basis, 《…》同时废止 repeals, 将《…》…修改为 amends, 现将《…》印发 forwards; all else mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.clause_marks import clause_marks
from corpus.document_number import NumberMention, numbers_in, printed_number
from corpus.model import PartKind, Reference, Span, Structure
from corpus.normalize import fold

_DEFINED = re.compile(r"(?:以下|下)(?:统)?(?:简称|称)[：]?[“《]?(?P<short>[^》”）]{2,30})[》”]?")
_IS_DEFINITION = re.compile(r"(?:简称|以下称|下称)[：“]?$")
_LONGEST_TITLE = 160
_REACH = 160
"""Characters on either side of a mention in which its sentence is looked at."""

_STOPS = re.compile(r"[。；！？\n]")
_REPEALS = re.compile(r"废止|停止执行|停止实施|停止施行|(?:自行|同时|自动)失效|不再执行|不再施行")
_REPEALS_BEFORE = re.compile(r"(?:废止|停止执行)(?:了)?[^，。；]{0,30}$")
_NO_REPEAL = re.compile(
    r"立改废|改废释|废止(?:或者?|和|及|、)(?:修改|修订|失效)|修改(?:或者?|和|、)废止"
)
_OF_ANOTHER = re.compile(r"(?:不再执行|不再施行|停止执行|停止实施|停止施行)[^，。；《]{0,12}《")
"""港澳台资企业，不再执行《…》中的限制: the words reach forward, to another document."""
_SUPERSEDES = re.compile(r"(?:取代|代替|替代)[^，。；]{0,20}$")
_AMENDS_BEFORE = re.compile(
    r"(?:修改|修订|修正|调整)(?:了|完善)?[^，。；]{0,12}$|对[^，。；]{0,12}$"
)
_TO_BE_AMENDED = re.compile(
    r"(?:正在|抓紧|推动|推进|加快|研究|适时|启动|开展|做好|及时)[^，。；]{0,8}(?:修改|修订|修正|调整)[^，。；]{0,16}$"
)
"""An amendment that is only planned."""
_AMENDS_AFTER = re.compile(
    r"^[^。；]{0,60}?(?:修改为|(?:作|做)(?:出)?(?:如下|以下)?修改|的修正案|予以修改|作相应修改)"
)
_FORWARDS_BEFORE = re.compile(
    r"现(?:将|予|就|公布|印发|发布|转发|批转|予以(?:公布|印发|发布))[^，。；《]{0,20}$"
)
_FORWARDS_AFTER = re.compile(
    r"^[^。；]{0,60}?(?:印发给|转发给|予以(?:印发|公布|发布)|现(?:予)?(?:印发|转发|公布|发布)|公布，|印发，)"
)
_NO_BASIS = re.compile(r"(?:不再|停止|暂停|免于)(?:执行|适用|落实|依|按)")
_BASIS = re.compile(
    r"(?:根据|依据|按照|依照|遵照|参照|落实|贯彻|执行|遵循|符合|结合|适用|依|按|为了?实施|贯彻实施)"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    title: str | None
    number: str | None
    path: tuple[str, ...] = ()


def find_references(text: str, structure: Structure) -> tuple[Reference, ...]:
    """References in reading order; the document's own title and number lines are none.

    Args:
        text: The decoded file, unchanged.
        structure: Its parts and clauses, which say where a reference stands.
    """
    folded = fold(text)
    where = _Locator(structure)
    numbers = numbers_in(folded)
    mentions = list(_titled(text, folded, numbers))
    mentions += _numbered(text, numbers, mentions)
    mentions += _clauses(text, folded, mentions, where)
    short = _abbreviations(mentions, folded)
    found = []
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        if where.is_furniture(mention.start):
            continue
        full = short.get(fold(mention.title)) if mention.title else None
        found.append(_reference(text, folded, mention, full, where.clause_at(mention.start)))
    return tuple(found)


def _reference(
    text: str, folded: str, mention: _Mention, full: _Mention | None, clause_id: str | None
) -> Reference:
    title = full.title if full else mention.title
    number = mention.number or (full.number if full else None)
    inner = bool(mention.path) and title is None and number is None
    return Reference(
        text=text[mention.start : mention.end],
        span=Span(start=mention.start, end=mention.end),
        clause_id=clause_id,
        document_number=number,
        title=title,
        path=mention.path,
        relation="mentions" if inner else _relation(folded, mention),
    )


def _titled(text: str, folded: str, numbers: Sequence[NumberMention]) -> Iterator[_Mention]:
    """《…》 with the number in the bracket that follows, nested marks included."""
    by_start = {mention.span.start: mention for mention in numbers}
    position = 0
    while (start := folded.find("《", position)) >= 0:
        end = _closing(folded, start)
        if end is None:
            position = start + 1
            continue
        title = re.sub(r"\s+", "", text[start + 1 : end - 1])
        if _IS_DEFINITION.search(folded, max(0, start - 8), start):
            position = end
            continue
        number, stop = _number_after(folded, end, by_start)
        yield _Mention(start, stop, title, printed_number(number.span.of(text)) if number else None)
        position = stop


def _closing(folded: str, start: int) -> int | None:
    depth = 0
    for index in range(start, min(len(folded), start + _LONGEST_TITLE)):
        if folded[index] == "《":
            depth += 1
        elif folded[index] == "》":
            depth -= 1
            if depth == 0:
                return index + 1
        elif folded[index] == "。":
            return None
    return None


def _number_after(
    folded: str, end: int, by_start: dict[int, NumberMention]
) -> tuple[NumberMention | None, int]:
    opening = re.compile(r"\s?[（〔]").match(folded, end)
    if opening is None:
        return None, end
    for offset in range(opening.end(), min(opening.end() + 12, len(folded))):
        mention = by_start.get(offset)
        if mention is not None:
            close = folded.find("）", mention.span.end, mention.span.end + 40)
            return mention, close + 1 if close >= 0 else mention.span.end
        if folded[offset] in "）《。":
            break
    return None, end


def _numbered(
    text: str, numbers: Sequence[NumberMention], titled: Sequence[_Mention]
) -> Iterator[_Mention]:
    """Numbers that stand alone, without a title before them."""
    starts = [mention.start for mention in titled]
    for mention in numbers:
        start, end = mention.span.start, mention.span.end
        if not mention.number.agency or text[max(0, start - 2) : start].strip()[-1:] in ("：", ":"):
            continue  # 发文字号：… is the document's own
        last = bisect_right(starts, start) - 1
        if last < 0 or titled[last].end <= start:
            yield _Mention(start, end, None, printed_number(mention.span.of(text)))


def _clauses(
    text: str, folded: str, documents: Sequence[_Mention], where: _Locator
) -> Iterator[_Mention]:
    """第X条 of this document or of the one named just before."""
    ends = {mention.end: mention for mention in documents}
    for mark in clause_marks(folded):
        owner = ends.get(mark.owner_end) if mark.owner_end is not None else None
        if mark.owner_end is not None and owner is None:
            continue  # a bracket that is no document's: （试行）第三条
        own = owner is None and mark.law is None
        if own and where.is_marker(mark.start):
            continue
        law = text[slice(*mark.law)] if mark.law else None
        yield _Mention(
            mark.start,
            mark.end,
            owner.title if owner else law,
            owner.number if owner else None,
            mark.path,
        )


def _abbreviations(mentions: Sequence[_Mention], folded: str) -> dict[str, _Mention]:
    """Short titles that the text defines: （以下简称《决定》） → the document named before."""
    found: dict[str, _Mention] = {}
    titled = [mention for mention in mentions if mention.title and not mention.path]
    for mention in titled:
        window = folded[mention.end - 60 if mention.number else mention.end : mention.end + 40]
        match = _DEFINED.search(window)
        if match and match["short"] != fold(mention.title or ""):
            found.setdefault(match["short"], mention)
    return found


def _relation(folded: str, mention: _Mention) -> str:
    before = _STOPS.split(folded[max(0, mention.start - _REACH) : mention.start])[-1]
    after = _STOPS.split(folded[mention.end : mention.end + _REACH])[0]
    if _is_repealed(before, after):
        return "repeals"
    if _SUPERSEDES.search(before):
        return "supersedes"
    if _FORWARDS_BEFORE.search(before) or _FORWARDS_AFTER.search(after):
        return "forwards"
    if _AMENDS_AFTER.search(after) or (
        _AMENDS_BEFORE.search(before)
        and not before.rstrip().endswith("对")
        and not _TO_BE_AMENDED.search(before)
    ):
        return "amends"
    nearest = before.rsplit("，", 1)[-1]
    based = _BASIS.search(nearest) and not _NO_BASIS.search(nearest)
    return "basis" if based else "mentions"


def _is_repealed(before: str, after: str) -> bool:
    if _NO_REPEAL.search(before + after):
        return False
    if _REPEALS_BEFORE.search(before):
        return True
    match = _REPEALS.search(after)
    if match is None or _OF_ANOTHER.match(after, match.start()):
        return False
    # Between the mention and 废止 only further mentions and the day may stand.
    between = re.sub(
        r"《[^《》]*(?:《[^《》]*》[^《》]*)?》|（[^（）]*）", "", after[: match.start()]
    )
    return len(between) <= 40 and not re.search(r"规定|要求|精神|的，|或者|可以|应当", between)


class _Locator:
    """Where an offset stands: in which clause, in which part."""

    def __init__(self, structure: Structure) -> None:
        self._clauses = sorted(structure.clauses, key=lambda clause: clause.span.start)
        self._parts = sorted(structure.parts, key=lambda part: part.span.start)
        self._part_starts = [part.span.start for part in self._parts]
        self._starts = [clause.span.start for clause in self._clauses]

    def clause_at(self, offset: int) -> str | None:
        """Id of the clause that holds the offset, or None in a part."""
        last = bisect_right(self._starts, offset) - 1
        for index in range(last, max(last - 4, -1), -1):
            clause = self._clauses[index]
            if clause.span.start <= offset < clause.span.end:
                return clause.id
        return None

    def is_furniture(self, offset: int) -> bool:
        """True in a title, a lead, a tail or a list of contents: no reference of the text."""
        kinds = (PartKind.TITLE, PartKind.LEAD, PartKind.TAIL, PartKind.CONTENTS)
        last = bisect_right(self._part_starts, offset) - 1
        if last < 0:
            return False
        part = self._parts[last]
        return part.kind in kinds and offset < part.span.end

    def is_marker(self, offset: int) -> bool:
        """True where a clause begins: its own 第X条 is no reference."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return False
        clause = self._clauses[index]
        return bool(clause.path) and offset - clause.span.start <= 2
