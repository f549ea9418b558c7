from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corpus.model import (
    Clause,
    Jurisdiction,
    Level,
    PolicyDocument,
    Responsibility,
    Role,
    Script,
    Span,
)
from corpus.scripts import to_traditional
from index.candidates import SentenceRows
from index.lexical import LexicalIndex
from index.model import Chunk, Query, Vectors
from index.retriever import Retriever

HUNAN = Jurisdiction(name="湖南省", level=Level.PROVINCE)
CHENZHOU = Jurisdiction(name="郴州市", level=Level.CITY, ancestors=("湖南省",))
CHONGQING = Jurisdiction(name="重庆市", level=Level.PROVINCE)
NATION = Jurisdiction(name="全国", level=Level.NATIONAL)


class CharacterEmbedder:
    """Counts characters into 64 slots: near texts share characters."""

    name = "characters"
    dimension = 64

    def embed_passages(self, texts: list[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        return self._vector(text)[None]

    def _vector(self, text: str) -> np.ndarray:
        vector = np.full(64, 1e-3, dtype=np.float32)
        for char in text:
            vector[hashlib.sha256(char.encode()).digest()[0] % 64] += 1
        return vector / np.linalg.norm(vector)


class Shelf:
    """A catalog of documents in memory."""

    def __init__(self, *documents: PolicyDocument) -> None:
        self._documents = documents

    def documents(self) -> tuple[PolicyDocument, ...]:
        return self._documents

    def responsibilities(
        self, *, document_id: str | None = None, department: str | None = None
    ) -> tuple[tuple[PolicyDocument, Clause, Responsibility], ...]:
        return tuple(
            (document, document.clause_by_id(edge.clause_id), edge)
            for document in self._documents
            for edge in document.responsibilities
        )


def document(key: str, place: Jurisdiction, *lines: str, **fields: object) -> PolicyDocument:
    """A document whose every line is one clause 一、 二、 …"""
    text, clauses = "\n".join(lines), []
    start = 0
    for number, line in enumerate(lines):
        span = Span(start=start, end=start + len(line))
        clauses.append(
            Clause(
                id=f"{key}-{number:04d}",
                ordinal=number,
                path=(f"{'一二三四五六七八九'[number]}、",),
                span=span,
                body=span,
            )
        )
        start += len(line) + 1
    made = PolicyDocument(
        id=key,
        file=f"{key}.txt",
        digest=key,
        text=text,
        title=key,
        jurisdiction=place,
        script=Script.HANS,
        clauses=tuple(clauses),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def retriever(*documents: PolicyDocument) -> Retriever:
    chunks = [
        Chunk(
            id=f"{made.id}{clause.ordinal}",
            document_id=made.id,
            clause_id=clause.id,
            context=made.title,
            text=clause.span.of(made.text),
            span=clause.span,
        )
        for made in documents
        for clause in made.clauses
    ]
    embedder = CharacterEmbedder()
    vectors = embedder.embed_passages([chunk.text for chunk in chunks])
    lexical = LexicalIndex.from_chunks(chunks)
    return Retriever(chunks, vectors, lexical, embedder, Shelf(*documents))


@pytest.fixture
def shelf() -> Retriever:
    return retriever(
        document("nation", NATION, "搬迁群众可以申请公益性岗位。", "做好安置住房不动产登记。"),
        document("chongqing", CHONGQING, "搬迁群众自主创业给予补贴五千元。", "安置区建设幼儿园。"),
        document("chenzhou", CHENZHOU, "搬迁群众自主创业给予补贴三千元。", "安置区建设卫生室。"),
    )


def test_the_clause_with_the_words_of_the_question_comes_first(shelf: Retriever) -> None:
    found = shelf.search(Query(text="安置区有没有卫生室"))
    assert found.hits[0].clause_id == "chenzhou-0001"
    assert found.hits[0].coverage > 0.5


def test_scores_fall_from_hit_to_hit_and_lie_between_0_and_1(shelf: Retriever) -> None:
    scores = [hit.score for hit in shelf.search(Query(text="搬迁群众创业补贴多少")).hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_rule_of_another_place_is_turned_down_and_the_national_one_kept(shelf: Retriever) -> None:
    found = shelf.search(Query(text="搬迁群众自主创业补贴五千元", place="郴州市"))
    assert found.hits[0].clause_id == "chenzhou-0000"
    assert {hit.document_id for hit in found.hits} == {"chenzhou", "nation"}
    assert found.rejected[0].clause_id == "chongqing-0000"


def test_without_a_place_every_rule_may_be_found(shelf: Retriever) -> None:
    found = shelf.search(Query(text="搬迁群众自主创业补贴五千元"))
    assert found.hits[0].document_id == "chongqing"
    assert not found.rejected


def test_the_place_signal_can_be_switched_off(shelf: Retriever) -> None:
    weights = shelf.weights
    shelf.weights = replace(weights, signals=replace(weights.signals, place=False))
    found = shelf.search(Query(text="搬迁群众自主创业补贴五千元", place="郴州市"))
    assert found.hits[0].document_id == "chongqing"


def test_a_search_in_one_document_returns_only_its_clauses(shelf: Retriever) -> None:
    found = shelf.search(Query(text="搬迁群众自主创业补贴", document_id="nation"))
    assert {hit.document_id for hit in found.hits} == {"nation"}


def test_a_document_that_is_asked_for_by_id_is_searched_even_for_another_place(
    shelf: Retriever,
) -> None:
    query = Query(text="自主创业补贴", document_id="chongqing", place="郴州市")
    assert shelf.search(query).hits[0].clause_id == "chongqing-0000"


def test_an_exact_clause_reference_is_looked_up(shelf: Retriever) -> None:
    found = shelf.search(Query(text="第二条说什么", document_id="chenzhou", path=("第二条",)))
    assert found.hits[0].clause_id == "chenzhou-0001"
    assert found.answerability == 1.0


def test_a_clause_that_does_not_exist_is_not_answerable(shelf: Retriever) -> None:
    found = shelf.search(Query(text="第九条说什么", document_id="chenzhou", path=("第九条",)))
    assert found.answerability == 0.0


def test_clauses_of_the_department_asked_about_come_first() -> None:
    made = document(
        "nation", NATION, "做好就业帮扶工作，加强领导。", "做好就业帮扶工作，加强指导。"
    )
    edge = Responsibility(
        clause_id="nation-0001",
        department="民政部",
        role=Role.RESPONSIBLE,
        printed_role="责任单位",
        span=Span(start=0, end=1),
    )
    search = retriever(replace(made, responsibilities=(edge,))).search
    assert search(Query(text="就业帮扶工作")).hits[0].clause_id == "nation-0000"
    assert (
        search(Query(text="就业帮扶工作", department="民政部")).hits[0].clause_id == "nation-0001"
    )


def test_a_document_whose_period_is_over_comes_after_one_in_force() -> None:
    old = document("old", NATION, "发放补贴三百元。", effective_until=date(2020, 12, 31))
    new = document("new", NATION, "发放补贴三百元。", effective_until=date(2030, 12, 31))
    found = retriever(old, new).search(Query(text="发放补贴", as_of=date(2026, 1, 1)))
    assert [hit.document_id for hit in found.hits] == ["new", "old"]


@pytest.mark.parametrize("region", ["t", "tw", "hk"])
@pytest.mark.parametrize(
    "words", ["搬迁群众自主创业给多少钱？", "安置区 有没有“卫生室”", "着手登记账户"]
)
def test_a_question_finds_the_same_hits_in_every_script(
    shelf: Retriever, words: str, region: str
) -> None:
    plain = shelf.search(Query(text=words))
    other = shelf.search(Query(text=to_traditional(words, region=region)))
    assert plain.hits == other.hits
    assert plain.answerability == other.answerability


@pytest.fixture
def twins() -> Retriever:
    """Two documents with almost the same clause; one says at its beginning whom it is for."""
    return retriever(
        document("plain", NATION, "为做好工作，现通知如下。", "热线电话受理意见建议，安排值班。"),
        document(
            "named", NATION, "为方便矿区居民，现通知如下。", "热线电话受理意见和建议，安排值守。"
        ),
    )


def test_what_a_document_says_elsewhere_decides_between_like_clauses(twins: Retriever) -> None:
    found = twins.search(Query(text="矿区居民打哪个热线电话提意见建议"))
    assert found.hits[0].clause_id == "named-0001"


def test_the_words_of_whole_documents_can_be_switched_off(twins: Retriever) -> None:
    def score_of_the_other() -> float:
        hits = twins.search(Query(text="矿区居民打哪个热线电话提意见建议")).hits
        return next(hit.score for hit in hits if hit.clause_id == "plain-0001")

    with_words = score_of_the_other()
    weights = twins.weights
    twins.weights = replace(weights, signals=replace(weights.signals, document=False))
    assert score_of_the_other() > with_words


def test_the_words_of_whole_documents_never_make_an_answer_less_likely(twins: Retriever) -> None:
    with_words = twins.search(Query(text="矿区居民打哪个热线电话提意见建议")).answerability
    weights = twins.weights
    twins.weights = replace(weights, signals=replace(weights.signals, document=False))
    alone = twins.search(Query(text="矿区居民打哪个热线电话提意见建议")).answerability
    assert with_words >= alone


def test_an_empty_index_finds_nothing() -> None:
    empty = Retriever(
        [],
        np.zeros((0, 64), dtype=np.float32),
        LexicalIndex.build([]),
        CharacterEmbedder(),
        Shelf(),
    )
    found = empty.search(Query(text="搬迁"))
    assert found.hits == ()
    assert found.answerability == 0.0


def test_the_best_sentence_counts_beside_the_whole_chunk() -> None:
    def row(number: int, part_of: str | None) -> Chunk:
        return Chunk(
            id=f"{number}",
            document_id="d",
            clause_id="c",
            context="",
            text="",
            span=Span(start=0, end=1),
            part_of=part_of,
        )

    rows = SentenceRows.of([row(0, None), row(1, None), row(2, "1"), row(3, "1")])
    cosines = np.array([0.5, 0.4, 0.2, 0.8], dtype=np.float32)
    assert rows.mix(cosines, 0.5) == pytest.approx([0.5, 0.6])
    assert rows.mix(cosines, 0.0) == pytest.approx([0.5, 0.4])
