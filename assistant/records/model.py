"""记录: one row each of what is kept; texts are masked before they come here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What an asker thinks of an answer."""

    USEFUL = "useful"
    NOT_USEFUL = "not_useful"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRecord:
    """提问记录: one answered or refused question."""

    id: str
    """Id of the Answer."""
    asked_at: datetime
    """When the answer was ready, UTC."""
    question: str
    """As it was asked, personal numbers masked; "" where no question text is recorded."""
    standalone_question: str
    """With what the conversation supplied; "" where no question text is recorded."""
    status: str
    """A value of `assistant.model.Status`."""
    reason: str = ""
    """Why it was not answered (out_of_scope, no_content, crisis, which_place …); "" otherwise."""
    place: str | None = None
    """Full Simplified name of the first place asked about, in the text or beside it."""
    audience: str = "resident"
    script: str = "zh-Hans"
    topic_terms: tuple[str, ...] = ()
    """Simplified words of the matter, in asked order; empty where no question text is recorded."""
    departments: tuple[str, ...] = ()
    """Bodies named in the question (where its text is recorded), then those of the answer."""
    cited_clause_ids: tuple[str, ...] = ()
    """In the order of the citations; none twice."""
    document_ids: tuple[str, ...] = ()
    """Documents of those citations; none twice."""
    top_probability: float | None = None
    """Calibrated probability, 0–1, that the first hit answers; None when nothing was searched."""
    latency_ms: float = 0.0
    """From question to whole answer, in milliseconds."""
    conversation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRecord:
    """评价: what an asker thinks of one answer."""

    id: str
    answer_id: str
    """Id of the QuestionRecord; there may be none (expired, or never recorded)."""
    at: datetime
    """When it was given, UTC."""
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    """Keys of the chosen reasons."""
    comment: str = ""
    """Free words, personal numbers masked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """审计记录: one thing that an owner did to the documents."""

    id: str
    at: datetime
    """When it was done, UTC."""
    actor: str
    """Who did it: a name or an address, never a token."""
    action: str
    """upload, publish, take_down, reindex, purge, …"""
    document_id: str | None = None
    file: str | None = None
    """Name of the file, without folders."""
    detail: str = ""
    """What came of it, in one line."""


Record = QuestionRecord | FeedbackRecord | AuditRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Rows by kind: those there are, or those that were deleted."""

    questions: int = 0
    feedback: int = 0
    audit: int = 0
    conversations: int = 0

    @property
    def total(self) -> int:
        """Rows of all kinds."""
        return self.questions + self.feedback + self.audit + self.conversations
