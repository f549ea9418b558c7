"""Stretches of Chinese text that end where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Span
from corpus.normalize import fold

_CLOSERS = "”’）〕》】"
_BREAKS = (
    re.compile(rf"[。！？][{_CLOSERS}]*|\n\s*\n"),
    re.compile(rf"；[{_CLOSERS}]*|\n"),
    re.compile(rf"[，、：][{_CLOSERS}]*"),
)
"""Where a text may be cut, best first: sentences, clauses of a sentence, phrases."""
_SENTENCE = re.compile(rf"[。！？；][{_CLOSERS}]*|\n")


def split_sentences(text: str, span: Span, longest: int) -> tuple[Span, ...]:
    """Cut a stretch into pieces of at most `longest` characters, whole sentences where possible.

    Sentences are packed together while they fit. One that is longer by itself is cut at
    semicolons, then at commas, then anywhere.

    Args:
        text: The whole text, any script.
        span: The stretch to cut; white space at its ends is left out.
        longest: Characters a piece, at least 1.

    >>> text = "第一句。第二句很长，要分开；好。"
    >>> [piece.of(text) for piece in split_sentences(text, Span(start=0, end=16), 8)]
    ['第一句。', '第二句很长，', '要分开；好。']
    """
    return tuple(_pack(text, fold(text), span, longest, 0))


def list_sentences(text: str, span: Span, shortest: int) -> tuple[Span, ...]:
    """The sentences and semicolon clauses of a stretch, each with its end mark.

    Args:
        text: The whole text, any script.
        span: The stretch; white space around a sentence is left out.
        shortest: A piece with fewer characters is no sentence of its own and stays with the
            next one (第一条, a heading), at the end with the one before.

    >>> text = "一、范围。城镇和农村居民；灵活就业人员。"
    >>> [piece.of(text) for piece in list_sentences(text, Span(start=0, end=20), 6)]
    ['一、范围。城镇和农村居民；', '灵活就业人员。']
    """
    joined: list[Span] = []
    for start, end in _sentence_ends(fold(text), span):
        if not text[start:end].strip():
            continue
        if joined and len(joined[-1].of(text).strip()) < shortest:
            joined[-1] = Span(start=joined[-1].start, end=end)
        else:
            joined.append(Span(start=start, end=end))
    if len(joined) > 1 and len(joined[-1].of(text).strip()) < shortest:
        last = joined.pop()
        joined[-1] = Span(start=joined[-1].start, end=last.end)
    return tuple(piece for found in joined for piece in _trimmed(text, found))


def _sentence_ends(folded: str, span: Span) -> Iterator[tuple[int, int]]:
    start = span.start
    for match in _SENTENCE.finditer(folded, span.start, span.end):
        yield start, match.end()
        start = match.end()
    if start < span.end:
        yield start, span.end


def _pack(text: str, folded: str, span: Span, longest: int, level: int) -> Iterator[Span]:
    """Join the pieces of one level of breaks into runs that fit; recurse into over-long ones."""
    run: Span | None = None
    for piece in _pieces(folded, span, level):
        if run and piece.end - run.start <= longest:
            run = Span(start=run.start, end=piece.end)
            continue
        if run:
            yield from _trimmed(text, run)
        run = piece
        if piece.end - piece.start > longest:
            parts = list(_pack(text, folded, piece, longest, level + 1))
            yield from parts[:-1]
            run = parts[-1] if parts else None
    if run:
        yield from _trimmed(text, run)


def _pieces(folded: str, span: Span, level: int) -> Iterator[Span]:
    if level >= len(_BREAKS):
        yield from (Span(start=i, end=i + 1) for i in range(span.start, span.end))
        return
    start = span.start
    for match in _BREAKS[level].finditer(folded, span.start, span.end):
        yield Span(start=start, end=match.end())
        start = match.end()
    if start < span.end:
        yield Span(start=start, end=span.end)


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    """The span without white space at its ends, nothing when only white space is left."""
    words = span.of(text)
    lead = len(words) - len(words.lstrip())
    trail = len(words) - len(words.rstrip())
    if lead < len(words):
        yield Span(start=span.start + lead, end=span.end - trail)
