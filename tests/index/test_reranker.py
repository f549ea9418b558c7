from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from corpus.normalize import search_form
from index.ingest import ingest
from index.model import Hit, Query, ResultSet
from index.policy_index import PolicyIndex
from index.reranker import passage_of, rerank, reranked
from tests.index.builders import CountingEmbedder, make_document

RELIEF, RELOCATION = make_document("社会救助", 5), make_document("易地搬迁", 5)


class Overlap:
    """Scores a passage by the characters that it shares with the question; keeps what it read."""

    def __init__(self, depth: int = 20, reached: int = 100, sign: int = 1) -> None:
        self.depth = depth
        self.reached = reached
        self.sign = sign
        self.read: list[str] = []

    def scores(self, question: str, passages: Sequence[str]) -> list[float | None]:
        self.read += passages
        asked = set(search_form(question))
        shared = [self.sign * len(asked & set(search_form(passage))) for passage in passages]
        return [*map(float, shared[: self.reached]), *[None] * len(shared[self.reached :])]


def found(*scores: float) -> ResultSet:
    """Hits c0, c1, … with these scores."""
    hits = tuple(
        Hit(
            document_id="d",
            clause_id=f"c{number}",
            score=score,
            dense=0.8,
            lexical=1.0,
            coverage=0.5,
            span=Span(start=0, end=1),
        )
        for number, score in enumerate(scores)
    )
    return ResultSet(
        hits=hits, answerability=0.7, evidence={"lead": 0.1}, timings_ms={"embed": 1.0}
    )


def order(results: ResultSet) -> list[str]:
    return [hit.clause_id or "" for hit in results.hits]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reranked")
    ingest([RELIEF, RELOCATION], folder, CountingEmbedder())
    return folder


def test_both_judges_count() -> None:
    results = reranked(found(1.0, 0.8, 0.1), [-4.0, 6.0, 1.0], 0.5)
    assert order(results) == ["c1", "c0", "c2"]
    assert [hit.score for hit in results.hits] == pytest.approx([0.9, 0.5, 0.3])


def test_the_weight_decides_between_them() -> None:
    assert order(reranked(found(1.0, 0.8, 0.1), [1, 2, 3], 0.0)) == ["c0", "c1", "c2"]
    assert order(reranked(found(1.0, 0.8, 0.1), [1, 2, 3], 1.0)) == ["c2", "c1", "c0"]


def test_hits_that_were_not_reached_follow_in_their_old_order() -> None:
    results = reranked(found(1.0, 0.9, 0.8, 0.7), [0.1, 0.9, None, None], 0.5)
    assert order(results) == ["c1", "c0", "c2", "c3"]
    scores = [hit.score for hit in results.hits]
    assert scores == pytest.approx([0.95, 0.5, 0.5, 0.5])


def test_what_is_no_number_is_no_score() -> None:
    results = reranked(found(1.0, 0.9, 0.8), [math.nan, 0.1, 0.9], 0.5)
    assert order(results) == ["c2", "c1", "c0"]


@pytest.mark.parametrize("scores", [[None] * 3, [0.4] * 3, [0.4, None, None]])
def test_scores_that_tell_nothing_change_nothing(scores: list[float | None]) -> None:
    assert reranked(found(1.0, 0.9, 0.8), scores) == found(1.0, 0.9, 0.8)


def test_ties_stay_in_the_old_order() -> None:
    assert order(reranked(found(0.5, 0.5, 0.5, 0.5), [1, 2, 2, 1])) == ["c1", "c2", "c0", "c3"]


def test_hits_that_were_looked_up_stay_in_front() -> None:
    results = reranked(found(1.0, 1.0, 0.9, 0.2), [None, None, 0.0, 5.0], 1.0, looked_up=2)
    assert order(results) == ["c0", "c1", "c3", "c2"]
    assert [hit.score for hit in results.hits] == [1.0, 1.0, 1.0, 0.0]


def test_answerability_and_evidence_stay_as_the_search_judged_them() -> None:
    results = reranked(found(1.0, 0.5), [0.0, 1.0], 1.0)
    assert order(results) == ["c1", "c0"]
    assert (results.answerability, results.evidence) == (0.7, {"lead": 0.1})


def test_one_score_a_hit_is_needed() -> None:
    with pytest.raises(ValueError, match="1 scores for 2 hits"):
        reranked(found(1.0, 0.5), [0.3])


