"""Questions that arrive together are encoded together, and one that came before not again.

The weights are read from memory once for all questions of a batch: eight cost about half of what
they cost one after the other. Nobody waits for a batch to fill: who comes while one is being
encoded is in the next.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from index.model import Vectors

LARGEST = 8
"""Questions of one batch; more gain little and make the first of them wait."""
REMEMBERED = 2048
"""Vectors kept, 1.5 KB each: popular questions, and those of a conversation's later turns."""


class _Waiting:
    """A question that waits for its vector."""

    __slots__ = ("error", "text", "vector")

    def __init__(self, text: str) -> None:
        self.text = text
        self.vector: Vectors | None = None
        self.error: Exception | None = None


class QueryBatches:
    """Encodes questions for many threads."""

    def __init__(self, encode_many: Callable[[Sequence[str]], Vectors]) -> None:
        """Takes what encodes some questions, as unit vectors of shape (n, dimension)."""
        self._encode_many = encode_many
        self._waiting: list[_Waiting] = []
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lists = threading.Lock()
        self._encoding = threading.Lock()

    def encode(self, text: str) -> Vectors:
        """Unit vector of one question, shape (1, dimension).

        Raises:
            Exception: Whatever the encoder raised for the batch that the question was in.
        """
        with self._lists:
            known = self._known.get(text)
            if known is not None:
                self._known.move_to_end(text)
                return known
            own = _Waiting(text)
            self._waiting.append(own)
        with self._encoding:
            while own.vector is None and own.error is None:
                self._encode_next()
        if own.error is not None:
            raise own.error
        assert own.vector is not None
        return own.vector

    def _encode_next(self) -> None:
        """Encode those that wait longest; the caller's own question may be in a later batch."""
        with self._lists:
            batch, self._waiting = self._waiting[:LARGEST], self._waiting[LARGEST:]
        texts = list(dict.fromkeys(item.text for item in batch))
        try:
            vectors = dict(zip(texts, self._encode_many(texts), strict=True))
        except Exception as exc:  # each of those that wait must hear of it
            for item in batch:
                item.error = exc
            return
        with self._lists:
            for item in batch:
                item.vector = vectors[item.text][None, :]
                item.vector.setflags(write=False)
                self._known[item.text] = item.vector
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
