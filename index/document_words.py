"""Which words of a question the documents have as a whole, wherever in them they stand.

A question names the matter of a document (a place, a body, an event) and a detail of it. The
detail stands in one clause; the matter is often said once, at the beginning, and not again in
the clause that answers. What a document has of the question in all its clauses together tells
it from others that have a clause on the same detail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from corpus.normalize import search_form
from index.candidates import ClauseTable, Mask
from index.fusion import Rows, Scores
from index.lexical import LexicalIndex, inverse_frequency
from index.tokenizer import content_words

ENTITLED = 0.2
"""What a word in the title counts besides: a title says what the whole is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWords:
    """The words of all documents, by way of the terms of their chunks."""

    lexical: LexicalIndex
    owners: Rows
    """Number of the document of each row of the index."""
    heads: Mask
    """Which rows hold the title and the facts of a document."""
    count: int
    """How many documents there are."""

    @classmethod
    def of(cls, lexical: LexicalIndex, table: ClauseTable) -> DocumentWords:
        """The words of the documents whose chunks `table` groups and `lexical` indexes."""
        owners = table.owners()
        first = np.diff(owners, prepend=-1) != 0
        heads = first & np.array([chunk.clause_id is None for chunk in table.chunks], dtype=bool)
        return cls(lexical=lexical, owners=owners, heads=heads, count=len(table.documents))

    def coverage(
        self, query: str, synonyms: Mapping[str, Sequence[str]] = MappingProxyType({})
    ) -> Scores:
        """IDF-weighted share of the question's words in each document, shape (count,).

        From 0 to 1, and up to 1 + ENTITLED where the title has them too. A word is rare when few
        documents have it; one that none has counts as missing in all.

        Args:
            query: The question, any script.
            synonyms: Other wordings of a word, any of which will do.
        """
        total, shares = 0.0, np.zeros(self.count, dtype=np.float32)
        for word in content_words(search_form(query)):
            having, entitled = np.zeros((2, self.count), dtype=bool)
            for wording in (word, *synonyms.get(word, ())):
                rows = self.lexical.rows_with(wording)
                having[self.owners[rows]] = True
                entitled[self.owners[rows[self.heads[rows]]]] = True
            idf = inverse_frequency(np.array([having.sum()]), self.count)[0]
            shares[having] += idf
            shares[entitled] += ENTITLED * idf
            total += float(idf)
        return shares / np.float32(total) if total else shares
