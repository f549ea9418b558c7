from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.scripts import to_traditional
from index.errors import DamagedIndexError
from index.lexical import K1, B, LexicalIndex
from index.postings import build_postings, merge_postings
from index.terms import query_terms, text_terms

TEXTS = [
    "易地扶贫搬迁群众可以申请公益性岗位补贴，每人每月300元。",
    "社会保险费由用人单位按时足额缴纳。",
    "《安置区》建设幼儿园、卫生室；由市教育局负责。",
    "完善社会救助制度，最低生活保障应保尽保。",
    "搬迁群众就业",
]


def okapi(query: str) -> np.ndarray:
    """Scores of rank_bm25's formula parts over the same terms, its idf replaced by ours."""
    rank_bm25 = pytest.importorskip("rank_bm25", reason="rank_bm25 is not installed")
    tokens = [[str(code) for code in text_terms([text])[0].tolist()] for text in TEXTS]
    peer = rank_bm25.BM25Okapi(tokens, k1=K1, b=B)
    for term in peer.idf:
        count = sum(term in row for row in tokens)
        peer.idf[term] = float(np.log1p((len(TEXTS) - count + 0.5) / (count + 0.5)))
    codes, amounts = query_terms(query)
    return peer.get_scores(
        [str(code) for code, n in zip(codes, amounts, strict=True) for _ in range(int(n))]
    )


@pytest.mark.parametrize(
    "query", ["搬迁群众补贴多少", "社会保险由谁缴", "幼儿园 幼儿园", "300元", "无关"]
)
def test_scores_equal_those_of_an_independent_implementation(query: str) -> None:
    assert LexicalIndex.build(TEXTS).scores(query) == pytest.approx(okapi(query), abs=1e-4)


def test_headings_count_as_a_second_field() -> None:
    index = LexicalIndex.build(["补贴标准。", "补贴标准。"], ["住房", "就业"])
    assert np.argmax(index.scores("就业补贴")) == 1


def test_saving_and_mapping_changes_no_score(tmp_path: Path) -> None:
    built = LexicalIndex.build(TEXTS, ["甲", "乙", "丙", "丁", "戊"])
    built.save(tmp_path / "terms")
    loaded = LexicalIndex.load(tmp_path / "terms")
    assert np.array_equal(built.scores("搬迁补贴"), loaded.scores("搬迁补贴"))
    assert len(loaded) == len(TEXTS)


@pytest.mark.parametrize("name", ["terms", "starts", "rows", "weights", "lengths"])
def test_a_missing_or_cut_file_is_named(tmp_path: Path, name: str) -> None:
    LexicalIndex.build(TEXTS).save(tmp_path)
    file = tmp_path / f"{name}.npy"
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(DamagedIndexError, match="terms"):
        LexicalIndex.load(tmp_path)
    file.unlink()
    with pytest.raises(DamagedIndexError, match="cannot read"):
        LexicalIndex.load(tmp_path)


def test_arrays_that_disagree_are_refused(tmp_path: Path) -> None:
    LexicalIndex.build(TEXTS).save(tmp_path)
    LexicalIndex.build(TEXTS[:2]).save(tmp_path / "other")
    (tmp_path / "rows.npy").write_bytes((tmp_path / "other" / "rows.npy").read_bytes())
    with pytest.raises(DamagedIndexError, match="do not fit"):
        LexicalIndex.load(tmp_path)


def test_building_in_blocks_gives_the_same_postings() -> None:
    whole = build_postings(TEXTS)
    parts = merge_postings([(0, build_postings(TEXTS[:2])), (2, build_postings(TEXTS[2:]))])
    for name in ("terms", "starts", "rows", "frequencies"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name)), name


def test_numbers_match_in_every_way_of_writing() -> None:
    index = LexicalIndex.build(["补助三百万元", "补助三百元", "第十四条"])
    assert np.argmax(index.scores("300万")) == 0
    assert np.argmax(index.scores("14")) == 2


def test_pairs_reach_across_line_wraps_and_quotes_but_not_across_punctuation() -> None:
    wrapped = set(text_terms(["公益\n“岗位”"])[0].tolist())
    assert wrapped == set(text_terms(["公益岗位"])[0].tolist())
    assert not set(query_terms("益岗")[0].tolist()) <= set(text_terms(["公益，岗位"])[0].tolist())


def test_terms_of_a_traditional_text_are_those_of_the_simplified_one() -> None:
    for text in TEXTS:
        terms, amounts = query_terms(text)
        other, same = query_terms(to_traditional(text, region="tw"))
        assert np.array_equal(terms, other)
        assert np.array_equal(amounts, same)


def test_expansions_weigh_less_than_the_words_of_the_question() -> None:
    index = LexicalIndex.build(["低保。", "最低生活保障。", "别的事情。"])
    plain, wider = index.scores("低保"), index.scores("低保", [("最低生活保障", 0.4)])
    assert plain[1] < wider[1] < index.scores("最低生活保障")[1]
    assert wider[0] >= plain[0]


def test_coverage_is_the_share_of_rare_words_that_a_row_holds() -> None:
    index = LexicalIndex.build(TEXTS)
    shares = index.coverage("搬迁群众的公益性岗位补贴", [0, 1, 4])
    assert shares[0] == pytest.approx(1.0)
    assert shares[1] == 0.0
    assert 0 < shares[2] < 1


def test_a_word_counts_as_held_when_one_of_its_synonyms_is() -> None:
    index = LexicalIndex.build(TEXTS)
    held, idf = index.held_words("低保", [3])
    assert not held.any()
    assert idf[0] > 0
    assert index.held_words("低保", [3], {"低保": ("最低生活保障",)})[0].all()


def test_words_that_no_text_has_are_unknown() -> None:
    index = LexicalIndex.build(TEXTS)
    assert index.unknown_share("护照") == 1.0
    assert index.unknown_share("幼儿园") == 0.0
    assert 0 < index.unknown_share("幼儿园护照") < 1
    assert index.unknown_share("怎么办") == 1.0


def test_a_question_of_function_words_covers_nothing() -> None:
    assert LexicalIndex.build(TEXTS).coverage("怎么办呢", [0]).tolist() == [0.0]


@given(
    st.lists(st.text(alphabet="搬迁补贴，0123 a《》\n", max_size=30), max_size=6),
    st.text(max_size=20),
)
def test_any_texts_and_any_question_give_finite_scores(texts: list[str], query: str) -> None:
    index = LexicalIndex.build(texts)
    scores = index.scores(query)
    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()
    assert (scores <= index.upper_bound(query) + 1e-4).all()


def test_the_rows_with_a_word_are_those_with_all_its_pairs() -> None:
    index = LexicalIndex.build(TEXTS)
    assert index.rows_with("搬迁群众").tolist() == [0, 4]
    assert index.rows_with("搬迁补贴").tolist() == []
    assert index.rows_with("卫").tolist() == [2]
