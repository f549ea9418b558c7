"""The owner's page put into the web application, and its jobs ended with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse

from assistant.assistant import SHIPPED
from assistant.publishing import Publisher
from assistant.web.owner import api, document_pages, pages, record_pages
from assistant.web.owner.access import LoginNeededError, Owner
from assistant.web.owner.gatekeeper import Gatekeeper
from assistant.web.owner.rendering import back_to
from corpus.errors import PolicyAssistantError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.records.bookkeeping import Bookkeeping
    from assistant.settings import Settings


logger = logging.getLogger(__name__)

FOLLOW_EVERY_S = 2.0
"""Seconds after which a process shows what another one has published or taken down."""
UPLOADS = frozenset({"/owner/documents", "/api/v1/owner/documents"})
"""Addresses whose bodies may be as large as files are."""


def install(app: FastAPI, assistant: Assistant, settings: Settings, books: Bookkeeping) -> None:
    """Add the owner's addresses; without a secret all of them are 404.

    The publisher is made in any case: what was taken down must stay hidden after a restart.

    Args:
        app: The application.
        assistant: Its index is the one that is published to.
        settings: The secret, the data directory, the case files.
        books: The records.
    """
    publisher = Publisher(assistant.index, settings, audit=books.store.add_audit, shipped=SHIPPED)
    token = settings.admin_token
    app.state.publisher = publisher
    app.state.owner = token and Owner(
        gatekeeper=Gatekeeper(token.get_secret_value()),
        publisher=publisher,
        books=books,
        settings=settings,
    )
    for module in (api, pages, document_pages, record_pages):
        app.include_router(module.router)
    app.add_api_route(
        "/owner/{rest:path}", _nothing, methods=["GET", "POST"], include_in_schema=False
    )
    app.add_exception_handler(LoginNeededError, _to_login)
    _end_with(app, publisher)


async def _nothing(rest: str) -> None:
    raise HTTPException(404, f"nothing is at /owner/{rest}; see /owner")


async def _to_login(request: Request, _: Exception) -> RedirectResponse:
    return back_to(request, "/login")


def _end_with(app: FastAPI, publisher: Publisher) -> None:
    """Let running jobs stop before the records are closed."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def life(running: FastAPI) -> AsyncIterator[Any]:
        async with inner(running) as state:
            task = asyncio.create_task(_follow(publisher))
            try:
                yield state
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
                await asyncio.to_thread(publisher.close)

    app.router.lifespan_context = life


async def _follow(publisher: Publisher) -> None:
    """Keep up with other processes that serve the same data directory."""
    said = ""
    while True:
        await asyncio.sleep(FOLLOW_EVERY_S)
        try:
            await asyncio.to_thread(publisher.follow)
            said = ""
        except PolicyAssistantError as error:  # answers go on from what is open
            if str(error) != said:
                said = str(error)
                logger.error("cannot follow other processes: %s", error)
