"""文号: document numbers in all their printed forms, parsed, printed and found in text.

A number is agency code (机关代字), year and serial: 国发〔2024〕17号 (GB/T 9704 section 7.2.5).
Orders and notices that count through have no agency code of that kind: 国令第707号,
中华人民共和国国务院令第707号, 财政部公告2023年第8号, 2021年第3号; Taiwan prints
台內戶字第1130100000號.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Span
from corpus.normalize import fold
from corpus.numerals import parse_numeral
from corpus.scan import matches_at

_NUM = r"[\d〇零○一二三四五六七八九十百千]"
_GAP = r"[ \t]{0,8}"
_OPEN, _CLOSE = r"[〔\[（【［〈{]", r"[〕\]）】］〉}]"
_HAN = r"[\u4e00-\u9fff]"

_YEARED = re.compile(
    rf"{_GAP}{_OPEN}{_GAP}(?P<year>(?:19|20)\d\d|[一二][〇零○九]{_NUM}{{2}}){_GAP}年?{_GAP}{_CLOSE}"
    rf"{_GAP}第?{_GAP}(?P<serial>\d{{1,6}}|{_NUM}{{1,6}})(?:[-—之](?P<sub>\d{{1,3}}))?{_GAP}号"
    rf"(?:[-—之](?P<sub2>\d{{1,3}})(?!\d))?"
)
_LOOSE = re.compile(
    rf"{_GAP}{_OPEN}?{_GAP}(?P<year>(?:19|20)\d\d){_GAP}年?{_GAP}{_CLOSE}?"
    rf"{_GAP}(?P<serial>\d{{1,5}})(?:[-—之](?P<sub>\d{{1,3}}))?{_GAP}号(?P<sub2>(?!))?"
)
_ORDER = re.compile(
    rf"(?P<kind>令|公告|通告|字)\s{{0,4}}(?P<open>[〔（\[])?"
    rf"(?:(?P<year>(?:19|20)\d\d){_GAP}年?{_GAP}[，,]?{_GAP})?"
    rf"第{_GAP}(?P<serial>\d{{1,12}}|{_NUM}{{1,8}}){_GAP}号(?(open)[〕）\]]?)"
)
_REVERSED = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d){_GAP}年{_GAP})?"
    rf"第{_GAP}(?P<serial>\d{{1,5}}|{_NUM}{{1,8}}){_GAP}号(?P<kind>令|公告|通告)"
)
_BARE = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d){_GAP}年{_GAP}第{_GAP}(?P<serial>\d{{1,5}}){_GAP}号"
)

_YEAR_OPENS = re.compile(
    rf"[〔\[（【［〈{{](?={_GAP}(?:(?:19|20)\d|[一二][〇零○九]))"  # the bracket of _YEARED
)
_SAYS_ORDER = re.compile("号(?=令|公告|通告)")
_COUNTS_ON = re.compile(rf"年(?={_GAP}第)")
"""Hints (`corpus.scan`) where a number of each form can be; what stands before them at most:"""
_BEFORE_YEAR, _BEFORE_ORDER, _BEFORE_COUNT = 8, 46, 12

_NOT_CODE = re.compile(
    r"^.*(?:根据|依据|依照|按照|遵照|落实|执行|贯彻|关于|通知|意见|决定|办法|规定|方案|以及|文件|"
    r"印发|转发|下发|发布|公布|废止|参照|参见|结合|对照|比照|符合|确保|了|我[省市县区院部局]|从|按|和|与|及|或|的|由|见|以|是|在|据|、|）|（|“|：)"
)
"""Running text that a greedy reading would take into the agency code; the code follows it."""

_ASCII_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR_IN_BRACKETS = re.compile(
    r"[^\w\s、]((?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})年?[^\w\s、]"
)

_WORDS_IN_CODE = ("规范", "公告", "办公")
_LONGEST_CODE = 18
_NO_AGENCY = frozenset({"年", "月", "日", "第", "号", "于", "在"})
_NOT_NAME = re.compile(
    r"^.*(?:根据|依据|依照|按照|关于|以及|发布|公布|印发|废止|参见|对照|比照|符合|按照|由|以|及|的|号|(?<!共)和|日(?=中华|国务))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber:
    """文号 in parts; two numbers are equal when they name the same document."""

    agency: str
    """机关代字 or the name before 令/公告/字第, Simplified, without spaces: 国办发, 国令."""
    year: int | None
    """Year in brackets; None for numbers that count through (国令第707号)."""
    serial: int
    sub: int | None = None
    """Sub-number: 京政发〔2020〕3号-1."""

    @property
    def canonical(self) -> str:
        """Printed form with hexagonal brackets and ASCII digits.

        >>> str(DocumentNumber(agency="国发", year=2024, serial=17).canonical)
        '国发〔2024〕17号'
        """
        tail = f"{self.serial}号" + (f"-{self.sub}" if self.sub else "")
        if self.agency.endswith(("令", "公告", "通告", "字")):
            return f"{self.agency}{f'{self.year}年' if self.year else ''}第{tail}"
        if not self.agency:
            return f"{self.year}年第{tail}"
        return f"{self.agency}〔{self.year}〕{tail}"

    def same_as(self, other: DocumentNumber) -> bool:
        """True when both name one document; 国令 and 中华人民共和国国务院令 are one agency."""
        return self._key() == other._key()

    def _key(self) -> tuple[str, int | None, int, int | None]:
        agency = self.agency.removeprefix("中华人民共和国")
        return ("国令" if agency == "国务院令" else agency, self.year, self.serial, self.sub)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention:
    """A document number and where it is printed."""

    number: DocumentNumber
    span: Span


def parse_document_number(text: str) -> DocumentNumber | None:
    r"""The number that `text` as a whole prints; None when it is not one.

    >>> parse_document_number("国发[2024] 17 號").canonical
    '国发〔2024〕17号'
    >>> parse_document_number("中华人民共和国国务院令\n第707号").canonical
    '中华人民共和国国务院令第707号'
    >>> parse_document_number("台內戶字第1130100000號").canonical
    '台内户字第1130100000号'
    >>> parse_document_number("关于国发〔2024〕17号") is None
    True
    """
    folded = fold(text).strip().strip("（）()")
    mentions = find_document_numbers(folded)
    if len(mentions) != 1:
        return None
    mention = mentions[0]
    return mention.number if (mention.span.start, mention.span.end) == (0, len(folded)) else None


def find_document_numbers(text: str, *, loose: bool = False) -> tuple[NumberMention, ...]:
    """All numbers in running text, in order, without overlap.

    >>> text = "按照通知（发改振兴（2021）524号）和国令第707号"
    >>> [mention.number.canonical for mention in find_document_numbers(text)]
    ['发改振兴〔2021〕524号', '国令第707号']
    >>> find_document_numbers("国发2024年17号文说什么", loose=True)[0].number.canonical
    '国发〔2024〕17号'

    Args:
        text: Any text, in any script.
        loose: Also take numbers without brackets (国发2024 17号), as people type them.
    """
    return numbers_in(fold(text), loose=loose)


def numbers_in(folded: str, *, loose: bool = False) -> tuple[NumberMention, ...]:
    """`find_document_numbers` for a text that is folded already."""
    yeared = (
        _LOOSE.finditer(folded)
        if loose
        else matches_at(_YEARED, _YEAR_OPENS, folded, back=_BEFORE_YEAR)
    )
    found: list[NumberMention] = []
    for mention in sorted(
        (
            *_yeared(folded, yeared),
            *_orders(folded),
            *_reversed(folded),
            *_bare(folded),
        ),
        key=lambda m: (m.span.start, -m.span.end),
    ):
        if not found or mention.span.start >= found[-1].span.end:
            found.append(mention)
    return tuple(found)


def canonical_number(text: str) -> str | None:
    """`text` printed the canonical way, or None when it is no document number."""
    number = parse_document_number(text)
    return None if number is None else number.canonical


def printed_number(text: str) -> str:
    """Printed wording with 〔〕 and without spaces, in the document's own script.

    >>> printed_number("發改振興 [2020] 374號"), printed_number("国发﹝２０２４﹞１７号")
    ('發改振興〔2020〕374號', '国发〔2024〕17号')
    """
    compact = re.sub(r"\s", "", text).translate(_ASCII_DIGITS)
    return _YEAR_IN_BRACKETS.sub(r"〔\1〕", compact)


def same_number(left: str, right: str) -> bool:
    """True when both texts print the same number, whatever the script or the brackets.

    >>> same_number("發改振興（2020）374號", "发改振兴〔2020〕374号")
    True
    """
    one, other = parse_document_number(left), parse_document_number(right)
    return one is not None and other is not None and one.same_as(other)


def _number(match: re.Match[str], agency: str) -> DocumentNumber | None:
    year, serial = match.groupdict().get("year"), parse_numeral(match["serial"])
    value = parse_numeral(year) if year else None
    if serial is None or (value is not None and not 1900 <= value < 2100):
        return None
    sub = match.groupdict().get("sub") or match.groupdict().get("sub2")
    return DocumentNumber(
        agency=re.sub(r"[\s、]", "", agency),
        year=value,
        serial=serial,
        sub=int(sub) if sub else None,
    )


def _yeared(text: str, matches: Iterable[re.Match[str]]) -> Iterator[NumberMention]:
    for match in matches:
        start = _code_start(text, match.start())
        number = _number(match, text[start : match.start()])
        if number and start < match.start() and number.agency not in _NO_AGENCY:
            yield NumberMention(number=number, span=Span(start=start, end=match.end()))


def _code_start(text: str, end: int) -> int:
    """Where the agency code that ends at `end` begins; `end` itself when there is none."""
    stretch = text[max(0, end - _LONGEST_CODE - 8) : end]
    run = re.search(rf"(?:{_HAN}|（{_HAN}）|(?<={_HAN}) (?={_HAN}))+$", stretch)
    if run is None:
        return end
    code = run.group()
    masked = code
    for word in _WORDS_IN_CODE:
        masked = masked.replace(word, "＊" * len(word))
    prose = _NOT_CODE.match(masked)
    if prose and prose.end() < len(code):
        code = code[prose.end() :]
    last = code.rsplit(" ", 1)[-1]
    if len(last) > 1:  # a space parts the code from a word before it, unless letters are spaced
        code = last
    return end - len(code) if len(code) <= _LONGEST_CODE else end


def _orders(text: str) -> Iterator[NumberMention]:
    for match in _ORDER.finditer(text):
        start = _name_start(text, match.start())
        if start == match.start():
            continue
        number = _number(match, text[start : match.end("kind")])
        if number:
            yield NumberMention(number=number, span=Span(start=start, end=match.end()))


def _name_start(text: str, end: int) -> int:
    """Where the name of the issuer before `end` begins; `end` when only prose stands there."""
    stretch = text[max(0, end - 40) : end]
    run = re.search(rf"(?:{_HAN}|(?<=[部委局署行会院办厅])[ 、](?={_HAN}))*$", stretch)
    name = run.group() if run else ""
    before = stretch[: len(stretch) - len(name)]
    if before[-1:].isdigit() and name[:1] in ("年", "月", "日"):  # 2016年1月12日原…总局令
        name = name[1:]
    prose = _NOT_NAME.match(name)
    return end - len(name) + (prose.end() if prose else 0)


def _reversed(text: str) -> Iterator[NumberMention]:
    for match in matches_at(_REVERSED, _SAYS_ORDER, text, back=_BEFORE_ORDER):
        start = _name_start(text, match.start())
        number = _number(match, text[start : match.start()] + match["kind"])
        if number:
            yield NumberMention(number=number, span=Span(start=start, end=match.end()))


def _bare(text: str) -> Iterator[NumberMention]:
    for match in matches_at(_BARE, _COUNTS_ON, text, back=_BEFORE_COUNT):
        number = _number(match, "")
        if number:
            yield NumberMention(number=number, span=Span(start=match.start(), end=match.end()))
