"""The documents, the questions and the right clauses that all systems are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import PolicyDocument
from evals.comparison.scoring import Place
from evals.model import load_cases
from evals.retrieval import load_cases as load_retrieval_cases

HERE = Path(__file__).parents[1]
RETRIEVAL_FILES = (HERE / "retrieval_cases.jsonl", HERE / "retrieval_cases_policies.jsonl")
ANSWER_FILES = tuple(
    HERE / "cases" / name for name in ("seeds.jsonl", "policies.jsonl", "policies_seeds.jsonl")
)

Gold = tuple[str, tuple[str, ...], int | None]
"""File, path and paragraph of a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question that the documents answer."""

    id: str
    split: str
    text: str
    right: tuple[Place, ...]
    """Clauses any of which answers it."""


def collect(documents: Sequence[PolicyDocument]) -> list[Asked]:
    """All answerable single questions of the case files whose documents are there, each once."""
    places = {
        (document.file, clause.path, clause.paragraph): Place(
            document=document.file, start=clause.span.start, end=clause.span.end
        )
        for document in documents
        for clause in document.clauses
    }
    asked: dict[str, Asked] = {}
    for key, split, text, gold in _given():
        right = tuple(places[clause] for clause in gold if clause in places)
        if right and text not in asked:
            asked[text] = Asked(id=key, split=split, text=text, right=right)
    return list(asked.values())


def _given() -> Iterable[tuple[str, str, str, Iterable[Gold]]]:
    for path in RETRIEVAL_FILES:
        for case in load_retrieval_cases(path):
            yield case.id, case.split, case.question, case.gold
    for path in ANSWER_FILES:
        for conversation in load_cases(path):
            if conversation.status == "answered" and len(conversation.turns) == 1:
                gold = [(c.file, c.path, c.paragraph) for c in conversation.clauses]
                yield conversation.id, conversation.split, conversation.turns[0], gold
