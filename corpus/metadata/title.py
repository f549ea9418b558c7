"""标题: the printed title of a document, of the covering notice when one forwards another text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.metadata.bodies import begins_anew, is_body, split_bodies, title_bodies
from corpus.metadata.lines import Line
from corpus.model import Span
from corpus.structure.lines import (
    ends_title,
    is_addressee,
    is_copy_line,
    is_date,
    is_noise,
    is_note,
    is_signer,
)

_LONGEST_TITLE_LINE = 110
_MOST_LINES = 8

_CONTINUES = re.compile(r"^(?:的|》|”|）|和|及|与|、|（[^（）]*）》)")
_STOPS = re.compile(
    r"[。；！？]"
    r"|^(?:第\s?[一二三四五六七八九十百\d]+(?:[-之][\d一二三四五六七八九十]+)?\s?[章条节编]"
    r"|[一二三四五六七八九十]+、|\d+[.、]|【)"
    r"|^(?:附[件表录]?\s*\d{0,2}\s*(?:[：:].*)?|目\s*录|总\s*则|[特专]此.*)$"
)
_CITED = re.compile(r"^《[^》]+》\s?[（(]")
"""Words that cite another document with its number."""
_LABEL = re.compile(r"^[^《》“”]{1,8}：")
_ACT = re.compile(r"关于|印发|转发|批转|发布|公布")
_SPACED = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff] )+[\u4e00-\u9fff]"
    r"|(?:[\u4e00-\u9fff] ){2,}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
)
_LINK = re.compile(r"\[([^\[\]\n]{6,160}?)\.(?:pdf|docx?|wps|ofd|PDF|DOCX?)\s*\]")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed and where it stands."""

    words: str
    """In the script of the document, hard wraps joined."""
    span: Span


def find_title(
    text: str, lines: Sequence[Line], numbered: set[int], parts: Sequence[Span] = ()
) -> Title | None:
    """The title among the lines of a text's head; None when there is none.

    Args:
        text: Original text.
        lines: Lines of its head in reading order.
        numbered: Indexes of lines that print the 文号: a title stands beside them.
        parts: Spans that the structure holds for titles, in order.
    """
    candidates = list(_candidates(lines, numbered))
    if not candidates:
        return None
    anchors = numbered | {i for i, line in enumerate(lines) if is_addressee(line.text)}

    def merit(run: tuple[int, int]) -> tuple[int, int]:
        first, last = run
        words = _joined(lines, first, last)
        beside = _above(lines, last, anchors) * 2 or (first - 1 in numbered) * 2
        points = beside + bool(_ACT.search(words)) + lines[first].heading
        return (points + _in_parts(lines[last].span, parts), -first)

    first, last = max(candidates, key=merit)
    if lines[first].text.startswith("《") and first > 0 and merit((first, last))[0] < 2:
        return None  # a citation that a page without a title of its own sets apart
    return _title(text, lines, first, last)


def _in_parts(span: Span, parts: Sequence[Span]) -> int:
    """Points for standing in a part that the structure holds for a title, most for the first."""
    for order, part in enumerate(parts):
        if part.start <= span.start < part.end:
            return 3 if order == 0 else 1
    return 0


def _above(lines: Sequence[Line], last: int, anchors: set[int]) -> bool:
    """True when the 文号 or the addressee follows, with only date, note or issuer between."""
    for index in range(last + 1, min(last + 5, len(lines))):
        if index in anchors:
            return True
        words = lines[index].text
        if not (is_date(words) or is_note(words) or is_body(lines[index].compact)):
            return False
    return False


