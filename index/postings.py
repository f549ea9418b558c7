"""Inverted lists of terms as plain arrays, built in blocks so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.terms import Codes, text_terms

CONTEXT_WEIGHT = 1.0
"""How often a word of the title and headings counts against once in the text."""
_BLOCK = 20_000
"""Texts whose postings are sorted at a time; bounds the memory of a build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Which rows each term occurs in: those of ``terms[i]`` are ``rows[starts[i]:starts[i+1]]``."""

    terms: Codes
    """Distinct terms, ascending."""
    starts: npt.NDArray[np.int64]
    """Length ``len(terms) + 1``."""
    rows: npt.NDArray[np.int32]
    """Ascending within one term."""
    frequencies: npt.NDArray[np.float32]
    """Field-weighted frequency of the term in the row."""


def _block_postings(texts: Sequence[str], contexts: Sequence[str], weight: float) -> Postings:
    """Postings of a few texts, rows counted from 0."""
    codes, rows = text_terms(texts)
    amounts = np.ones(len(codes), dtype=np.float32)
    if contexts and weight:
        more, more_rows = text_terms(contexts)
        codes, rows = np.concatenate([codes, more]), np.concatenate([rows, more_rows])
        amounts = np.concatenate([amounts, np.full(len(more), weight, dtype=np.float32)])
    terms, ranks = np.unique(codes, return_inverse=True)
    cells, cell_of = np.unique(ranks * np.int64(len(texts)) + rows, return_inverse=True)
    frequencies = np.bincount(cell_of, weights=amounts, minlength=len(cells))
    counts = np.bincount(cells // max(len(texts), 1), minlength=len(terms))
    return Postings(
        terms=terms,
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        rows=(cells % max(len(texts), 1)).astype(np.int32),
        frequencies=frequencies.astype(np.float32),
    )


def merge_postings(blocks: Sequence[tuple[int, Postings]]) -> Postings:
    """One set of postings from blocks of rows, each given with its first row; linear in size."""
    terms = np.unique(np.concatenate([block.terms for _, block in blocks]))
    places = [np.searchsorted(terms, block.terms) for _, block in blocks]
    counts = np.zeros(len(terms), dtype=np.int64)
    for place, (_, block) in zip(places, blocks, strict=True):
        counts[place] += np.diff(block.starts)
    starts = np.concatenate([[0], np.cumsum(counts)])
    rows = np.empty(starts[-1], dtype=np.int32)
    frequencies = np.empty(starts[-1], dtype=np.float32)
    cursor = starts[:-1].copy()
    for place, (first, block) in zip(places, blocks, strict=True):
        sizes = np.diff(block.starts)
        target = np.repeat(cursor[place] - block.starts[:-1], sizes) + np.arange(len(block.rows))
        rows[target] = block.rows + first
        frequencies[target] = block.frequencies
        cursor[place] += sizes
    return Postings(terms=terms, starts=starts, rows=rows, frequencies=frequencies)


def build_postings(
    texts: Sequence[str], contexts: Sequence[str] = (), context_weight: float = CONTEXT_WEIGHT
) -> Postings:
    """Postings of `texts`, each with its context as a second, weighted field."""
    blocks = [
        (
            first,
            _block_postings(
                texts[first : first + _BLOCK], contexts[first : first + _BLOCK], context_weight
            ),
        )
        for first in range(0, max(len(texts), 1), _BLOCK)
    ]
    return merge_postings(blocks)
