"""Which conversations of the chat page have a question that is being answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Lets one question of a conversation be answered at a time.

    >>> turns = Turns()
    >>> with turns.taken("c1"):
    ...     turns.is_taken("c1"), turns.is_taken("c2")
    (True, False)
    >>> turns.is_taken("c1")
    False
    """

    def __init__(self) -> None:
        self._running: dict[str, object] = {}

    def is_taken(self, conversation_id: str) -> bool:
        """Whether a question of the conversation is being answered."""
        return conversation_id in self._running

    @contextmanager
    def taken(self, conversation_id: str) -> Iterator[None]:
        """Hold the turn while the block runs, or until `release`."""
        turn = self._running[conversation_id] = object()
        try:
            yield
        finally:
            # A stopped answer may end long after the next one has begun; that one's turn stays.
            if self._running.get(conversation_id) is turn:
                self.release(conversation_id)

    def release(self, conversation_id: str) -> None:
        """Give the turn back now: the answer was stopped."""
        self._running.pop(conversation_id, None)
