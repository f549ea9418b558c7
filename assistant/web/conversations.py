"""HTTP: deleting a conversation, and the task that deletes what has been kept long enough."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import APIRouter, Depends, FastAPI, Request

from assistant.errors import RecordsError
from assistant.records.bookkeeping import Bookkeeping
from assistant.web.asking import PROBLEMS
from assistant.web.limits import limit_rate
from assistant.web.schema import DeletedBody, Identifier

logger = logging.getLogger(__name__)

TIDY_EVERY_S = 3600
"""Seconds between two deletions; conversations expire within hours, records within days."""

router = APIRouter(prefix="/api/v1", tags=["conversations"], responses=PROBLEMS)


@router.delete(
    "/conversations/{conversation_id}",
    response_model=DeletedBody,
    dependencies=[Depends(limit_rate)],
)
def delete_conversation(conversation_id: Identifier, request: Request) -> DeletedBody:
    """Delete a conversation, its recorded questions and what was thought of their answers.

    Whoever knows the id may do so: clients make ids up that nobody can guess. The numbers say
    what was deleted; all are 0 where nothing was known.
    """
    books: Bookkeeping = request.app.state.books
    gone = books.forget(conversation_id)
    return DeletedBody(
        conversations=gone.conversations, questions=gone.questions, feedback=gone.feedback
    )


@asynccontextmanager
async def keep_books(app: FastAPI) -> AsyncIterator[None]:
    """The application's life: delete at its start and again and again, write all at its end."""
    books: Bookkeeping = app.state.books
    task = asyncio.create_task(_tidy(books))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await asyncio.to_thread(books.close)


async def _tidy(books: Bookkeeping) -> None:
    while True:
        try:
            gone = await asyncio.to_thread(books.tidy)
            if gone.total:
                logger.info("deleted what was kept long enough: %s", gone)
        except RecordsError as exc:  # the next time may go better, and answers need no database
            logger.error("cannot delete what was kept long enough: %s", exc)
        await asyncio.sleep(TIDY_EVERY_S)
