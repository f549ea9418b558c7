"""HTTP: the owner's pages about documents: upload, check, publish, take down, index again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Protocol

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.error_wording import in_chinese
from assistant.errors import PublishingError
from assistant.publishing import Entry, Job
from assistant.publishing.intake import unpack
from assistant.web.owner.access import COOKIE, PostedDependency, Visit, VisitDependency
from assistant.web.owner.rendering import back_to, show
from assistant.web.owner.wording import SAID
from assistant.web.reading import segments
from corpus.errors import CorpusError, PolicyAssistantError
from corpus.metadata import legal_force

router = APIRouter(prefix="/owner", include_in_schema=False)

_Begin = Callable[[], Job]


class _Upload(Protocol):
    """`Publisher.upload`."""

    def __call__(self, name: str, content: bytes, *, actor: str) -> Entry: ...


Reason = Annotated[str, Form(max_length=500)]
_RECENT = 5


@router.get("/documents")
def documents(request: Request, visit: VisitDependency) -> HTMLResponse:
    """All documents, the form for uploads, and what is being done."""
    publisher = visit.owner.publisher
    return show(
        "documents.html",
        request,
        visit,
        listed=publisher.documents(),
        jobs=publisher.jobs.all()[:_RECENT],
        generation=publisher.index.generation_id,
    )


@router.post("/documents")
def upload(
    request: Request, visit: PostedDependency, files: Annotated[list[UploadFile], File()]
) -> Response:
    """Keep files as drafts; a single good one is shown at once."""
    kept, refused = keep(visit.owner.publisher.upload, files, visit.actor)
    if refused:
        _tell(request, visit, "unreadable", "; ".join(refused))
    else:
        _tell(request, visit, "uploaded")
    if len(kept) == 1:
        return back_to(request, f"/documents/{kept[0].id}")
    return back_to(request, "/documents")


@router.get("/documents/{document_id}")
def document(document_id: str, request: Request, visit: VisitDependency) -> HTMLResponse:
    """One document as it is read, what is doubtful in it, and what can be done with it."""
    publisher = visit.owner.publisher
    try:
        listed = publisher.find(document_id)
    except KeyError as error:
        raise HTTPException(404, f"no document has the id {document_id!r}") from error
    try:
        found = publisher.read(document_id)
    except PolicyAssistantError as error:
        return show(
            "document.html", request, visit, listed=listed, document=None, problem=in_chinese(error)
        )
    named: dict[str, list[str]] = {}
    for edge in found.responsibilities:
        named.setdefault(edge.clause_id, []).append(f"{edge.department}（{edge.role.value}）")
    others = publisher.index.catalog.documents()
    return show(
        "document.html",
        request,
        visit,
        listed=listed,
        document=found,
        problem="",
        doubts=publisher.doubts(found),
        force=legal_force(found, date.today(), others).value,
        segments=segments(found),
        named=named,
        others=[other for other in others if other.id != document_id],
        jobs=[job for job in publisher.jobs.all() if document_id in job.document_ids],
    )


@router.post("/documents/{document_id}/publish")
def publish(
    document_id: str,
    request: Request,
    visit: PostedDependency,
    replaces: Annotated[str, Form(max_length=64)] = "",
    override: Reason = "",
) -> RedirectResponse:
    """Begin to publish a draft."""
    gone = (replaces,) if replaces else ()
    return _begun(
        request,
        visit,
        document_id,
        lambda: visit.owner.publisher.publish(
            [document_id], actor=visit.actor, replaces=gone, override=override.strip()
        ),
    )


@router.post("/publish")
def publish_several(
    request: Request,
    visit: PostedDependency,
    documents: Annotated[list[str] | None, Form()] = None,
    override: Reason = "",
) -> RedirectResponse:
    """Begin to publish the drafts that were ticked, in one step."""
    return _begun(
        request,
        visit,
        "",
        lambda: visit.owner.publisher.publish(
            documents or [], actor=visit.actor, override=override.strip()
        ),
    )


@router.post("/documents/{document_id}/take-down")
def take_down(
    document_id: str, request: Request, visit: PostedDependency, reason: Reason = ""
) -> RedirectResponse:
    """Take a document down at once."""
    try:
        visit.owner.publisher.take_down([document_id], actor=visit.actor, reason=reason.strip())
    except PublishingError as error:
        _tell(request, visit, "not_possible", in_chinese(error))
    else:
        _tell(request, visit, "taken_down")
    return back_to(request, f"/documents/{document_id}")


@router.post("/documents/{document_id}/discard")
def discard(document_id: str, request: Request, visit: PostedDependency) -> RedirectResponse:
    """Delete the file of a document that is not published."""
    try:
        visit.owner.publisher.discard(document_id, actor=visit.actor)
    except PublishingError as error:
        _tell(request, visit, "not_possible", in_chinese(error))
        return back_to(request, f"/documents/{document_id}")
    _tell(request, visit, "discarded")
    return back_to(request, "/documents")


@router.post("/reindex")
def reindex(request: Request, visit: PostedDependency, override: Reason = "") -> RedirectResponse:
    """Begin to read and index all documents again."""
    return _begun(
        request,
        visit,
        "",
        lambda: visit.owner.publisher.reindex(actor=visit.actor, override=override.strip()),
    )


@router.get("/jobs/{job_id}")
def job(job_id: str, request: Request, visit: VisitDependency) -> HTMLResponse:
    """How far a job is, and what came of it."""
    found = visit.owner.publisher.jobs.get(job_id)
    if found is None:
        raise HTTPException(404, f"no job has the id {job_id!r}, or it was long ago")
    titles = {item.id: item.title for item in visit.owner.publisher.documents()}
    return show("job.html", request, visit, job=found, titles=titles)


def keep(upload: _Upload, files: list[UploadFile], actor: str) -> tuple[list[Entry], list[str]]:
    """Entries of the files that can be read, and why the others cannot."""
    kept: list[Entry] = []
    refused: list[str] = []
    for file in files:
        try:
            for name, content in unpack(file.filename or "upload.txt", file.file.read()):
                if isinstance(content, CorpusError):
                    refused.append(in_chinese(content))
                    continue
                try:
                    kept.append(upload(name, content, actor=actor))
                except CorpusError as error:
                    refused.append(in_chinese(error))
        except CorpusError as error:
            refused.append(in_chinese(error))
    return kept, refused


def _begun(request: Request, visit: Visit, document_id: str, begin: _Begin) -> RedirectResponse:
    try:
        job = begin()
    except PublishingError as error:
        _tell(request, visit, "not_possible", in_chinese(error))
        return back_to(request, f"/documents/{document_id}".rstrip("/"))
    return back_to(request, f"/jobs/{job.id}")


def _tell(request: Request, visit: Visit, key: str, detail: str = "") -> None:
    visit.owner.gatekeeper.tell(request.cookies.get(COOKIE, ""), SAID[key], detail)
