"""What kind of line a paragraph is: date, 文号, 主送机关, name of a body, note, page noise."""

from __future__ import annotations

import re

from corpus.structure.words import (
    ADDRESSEE_ENDS,
    BODY_ENDS,
    DOCUMENT_KINDS,
    FORMAL_KINDS,
    IMPRINT,
    PAGE_BUTTONS,
    PAGE_FIELDS,
    PAGE_WORDS,
    SIGNERS,
)

_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零○О0九][〇零○О0一二三四五六七八九]{2}|民国 *\d{1,3})"
_PART = r" *(?:\d{1,2}|[一二三四五六七八九十〇]{1,3}) *"
_DATE = rf"{_YEAR} *年{_PART}月{_PART}日|(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
_DATE_LINE = re.compile(rf"（?(?:{_DATE}) *(?:印发|发布|公布|通过|签发)? *）?")

_BRACKETED_YEAR = r"[〔\[（【［] *(?:19|20)\d\d *年? *[〕\]）】］]"
_COUNTED = r"(?:（?(?:19|20)\d\d *年? *，? *）?)?第 *[\d一二三四五六七八九十百〇]{1,10} *号"
_NUMBER_LINE = re.compile(
    r"(?:(?:发文|文) *(?:字)?号：? *)?"
    rf"(?:[^，。；：、（）〔〕\[\]]{{0,24}}{_BRACKETED_YEAR} *第? *\d{{1,6}} *号"
    rf"|[^，。；：]{{0,30}}(?:令|公告|通告|字)? *{_COUNTED}令?"
    r"|（[^（）。]{0,30}〔\d{4}〕\d{1,5}号）)(?: *（?试行）?)?"
)

_ADDRESSEE = re.compile(rf"[^。；！？]{{1,400}}{ADDRESSEE_ENDS}(?:（[^（）]{{1,40}}）)?：")
_ANNOUNCES = re.compile(
    r"如下|通知|事项|意见|规定|包括|以下|下列|分别|要求|提出|要点|来源|(?:机关|单位|部门)：$"
)
_MANY = re.compile(r"[^：]{0,6}[市省区县]|[^：]{0,200}(?:各|有关|相关|局内)")
_COLON_LIST = re.compile(r"(?:如下|以下.{0,6}|下列.{0,8})：$")

_BODY_LINE = re.compile(
    rf"[\u4e00-\u9fffA-Za-z（）〈〉·“” \t]{{1,40}}{BODY_ENDS}(?:（[盖代章印]+）)?"
)
_SIGNER = re.compile(rf"{SIGNERS}[ ：\t]*[\u4e00-\u9fff· ]{{2,12}}")
_HOLDER = re.compile(r"[\u4e00-\u9fff]{2,16}[局署处厅司](?:长|专员)(?:[ ]*[（][^（）]{1,16}[）])?")
_FORMULA = re.compile(
    r"(?:特此|专此|此复|此令|此致)"
    r"(?:通知|公告|通告|函复|函达|批复|报告|决定|公布|说明|函告|答复|公示|函|告知|通报)?[。！]?"
)
_DUTY = re.compile(
    r"（?(?:责任|牵头|负责|配合|参加|协办|主办|承办|完成)(?:单位|部门|处室|领导|人|时限)?[：:]|（[^（）]{0,60}(?:负责|牵头|配合|落实)[^（）]{0,60}）$|（[^（）]{0,80}按职责分工[^（）]{0,30}）"
)
"""A line of responsible units under a paragraph belongs to that paragraph."""
_NOTE = re.compile(r"（[^（）]{2,40}(?:（[^（）]{0,20}）[^（）]{0,20})?）。?")
_COPY = re.compile(
    rf"{IMPRINT}[^。]{{0,4}}：.*"
    r"|[^。，；]{2,30}(?:办公厅|办公室|秘书处|秘书局|综合处)[^。]{0,20}\d日 *印发"
)
_ANNEX_LIST = re.compile(r"附[ ]*[件表录][ ]*\d{0,2}[ ]*：.*|附：.*")
_PAGE_LINE = re.compile(rf"{PAGE_WORDS}|{PAGE_FIELDS}\**：|{PAGE_BUTTONS}$|-{{2,}}$")
_LINK = re.compile(r"[\-*]?\s*!?\[[^\]]*\][（(].{0,400}[）)]")
_SENTENCE_END = re.compile(r"[。；！？](?=[^”’）》]|$)|：$")

