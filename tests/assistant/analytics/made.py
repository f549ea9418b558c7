"""Made records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.records.model import FeedbackRecord, QuestionRecord, Verdict

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
"""A Monday, noon in Beijing."""


def question(
    number: int, status: str = "answered", *, hours: float = 0, **values: object
) -> QuestionRecord:
    given: dict[str, object] = {
        "id": f"q{number}",
        "asked_at": NOON + timedelta(hours=hours),
        "question": f"问题{number}",
        "standalone_question": f"问题{number}",
        "status": status,
        "latency_ms": 10.0 * number,
    }
    return QuestionRecord(**{**given, **values})  # type: ignore[arg-type]


def opinion(
    number: int, answer: str, *, useful: bool = False, reasons: tuple[str, ...] = ()
) -> FeedbackRecord:
    return FeedbackRecord(
        id=f"f{number}",
        answer_id=answer,
        at=NOON + timedelta(minutes=number),
        verdict=Verdict.USEFUL if useful else Verdict.NOT_USEFUL,
        reasons=reasons,
    )
