"""对话: what a conversation remembers between questions, and where it is kept."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol

from corpus.model import Jurisdiction, Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One remembered value and where it comes from."""

    value: str
    source: str
    """asked (the question named it), answer (an answer cited it), page (chosen beside), or earlier
    (kept from an earlier answer or taken from what was near, since the last one cited nothing)."""
    turn: int
    """Number of the question, from 1, that set it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What is remembered; slots that are None were never set or were dropped."""

    turns: int = 0
    script: Script | None = None
    """Script of the last answer; short follow-ups may not show theirs."""
    topic: Slot | None = None
    """Subject words of the last question that named one."""
    earlier: Slot | None = None
    """Subject words of the matter before that one, for 「两个可以一起…吗」."""
    question: Slot | None = None
    """The last standalone question."""
    aspect: Slot | None = None
    """What was last asked of the same clause (归谁管), for 「换成重庆呢」 after it."""
    place: Slot | None = None
    jurisdiction: Jurisdiction | None = None
    """The place of that slot."""
    other: Jurisdiction | None = None
    """The place before that one, for 「两地有什么不同」."""
    other_clause: Slot | None = None
    """Id of the clause that was cited for that place."""
    document: Slot | None = None
    """Id of the document that the last answer with a citation cited first, or that is near to a
    question that was not answered."""
    clause: Slot | None = None
    """Id of the clause that the last answer with a citation cited first."""
    department: Slot | None = None
    pending: Slot | None = None
    """A question on a clause that waits for the name of its document."""

    def set(self, name: str, value: str | None, source: str) -> Conversation:
        """The conversation with one slot set, or dropped when `value` is None."""
        slot = None if not value else Slot(value=value, source=source, turn=self.turns)
        changes: dict[str, object] = {name: slot}
        return replace(self, **changes)  # type: ignore[arg-type]


class ConversationStore(Protocol):
    """Where conversations live; a database takes the place of the memory store in a server."""

    def get(self, conversation_id: str) -> Conversation:
        """The conversation of that id; an empty one when it is unknown or has expired."""

    def put(self, conversation_id: str, conversation: Conversation) -> None:
        """Remember a conversation under its id."""

    def delete(self, conversation_id: str) -> bool:
        """Forget a conversation; False when there was none."""


class MemoryConversations:
    """Conversations in this process: bounded in number, forgotten after idle minutes."""

    def __init__(
        self, *, limit: int, minutes: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._seconds = minutes * 60
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()
        self._lock = Lock()

    def get(self, conversation_id: str) -> Conversation:
        """The conversation of that id; an empty one when it is unknown or has expired."""
        with self._lock:
            found = self._kept.get(conversation_id)
            if found is None or self._clock() - found[0] > self._seconds:
                self._kept.pop(conversation_id, None)
                return Conversation()
            return found[1]

    def put(self, conversation_id: str, conversation: Conversation) -> None:
        """Remember a conversation; the one idle for longest goes when there are too many."""
        with self._lock:
            self._kept[conversation_id] = (self._clock(), conversation)
            self._kept.move_to_end(conversation_id)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)

    def delete(self, conversation_id: str) -> bool:
        """Forget a conversation; False when there was none."""
        with self._lock:
            return self._kept.pop(conversation_id, None) is not None

    def __len__(self) -> int:
        return len(self._kept)
