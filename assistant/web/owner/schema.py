"""What the owner's interface takes and gives, for validation and for its description."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from assistant.publishing import Doubt, Job, JobKind, JobState, State, Worse
from assistant.publishing.jobs import Stage
from assistant.publishing.listing import Listed
from assistant.web.schema import Identifier


class OutcomesBody(BaseModel):
    """How questions ended."""

    model_config = ConfigDict(from_attributes=True)

    answered: int
    clarification: int
    refused: int
    error: int


class PeriodBody(BaseModel):
    """A day, a week or a month."""

    model_config = ConfigDict(from_attributes=True)

    first: date
    kind: str
    outcomes: OutcomesBody


class LatencyBody(BaseModel):
    """Milliseconds from question to whole answer."""

    model_config = ConfigDict(from_attributes=True)

    p50: float
    p90: float
    p95: float
    p99: float
    longest: float


class GroupBody(BaseModel):
    """Questions that name one place or department."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    asked: int
    unanswered: int


class RefusalBody(BaseModel):
    """Questions that were not answered for one reason."""

    status: str
    reason: str
    count: int


class CitedBody(BaseModel):
    """Answers that cite one clause."""

    clause_id: str
    label: str
    title: str
    count: int


class OverviewBody(BaseModel):
    """Figures of the last days."""

    first: date
    last: date
    questions: int
    outcomes: OutcomesBody
    unanswered: int
    useful: int
    not_useful: int
    feedback_reasons: dict[str, int]
    latency_ms: LatencyBody
    periods: list[PeriodBody]
    refusals: list[RefusalBody]
    cited_clauses: list[CitedBody]
    places: list[GroupBody]
    departments: list[GroupBody]


class GapBody(BaseModel):
    """Unanswered questions on one matter."""

    model_config = ConfigDict(from_attributes=True)

    words: list[str]
    count: int
    places: list[str]
    departments: list[str]
    examples: list[str]
    last_asked: datetime


class OwnerDocumentBody(BaseModel):
    """A document and where it stands."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    document_number: str | None
    file: str
    state: State
    changed_at: datetime | None = None

    @classmethod
    def of(cls, listed: Listed) -> OwnerDocumentBody:
        """The document of an owner's list."""
        body = cls.model_validate(listed)
        return body.model_copy(
            update={"changed_at": listed.entry.changed_at if listed.entry else None}
        )


class DoubtBody(BaseModel):
    """Something to look at before a document is published."""

    kind: str
    detail: str
    document_id: str | None
    message_zh: str


class CheckedBody(OwnerDocumentBody):
    """A document, how it is read, and what is doubtful in it."""

    issuing_bodies: list[str]
    issued_on: date | None
    jurisdiction: str
    legal_force: str
    clauses: int
    responsibilities: int
    doubts: list[DoubtBody]


class RefusedFileBody(BaseModel):
    """A file of an upload that could not be read."""

    message: str


class UploadedBody(BaseModel):
    """What an upload came to."""

    documents: list[OwnerDocumentBody]
    refused: list[RefusedFileBody]


class PublishRequest(BaseModel):
    """How a draft shall be published."""

    model_config = ConfigDict(extra="forbid")

    replaces: list[Identifier] = Field(default_factory=list, max_length=20)
    override: str = Field(
        default="",
        max_length=500,
        description="Why to publish even if answers become worse; empty: not then.",
    )


class PublishSeveralRequest(PublishRequest):
    """Which drafts shall be published in one step, and how."""

    document_ids: list[Identifier] = Field(min_length=1, max_length=2000)


class TakeDownRequest(BaseModel):
    """Why a document is taken down."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(default="", max_length=500)


class ReindexRequest(BaseModel):
    """How documents shall be indexed again."""

    model_config = ConfigDict(extra="forbid")

    override: str = Field(default="", max_length=500)


class GateBody(BaseModel):
    """What the release gate found."""

    model_config = ConfigDict(from_attributes=True)

    total: int
    passed_before: int
    passed_after: int
    worse: list[Worse]
    unanswered: list[Worse]


class JobBody(BaseModel):
    """A job as it is now."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    kind: JobKind
    document_ids: list[str]
    state: JobState
    stage: Stage | None
    done: int
    total: int | None
    asked_at: datetime
    ended_at: datetime | None
    message: str
    gate: GateBody | None

    @classmethod
    def of(cls, job: Job) -> JobBody:
        """The same as JSON."""
        return cls.model_validate(job)


class AuditBody(BaseModel):
    """One entry of the audit trail."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    at: datetime
    actor: str
    action: str
    document_id: str | None
    file: str | None
    detail: str


class RetentionBody(BaseModel):
    """What is kept, and for how long."""

    retention_days: int
    record_questions: bool
    questions: int
    feedback: int
    audit: int


class GoneBody(BaseModel):
    """How many rows were deleted."""

    model_config = ConfigDict(from_attributes=True)

    questions: int
    feedback: int
    conversations: int


def doubt_body(doubt: Doubt, words: str) -> DoubtBody:
    """A doubt with its Chinese words."""
    return DoubtBody(
        kind=doubt.kind, detail=doubt.detail, document_id=doubt.document_id, message_zh=words
    )
