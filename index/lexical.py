"""BM25 over characters and pairs of characters, as arrays that are mapped from disk.

The weighting is Okapi BM25 with the idf that cannot turn negative, ln(1 + (N − n + ½)/(n + ½))
(Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, eq. 3.15,
with the +1 that Lucene adds). The headings of a chunk count as a weighted field in the manner
of BM25F (Robertson, Zaragoza & Taylor, CIKM 2004): frequencies and lengths of the fields are
summed with their weights before saturation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from corpus.normalize import search_form
from index.errors import DamagedIndexError
from index.model import Chunk
from index.postings import CONTEXT_WEIGHT, Postings, build_postings
from index.terms import Codes, query_terms
from index.tokenizer import content_words

Scores = npt.NDArray[np.float32]

K1 = 1.2
"""Saturation of term frequency."""
B = 0.75
"""Strength of length normalisation."""
_PAIR = np.uint64(1 << 32)


def row_lengths(postings: Postings, count: int) -> Scores:
    """Weighted number of terms of each row, shape (count,)."""
    lengths = np.bincount(postings.rows, weights=postings.frequencies, minlength=count)
    return lengths.astype(np.float32)


def bm25_weights(
    frequencies: Scores, lengths: Scores, mean: float, *, k1: float = K1, b: float = B
) -> Scores:
    """The saturated term weight of BM25 without idf, 0 to k1 + 1.

    Args:
        frequencies: Frequency of a term in a row, one entry a posting.
        lengths: Length of that row, same shape.
        mean: Mean length of all rows.
        k1: Saturation.
        b: Length normalisation, 0 (none) to 1 (full).
    """
    norm = k1 * (1 - b + b * lengths / max(mean, 1e-9))
    weights: Scores = (frequencies * (k1 + 1) / (frequencies + norm)).astype(np.float32)
    return weights


def inverse_frequency(document_counts: npt.NDArray[np.int64], total: int) -> Scores:
    """ln(1 + (N − n + ½)/(n + ½)); larger for rarer terms, never negative."""
    odds = (total - document_counts + 0.5) / (document_counts + 0.5)
    idf: Scores = np.log1p(odds).astype(np.float32)
    return idf


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalIndex:
    """BM25 scores of all rows for a question; rows are in the order of `build`'s texts."""

    terms: Codes
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    weights: Scores
    """Term weight of BM25 for each posting, idf apart."""
    lengths: Scores
    """Weighted length of each row."""

    @classmethod
    def build(
        cls,
        texts: Sequence[str],
        contexts: Sequence[str] = (),
        *,
        context_weight: float = CONTEXT_WEIGHT,
    ) -> LexicalIndex:
        """Index `texts` (and their headings in `contexts`, none or one a text) in any script."""
        return cls.from_postings(build_postings(texts, contexts, context_weight), len(texts))

    @classmethod
    def from_postings(
        cls, postings: Postings, count: int, *, k1: float = K1, b: float = B
    ) -> LexicalIndex:
        """Weigh ready postings of `count` rows."""
        lengths = row_lengths(postings, count)
        mean = float(lengths.mean()) if count else 0.0
        return cls(
            terms=postings.terms,
            starts=postings.starts,
            rows=postings.rows,
            weights=bm25_weights(postings.frequencies, lengths[postings.rows], mean, k1=k1, b=b),
            lengths=lengths,
        )

    @classmethod
    def from_chunks(cls, chunks: Sequence[Chunk]) -> LexicalIndex:
        """Index chunks, one row each, their headings as the context.

        Sentences of chunks have no row: their words stand in their chunk's.
        """
        whole = [chunk for chunk in chunks if chunk.part_of is None]
        return cls.build([chunk.text for chunk in whole], [chunk.context for chunk in whole])

    def __len__(self) -> int:
        return len(self.lengths)

    def save(self, folder: Path) -> None:
        """Write one .npy file a field into `folder`, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Map a saved index from disk; nothing is read before it is used.

        Raises:
            DamagedIndexError: A file is missing, unreadable, or disagrees with the others.
        """
        try:
            arrays = {  # as plain arrays: each slice of a memmap object costs microseconds more
                field.name: np.load(folder / f"{field.name}.npy", mmap_mode="r").view(np.ndarray)
                for field in fields(cls)
            }
        except (OSError, ValueError, EOFError) as error:
            raise DamagedIndexError(
                f"cannot read the terms in {folder}: {error}; run `policy-assistant doctor`"
            ) from error
        index = cls(**arrays)
        if len(index.starts) != len(index.terms) + 1 or index.starts[-1] != len(index.rows):
            raise DamagedIndexError(
                f"the terms in {folder} do not fit together ({len(index.terms)} terms, "
                f"{len(index.rows)} postings); run `policy-assistant doctor`"
            )
        return index

    def scores(self, query: str, expansions: Sequence[tuple[str, float]] = ()) -> Scores:
        """BM25 score of every row, 0 and up, shape (n,).

        Args:
            query: The question, any script.
            expansions: Further wordings with the weight that their terms get against the
                question's own (a term of the question is not added again).
        """
        codes, amounts = weigh_terms(query, expansions)
        total = np.zeros(len(self), dtype=np.float32)
        for weight, rows, impacts in self._found(codes, amounts):
            total[rows] += weight * impacts
        return total

    def _found(
        self, codes: Codes, amounts: Scores
    ) -> Iterator[tuple[np.floating, npt.NDArray[np.int32], Scores]]:
        """Weight (idf times amount), rows and term weights of each term that is in the index."""
        places, known = self._places(codes)
        starts, ends = self.starts[places], self.starts[places + 1]
        idf = inverse_frequency(ends - starts, len(self)) * amounts[known]
        for weight, start, end in zip(idf, starts.tolist(), ends.tolist(), strict=True):
            yield weight, self.rows[start:end], self.weights[start:end]

    def _places(self, codes: Codes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Positions in `terms` of the codes that are there, and which those are."""
        if not len(self.terms):
            return np.zeros(0, dtype=np.int64), np.zeros(len(codes), dtype=bool)
        places = np.minimum(np.searchsorted(self.terms, codes), len(self.terms) - 1)
        known = self.terms[places] == codes
        return places[known].astype(np.int64), known

    def word_idf(self, words: Sequence[str]) -> Scores:
        """Rarity of each word: the largest idf of its pairs (of its character, if single)."""
        values = []
        for word in words:
            codes = _word_terms(word)
            places, known = self._places(codes)
            counts = np.zeros(len(codes), dtype=np.int64)
            counts[known] = self.starts[places + 1] - self.starts[places]
            values.append(inverse_frequency(counts, len(self)).max(initial=0.0))
        return np.array(values, dtype=np.float32)

    def coverage(self, query: str, rows: npt.NDArray[np.int64] | Sequence[int]) -> Scores:
        """IDF-weighted share of the question's content words that each row contains, 0 to 1.

        A word counts as contained when all its pairs of characters are.
        """
        held, idf = self.held_words(query, rows)
        total = float(idf.sum())
        share: Scores = (idf @ held / total if total else np.zeros(len(rows))).astype(np.float32)
        return share

    def held_words(
        self,
        query: str,
        rows: npt.NDArray[np.int64] | Sequence[int],
        synonyms: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> tuple[npt.NDArray[np.bool_], Scores]:
        """Which content words of the question each row has, shape (words, rows), and their idf.

        Args:
            query: The question, any script.
            rows: Rows to look into.
            synonyms: Other wordings of a word, any of which will do.
        """
        wanted = np.asarray(rows, dtype=np.int64)
        words = content_words(search_form(query))
        held = np.zeros((len(words), len(wanted)), dtype=bool)
        for number, word in enumerate(words):
            for wording in (word, *synonyms.get(word, ())):
                held[number] |= self._contains(wording, wanted)
        return held, self.word_idf(words)

    def rows_with(self, word: str) -> npt.NDArray[np.int64]:
        """Rows that have a word, in order: all its pairs of characters.

        Args:
            word: A word in search form.
        """
        places, known = self._places(_word_terms(word))
        held = np.full(len(self), bool(known.all()))
        for place in places if known.all() else ():
            having = np.zeros(len(self), dtype=bool)
            having[self.rows[self.starts[place] : self.starts[place + 1]]] = True
            held &= having
        return np.flatnonzero(held)

    def unknown_share(self, query: str) -> float:
        """IDF-weighted share of the question's content words that no row can contain, 0 to 1."""
        words = content_words(search_form(query))
        idf = self.word_idf(words)
        known = [bool(self._places(_word_terms(word))[1].all()) for word in words]
        total = float(idf.sum())
        return float(idf @ ~np.array(known)) / total if total else 1.0

    def upper_bound(self, query: str) -> float:
        """The BM25 score that no text can pass: each term saturated."""
        codes, amounts = query_terms(query)
        places, known = self._places(codes)
        counts = np.zeros(len(codes), dtype=np.int64)
        counts[known] = self.starts[places + 1] - self.starts[places]
        return float(inverse_frequency(counts, len(self)) @ amounts) * (K1 + 1)

    def _contains(self, word: str, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Whether each of `rows` has all terms of the word."""
        codes = _word_terms(word)
        places, known = self._places(codes)
        held = np.full(len(rows), bool(known.all()))
        for place in places if known.all() else ():
            listed = self.rows[self.starts[place] : self.starts[place + 1]]
            spots = np.minimum(np.searchsorted(listed, rows), len(listed) - 1)
            held &= listed[spots] == rows
        return held


def weigh_terms(query: str, expansions: Sequence[tuple[str, float]]) -> tuple[Codes, Scores]:
    """Terms of the question with their counts, then new terms of the expansions with theirs."""
    codes, amounts = query_terms(query)
    for words, weight in expansions:
        more, counts = query_terms(words)
        new = ~np.isin(more, codes)
        codes = np.concatenate([codes, more[new]])
        amounts = np.concatenate([amounts, counts[new] * np.float32(weight)])
    return codes, amounts


@lru_cache(maxsize=8192)
def _word_terms(word: str) -> Codes:
    """The pairs of a word, or its single token when it has only one; read-only.

    A search looks at each word of its question many times, and words return from question to
    question: without remembering them they took a fifth of an answer's time.
    """
    codes, _ = query_terms(word)
    pairs = codes[codes >= _PAIR]
    chosen = pairs if len(pairs) else codes
    chosen.flags.writeable = False
    return chosen
