"""What the records of a time say, read once for a page, an export or a program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Literal

from assistant.analytics import (
    Gap,
    Group,
    Latency,
    Opinions,
    Outcomes,
    Period,
    cited,
    find_gaps,
    grouped,
    is_unanswered,
    latency,
    latency_bands,
    opinions,
    outcomes,
    per_period,
    refusals,
)
from assistant.records.bookkeeping import Bookkeeping
from assistant.records.model import FeedbackRecord, QuestionRecord

RANGES = (7, 30, 90, 365)
"""Days that a page offers."""


@dataclass(frozen=True)
class Insight:
    """Questions and feedback from the first day to the last, and what follows from them."""

    first: date
    last: date
    questions: tuple[QuestionRecord, ...]
    """Newest first."""
    feedback: tuple[FeedbackRecord, ...]
    older: tuple[QuestionRecord, ...] = ()
    """Earlier questions whose answers the feedback is about."""

    @property
    def days(self) -> int:
        """Days in all."""
        return (self.last - self.first).days + 1

    @cached_property
    def outcomes(self) -> Outcomes:
        """How the questions ended."""
        return outcomes(self.questions)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The same over time."""
        return per_period(self.questions, self.first, self.last)

    @cached_property
    def latency(self) -> Latency:
        """How long answers took."""
        return latency(self.questions)

    @cached_property
    def bands(self) -> tuple[tuple[int | None, int], ...]:
        """Questions by bands of that."""
        return latency_bands(self.questions)

    @cached_property
    def refusals(self) -> tuple[tuple[str, str, int], ...]:
        """Status, reason and number of what was not answered."""
        return refusals(self.questions)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Unanswered questions by their matter."""
        return find_gaps(self.questions)

    @cached_property
    def unanswered(self) -> int:
        """Questions in all gaps."""
        return sum(gap.count for gap in self.gaps)

    @cached_property
    def places(self) -> tuple[Group, ...]:
        """Questions by the place that they name."""
        return grouped(self.questions, lambda q: [q.place] if q.place else [], is_unanswered)

    @cached_property
    def departments(self) -> tuple[Group, ...]:
        """Questions by the departments that they name or that answer for them."""
        return grouped(self.questions, lambda q: q.departments, is_unanswered)

    @cached_property
    def opinions(self) -> Opinions:
        """What askers think."""
        return opinions(self.feedback, (*self.questions, *self.older))

    def cited(self, what: Literal["clauses", "documents"]) -> tuple[tuple[str, int], ...]:
        """Ids of clauses or documents by how many answers cite them."""
        return cited(self.questions, what)


def look(books: Bookkeeping, days: int) -> Insight:
    """The records of the last so many days, today included.

    Raises:
        RecordsError: The database cannot be read.
    """
    books.writer.flush(1.0)  # what was asked just now
    last = datetime.now().astimezone().date()
    first = last - timedelta(days=max(1, days) - 1)
    since = datetime.combine(first, time()).astimezone()
    questions = books.store.questions(since=since)
    feedback = books.store.feedback(since=since)
    known = {question.id for question in questions}
    earlier = [item.answer_id for item in feedback if item.answer_id not in known]
    return Insight(
        first=first,
        last=last,
        questions=questions,
        feedback=feedback,
        older=books.store.questions_by_id(earlier),
    )
