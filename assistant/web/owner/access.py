"""The owner's rights in a request: by cookie on the pages, by Bearer token for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.publishing import Publisher
from assistant.records.bookkeeping import Bookkeeping
from assistant.settings import Settings
from assistant.web.owner.gatekeeper import Gatekeeper, Session, is_same
from corpus.model import Script

COOKIE = "pa_owner"
_OFF = "the owner's page is off; set POLICY_ASSISTANT_ADMIN_TOKEN to open it"
_SAME_SITE = {"same-origin", "none"}

_bearer = HTTPBearer(auto_error=False, description="The secret of POLICY_ASSISTANT_ADMIN_TOKEN.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """What the owner's page works with; it is made once an application."""

    gatekeeper: Gatekeeper
    publisher: Publisher
    books: Bookkeeping
    settings: Settings


class LoginNeededError(Exception):
    """A page was asked for without a session; the browser is sent to the login form."""


def owner_of(request: Request) -> Owner:
    """The owner's means; 404 where no secret is set."""
    found: Owner | None = request.app.state.owner
    if found is None:
        raise HTTPException(404, _OFF)
    return found


OwnerDependency = Annotated[Owner, Depends(owner_of)]


def client_of(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else "unknown"


def check_guesses(owner: Owner, request: Request) -> None:
    """Turn an address away that has sent wrong secrets (429 with Retry-After)."""
    seconds = owner.gatekeeper.wait(client_of(request))
    if seconds:
        raise HTTPException(
            429,
            f"too many wrong secrets from this address; wait {seconds} s and try again",
            headers={"Retry-After": str(seconds)},
        )


def program(
    request: Request,
    owner: OwnerDependency,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Owner:
    """The owner's means for a program that sends the secret as a Bearer token."""
    check_guesses(owner, request)
    given = credentials.credentials if credentials else None
    if given is None or not owner.gatekeeper.admits(given, client_of(request)):
        raise HTTPException(
            401,
            "the owner's interface needs the secret: Authorization: Bearer …",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return owner


ProgramDependency = Annotated[Owner, Depends(program)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A logged-in browser's request."""

    owner: Owner
    session: Session
    actor: str
    """For the audit trail."""


def visit(request: Request, owner: OwnerDependency) -> Visit:
    """The session of a page.

    Raises:
        LoginNeededError: There is none, or it is over.
    """
    key = request.cookies.get(COOKIE, "")
    wanted = request.query_params.get("script")
    if wanted in tuple(Script):
        owner.gatekeeper.write_in(key, Script(wanted))
    session = owner.gatekeeper.session(key)
    if session is None:
        raise LoginNeededError
    return Visit(owner=owner, session=session, actor=client_of(request))


VisitDependency = Annotated[Visit, Depends(visit)]


def check_origin(request: Request) -> None:
    """Refuse a form that another site sent (403), where the browser tells."""
    if request.headers.get("sec-fetch-site", "none") not in _SAME_SITE:
        raise HTTPException(403, "this form was sent by another site; open the page itself")


async def posted(request: Request, visit: VisitDependency) -> Visit:
    """The session of a form that was sent, once it has shown that it is this page's own.

    Raises:
        HTTPException: 403 when it is not.
    """
    check_origin(request)
    form = await request.form()
    given = form.get("csrf")
    if not isinstance(given, str) or not is_same(given, visit.session.csrf):
        raise HTTPException(403, "this form is out of date; open the page again and repeat it")
    return visit


PostedDependency = Annotated[Visit, Depends(posted)]
