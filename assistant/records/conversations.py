"""Conversations in the database, so that they outlive a restart and are shared by workers."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from assistant.conversation import Conversation, MemoryConversations
from assistant.errors import RecordsError
from assistant.records.conversation_codec import decode, encode
from assistant.records.database import Database
from assistant.records.tables import CONVERSATIONS

logger = logging.getLogger(__name__)

PAUSE_S = 30.0
"""Seconds in which a failing database is left alone: each try can cost an answer seconds."""
TRIM_EVERY = 100
"""Answers between two looks at how many conversations there are."""


def _now() -> datetime:
    return datetime.now(UTC)


class DatabaseConversations:
    """A ConversationStore on the records' database.

    An answer is never lost with the database: while it fails, this process remembers its
    conversations itself.
    """

    def __init__(
        self,
        database: Database,
        *,
        limit: int,
        minutes: float,
        clock: Callable[[], datetime] = _now,
        pause_s: float = PAUSE_S,
    ) -> None:
        self._database = database
        self._limit = limit
        self._idle = timedelta(minutes=minutes)
        self._clock = clock
        self._pause_s = pause_s
        self._meanwhile = MemoryConversations(limit=limit, minutes=minutes)
        self._try_again = 0.0
        self._puts = 0
        self._lock = threading.Lock()

    def get(self, conversation_id: str) -> Conversation:
        """The conversation of that id; an empty one when it is unknown or has expired."""
        here = self._meanwhile.get(conversation_id)
        if here.turns or not self._is_up():
            return here
        try:
            found = self._content(conversation_id)
        except RecordsError as exc:
            self._leave_alone(exc)
            return here
        return decode(found) if found else here

    def put(self, conversation_id: str, conversation: Conversation) -> None:
        """Remember a conversation under its id; the one idle for longest goes when too many."""
        if self._is_up():
            try:
                self._write(conversation_id, conversation)
                self._meanwhile.delete(conversation_id)
                return
            except RecordsError as exc:
                self._leave_alone(exc)
        self._meanwhile.put(conversation_id, conversation)

    def delete(self, conversation_id: str) -> bool:
        """Forget a conversation; False when there was none.

        Raises:
            RecordsError: The database cannot be written, so it may still be there.
        """
        here = self._meanwhile.delete(conversation_id)
        return bool(self._delete(CONVERSATIONS.c.id == conversation_id)) or here

    def expire(self) -> int:
        """Delete those that are idle for too long or too many; how many.

        Raises:
            RecordsError: The database cannot be written.
        """
        idle = self._delete(CONVERSATIONS.c.updated_at < self._clock() - self._idle)
        return idle + self._trim()

    def _content(self, conversation_id: str) -> str | None:
        statement = select(CONVERSATIONS.c.content).where(
            CONVERSATIONS.c.id == conversation_id,
            CONVERSATIONS.c.updated_at >= self._clock() - self._idle,
        )
        with self._database.reading() as connection:
            return connection.execute(statement).scalar_one_or_none()

    def _write(self, conversation_id: str, conversation: Conversation) -> None:
        row = {
            "updated_at": self._clock(),
            "turns": conversation.turns,
            "content": encode(conversation),
        }
        with self._database.writing() as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            statement = dialect.insert(CONVERSATIONS).values(id=conversation_id, **row)
            connection.execute(
                statement.on_conflict_do_update(index_elements=[CONVERSATIONS.c.id], set_=row)
            )
        with self._lock:
            self._puts += 1
            due = self._puts % TRIM_EVERY == 0
        if due:
            self._trim()

    def _trim(self) -> int:
        """Delete those idle for longest that are more than may be kept."""
        with self._database.reading() as connection:
            count = select(func.count()).select_from(CONVERSATIONS)
            surplus = connection.execute(count).scalar_one() - self._limit
        if surplus <= 0:
            return 0
        oldest = select(CONVERSATIONS.c.id).order_by(CONVERSATIONS.c.updated_at).limit(surplus)
        return self._delete(CONVERSATIONS.c.id.in_(oldest))

    def _delete(self, which: ColumnElement[bool]) -> int:
        with self._database.writing() as connection:
            return int(connection.execute(delete(CONVERSATIONS).where(which)).rowcount)

    def _is_up(self) -> bool:
        return time.monotonic() >= self._try_again

    def _leave_alone(self, error: RecordsError) -> None:
        logger.warning("conversations stay in this process for %g s: %s", self._pause_s, error)
        self._try_again = time.monotonic() + self._pause_s
