"""Counts and durations of recorded questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from math import ceil
from typing import Literal

from assistant.model import Status
from assistant.records.model import QuestionRecord

BANDS_MS = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
"""Upper ends of the bands of durations, in milliseconds; what is longer is in one more band."""

_MOST_DAYS = 45
"""Days that are shown singly; a longer time is counted by weeks, then by months."""
_MOST_WEEKS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """How questions ended."""

    answered: int = 0
    clarification: int = 0
    refused: int = 0
    error: int = 0

    @property
    def total(self) -> int:
        """All questions."""
        return self.answered + self.clarification + self.refused + self.error

    @property
    def answered_share(self) -> float:
        """Answered ones among all, 0 to 1; 0 where nothing was asked."""
        return self.answered / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day, a week (from Monday) or a month, and how its questions ended."""

    first: date
    kind: Literal["day", "week", "month"]
    outcomes: Outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Time from question to whole answer, in milliseconds, nearest rank; all 0 without any."""

    p50: float = 0.0
    p90: float = 0.0
    p95: float = 0.0
    p99: float = 0.0
    longest: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that have something in common (a place, a department)."""

    name: str
    asked: int
    unanswered: int
    """Refused for want of content, or asked back."""


def outcomes(questions: Iterable[QuestionRecord]) -> Outcomes:
    """How questions ended."""
    counts = Counter(_ending(question.status) for question in questions)
    return Outcomes(**counts)


def per_period(
    questions: Iterable[QuestionRecord], first: date, last: date, zone: tzinfo | None = None
) -> tuple[Period, ...]:
    """How questions ended, by day, week or month, without gaps.

    Args:
        questions: Any questions; those of other days are left out.
        first: First day.
        last: Last day, itself included.
        zone: Where a day begins and ends; None is this machine's time zone.
    """
    days = (last - first).days + 1
    kind: Literal["day", "week", "month"] = "day" if days <= _MOST_DAYS else "week"
    if days > _MOST_WEEKS:
        kind = "month"
    found: dict[date, list[QuestionRecord]] = {}
    day = first
    while day <= last:
        found.setdefault(_start(day, kind), [])
        day += timedelta(days=1)
    for question in questions:
        asked = day_of(question.asked_at, zone)
        if first <= asked <= last:
            found[_start(asked, kind)].append(question)
    return tuple(
        Period(first=start, kind=kind, outcomes=outcomes(asked)) for start, asked in found.items()
    )


def day_of(moment: datetime, zone: tzinfo | None = None) -> date:
    """The day of a moment in a time zone; None is this machine's."""
    return moment.astimezone(zone).date()


def latency(questions: Iterable[QuestionRecord]) -> Latency:
    """Percentiles of the durations."""
    times = sorted(question.latency_ms for question in questions)
    if not times:
        return Latency()

    def rank(share: float) -> float:
        return times[max(0, ceil(share * len(times)) - 1)]

    return Latency(p50=rank(0.5), p90=rank(0.9), p95=rank(0.95), p99=rank(0.99), longest=times[-1])


def latency_bands(questions: Iterable[QuestionRecord]) -> tuple[tuple[int | None, int], ...]:
    """Upper end of each band in milliseconds (None for the last) and questions within it."""
    counts = [0] * (len(BANDS_MS) + 1)
    for question in questions:
        counts[sum(question.latency_ms > end for end in BANDS_MS)] += 1
    return tuple(zip((*BANDS_MS, None), counts, strict=True))


def cited(
    questions: Iterable[QuestionRecord], what: Literal["clauses", "documents"] = "clauses"
) -> tuple[tuple[str, int], ...]:
    """Ids of clauses or documents with the answers that cite them, most cited first."""
    counts: Counter[str] = Counter()
    for question in questions:
        ids = question.cited_clause_ids if what == "clauses" else question.document_ids
        counts.update(dict.fromkeys(ids, 1))
    return tuple(counts.most_common())


def refusals(questions: Iterable[QuestionRecord]) -> tuple[tuple[str, str, int], ...]:
    """(status, reason, questions) of what was not answered, most frequent first."""
    counts = Counter(
        (question.status, question.reason)
        for question in questions
        if question.status != Status.ANSWERED
    )
    return tuple((status, reason, count) for (status, reason), count in counts.most_common())


def grouped(
    questions: Iterable[QuestionRecord],
    names: Callable[[QuestionRecord], Sequence[str]],
    is_unanswered: Callable[[QuestionRecord], bool],
) -> tuple[Group, ...]:
    """Questions by what `names` says of them, those with most unanswered questions first."""
    asked: Counter[str] = Counter()
    unanswered: Counter[str] = Counter()
    for question in questions:
        for name in dict.fromkeys(names(question)):
            asked[name] += 1
            unanswered[name] += is_unanswered(question)
    found = [Group(name=n, asked=asked[n], unanswered=unanswered[n]) for n in asked]
    return tuple(sorted(found, key=lambda g: (-g.unanswered, -g.asked, g.name)))


def _ending(status: str) -> str:
    if status.startswith("refused"):
        return "refused"
    return status if status in (Status.ANSWERED, Status.CLARIFICATION) else "error"


def _start(day: date, kind: str) -> date:
    if kind == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if kind == "month" else day
