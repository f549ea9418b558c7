"""Questions that were answered today are not answered again while the documents stay the same.

Kept is the context at the end of the steps, from which answer, memory and record are made anew
for each asker. What is kept holds for one catalog and one day: a new generation or a document
taken down is another catalog, and the force of documents goes by the day.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace

from assistant.context import Context
from assistant.conversation import Conversation
from assistant.model import Question

KEPT = 512
"""Answered questions kept; a context weighs some tens of kilobytes."""


class AnswerCache:
    """The last answered questions over one catalog."""

    def __init__(self, limit: int = KEPT) -> None:
        """Keeps `limit` questions at most; 0 keeps none."""
        self._limit = limit
        self._catalog: object = None
        self._kept: OrderedDict[Question, Context] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, asked: Context, catalog: object) -> Context | None:
        """What came of the same question before, as if asked now; None when it must be answered.

        Args:
            asked: The context before the first step.
            catalog: The catalog that answers now.
        """
        key = _key(asked)
        if key is None:
            return None
        with self._lock:
            found = self._kept.get(key) if catalog is self._catalog else None
            if found is None:
                return None
            self._kept.move_to_end(key)
        question = replace(found.question, conversation_id=asked.question.conversation_id)
        return replace(found, id=asked.id, question=question, timings_ms={})

    def put(self, asked: Context, answered: Context, catalog: object) -> None:
        """Keep what came of a question.

        One in which personal data were masked is not kept, as its words would be the key.

        Args:
            asked: The context before the first step.
            answered: The context after the last one.
            catalog: The catalog that answered.
        """
        key = _key(asked)
        if key is None or answered.question.text != asked.question.text:
            return
        with self._lock:
            if catalog is not self._catalog:
                self._kept.clear()
                self._catalog = catalog
            self._kept[key] = answered
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)


def _key(asked: Context) -> Question | None:
    """What two askers must have in common; None within a conversation, whose turns decide."""
    if asked.conversation != Conversation() or asked.question.history:
        return None
    return replace(asked.question, conversation_id=None, as_of=asked.as_of)
