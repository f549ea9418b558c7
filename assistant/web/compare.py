"""Two documents clause by clause: each clause beside the most similar one of the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any

from assistant.web.difference import Difference, difference
from corpus.model import Clause, PolicyDocument
from corpus.normalize import search_key
from corpus.resolution import title_key

NEAR = 0.22
"""Least similarity, 0 to 1, at which two clauses are set side by side; unrelated clauses of the
same field of policy share about a tenth of their character pairs."""


VERSION = 0.5
"""Least share of the words, 0 to 1, that two versions of one document have in common."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A clause of the first document and its counterpart in the second; one may be missing."""

    left: Clause | None
    left_text: str
    right: Clause | None
    right_text: str
    similarity: float
    """Cosine of the character pairs, 0 to 1; 0 where a side is missing."""

    @cached_property
    def difference(self) -> Difference:
        """What differs between both sides, word by word."""
        return difference(self.left_text, self.right_text)

    @property
    def change(self) -> str:
        """added, removed, changed or same, seen from the first document."""
        if self.left is None:
            return "added"
        if self.right is None:
            return "removed"
        return "same" if self.difference.is_same else "changed"


def comparison(
    left: PolicyDocument, right: PolicyDocument, *, is_version: bool | None = None
) -> dict[str, Any]:
    """What the page of two documents shows.

    Args:
        left: The first or older document.
        right: The second or newer one.
        is_version: Whether both are versions of one; None to judge by their words.
    """
    found = pairs(left, right)
    versions = are_versions(left, right) if is_version is None else is_version
    counts = Counter(pair.change for pair in found) if versions else Counter()
    return {
        "left": left,
        "right": right,
        "pairs": found,
        "versions": versions,
        "counts": counts,
    }


def are_versions(left: PolicyDocument, right: PolicyDocument) -> bool:
    """Whether two documents are versions of one: one title, or mostly the same words."""
    if title_key(left.title) == title_key(right.title):
        return True
    first, second = _profile(left.text), _profile(right.text)
    return (first & second).total() >= VERSION * max(first.total(), second.total(), 1)


def pairs(left: PolicyDocument, right: PolicyDocument) -> list[Pair]:
    """Clauses in the order of the first document, each beside its nearest one of the second.

    Each clause is used once; the most similar pairs are made first. A clause that only the
    second document has stands after the one that it follows there.
    """
    lefts, rights = _profiles(left), _profiles(right)
    matches = _match(
        {key: profile for key, (_, profile) in lefts.items()},
        {key: profile for key, (_, profile) in rights.items()},
    )
    found = []
    for key, (clause, _) in lefts.items():
        other, similarity = matches.get(key, ("", 0.0))
        counterpart = rights[other][0] if other else None
        found.append(_pair(left, clause, right, counterpart, similarity))
    _insert_alone(found, left, right, [clause for clause, _ in rights.values()])
    return found


def _insert_alone(
    found: list[Pair], left: PolicyDocument, right: PolicyDocument, clauses: list[Clause]
) -> None:
    """Put each clause that only the second document has behind its predecessor there."""
    used = {pair.right.id for pair in found if pair.right}
    before = ""
    for clause in clauses:
        if clause.id not in used:
            places = [n for n, pair in enumerate(found) if pair.right and pair.right.id == before]
            found.insert(places[0] + 1 if places else 0, _pair(left, None, right, clause, 0.0))
        before = clause.id


def _profiles(document: PolicyDocument) -> dict[str, tuple[Clause, Counter[str]]]:
    return {
        clause.id: (clause, _profile(clause.span.of(document.text)))
        for clause in _with_body(document)
    }


def _with_body(document: PolicyDocument) -> list[Clause]:
    return [clause for clause in document.clauses if clause.body.of(document.text).strip()]


def _profile(text: str) -> Counter[str]:
    """How often each pair of neighbouring characters stands in a text."""
    key = search_key(text).text
    return Counter(key[i : i + 2] for i in range(len(key) - 1))


def _match(
    lefts: dict[str, Counter[str]], rights: dict[str, Counter[str]]
) -> dict[str, tuple[str, float]]:
    scored = sorted(
        ((cosine(a, b), left, right) for left, a in lefts.items() for right, b in rights.items()),
        reverse=True,
    )
    matches: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for similarity, left, right in scored:
        if similarity < NEAR:
            break
        if left not in matches and right not in taken:
            matches[left] = (right, similarity)
            taken.add(right)
    return matches


def cosine(a: Counter[str], b: Counter[str]) -> float:
    """Cosine of two profiles, 0 to 1.

    >>> cosine(Counter(["搬迁"]), Counter(["搬迁"])), cosine(Counter(["搬迁"]), Counter(["就业"]))
    (1.0, 0.0)
    """
    shared = sum(count * b[key] for key, count in a.items() if key in b)
    if not shared:
        return 0.0
    lengths = sum(n * n for n in a.values()) * sum(n * n for n in b.values())
    return min(1.0, shared / sqrt(lengths))


def _pair(
    left: PolicyDocument,
    clause: Clause | None,
    right: PolicyDocument,
    other: Clause | None,
    similarity: float,
) -> Pair:
    return Pair(
        left=clause,
        left_text=clause.span.of(left.text).strip() if clause else "",
        right=other,
        right_text=other.span.of(right.text).strip() if other else "",
        similarity=similarity,
    )
