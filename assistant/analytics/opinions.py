"""评价: what askers think of the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.records.model import FeedbackRecord, QuestionRecord, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One piece of feedback beside the question that it is about."""

    feedback: FeedbackRecord
    question: QuestionRecord | None
    """None when it was not recorded, or is deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """All feedback of a time."""

    useful: int
    not_useful: int
    reasons: tuple[tuple[str, int], ...]
    """Keys of reasons and how often each was given, most frequent first."""
    clauses: tuple[tuple[str, int], ...]
    """Clauses of the answers that were not useful, most frequent first."""
    all: tuple[Opinion, ...]
    """Newest first."""


def opinions(feedback: Iterable[FeedbackRecord], questions: Iterable[QuestionRecord]) -> Opinions:
    """Feedback with its questions, and what is said most often."""
    by_id = {question.id: question for question in questions}
    found = sorted(
        (Opinion(feedback=item, question=by_id.get(item.answer_id)) for item in feedback),
        key=lambda opinion: opinion.feedback.at,
        reverse=True,
    )
    bad = [item for item in found if item.feedback.verdict is Verdict.NOT_USEFUL]
    reasons = Counter(reason for item in found for reason in item.feedback.reasons)
    clauses = Counter(
        clause for item in bad if item.question for clause in item.question.cited_clause_ids
    )
    return Opinions(
        useful=len(found) - len(bad),
        not_useful=len(bad),
        reasons=tuple(reasons.most_common()),
        clauses=tuple(clauses.most_common()),
        all=tuple(found),
    )