def _candidates(lines: Sequence[Line], numbered: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of lines, first and last index, that read as one title each."""
    begin = 0
    for last in range(len(lines)):
        if not is_title_line(lines[last]) or last in numbered:
            begin = last + 1
            continue
        if last + 1 < len(lines) and _CONTINUES.match(lines[last + 1].text):
            continue
        first = _first_line(lines, max(begin, last - _MOST_LINES), last)
        if first is not None:
            yield first, last
            begin = last + 1


def _first_line(lines: Sequence[Line], lowest: int, last: int) -> int | None:
    """Where a title that ends with line `last` begins; None when nothing ends there.

    The furthest line from which it reads 〈bodies〉关于… wins, then one that begins with the
    act itself, then the nearest from which it is complete.
    """
    complete = [
        first
        for first in range(lowest, last + 1)
        if _is_complete(re.sub(r"\s", "", _joined(lines, first, last)))
    ]
    if not complete:
        return None
    for first in complete:
        words = _joined(lines, first, last)
        names = [span.of(words) for span in title_bodies(words)]
        if names and len(set(names)) == len(names):  # a page may print the heading twice
            return first
    for first in complete:
        if _ACT.match(lines[first].text):
            return first
    plain = [first for first in complete if not split_bodies(lines[first].text)]
    return plain[0] if plain and last - plain[0] <= 3 else complete[-1]


def _is_complete(words: str) -> bool:
    """True when the words end as titles do, short names of acts (户籍法) included."""
    if _CITED.match(words):
        return False
    return ends_title(words) or re.fullmatch(r"[\u4e00-\u9fff]{2}法", words) is not None


def is_title_line(line: Line) -> bool:
    """True when the line may be a part of a title: short, no sentence, no page furniture."""
    words = line.text
    if len(words) > _LONGEST_TITLE_LINE or _STOPS.search(words) or _LABEL.match(words):
        return False
    furniture = is_date(words) or is_noise(words) or is_addressee(words) or is_copy_line(words)
    return not furniture and not is_signer(words) and not (is_note(words) and len(words) > 16)


def _joined(lines: Sequence[Line], first: int, last: int) -> str:
    words = lines[first].text
    for index in range(first + 1, last + 1):
        words += _glue(lines[index - 1], lines[index]) + lines[index].text
    return words


def _glue(upper: Line, lower: Line) -> str:
    """A space where a wrap parts two bodies (中共中央 / 国务院关于…), nothing elsewhere."""
    if split_bodies(upper.text) and _opens_with_body(lower.text):
        return " "
    ascii_join = re.search(r"[A-Za-z]$", upper.text) and re.match(r"[A-Za-z]", lower.text)
    return " " if ascii_join else ""


def _opens_with_body(words: str) -> bool:
    """True when a line begins with a whole body's name, not with the rest of a wrapped one."""
    names = title_bodies(words) or split_bodies(words) or ()
    return bool(names) and begins_anew(names[0].of(words))


def _title(text: str, lines: Sequence[Line], first: int, last: int) -> Title:
    words = lines[first].span.of(text)
    for index in range(first + 1, last + 1):
        words += _glue(lines[index - 1], lines[index]) + lines[index].span.of(text)
    span = Span(start=lines[first].start, end=lines[last].end)
    return Title(tidy(words), span)


def tidy(words: str) -> str:
    """Printed words with runs of space as one, none inside spaced letters, no markup.

    >>> tidy("关于糖粮挂钩几 个 问 题 的 通 知")
    '关于糖粮挂钩几个问题的通知'
    """
    words = re.sub(r"[\s\u3000]+", " ", words.replace("*", "")).strip(" _#")
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), words)


def linked_title(text: str, folded: str, attached: str) -> Title | None:
    """Title of a covering notice that the page prints only as the name of its download.

    Args:
        text: Original text.
        folded: Its folded view.
        attached: Title of the attached document, which the notice's title must quote.
    """
    key = re.sub(r"\s", "", attached)
    for match in _LINK.finditer(folded):
        words = re.sub(r"\s", "", match[1])
        if f"《{key}》" in words and ends_title(words):
            span = Span(start=match.start(1), end=match.end(1))
            return Title(tidy(span.of(text)), span)
    return None
