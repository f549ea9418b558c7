"""Where one file holds several texts: a covering notice, the document that it sends, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.structure.blocks import Block
from corpus.structure.lines import (
    is_addressee,
    is_body_name,
    is_copy_line,
    is_date,
    is_formula,
    is_fragment,
    is_noise,
    is_note,
    is_sentence,
    is_signer,
    lists_annexes,
)
from corpus.structure.titles import title_groups

_LABEL = re.compile(
    r"(附[ ]*(?:件|表|录|图)[ ]*(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:-\d{1,2})?)?"
    r"|附[ ]*(?:[一二三四五六七八九十]{1,2}|\d{1,2}))[ ]*[：:.]?"
)
_LABELLED = re.compile(
    r"(附 *[件表录] *(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:-\d{1,2})?)?)"
    r"[：: 、.]+(?=[^\d. ])(.{2,60})"
)
_NUMBERS = re.compile(r"\d{5,}")
"""Telephone numbers and amounts: no title of an annex has them."""
_ANNEX_ITEM = re.compile(r"(?:\d{1,2}[.、]|（\d{1,2}）|[一二三四五六七八九十]、|附件\d).{2,80}")
_SENDS = "(?:印发|转发|批转|颁发|下发|印送|公布|发布|公告|颁布|下达)"
_SENT = re.compile("发给你们|现(?:予(?:公布|发布|印发)|印发|转发)")
COVERS = re.compile(
    rf"{_SENDS}给|(?:现|并|予以|一并)(?:予以?)?{_SENDS}|现将[^。]{{0,120}}{_SENDS}|公布施行"
)
"""Words of a covering notice that sends another document."""


@dataclass(frozen=True, slots=True)
class Division:
    """A run of blocks that has a title, a body and perhaps a signature of its own."""

    first: int
    last: int
    """Index after the last block."""
    label: str = ""
    """The annex's label as printed (附件1); empty for the main text or an unlabelled one."""
    labelled: bool = False
    """True when the first block is the label."""


def annex_lists(blocks: Sequence[Block]) -> set[int]:
    """Indexes of the lines that list annexes under a text (附件：1.… 2.…)."""
    listed: set[int] = set()
    for index, block in enumerate(blocks):
        opens = lists_annexes(block.words) and len(block.words) <= 120
        if not opens or (index in listed):
            continue
        following = _list_end(blocks, index + 1)
        bare = block.words.rstrip("：: ") in ("附件", "附", "附表", "附录")
        if bare and following == index + 1:
            continue
        if (
            _LABELLED.fullmatch(block.words)
            and following == index + 1
            and not _signed_after(blocks, index)
        ):
            continue
        listed.update(range(index, following))
    return listed


def _list_end(blocks: Sequence[Block], index: int) -> int:
    """Index after the items of a list of annexes that begins at `index`."""
    end = index
    while end < len(blocks) and end - index < 40:
        words = blocks[end].words
        if not (_ANNEX_ITEM.fullmatch(words) and not is_sentence(words.rstrip("；;。"))):
            break
        end += 1
    titled = end - index >= 2 and not any(_NUMBERS.search(b.words) for b in blocks[index:end])
    return end if titled or _signed_after(blocks, end - 1) else index


def _signed_after(blocks: Sequence[Block], index: int) -> bool:
    """A signature or date follows within a few short lines."""
    for block in blocks[index + 1 : index + 30]:
        if is_date(block.words):
            return True
        if is_sentence(block.words) and len(block.words) > 30:
            return False
    return False


def split_divisions(blocks: Sequence[Block], listed: set[int], marked: set[int]) -> list[Division]:
    """The texts in the file, in order.

    Args:
        blocks: All paragraphs.
        listed: Indexes of lines that list annexes.
        marked: Indexes of paragraphs that open with a numbering marker.
    """
    starts: list[tuple[int, str, bool]] = [(0, "", False)]
    index, seen_text, annexed = 0, False, False
    while index < len(blocks):
        words = blocks[index].words
        label = _annex_label(blocks, index, listed, annexed or seen_text)
        if label and seen_text:
            starts.append((index, label, True))
            seen_text, annexed = False, True
        elif seen_text and (is_date(words) or _sends(blocks, index, starts[-1][0], marked)):
            start = _attached(blocks, index + 1, listed, marked)
            if start is not None and start > starts[-1][0]:
                starts.append((start, "", False))
                seen_text = False
                index = start
                continue
        seen_text = seen_text or is_sentence(words) or index in marked or annexed
        index += 1
    ends = [start for start, _, _ in starts[1:]] + [len(blocks)]
    return [
        Division(start, end, label, labelled)
        for (start, label, labelled), end in zip(starts, ends, strict=True)
    ]


def _annex_label(blocks: Sequence[Block], index: int, listed: set[int], after_text: bool) -> str:
    """Label of the annex that begins at this block, or empty."""
    words = blocks[index].words
    if index in listed or len(words) > 80 or not words.startswith("附"):
        return ""
    if match := _LABEL.fullmatch(words):
        return re.sub(r"\s", "", match[1])
    match = _LABELLED.fullmatch(words)
    if match and after_text and not is_sentence(words.replace("：", "")):
        return re.sub(r"\s", "", match[1])
    return ""


def _sends(blocks: Sequence[Block], index: int, first: int, marked: set[int]) -> bool:
    """A covering sentence without signature: 现将《…》印发给你们."""
    words = blocks[index].words
    if not _SENT.search(words):
        return False
    return not any(position in marked for position in range(first, index + 1))


def _attached(
    blocks: Sequence[Block], index: int, listed: set[int], marked: set[int]
) -> int | None:
    """First block of the document that follows a signed covering notice, or None."""
    end = index
    while end < len(blocks) and end - index < 60 and not _is_text(blocks, end, marked):
        if _LABEL.fullmatch(blocks[end].words) and end not in listed:
            return None
        end += 1
    if end >= len(blocks):
        return None
    first = index
    while first < end and (_is_closing(blocks[first].words) or first in listed):
        first += 1
    groups = [
        group
        for group in title_groups(blocks, first, end)
        if not any(is_date(block.words) for block in blocks[group[0] : end])
    ]
    if groups:
        return groups[0][0]
    opens = end in marked and 0 < end - first <= 4
    return first if opens and all(is_fragment(b.words) for b in blocks[first:end]) else None


def _is_text(blocks: Sequence[Block], index: int, marked: set[int]) -> bool:
    words = blocks[index].words
    return (
        index in marked
        or blocks[index].tabular
        or (
            is_sentence(words)
            and not is_addressee(words)
            and not is_formula(words)
            and not is_note(words)
        )
    )


def _is_closing(words: str) -> bool:
    """Lines that still belong to the notice after its date."""
    return (
        is_note(words)
        or is_date(words)
        or is_copy_line(words)
        or is_noise(words)
        or is_formula(words)
        or is_signer(words)
        or (is_body_name(words) and "关于" not in words)
    )
