"""What stands after the body of a text: closing formula, signature, date, imprint, page tail."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import PartKind
from corpus.structure.blocks import Block
from corpus.structure.front import Piece
from corpus.structure.lines import (
    is_body_name,
    is_copy_line,
    is_date,
    is_formula,
    is_fragment,
    is_noise,
    is_note,
    is_office_holder,
    is_running_text,
    is_sentence,
    is_signer,
)

_SHORT_TEXT = 30
"""A paragraph longer than this, in characters, is no line of an imprint."""


def read_trailing(
    blocks: Sequence[Block], first: int, last: int, listed: set[int], *, final: bool
) -> tuple[int, list[Piece]]:
    """Index after the last block of the body, and the parts after it.

    Args:
        blocks: All paragraphs.
        first: First block that may be no body: the one after the last numbered clause opens.
        last: End of the text.
        listed: Indexes of lines that list annexes.
        final: True for the last text of the file, which a page tail may follow.
    """
    signed = _signature(blocks, first, last, listed)
    if signed is None:
        end = _tail_start(blocks, first, last) if final else last
        start = _unsigned_start(blocks, first, end, listed)
        pieces: list[Piece] = [(PartKind.SIGNATURE, start, end)] if start < end else []
    else:
        start, end = signed
        pieces = [(PartKind.SIGNATURE, start, end)]
    if end < last:
        pieces.append((PartKind.TAIL if final else PartKind.SIGNATURE, end, last))
    return start, pieces


def _signature(
    blocks: Sequence[Block], first: int, last: int, listed: set[int]
) -> tuple[int, int] | None:
    """Range of the block of signature: names, date and what follows them."""
    for date in range(first, last):
        if not is_date(blocks[date].words):
            continue
        start = date
        while start > first and _is_signing(blocks, start - 1, listed):
            start -= 1
        if start == date and _text_follows(blocks, date + 1, last):
            continue  # a date among the text (a chronicle, a schedule), not one of signing
        start = _formula_start(blocks, first, start, listed)
        end = date + 1
        while end < last and (_is_imprint(blocks[end].words) or end in listed):
            end += 1
        return start, end
    return None


def _text_follows(blocks: Sequence[Block], first: int, last: int) -> bool:
    """Running text of the document stands after this place."""
    return any(
        is_running_text(block.words) and len(block.words) > _SHORT_TEXT
        for block in blocks[first:last]
    )


def _is_signing(blocks: Sequence[Block], index: int, listed: set[int]) -> bool:
    words = blocks[index].words
    if index in listed or is_signer(words) or is_formula(words) or is_date(words):
        return True
    if blocks[index].tabular:
        return False
    if is_body_name(words):
        return True
    wrapped = is_fragment(words) and len(words) <= 24 and "：" not in words
    return wrapped and index > 0 and is_sentence(blocks[index - 1].words)


def _formula_start(blocks: Sequence[Block], first: int, start: int, listed: set[int]) -> int:
    """Takes in closing formulas, notes and the list of annexes right above the names."""
    while start > first and (
        is_formula(blocks[start - 1].words)
        or start - 1 in listed
        or is_note(blocks[start - 1].words)
    ):
        start -= 1
    return start


def _is_imprint(words: str) -> bool:
    return is_note(words) or is_copy_line(words) or is_date(words) or is_formula(words)


def _tail_start(blocks: Sequence[Block], first: int, last: int) -> int:
    """First block of page matter after an unsigned text: from a noise line on, all short lines."""
    end = last
    for index in range(last - 1, first - 1, -1):
        words = blocks[index].words
        if is_noise(words):
            end = index
        elif is_sentence(words) or blocks[index].tabular:
            break
    return end


def _unsigned_start(blocks: Sequence[Block], first: int, end: int, listed: set[int]) -> int:
    """Names, formulas, notes and annex lists that close a text without a date."""
    start = end
    while start > first:
        words = blocks[start - 1].words
        strict = is_body_name(words) and len(words) <= 30
        if not (
            is_formula(words)
            or is_note(words)
            or is_copy_line(words)
            or is_office_holder(words)
            or start - 1 in listed
            or strict
        ):
            break
        start -= 1
    return start
