"""Where lines ended in a text that was saved without its line breaks.

Mostly a space is left of each break. Where not even that is left, a few places of a notice still
show where a line began: its number, those addressed, the signature with its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.scan import holds
from corpus.structure.lines import is_addressee, is_body_name
from corpus.structure.markers import MARKER_ONLY, at_marker
from corpus.structure.words import DOCUMENT_KINDS

FLAT_LENGTH = 200
"""A line shorter than this, in characters, has lost no breaks."""
_LONGEST_TITLE = 100
_LONGEST_ASIDE = 40
_LONGEST_FIELD = 8
_LONGEST_MARKER = 12
_FRONT = 800
"""How far from the start, in characters, number and addressees of a notice are looked for."""

_SHORTEST_HEADING, _LONGEST_SPACED = 6, 20
"""Characters from which a marked piece can be a heading, and up to which a piece may be a part of a
title with blanks in it (2020 年 工作要点)."""

_YEAR = re.compile(r"(?:19|20)\d\d年")
_GAP = re.compile(r"[ \t]+")
_FULL_DATE = re.compile(r"(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日(?=[ \t]|$)")
_SPACED_DATE = re.compile(r"^\s*(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日$")
"""A date alone before a gap: a line of its own, blanks in it or not."""
_ENDS_IN_MARKER = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,7}[编章节条](?:之[一二三四五六七八九十])?"
    r"|[。；：](?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,3}[.、]))$"
)
"""A marker right before a gap: its words follow."""
_STOPS = "。；：！？”’）】》〕…."

_SIGNED = re.compile(
    r"[。！]([^。，：；！？《》\d]{2,80})((?:19|20)\d\d年\d{1,2}月\d{1,2}日)((?:（[^（）]{2,20}）)*)"
)
_NUMBER = re.compile(
    rf"{DOCUMENT_KINDS}([\u4e00-\u9fff]{{1,8}}[〔\[（](?:19|20)\d\d[〕\]）]\d{{1,5}}号)"
)
_ADDRESSED = re.compile(rf"{DOCUMENT_KINDS}(?=各|有关|相关)")
_FIRST = re.compile(rf"(?:{DOCUMENT_KINDS}|）)(第[一1][编章条])(?=[ \u4e00-\u9fff])")


def lost_breaks(line: str, *, few: bool) -> list[int]:
    """Offsets in `line` at which lines began before the breaks were lost.

    Args:
        line: One line of folded text, at least `FLAT_LENGTH` long.
        few: True when the whole text has hardly any lines, so that it must have lost its breaks.
    """
    cuts = set(_at_gaps(line, few=few))
    if few:
        cuts |= set(_at_signature(line)) | set(_at_front(line))
    return sorted(cut for cut in cuts if 0 < cut < len(line))


def _at_gaps(line: str, *, few: bool) -> list[int]:
    """The gaps of a flattened line, if enough of them stand where a line can end.

    A gap inside Latin words, inside a spaced name (教 育 部), in a book title or brackets, between
    a field and its number, or after a marker (第一条 …) is no break.
    """
    inner = range(len(line) - len(line.lstrip()) + 1, len(line.rstrip()))
    gaps = [match for match in _GAP.finditer(line) if match.start() in inner]
    strong = [gap for gap in gaps if line[gap.start() - 1] in _STOPS]
    wide = sum(gap.end() - gap.start() > 1 for gap in strong)
    marked = sum(at_marker(line, gap.end()) for gap in strong)
    enough = len(strong) >= 2 or (strong and len(line) > 2 * FLAT_LENGTH)
    return list(_breaking(line, gaps)) if enough and (few or wide > 1 or marked > 1) else []


def _breaking(line: str, gaps: list[re.Match[str]]) -> Iterator[int]:
    last = 0
    edges = [0, *(gap.end() for gap in gaps)]
    for index, gap in enumerate(gaps):
        following = gaps[index + 1].start() if index + 1 < len(gaps) else len(line)
        enclosed = _enclosed(line, last, gap.start(), "《》", _LONGEST_TITLE)
        if enclosed or _enclosed(line, last, gap.start(), "（）", _LONGEST_ASIDE):
            continue
        if _within_field(line, edges[index], gap):
            continue
        tail = line[max(last, gap.start() - _LONGEST_MARKER) : gap.start()]
        if MARKER_ONLY.fullmatch(tail.strip()) or _ENDS_IN_MARKER.search(tail):
            continue
        begins = at_marker(line, gap.end()) or bool(_FULL_DATE.match(line, gap.end()))
        begins = begins or _is_after_heading(line, gap, edges[index], following)
        begins = begins or bool(_SPACED_DATE.search(line[last : gap.start()]))
        if not begins and _inside_words(line, gap, edges[index], following):
            continue
        yield gap.end()
        last = gap.end()


def _is_after_heading(line: str, gap: re.Match[str], previous: int, following: int) -> bool:
    """True between a heading and a sentence that begins with a year: 二、延长缴费期 2020年…."""
    words = line[previous : gap.start()]
    heads = at_marker(line, previous) and len(words) >= _SHORTEST_HEADING
    heads = heads and not any(mark in words for mark in "，。；：")
    runs_on = following - gap.end() > _LONGEST_SPACED
    return bool(heads and runs_on and _YEAR.match(line, gap.end()))


def _inside_words(line: str, gap: re.Match[str], previous: int, following: int) -> bool:
    """True beside Latin letters and digits, and beside a lone character (教 育 部)."""
    left, right = line[gap.start() - 1], line[gap.end() : gap.end() + 1]
    lone = gap.start() - previous == 1 and left not in _STOPS
    lone = lone or (following - gap.end() == 1 and right not in _STOPS)
    if gap.end() - gap.start() > 1 and not _is_ascii_word(right):
        return lone  # an indent begins a line, whatever the last one ended with
    return lone or (left not in _STOPS and (_is_ascii_word(left) or _is_ascii_word(right)))


def _enclosed(line: str, start: int, gap: int, pair: str, longest: int) -> bool:
    """True inside 《…》 or （…） that is closed again soon: they are broken nowhere else."""
    opening = line.rfind(pair[0], max(start, gap - longest), gap)
    if opening < 0 or line.find(pair[1], opening, gap) >= 0:
        return False
    return line.find(pair[1], gap, gap + longest) >= 0


def _within_field(line: str, start: int, gap: re.Match[str]) -> bool:
    """True between the name of a field and its number (电话： 010-…)."""
    name = line[start : gap.start()].strip()
    number = line[gap.end() : gap.end() + 1].isdigit()
    return number and name.endswith("：") and len(name) <= _LONGEST_FIELD


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _at_signature(line: str) -> Iterator[int]:
    """Around the names and the date that close a notice."""
    for match in _SIGNED.finditer(line):
        ends = match.end() == len(line.rstrip()) or match[3] != ""
        titled = re.match(
            rf"[^。，；：]{{4,60}}{DOCUMENT_KINDS}", line[match.end() : match.end() + 70]
        )
        if is_body_name(match[1].strip()) and (ends or titled):
            yield from (match.start(1), match.start(2), match.end(2), match.end(3))


def _at_front(line: str) -> Iterator[int]:
    """After title, number and addressees, and before the first chapter of an act."""
    after = 0
    if match := _NUMBER.search(line, 0, _FRONT):
        yield from (match.start(1), match.end(1))
        after = match.end(1)
    elif match := _ADDRESSED.search(line, 0, _FRONT):
        yield match.end()
        after = match.end()
    colon = line.find("：", after, after + _FRONT)
    if after and colon >= 0 and is_addressee(line[after : colon + 1].strip()):
        yield colon + 1
    if not holds(line, ("第一", "第1")):
        return
    for match in _FIRST.finditer(line):
        yield match.start(1)
