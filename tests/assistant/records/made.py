"""Made records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.records.model import AuditRecord, FeedbackRecord, QuestionRecord, Verdict

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def question(
    name: str = "q", *, hours: float = 0, conversation: str | None = None
) -> QuestionRecord:
    return QuestionRecord(
        id=name,
        asked_at=NOON + timedelta(hours=hours),
        question="搬迁后低保怎么转？",
        standalone_question="重庆市搬迁后低保怎么转？",
        status="answered",
        place="重庆市",
        script="zh-Hant",
        topic_terms=("搬迁", "低保"),
        departments=("市民政局",),
        cited_clause_ids=("d-0001", "d-0002"),
        document_ids=("d",),
        top_probability=0.875,
        latency_ms=31.25,
        conversation_id=conversation,
    )


def feedback(name: str = "f", *, answer: str = "q", hours: float = 0) -> FeedbackRecord:
    return FeedbackRecord(
        id=name,
        answer_id=answer,
        at=NOON + timedelta(hours=hours),
        verdict=Verdict.NOT_USEFUL,
        reasons=("不准确", "看不懂"),
        comment="𠮷林省的“规定”呢？",
    )


def audit(name: str = "a", *, hours: float = 0) -> AuditRecord:
    return AuditRecord(
        id=name,
        at=NOON + timedelta(hours=hours),
        actor="owner",
        action="publish",
        document_id="d",
        file="实施意见.pdf",
        detail="20 clauses",
    )
