"""Cases and verdicts of the answer evaluation.

A case file is JSONL, one conversation a line::

    {"id": "seed-001", "turns": ["…"], "audience": "resident",
     "expected": {"status": "answered",
                  "clauses": [{"file": "001_….txt", "path": ["二、", "（二）", "8."],
                               "paragraph": null}],
                  "departments": ["…"], "generic": ["…"], "facts": ["…"]}}

`clauses` lists the clauses that are right as main clause, the best first; `departments` the
named bodies, all and only; `generic` classes of bodies that may be named beside them; `facts`
are words that the answer's text must contain, compared in search form. A line may state its own
`split` (``development`` or ``test``): ``policies_unseen.jsonl``, questions over the documents that
the other files ask least about, written before the assistant was asked, is all development, and so
is ``conversations_unseen.jsonl``, three lots of talks written in the same way, and so are
``judged_policies.jsonl`` and ``judged_taiwan.jsonl``, questions of people who read the documents,
asked the assistant and judged what it said: right is what shows the words that they marked. In
``judged_readers.jsonl``, of two later readers, every clause that has those words counts as right;
so it is in ``policies_written.jsonl``, written by two people from the documents alone, and, with
the article around it, in the later part of ``statutes_readers.jsonl``, whose ``test`` half nobody
read. ``conversations_written.jsonl`` and ``conversations_statutes.jsonl`` are talks written in that
way, one case for each turn after the first; the ``test`` halves of both were not read either.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedClause:
    """A clause by the file it stands in and its printed path; an empty path is the document."""

    file: str
    path: tuple[str, ...]
    paragraph: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One conversation and what its last answer must be."""

    id: str
    turns: tuple[str, ...]
    audience: str = "resident"
    status: str
    clauses: tuple[ExpectedClause, ...] = ()
    departments: tuple[str, ...] | None = None
    generic: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    half: str = ""
    """The half that the case file itself states; empty: the hash decides."""

    @property
    def split(self) -> str:
        """``development`` or ``test``: as stated, else by the parity of a hash of the first turn.

        The hash settles the half before anybody has seen how the case is answered. A file whose
        answers are all to be read says so itself.
        """
        if self.half:
            return self.half
        digest = hashlib.sha256(self.turns[0].encode()).digest()
        return "development" if digest[0] % 2 == 0 else "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one case went: each check with its reason when it failed."""

    case_id: str
    split: str
    question: str
    checks: dict[str, bool]
    """Check name (status, clause, departments, facts, quotes) to whether it held; a check that
    the case does not ask for is absent."""
    reasons: tuple[str, ...] = ()
    milliseconds: float = 0.0
    answer: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def passed(self) -> bool:
        """True when every check held."""
        return all(self.checks.values())


def load_cases(path: Path) -> Iterator[Case]:
    """Cases of a JSONL file.

    Raises:
        ValueError: A line is no case; the message names file, line and what is missing.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield _case(json.loads(line))
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise ValueError(
                f"{path.name} line {number} is no case ({error!r}); it needs id, turns and "
                "expected.status"
            ) from error


def _case(record: dict[str, Any]) -> Case:
    expected = record["expected"]
    departments = expected.get("departments")
    return Case(
        id=record["id"],
        turns=tuple(record["turns"]),
        audience=record.get("audience", "resident"),
        status=expected["status"],
        clauses=tuple(
            ExpectedClause(
                file=item["file"], path=tuple(item["path"]), paragraph=item.get("paragraph")
            )
            for item in expected.get("clauses", ())
        ),
        departments=None if departments is None else tuple(departments),
        generic=tuple(expected.get("generic", ())),
        facts=tuple(expected.get("facts", ())),
        half=_half(record.get("split", "")),
    )


def _half(stated: str) -> str:
    if stated not in {"", "development", "test"}:
        raise TypeError(f"split is {stated!r}")
    return stated


def corpus_digest(digests: Iterable[str]) -> str:
    """Sixteen hex digits that stand for a set of files, whatever their order.

    Args:
        digests: One a file, over its bytes.
    """
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()[:16]
