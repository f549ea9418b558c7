"""Years that a question asks about, and whether a document can speak of them."""

from __future__ import annotations

from datetime import date

from assistant.lexicon import load_lexicon, pattern
from assistant.quantities import find_quantities
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold

_YEARS = range(1900, 2101)


def asked_years(folded: str, as_of: date | None = None) -> tuple[int, ...]:
    """Years that are asked about; 明年 and 后年 are counted from `as_of` where it is given.

    >>> asked_years("2027年国庆放几天"), asked_years("1998年出生的能参加吗")
    ((2027,), ())
    """
    told = pattern("understanding", "years_told")
    years = []
    at = 0
    for quantity in find_quantities(folded):
        at = folded.find(quantity.words, at)
        end = at + len(quantity.words)
        is_year = quantity.unit == "年" and quantity.value in _YEARS
        if is_year and not told.match(folded, end - 1):
            years.append(int(quantity.value))
        at = end
    for word, ahead in load_lexicon("understanding")["next_years"].items():
        if as_of is not None and word in folded:
            years.append(as_of.year + ahead)
    return tuple(dict.fromkeys(years))


def is_of_other_year(document: PolicyDocument, years: tuple[int, ...]) -> bool:
    """Whether the title names years and none of the asked ones lies in them.

    A title of two years (2018—2035年) covers all between; the year of issue is the document's
    too. A document whose title names no year can speak of any.
    """
    named = [int(q.value) for q in find_quantities(_title(document)) if q.value in _YEARS]
    if not years or not named:
        return False
    issued = document.issued_on.year if document.issued_on else None
    return not any(min(named) <= year <= max(named) or year == issued for year in years)


def names_year(document: PolicyDocument, clause: Clause, years: tuple[int, ...]) -> bool:
    """Whether a clause itself prints one of the years."""
    printed = find_quantities(fold(clause.span.of(document.text)))
    return any(q.value in years and q.unit in ("年", "") for q in printed)


def heads_with_year(clause: Clause, years: tuple[int, ...]) -> bool:
    """Whether a clause's heading says that it is about one of the years (1996年活动情况)."""
    named = find_quantities(fold(clause.heading))
    return any(q.value in years and q.unit == "年" for q in named)


def _title(document: PolicyDocument) -> str:
    """The title without the 文号 of other documents in it."""
    return pattern("references", "document_number").sub("", fold(document.title))
