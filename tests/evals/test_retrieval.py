from __future__ import annotations

import numpy as np
import pytest

from corpus.scripts import to_traditional
from evals.fit_answerability import fit_logistic
from evals.retrieval import (
    HERE,
    SEEDS,
    RetrievalCase,
    Shelf,
    Verdict,
    curve,
    load_cases,
    query_of,
    read_folders,
    run_cases,
    summarise,
)
from index.chunk import make_rows
from index.lexical import LexicalIndex
from index.retriever import Retriever
from tests.index.test_retriever import CharacterEmbedder

CASES = load_cases(HERE / "retrieval_cases.jsonl")


@pytest.fixture(scope="module")
def shelf() -> tuple[Retriever, Shelf]:
    documents = Shelf(read_folders([SEEDS]))
    chunks = make_rows(documents.documents())
    embedder = CharacterEmbedder()
    vectors = embedder.embed_passages([chunk.text for chunk in chunks])
    lexical = LexicalIndex.from_chunks(chunks)
    return Retriever(chunks, vectors, lexical, embedder, documents), documents


def test_every_right_clause_exists() -> None:
    there = {
        (document.file, clause.path, clause.paragraph)
        for document in read_folders([SEEDS])
        for clause in document.clauses
    }
    for case in CASES:
        assert case.answerable is bool(case.gold)
        assert not {gold for gold in case.gold if gold[0][0] == "0"} - there, case.id


def test_words_alone_find_most_official_questions(shelf: tuple[Retriever, Shelf]) -> None:
    retriever, documents = shelf
    official = [case for case in CASES if case.kind == "official"]
    verdicts = run_cases(retriever.search, documents.documents(), official)
    assert summarise(verdicts, 0.5)["Recall@5"] > 0.85


@pytest.mark.parametrize("region", ["t", "tw", "hk"])
def test_every_question_finds_the_same_hits_in_every_script(
    shelf: tuple[Retriever, Shelf], region: str
) -> None:
    retriever, documents = shelf
    for case in CASES:
        plain = retriever.search(query_of(case.question, documents.documents()))
        other = query_of(to_traditional(case.question, region=region), documents.documents())
        assert retriever.search(other).hits == plain.hits, case.question


def test_the_summary_counts_first_clauses_and_refusals() -> None:
    def verdict(rank: int, answerable: bool, chance: float) -> Verdict:
        case = RetrievalCase(
            id="x", split="test", question="", kind="lay", answerable=answerable, gold=frozenset()
        )
        return Verdict(case=case, rank=rank, answerability=chance, evidence={}, reason="")

    verdicts = [verdict(1, True, 0.9), verdict(2, True, 0.2), verdict(0, False, 0.1)]
    summary = summarise(verdicts, 0.5)
    assert summary["first"] == 0.5
    assert summary["MRR@10"] == 0.75
    assert summary["refused"] == 1.0
    assert summary["wrongly_refused"] == 0.5
    assert curve(verdicts)[9]["precision"] == 1.0


def test_the_logistic_fit_finds_known_coefficients() -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(4000, 2))
    chance = 1 / (1 + np.exp(-(0.5 + rows @ np.array([2.0, -1.0]))))
    targets = (rng.random(4000) < chance).astype(float)
    found = fit_logistic(rows, targets, np.ones(4000), 1e-6)
    assert found == pytest.approx([0.5, 2.0, -1.0], abs=0.15)
