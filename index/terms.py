"""Terms of a text for lexical search: characters, pairs of characters, whole numbers and words.

A term is one 64-bit integer, so that a vocabulary is a sorted array that can be mapped
from disk and needs no dictionary in memory. A token is a Han character (its code point) or
a run of Latin letters and digits (bit 31 set, then 31 bits of a digest). A single token is
the term itself; a pair of neighbours is ``first << 32 | second``. Pairs do not reach
across punctuation, but they do reach across spaces and quotes, which a reader does not type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from corpus.normalize import search_form
from corpus.numerals import parse_numeral

Codes = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]

_RUN = re.compile(r"[0-9a-z]+(?:\.[0-9]+)?%?")
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?[百千万亿]+)|[〇零一二两三四五六七八九十百千万亿]{2,}")
_SKIPPED = set(" \t\r\n“”‘’\"'《》〈〉*_#|`\u200b\u200c\u200d")
_END = "\x00"


def _digest(word: str) -> int:
    """Token of a Latin or numeric run: bit 31 and 31 bits of BLAKE2b, the same on any machine."""
    value = int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "little")
    return value | 0x8000_0000


def _token_stream(joined: str) -> tuple[Codes, npt.NDArray[np.intp]]:
    """Tokens of a folded text in order, 0 for a break, and the position of each."""
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    seen, inverse = np.unique(points, return_inverse=True)
    kinds = np.array(
        [-1 if chr(p) in _SKIPPED else int(chr(p).isalnum()) for p in seen], dtype=np.int8
    )[inverse]
    codes = np.where(kinds == 1, points, 0).astype(np.uint64)
    kept = kinds >= 0
    for run in _RUN.finditer(joined):
        codes[run.start()] = _digest(run[0])
        kept[run.start() + 1 : run.end()] = False
    places = np.flatnonzero(kept)
    return codes[places], places


def text_terms(texts: Sequence[str]) -> tuple[Codes, Rows]:
    """Every occurrence of every term in `texts`.

    Args:
        texts: Texts in any script; they are brought to the search form here.

    Returns:
        Two arrays of one length: the term, and the row of the text in which it occurs.
    """
    forms = [search_form(text).replace(_END, " ") for text in texts]
    joined = _END.join(forms)
    ends = np.cumsum([len(form) + 1 for form in forms]) if forms else np.zeros(0, dtype=np.int64)
    tokens, places = _token_stream(joined)
    rows = np.searchsorted(ends, places, side="right")
    single = tokens != 0
    pair = single[:-1] & single[1:]
    pairs = (tokens[:-1] << np.uint64(32) | tokens[1:])[pair]
    numbers = [
        (_digest(str(value)), number.start())
        for number in _NUMBER.finditer(joined)
        if (value := parse_numeral(number[0])) is not None
    ]
    number_codes = np.array([code for code, _ in numbers], dtype=np.uint64)
    number_rows = np.searchsorted(ends, [place for _, place in numbers], side="right")
    return (
        np.concatenate([tokens[single], pairs, number_codes]),
        np.concatenate([rows[single], rows[:-1][pair], number_rows]).astype(np.int64),
    )


def query_terms(text: str) -> tuple[Codes, npt.NDArray[np.float32]]:
    """Distinct terms of one question and how often each occurs in it."""
    codes, _ = text_terms([text])
    distinct, counts = np.unique(codes, return_counts=True)
    return distinct, counts.astype(np.float32)