_EDITION = r"(?: *（[^（）]{1,40}）)*"
_TITLE = re.compile(
    rf".*{DOCUMENT_KINDS}[》”]?(?: *（[^（）]{{1,40}}）[》”]?)*(?:的{DOCUMENT_KINDS})?{_EDITION}"
)

FORMAL_TITLE = re.compile(rf".{{3,}}{FORMAL_KINDS}{_EDITION}")
"""A title that ends with the kind of an official document."""
FRAGMENT_LENGTH = 90
"""Longest line (in characters) that can be a line of a title."""


def is_date(words: str) -> bool:
    """The line is a date of signing and nothing else."""
    return len(words) <= 24 and _DATE_LINE.fullmatch(words) is not None


def is_number(words: str) -> bool:
    """The line is a document number and nothing else."""
    return len(words) <= 60 and _NUMBER_LINE.fullmatch(words.strip("* ")) is not None


def is_addressee(words: str) -> bool:
    """The line names those whom the document is sent to (主送机关) and ends with a colon."""
    if len(words) > 420 or not words.endswith("：") or _ADDRESSEE.fullmatch(words) is None:
        return False
    announces = _ANNOUNCES.search(words) is not None and _MANY.match(words) is None
    return not announces and _COLON_LIST.search(words) is None


def is_body_name(words: str) -> bool:
    """The line is the name of one or several offices, spaced or not."""
    return len(words) <= 60 and _BODY_LINE.fullmatch(words) is not None


def is_signer(words: str) -> bool:
    """The line names the person who signs (总理 李克强)."""
    return len(words) <= 24 and _SIGNER.fullmatch(words) is not None


def is_office_holder(words: str) -> bool:
    """The line is the office of the person who signs, without a name (勞工及福利局局長)."""
    return len(words) <= 24 and _HOLDER.fullmatch(words) is not None


def is_formula(words: str) -> bool:
    """The line is a closing formula (特此通知。)."""
    return len(words) <= 14 and _FORMULA.fullmatch(words) is not None


def is_note(words: str) -> bool:
    """The line is wholly in brackets: （此件公开发布）, （本文有删减）."""
    return len(words) <= 80 and _NOTE.fullmatch(words) is not None and not is_duty(words)


def is_duty(words: str) -> bool:
    """The line names the units responsible for what stands above it: （责任单位：…）."""
    return _DUTY.match(words) is not None


def is_copy_line(words: str) -> bool:
    """The line belongs to the imprint: 抄送, 主题词, 印发机关 and date."""
    return len(words) <= 400 and _COPY.fullmatch(words.replace(" ", "")) is not None


def lists_annexes(words: str) -> bool:
    """The line lists annexes under a text (附件说明): 附件：1.… and so on."""
    return _ANNEX_LIST.fullmatch(words) is not None


def is_noise(words: str) -> bool:
    """The line belongs to the carrying page, not to the document."""
    return _PAGE_LINE.match(words) is not None or _LINK.fullmatch(words) is not None


def is_sentence(words: str) -> bool:
    """The paragraph holds running text."""
    return _SENTENCE_END.search(words) is not None or len(words) > FRAGMENT_LENGTH


def is_running_text(words: str) -> bool:
    """The paragraph holds running text of the document, not a field of the carrying page."""
    return is_sentence(words) and not is_noise(words)


def is_fragment(words: str) -> bool:
    """The line could be part of a title: short, no stop inside, not of another kind."""
    if len(words) > FRAGMENT_LENGTH or is_sentence(words) or "，" in words.partition("《")[0]:
        return False
    other = is_date(words) or is_number(words) or is_note(words) or is_noise(words)
    return not (other or is_copy_line(words) or lists_annexes(words))


def ends_title(words: str) -> bool:
    """The words end as titles do: with the kind of document, e.g. 通知, 办法（试行）."""
    compact = words.replace(" ", "")
    if len(compact) < 4 or any(compact.count(a) != compact.count(b) for a, b in ("《》", "（）")):
        return False
    return _TITLE.fullmatch(compact) is not None
