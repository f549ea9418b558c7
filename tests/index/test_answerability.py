from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from corpus.normalize import search_form
from index.answerability import Evidence, lacks_quantity, probability
from index.errors import IndexingError
from index.weights import WEIGHTS_FILE, load_weights

STRONG = Evidence(
    plain_dense=0.92,
    top_dense=0.35,
    dense_margin=0.08,
    coverage=0.9,
    unknown=0.0,
    agreement=1.0,
    lexical_share=0.5,
    lead=0.2,
    lexical_lead=2.0,
    dense_deviation=4.0,
    place_conflict=0.0,
    missing_quantity=0.0,
)


def chance(evidence: Evidence) -> float:
    return probability(evidence, load_weights().answerability)


def test_a_strong_match_is_answerable_and_a_weak_one_is_not() -> None:
    weak = replace(
        STRONG,
        plain_dense=0.8,
        coverage=0.0,
        lexical_share=0.02,
        dense_margin=0.0,
        lead=0.0,
        lexical_lead=0.5,
    )
    assert chance(STRONG) > 0.9
    assert chance(weak) < load_weights().thresholds.clarify


@pytest.mark.parametrize("name", ["place_conflict", "missing_quantity"])
def test_a_conflict_lowers_the_chance(name: str) -> None:
    assert chance(replace(STRONG, **{name: 1.0})) < chance(STRONG)


def test_probabilities_never_overflow() -> None:
    assert probability(STRONG, {"intercept": 1e9}) == pytest.approx(1.0)
    assert probability(STRONG, {"intercept": -1e9}) == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("培训补贴多少钱", "按规定给予培训补贴。", True),
        ("培训补贴多少钱", "每人每天补贴三十元。", False),
        ("挪用了要罚多少", "责令退赔，并处挪用资金额3倍以下的罚款。", False),
        ("挪用了要罚多少", "责令退赔，加倍努力。", True),
        ("审批要几天", "自受理之日起20日内作出决定。", False),
        ("审批要几天", "应当及时作出决定。", True),
        ("有多少个部门", "由有关部门负责。", True),
        ("怎么申请补贴", "按规定给予补贴。", False),
    ],
)
def test_amounts_that_a_clause_does_not_state_are_noticed(
    question: str, text: str, lacks: bool
) -> None:
    assert lacks_quantity(question, text) is lacks


def test_every_feature_has_a_coefficient() -> None:
    names = {field.name for field in fields(Evidence)} | {"intercept"}
    assert set(load_weights().answerability) == names


def test_thresholds_are_in_order() -> None:
    thresholds = load_weights().thresholds
    assert 0 < thresholds.clarify < thresholds.answer < 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("  lexical:", "  lexica:"), "lexica"),
        (("fusion:", "fuse:"), "fusion"),
        (("signals:", "signals: ["), "cannot read"),
    ],
)
def test_a_wrong_weights_file_is_explained(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    path = tmp_path / "weights.yml"
    path.write_text(WEIGHTS_FILE.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(IndexingError, match=message):
        load_weights(path)


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("多久告诉我立不立案", "自作出决定之日起五个工作日内告知。", False),
        ("满多少小时算一天", "每做满八个小时记一天。", False),
        ("满多少小时算一天", "应当服从管理，见第六条。", True),
        ("能不能签几个月的短合同", "可以签订短期劳动合同。", False),  # asks whether
        ("几个工作日能办好", "应当公开办理结果。", True),
    ],
)
def test_times_are_counted_in_working_days_and_hours_too(
    question: str, text: str, lacks: bool
) -> None:
    assert lacks_quantity(search_form(question), search_form(text)) is lacks
