"""Counts and durations of made questions."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analytics import (
    Latency,
    cited,
    grouped,
    is_unanswered,
    latency,
    latency_bands,
    outcomes,
    per_period,
    refusals,
)
from tests.assistant.analytics.made import NOON, question

BEIJING = timezone(timedelta(hours=8))


def test_outcomes_add_up() -> None:
    statuses = ["answered", "answered", "clarification", "refused_unsafe", "refused_no_content"]
    found = outcomes(question(n, status) for n, status in enumerate([*statuses, "error", "new"]))
    assert (found.answered, found.clarification, found.refused, found.error) == (2, 1, 2, 2)
    assert found.total == 7
    assert found.answered_share == pytest.approx(2 / 7)
    assert outcomes([]).answered_share == 0


def test_a_day_begins_at_midnight_of_the_time_zone() -> None:
    late = question(1, hours=13)  # 01:00 of the next day in Beijing, still the second in UTC
    day = date(2026, 3, 2)
    assert per_period([late], day, day, UTC)[0].outcomes.total == 1
    assert per_period([late], day, day, BEIJING)[0].outcomes.total == 0


def test_days_without_questions_are_there() -> None:
    found = per_period([question(1)], date(2026, 3, 1), date(2026, 3, 4), BEIJING)
    assert [period.outcomes.total for period in found] == [0, 1, 0, 0]
    assert {period.kind for period in found} == {"day"}


@pytest.mark.parametrize(("days", "kind", "count"), [(90, "week", 14), (365, "month", 13)])
def test_a_long_time_is_counted_in_wider_steps(days: int, kind: str, count: int) -> None:
    last = date(2026, 3, 2)
    found = per_period([question(1)], last - timedelta(days=days - 1), last, BEIJING)
    assert {period.kind for period in found} == {kind}
    assert len(found) == count
    assert sum(period.outcomes.total for period in found) == 1


def test_percentiles_are_nearest_ranks() -> None:
    found = latency(question(n) for n in range(1, 101))
    assert (found.p50, found.p90, found.p95, found.p99) == (500, 900, 950, 990)
    assert found.longest == 1000
    assert latency([]) == Latency()


@given(st.lists(st.floats(min_value=0, max_value=60_000), max_size=40))
def test_every_duration_is_in_one_band_and_percentiles_rise(times: list[float]) -> None:
    asked = [question(n, latency_ms=time) for n, time in enumerate(times)]
    assert sum(count for _, count in latency_bands(asked)) == len(times)
    found = latency(asked)
    assert found.p50 <= found.p90 <= found.p95 <= found.p99 <= found.longest
    if times:
        assert {found.p50, found.p99} <= set(times)


def test_an_answer_counts_once_for_a_clause_it_cites() -> None:
    asked = [
        question(1, cited_clause_ids=("a-1", "a-2"), document_ids=("a",)),
        question(2, cited_clause_ids=("a-2",), document_ids=("a",)),
    ]
    assert cited(asked) == (("a-2", 2), ("a-1", 1))
    assert cited(asked, "documents") == (("a", 2),)


def test_refusals_are_counted_by_reason() -> None:
    asked = [
        question(1),
        question(2, "refused_no_content", reason="no_content"),
        question(3, "refused_no_content", reason="no_content"),
        question(4, "refused_unsafe", reason="crisis"),
    ]
    assert refusals(asked) == (
        ("refused_no_content", "no_content", 2),
        ("refused_unsafe", "crisis", 1),
    )


def test_groups_with_most_unanswered_questions_come_first() -> None:
    asked = [
        question(1, place="重庆市"),
        question(2, place="重庆市"),
        question(3, "refused_no_content", place="郴州市"),
        question(4),
    ]
    found = grouped(asked, lambda q: [q.place] if q.place else [], is_unanswered)
    assert [(group.name, group.asked, group.unanswered) for group in found] == [
        ("郴州市", 1, 1),
        ("重庆市", 2, 0),
    ]


def test_the_noon_of_the_made_records_is_a_monday() -> None:
    assert NOON.weekday() == 0
