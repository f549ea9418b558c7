"""HTTP: the owner's interface for programs, opened by the secret as a Bearer token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, File, HTTPException, Query, Request, UploadFile

from assistant.errors import PublishingError
from assistant.publishing import Job
from assistant.web.asking import PROBLEMS
from assistant.web.owner import schema
from assistant.web.owner.access import Owner, ProgramDependency, client_of
from assistant.web.owner.document_pages import keep
from assistant.web.owner.insight import look
from assistant.web.owner.record_pages import FIRST_DAY, forget_before, forget_conversation
from assistant.web.owner.reports import clause_words
from assistant.web.owner.wording import doubt_line
from assistant.web.schema import Identifier, ProblemBody
from corpus.errors import PolicyAssistantError
from corpus.metadata import legal_force

_PROBLEM: dict[str, Any] = {"model": ProblemBody, "content": {"application/problem+json": {}}}

router = APIRouter(
    prefix="/api/v1/owner",
    tags=["owner"],
    responses={
        **{status: PROBLEMS[status] for status in (400, 413, 422, 429, 500, 503)},
        **dict.fromkeys((401, 404, 409), _PROBLEM),
    },
)

_Begin = Callable[[], Job]

Days = Annotated[int, Query(ge=1, le=3660, description="Days back from today.")]


@router.get("/overview")
def overview(owner: ProgramDependency, days: Days = 30) -> schema.OverviewBody:
    """What people asked in the last days, and how it was answered."""
    insight = look(owner.books, days)
    catalog = owner.publisher.index.catalog
    return schema.OverviewBody(
        first=insight.first,
        last=insight.last,
        questions=insight.outcomes.total,
        outcomes=schema.OutcomesBody.model_validate(insight.outcomes),
        unanswered=insight.unanswered,
        useful=insight.opinions.useful,
        not_useful=insight.opinions.not_useful,
        feedback_reasons=dict(insight.opinions.reasons),
        latency_ms=schema.LatencyBody.model_validate(insight.latency),
        periods=[schema.PeriodBody.model_validate(item) for item in insight.periods],
        refusals=[
            schema.RefusalBody(status=status, reason=reason, count=count)
            for status, reason, count in insight.refusals
        ],
        cited_clauses=[_cited(catalog, *item) for item in insight.cited("clauses")[:100]],
        places=[schema.GroupBody.model_validate(item) for item in insight.places],
        departments=[schema.GroupBody.model_validate(item) for item in insight.departments],
    )


@router.get("/gaps")
def gaps(owner: ProgramDependency, days: Days = 90) -> list[schema.GapBody]:
    """Unanswered questions grouped by their matter."""
    return [schema.GapBody.model_validate(gap) for gap in look(owner.books, days).gaps]


@router.get("/documents")
def documents(owner: ProgramDependency) -> list[schema.OwnerDocumentBody]:
    """All documents: drafts, published ones, and those that were taken down."""
    return [schema.OwnerDocumentBody.of(item) for item in owner.publisher.documents()]


@router.post("/documents", status_code=201)
def upload(
    request: Request,
    owner: ProgramDependency,
    files: Annotated[list[UploadFile], File(description="Files, or zip archives of files.")],
) -> schema.UploadedBody:
    """Keep files as drafts; 422 when none of them can be read."""
    kept, refused = keep(owner.publisher.upload, files, client_of(request))
    if not kept:
        raise HTTPException(422, "; ".join(refused) or "no file was sent; send one as `files`")
    return schema.UploadedBody(
        documents=[_listed(owner, entry.id) for entry in kept],
        refused=[schema.RefusedFileBody(message=message) for message in refused],
    )


@router.get("/documents/{document_id}")
def document(document_id: str, owner: ProgramDependency) -> schema.CheckedBody:
    """How one document is read, and what is doubtful in it."""
    listed = _listed(owner, document_id)
    try:
        found = owner.publisher.read(document_id)
    except PolicyAssistantError as error:
        raise HTTPException(409, str(error)) from error
    others = owner.publisher.index.catalog.documents()
    return schema.CheckedBody(
        **listed.model_dump(),
        issuing_bodies=list(found.issuing_bodies),
        issued_on=found.issued_on,
        jurisdiction=found.jurisdiction.name,
        legal_force=legal_force(found, date.today(), others).value,
        clauses=len(found.clauses),
        responsibilities=len(found.responsibilities),
        doubts=[schema.doubt_body(d, doubt_line(d)) for d in owner.publisher.doubts(found)],
    )


@router.post("/documents/{document_id}/publish", status_code=202)
def publish(
    document_id: str, body: schema.PublishRequest, request: Request, owner: ProgramDependency
) -> schema.JobBody:
    """Begin to publish a draft; the job tells how it goes."""
    _listed(owner, document_id)
    return _begun(
        lambda: owner.publisher.publish(
            [document_id],
            actor=client_of(request),
            replaces=body.replaces,
            override=body.override.strip(),
        )
    )


@router.post("/publish", status_code=202)
def publish_several(
    body: schema.PublishSeveralRequest, request: Request, owner: ProgramDependency
) -> schema.JobBody:
    """Begin to publish several drafts in one step; 409 when one of them cannot be."""
    return _begun(
        lambda: owner.publisher.publish(
            body.document_ids,
            actor=client_of(request),
            replaces=body.replaces,
            override=body.override.strip(),
        )
    )


@router.post("/documents/{document_id}/take-down", status_code=202)
def take_down(
    document_id: str, body: schema.TakeDownRequest, request: Request, owner: ProgramDependency
) -> schema.JobBody:
    """Take a document down; it is gone from answers when this returns."""
    _listed(owner, document_id)
    return _begun(
        lambda: owner.publisher.take_down(
            [document_id], actor=client_of(request), reason=body.reason.strip()
        )
    )


@router.delete("/documents/{document_id}")
def discard(
    document_id: str, request: Request, owner: ProgramDependency
) -> schema.OwnerDocumentBody:
    """Delete the file of a document that is not published; what it was."""
    listed = _listed(owner, document_id)
    try:
        owner.publisher.discard(document_id, actor=client_of(request))
    except PublishingError as error:
        raise HTTPException(409, str(error)) from error
    return listed


@router.post("/reindex", status_code=202)
def reindex(
    body: schema.ReindexRequest, request: Request, owner: ProgramDependency
) -> schema.JobBody:
    """Begin to read and index all published documents again."""
    override = body.override.strip()
    return _begun(lambda: owner.publisher.reindex(actor=client_of(request), override=override))


@router.get("/jobs")
def jobs(owner: ProgramDependency) -> list[schema.JobBody]:
    """Jobs since the server started, newest first."""
    return [schema.JobBody.of(job) for job in owner.publisher.jobs.all()]


@router.get("/jobs/{job_id}")
def job(job_id: str, owner: ProgramDependency) -> schema.JobBody:
    """How far a job is."""
    found = owner.publisher.jobs.get(job_id)
    if found is None:
        raise HTTPException(404, f"no job has the id {job_id!r}; see /api/v1/owner/jobs")
    return schema.JobBody.of(found)


@router.get("/audit")
def audit(
    owner: ProgramDependency, limit: Annotated[int, Query(ge=1, le=10_000)] = 200
) -> list[schema.AuditBody]:
    """The audit trail, newest first."""
    entries = owner.books.store.audit(limit=limit)
    return [schema.AuditBody.model_validate(entry) for entry in entries]


@router.get("/records")
def records(owner: ProgramDependency) -> schema.RetentionBody:
    """What is kept of questions and feedback, and for how long."""
    counts = owner.books.store.counts()
    return schema.RetentionBody(
        retention_days=owner.settings.retention_days,
        record_questions=owner.settings.record_questions,
        questions=counts.questions,
        feedback=counts.feedback,
        audit=counts.audit,
    )


@router.delete("/records")
def delete_before(
    request: Request,
    owner: ProgramDependency,
    before: Annotated[date, Query(ge=FIRST_DAY, description="The first day that stays.")],
) -> schema.GoneBody:
    """Delete questions and feedback from before a day."""
    if before > date.today():
        raise HTTPException(422, f"{before} is in the future; give a day up to today")
    return schema.GoneBody.model_validate(forget_before(owner, before, client_of(request)))


@router.delete("/conversations/{conversation_id}")
def delete_conversation(
    conversation_id: Identifier, request: Request, owner: ProgramDependency
) -> schema.GoneBody:
    """Delete one conversation with its questions and their feedback."""
    gone = forget_conversation(owner, conversation_id, client_of(request))
    return schema.GoneBody.model_validate(gone)


def _listed(owner: Owner, document_id: str) -> schema.OwnerDocumentBody:
    try:
        return schema.OwnerDocumentBody.of(owner.publisher.find(document_id))
    except KeyError as error:
        raise HTTPException(
            404, f"no document has the id {document_id!r}; see /api/v1/owner/documents"
        ) from error


def _begun(begin: _Begin) -> schema.JobBody:
    try:
        return schema.JobBody.of(begin())
    except PublishingError as error:
        raise HTTPException(409, str(error)) from error


def _cited(catalog: Any, clause_id: str, count: int) -> schema.CitedBody:
    words, heading, title, _ = clause_words(catalog, clause_id)
    return schema.CitedBody(
        clause_id=clause_id, label=f"{words} {heading}".strip(), title=title, count=count
    )