@given(
    pairs=st.lists(
        st.tuples(st.floats(0, 1), st.one_of(st.none(), st.floats(-20, 20), st.just(float("inf")))),
        max_size=12,
    ),
    weight=st.floats(0, 1),
    front=st.integers(0, 2),
)
def test_no_hit_is_lost_and_scores_fall_within_bounds(
    pairs: list[tuple[float, float | None]], weight: float, front: int
) -> None:
    before = found(*sorted((score for score, _ in pairs), reverse=True))
    given_scores = [score for _, score in pairs]
    after = reranked(before, given_scores, weight, looked_up=front)
    assert sorted(order(after)) == sorted(order(before))
    assert order(after)[:front] == order(before)[:front]
    scores = [hit.score for hit in after.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert after == reranked(before, given_scores, weight, looked_up=front)


def test_an_index_without_a_reranker_says_nothing_of_one(data_dir: Path) -> None:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    assert "rerank" not in index.search(Query(text="易地搬迁")).timings_ms
    index.close()


def test_the_index_shows_as_many_hits_as_the_reranker_wants_and_returns_those_asked_for(
    data_dir: Path,
) -> None:
    reranker = Overlap(depth=6)
    index = PolicyIndex.open(data_dir, CountingEmbedder(), reranker=reranker)
    results = index.search(Query(text="易地搬迁第2项工作"), 3)
    assert len(reranker.read) == 6
    assert (len(results.hits), len(results.rejected)) == (3, 0)
    assert results.timings_ms["rerank"] > 0
    assert len(index.search(Query(text="易地搬迁第2项工作"), 8).hits) == 8
    index.close()


def test_a_reranker_that_disagrees_changes_the_order(data_dir: Path) -> None:
    query = Query(text="易地搬迁第2项工作")
    plain = PolicyIndex.open(data_dir, CountingEmbedder())
    contrary = PolicyIndex.open(data_dir, CountingEmbedder(), reranker=Overlap(sign=-1))
    before, after = plain.search(query, 20), contrary.search(query, 20)
    assert sorted(order(before)) == sorted(order(after))
    assert order(before) != order(after)
    assert (before.answerability, before.evidence) == (after.answerability, after.evidence)
    plain.close()
    contrary.close()


@pytest.mark.parametrize("reached", [0, 2, 20])
def test_every_script_has_the_same_order(data_dir: Path, reached: int) -> None:
    index = PolicyIndex.open(data_dir, CountingEmbedder(), reranker=Overlap(reached=reached))
    one = index.search(Query(text="社会救助第2项工作由谁负责"))
    other = index.search(Query(text="社會救助第2項工作由誰負責"))
    assert one.hits == other.hits
    index.close()


def test_a_clause_that_was_looked_up_is_not_judged(data_dir: Path) -> None:
    reranker = Overlap(sign=-1)
    index = PolicyIndex.open(data_dir, CountingEmbedder(), reranker=reranker)
    query = Query(text="第三条", path=("三、",), document_id=RELIEF.id)
    results = index.search(query)
    wanted = RELIEF.clauses[2]
    assert results.hits[0].clause_id == wanted.id
    assert results.hits[0].score == 1.0
    assert not [passage for passage in reranker.read if wanted.heading in passage]
    index.close()


def test_a_reference_is_searched_where_looking_up_is_off(data_dir: Path) -> None:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    query = Query(text="第三条", path=("三、",), document_id=RELIEF.id)
    reranker = Overlap()
    rerank(index.search(query), query, reranker, index.catalog, lookup=False)
    assert [passage for passage in reranker.read if RELIEF.clauses[2].heading in passage]
    index.close()


def test_a_passage_has_title_heading_and_words(data_dir: Path) -> None:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    clause = RELIEF.clauses[1]
    hit = replace(found(1.0).hits[0], document_id=RELIEF.id, clause_id=clause.id)
    body = replace(hit, span=clause.body)
    assert passage_of(body, index.catalog) == (
        "做好社会救助工作的意见\n第1项社会救助任务\n加强社会救助的第1项工作，责任单位：市民政局。"
    )
    whole = passage_of(replace(hit, span=clause.span), index.catalog)
    assert whole.count(clause.heading) == 1
    title = replace(hit, clause_id=None, span=RELIEF.parts[0].span)
    assert passage_of(title, index.catalog).endswith("关于做好社会救助工作的意见")
    index.close()
