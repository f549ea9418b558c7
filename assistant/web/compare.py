"""Two documents clause by clause: each clause beside the most similar one of the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt

from corpus.model import Clause, PolicyDocument
from corpus.normalize import search_key

NEAR = 0.22
"""Least similarity, 0 to 1, at which two clauses are set side by side; unrelated clauses of the
same field of policy share about a tenth of their character pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A clause of the first document and its counterpart in the second; one may be missing."""

    left: Clause | None
    left_text: str
    right: Clause | None
    right_text: str
    similarity: float
    """Cosine of the character pairs, 0 to 1; 0 where a side is missing."""


def pairs(left: PolicyDocument, right: PolicyDocument) -> list[Pair]:
    """Clauses in the order of the first document, then those that only the second has.

    Each clause is used once; the most similar pairs are made first.
    """
    lefts = {clause.id: (clause, _profile(left, clause)) for clause in _with_body(left)}
    rights = {clause.id: (clause, _profile(right, clause)) for clause in _with_body(right)}
    matches = _match(
        {key: profile for key, (_, profile) in lefts.items()},
        {key: profile for key, (_, profile) in rights.items()},
    )
    found = []
    for key, (clause, _) in lefts.items():
        other, similarity = matches.get(key, ("", 0.0))
        counterpart = rights[other][0] if other else None
        found.append(_pair(left, clause, right, counterpart, similarity))
    used = {other for other, _ in matches.values()}
    found += [
        _pair(left, None, right, clause, 0.0)
        for key, (clause, _) in rights.items()
        if key not in used
    ]
    return found


def _with_body(document: PolicyDocument) -> list[Clause]:
    return [clause for clause in document.clauses if clause.body.of(document.text).strip()]


def _profile(document: PolicyDocument, clause: Clause) -> Counter[str]:
    key = search_key(clause.span.of(document.text)).text
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
