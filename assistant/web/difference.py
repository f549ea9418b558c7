"""Two versions of a clause word by word: what was taken out and what was put in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from corpus.normalize import fold

_WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)*|\s+|.", re.DOTALL)
"""Figures and Latin words change as a whole, Chinese text character by character."""
_ISLAND = 2
"""Characters; a shorter common stretch between two changes is shown as changed with them, as
single shared characters make a difference unreadable."""
LONGEST = 6000
"""Characters of a clause compared word by word; a longer one that differs is shown as replaced,
as the time grows with the square."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one version."""

    text: str
    changed: bool
    """Whether the other version says something else here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Both versions, cut where they differ; the pieces of a side join to its text."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs but script, width and spacing."""
        return not any(piece.changed for piece in (*self.old, *self.new))


def difference(old: str, new: str) -> Difference:
    """What differs between two texts; script, width of characters and spacing do not count.

    >>> found = difference("每月补贴300元。", "每月補貼500元。")
    >>> [piece.text for piece in found.new if piece.changed]
    ['500']
    """
    if max(len(old), len(new)) > LONGEST:
        changed = "".join(fold(old).split()) != "".join(fold(new).split())
        return Difference(old=(Piece(old, changed),), new=(Piece(new, changed),))
    olds, news = _words(old), _words(new)
    matcher = SequenceMatcher(
        None, [word for _, word in olds], [word for _, word in news], autojunk=False
    )
    marks = _without_islands(matcher.get_opcodes(), olds)
    return Difference(
        old=_pieces([olds[i][0] for i in range(len(olds))], [m[0] for m in marks]),
        new=_pieces([news[i][0] for i in range(len(news))], [m[1] for m in marks]),
    )


Stretch = tuple[int, int, bool]
"""First word, end of words, whether changed."""


def _words(text: str) -> list[tuple[str, str]]:
    """Words as printed, and as they are compared: folded, spaces as nothing."""
    folded = fold(text)
    ends = list(accumulate((len(word) for word in _WORD.findall(folded)), initial=0))
    return [(text[a:b], folded[a:b].strip()) for a, b in pairwise(ends)]


def _without_islands(
    opcodes: Sequence[tuple[str, int, int, int, int]], olds: list[tuple[str, str]]
) -> list[tuple[Stretch, Stretch]]:
    marks: list[tuple[Stretch, Stretch]] = []
    for at, (tag, a, b, c, d) in enumerate(opcodes):
        words = "".join(word for _, word in olds[a:b])
        between = 0 < at < len(opcodes) - 1 and len(words) < _ISLAND
        changed = tag != "equal" or (between and not words.isdigit() and bool(words))
        marks.append(((a, b, changed), (c, d, changed)))
    return marks


def _pieces(words: list[str], stretches: list[Stretch]) -> tuple[Piece, ...]:
    """Pieces of one side, neighbours of one kind joined; added or lost spaces are no change."""
    found: list[Piece] = []
    for first, end, changed in stretches:
        text = "".join(words[first:end])
        if not text:
            continue
        differs = changed and bool(text.strip())
        if found and found[-1].changed == differs:
            found[-1] = Piece(found[-1].text + text, differs)
        else:
            found.append(Piece(text, differs))
    return tuple(found)
