"""Lay words and Hong Kong or Taiwan vocabulary → the terms that policy documents print.

The rows stand in lay_terms.tsv, each with the source that says so. Words that word vectors of an
encyclopedia hold near (the three to eight nearest of the corpus, cosine from .55 to .7) were tried
as further terms and left out: first hit right on the halves that may be learned from, statutes
.416 to .408–.413, pandemic questions .671 to .664–.675, FAQ .751 to .751–.760; the sentence vectors
know those words already.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from corpus.normalize import search_form

_TABLE = Path(__file__).with_name("lay_terms.tsv")


@lru_cache(maxsize=1)
def lay_terms() -> Mapping[str, tuple[str, ...]]:
    """Lay word → policy terms, all in Simplified search form."""
    table: dict[str, tuple[str, ...]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            terms = tuple(search_form(term) for term in row["terms"].split("、"))
            for word in row["words"].split("、"):
                form = search_form(word)
                table[form] = tuple(dict.fromkeys((*table.get(form, ()), *terms)))
    return table


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted(lay_terms(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def expand(form: str) -> tuple[str, ...]:
    """Policy terms for the lay words in a question, in order, none that it already has.

    Args:
        form: The question in search form.
    """
    terms = (term for found in _pattern().finditer(form) for term in lay_terms()[found[0]])
    return tuple(dict.fromkeys(term for term in terms if term not in form))
