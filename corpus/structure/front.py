"""What stands before the body of a text: page lead, title, 文号, 主送机关, contents, preamble."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import PartKind
from corpus.structure.blocks import Block
from corpus.structure.lines import (
    FORMAL_TITLE,
    FRAGMENT_LENGTH,
    is_addressee,
    is_body_name,
    is_date,
    is_fragment,
    is_noise,
    is_note,
    is_number,
    is_running_text,
    is_sentence,
    is_signer,
)
from corpus.structure.markers import Candidate
from corpus.structure.titles import title_groups

Piece = tuple[PartKind, int, int]
"""Kind of a part and the half-open range of its blocks."""

_CONTENTS = ("目录", "目次", "内容提要")
_HISTORY = re.compile(
    r"(?:发文日期|发文字号|速别|密等及解密条件或保密期限)：.{2,60}|(?:修正|修订|发布|公布|施行|通过|制定)(?:日期|时间)?[：:].{4,40}|——.{2,60}"
    r"|（?(?:根据)?\d{4}年.{2,400}(?:通过|公布|发布|修订|修正|批准|施行)）?"
)


def find_contents(blocks: Sequence[Block], first: int, last: int) -> tuple[int, int] | None:
    """Half-open range of the 目录 in ``[first, last)``: from its word to where its lines recur."""
    for index in range(first, last):
        if blocks[index].words.replace(" ", "") in _CONTENTS:
            return _contents_end(blocks, index, last)
    return None


def _contents_end(blocks: Sequence[Block], index: int, last: int) -> tuple[int, int] | None:
    entries = index + 1
    while (
        entries < last
        and len(blocks[entries].words) <= 60
        and not re.search("[。；]", blocks[entries].words)
    ):
        entries += 1
    if index + 1 >= last:
        return None
    key = _entry_key(blocks[index + 1].words)
    for again in range(index + 2, min(entries + 1, last)):
        if key and _entry_key(blocks[again].words).startswith(key):
            return index, again
    return (index, entries) if entries - index >= 3 else None


def _entry_key(words: str) -> str:
    """An entry without page number and leader dots, for comparing it with its heading."""
    return re.sub(r"[\s.…·\-]+\d*$|\s", "", words)[:12]


def repeated_outline(blocks: Sequence[Block], marks: Sequence[Candidate]) -> tuple[int, int] | None:
    """Range of an outline without the word 目录: short headings that then come again with text."""
    opening = [mark for mark in marks if mark.opening]
    if not opening:
        return None
    first = opening[0]
    key = _entry_key(blocks[first.block].words)
    marked = {mark.block for mark in opening}
    for mark in opening[1:]:
        same = mark.family == first.family and mark.value == first.value
        if same and len(key) > 4 and _entry_key(blocks[mark.block].words) == key:
            entries = range(first.block, mark.block)
            short = all(len(blocks[i].words) <= FRAGMENT_LENGTH for i in entries)
            unmarked = sum(i not in marked for i in entries)
            return (first.block, mark.block) if short and unmarked <= 2 else None
    return None


def read_front(
    blocks: Sequence[Block],
    first: int,
    last: int,
    *,
    numbered: bool,
    main: bool,
    contents: tuple[int, int] | None = None,
) -> tuple[list[Piece], int]:
    """Parts before the body, and the index of the first block after them.

    Args:
        blocks: All paragraphs.
        first: First block of the text.
        last: Block of its first numbered clause, or the end of a text without any.
        numbered: False for a text without numbered clauses: its paragraphs are the body.
        main: True for the first text of a file, which a page lead may precede.
        contents: Range of the 目录, if the text has one.
    """
    addressee = next((i for i in range(first, last) if is_addressee(blocks[i].words)), None)
    stop = last if addressee is None else addressee
    stop = stop if contents is None else max(first, min(stop, contents[0]))
    bounded = numbered or addressee is not None
    title = _choose_title(blocks, first, stop, bounded=bounded, main=main)
    pieces: list[Piece] = []
    position = first
    if title is not None:
        start, end = _around_title(blocks, first, last, title)
        if start > first:
            pieces.append((PartKind.LEAD if main else PartKind.TITLE, first, start))
        pieces.append((PartKind.TITLE, start, end))
        position = end
    else:
        position = _untitled(blocks, first, last, pieces)
    if addressee is not None and addressee >= position:
        pieces += _to_addressee(blocks, position, addressee, titled=title is not None)
        position = addressee + 1
    if contents is not None and position <= contents[0] and contents[1] <= last:
        if contents[0] > position:
            pieces.append((PartKind.PREAMBLE, position, contents[0]))
        pieces.append((PartKind.CONTENTS, *contents))
        position = contents[1]
    if numbered and last > position:
        pieces.append((PartKind.PREAMBLE, position, last))
        position = last
    return pieces, position


def _to_addressee(
    blocks: Sequence[Block], first: int, addressee: int, *, titled: bool
) -> list[Piece]:
    """The 主送机关, and the lines between it and the title."""
    pieces: list[Piece] = []
    if addressee > first:
        short = not any(is_sentence(block.words) for block in blocks[first:addressee])
        under_title = PartKind.TITLE if short else PartKind.PREAMBLE
        pieces.append((under_title if titled else PartKind.LEAD, first, addressee))
    return [*pieces, (PartKind.ADDRESSEE, addressee, addressee + 1)]


def _choose_title(
    blocks: Sequence[Block], first: int, last: int, *, bounded: bool, main: bool
) -> tuple[int, int] | None:
    """The title of the text that begins in this range.

    A page may print the title above its own fields and again below them, or tell the news
    before the document: the last title counts, but after running text only a formal one.
    """
    groups = title_groups(blocks, first, last)
    if not groups or not main:
        return groups[0] if groups else None
    running = (i for i in range(first, last) if is_running_text(blocks[i].words))
    text = next(running, last)
    early = [group for group in groups if group[0] < text]
    late = [
        group
        for group in groups
        if group[0] > text
        and _is_formal(blocks, group)
        and (bounded or _heads_most(blocks, first, last, group))
    ]
    if not bounded and not early:
        return late[0] if late else None
    chosen = late or early if bounded else early
    return chosen[-1] if chosen else None


def _is_formal(blocks: Sequence[Block], group: tuple[int, int]) -> bool:
    """The title is one of an official document, not a headline inside a page."""
    words = "".join(block.words for block in blocks[slice(*group)])
    return "关于" in words or FORMAL_TITLE.fullmatch(words.replace(" ", "")) is not None


def _heads_most(blocks: Sequence[Block], first: int, last: int, group: tuple[int, int]) -> bool:
    """More text stands after the title than before it."""
    before = blocks[group[0]].start - blocks[first].start
    return blocks[last - 1].end - blocks[group[1] - 1].end > before


def _around_title(
    blocks: Sequence[Block], first: int, last: int, title: tuple[int, int]
) -> tuple[int, int]:
    """The title with the 文号 above it and the lines of number, date and issuer below it."""
    start, end = title
    while start > first and _is_letterhead(blocks, start - 1):
        start -= 1
    while end < last and not blocks[end].tabular and is_title_line(blocks[end].words):
        end += 1
    return start, end


def _is_letterhead(blocks: Sequence[Block], index: int) -> bool:
    """文号 above the title, the red head (某某文件), or the bodies that issue an order."""
    words, below = blocks[index].words, blocks[index + 1].words
    if is_number(words) or (words.endswith("文件") and is_fragment(words) and len(words) <= 40):
        return True
    orders = is_number(below) or below.replace(" ", "") in ("令", "公告")
    return is_body_name(words) and (orders or is_body_name(below))


def is_title_line(words: str) -> bool:
    """A line that belongs under a title: 文号, date, issuer, how it was passed, subtitle."""
    return (
        is_number(words)
        or is_date(words)
        or is_note(words)
        or is_signer(words)
        or (is_body_name(words) and len(words) <= 40)
        or (len(words) <= 420 and _HISTORY.fullmatch(words) is not None)
    )


def _untitled(blocks: Sequence[Block], first: int, last: int, pieces: list[Piece]) -> int:
    """A text without a recognisable title: its number lines and one short first line."""
    position = first
    while (
        position < last and not blocks[position].tabular and is_title_line(blocks[position].words)
    ):
        position += 1
    opening = position < last and position + 1 < len(blocks)
    if opening and position == first and is_fragment(blocks[position].words):
        words = blocks[position].words
        if 4 <= len(words) <= 60 and not is_noise(words) and "：" not in words:
            position += 1
    if position > first:
        pieces.append((PartKind.TITLE, first, position))
    return position
