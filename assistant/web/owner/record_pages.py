"""HTTP: the owner's page about what is kept, for how long, and how it is deleted."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, time
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.publishing.trail import Trail
from assistant.records.model import Counts
from assistant.web.owner.access import COOKIE, Owner, PostedDependency, Visit, VisitDependency
from assistant.web.owner.rendering import back_to, show
from assistant.web.owner.wording import SAID

router = APIRouter(prefix="/owner", include_in_schema=False)

FIRST_DAY = date(2000, 1, 1)
"""Earlier days have no midnight in every time zone, and no records anyhow."""


@router.get("/records")
def records(request: Request, visit: VisitDependency) -> HTMLResponse:
    """What is kept, and the forms that delete it."""
    books, settings = visit.owner.books, visit.owner.settings
    books.writer.flush(1.0)
    return show(
        "records.html",
        request,
        visit,
        counts=books.store.counts(),
        figures=books.writer.figures,
        settings=settings,
        database=books.store.database.name,
        today=date.today(),
    )


@router.post("/records/conversation")
def delete_conversation(
    request: Request,
    visit: PostedDependency,
    conversation_id: Annotated[str, Form(max_length=128)] = "",
) -> RedirectResponse:
    """Delete one conversation with its questions and their feedback."""
    if not conversation_id.strip():
        _tell(request, visit, SAID["no_conversation"])
        return back_to(request, "/records")
    gone = forget_conversation(visit.owner, conversation_id.strip(), visit.actor)
    _tell(request, visit, _deleted(gone))
    return back_to(request, "/records")


@router.post("/records/before")
def delete_before(
    request: Request, visit: PostedDependency, day: Annotated[str, Form(max_length=10)] = ""
) -> RedirectResponse:
    """Delete what was recorded before a day."""
    try:
        first = date.fromisoformat(day)
    except ValueError:
        _tell(request, visit, SAID["bad_date"])
        return back_to(request, "/records")
    if first < FIRST_DAY:
        _tell(request, visit, SAID["bad_date"])
        return back_to(request, "/records")
    if first > date.today():
        _tell(request, visit, SAID["future_date"])
        return back_to(request, "/records")
    _tell(request, visit, _deleted(forget_before(visit.owner, first, visit.actor)))
    return back_to(request, "/records")


def forget_conversation(owner: Owner, conversation_id: str, actor: str) -> Counts:
    """Delete a conversation, and say so in the trail without naming it.

    Raises:
        RecordsError: The database cannot be written.
    """
    gone = owner.books.forget(conversation_id)
    Trail(owner.books.store.add_audit).tell(actor, "delete_conversation", detail=_told(gone))
    return gone


def forget_before(owner: Owner, first: date, actor: str) -> Counts:
    """Delete questions and feedback from before a day, and say so in the trail.

    Args:
        owner: Whose records.
        first: The first day of which records stay, in this machine's time zone.
        actor: Who does it.

    Raises:
        RecordsError: The database cannot be written.
    """
    owner.books.writer.flush(5.0)
    gone = owner.books.store.purge(datetime.combine(first, time()).astimezone())
    detail = {"before": first.isoformat(), **_told(gone)}
    Trail(owner.books.store.add_audit).tell(actor, "delete_before", detail=detail)
    return gone


def _told(gone: Counts) -> dict[str, object]:
    return {name: count for name, count in asdict(gone).items() if name != "audit"}


def _deleted(gone: Counts) -> str:
    return SAID["deleted"].format(**asdict(gone))


def _tell(request: Request, visit: Visit, words: str) -> None:
    visit.owner.gatekeeper.tell(request.cookies.get(COOKIE, ""), words)
