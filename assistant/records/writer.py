"""Writes records behind the answers: no answer waits for the database, or fails with it."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass
from itertools import islice

from assistant.errors import RecordsError
from assistant.records.model import Record
from assistant.records.store import RecordStore

logger = logging.getLogger(__name__)

WAITING = 1000
"""Records that may wait; while more come, the new ones are dropped and counted."""
BATCH = 100
"""Records in one transaction."""
LINGER_S = 0.1
"""Seconds for which a record waits for others, so that busy minutes need few transactions."""
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
"""Pauses while the database cannot be reached; each is twice as long as the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the records so far."""

    written: int = 0
    dropped: int = 0
    """Turned away because too many waited, or still waiting when the program ended."""
    failed: int = 0
    """Refused by a database that works otherwise."""
    waiting: int = 0


class RecordWriter:
    """A bounded queue and the one thread that empties it, started by the first record."""

    def __init__(
        self, store: RecordStore, *, limit: int = WAITING, first_pause_s: float = FIRST_PAUSE_S
    ) -> None:
        self._store = store
        self._limit = limit
        self._first_pause_s = first_pause_s
        self._queue: deque[Record] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._flushing = 0
        self._written = self._dropped = self._failed = 0

    @property
    def figures(self) -> Written:
        """What became of the records so far."""
        with self._changed:
            return Written(
                written=self._written,
                dropped=self._dropped,
                failed=self._failed,
                waiting=len(self._queue),
            )

    def submit(self, record: Record) -> bool:
        """Have a record written soon; False when it was dropped. Never waits, never raises."""
        with self._changed:
            if len(self._queue) >= self._limit:
                self._dropped += 1
                return False
            self._queue.append(record)
            if self._thread is None:
                self._closing = False
                self._thread = threading.Thread(target=self._run, name="records", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return True

    def flush(self, timeout_s: float = 5.0) -> bool:
        """Wait until nothing waits any more; False when that takes too long."""
        with self._changed:
            self._flushing += 1
            self._changed.notify_all()
            try:
                return self._changed.wait_for(lambda: not self._queue, timeout_s)
            finally:
                self._flushing -= 1

    def close(self, timeout_s: float = 5.0) -> None:
        """Write what waits, then end the thread; a later record starts another one."""
        self.flush(timeout_s)
        with self._changed:
            thread, self._closing = self._thread, True
            self._changed.notify_all()
        if thread is not None:
            thread.join(timeout_s)
        with self._changed:
            self._thread = None
            if self._queue:
                logger.error("%d records were not written before the end", len(self._queue))
                self._dropped += len(self._queue)
                self._queue.clear()

    def _run(self) -> None:
        pause = self._first_pause_s
        while batch := self._next():
            try:
                self._store.add(batch)
            except RecordsError as exc:
                if self._store.database.works():
                    self._write_singly(batch)
                    continue
                logger.warning("records wait for their database: %s", exc)
                self._sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)
                continue
            except Exception:  # this thread must outlive whatever one batch does to it
                logger.exception("%d records cannot be written", len(batch))
                self._done(failed=len(batch))
                continue
            pause = self._first_pause_s
            self._done(written=len(batch))

    def _next(self) -> list[Record]:
        """The records that have waited longest, which stay in the queue; empty at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closing)
            self._changed.wait_for(self._is_urgent, LINGER_S)
            return [] if self._closing else list(islice(self._queue, BATCH))

    def _is_urgent(self) -> bool:
        return self._closing or self._flushing > 0 or len(self._queue) >= BATCH

    def _write_singly(self, batch: list[Record]) -> None:
        """Find the record that the database refuses, and write the others."""
        for record in batch:
            try:
                self._store.add([record])
            except RecordsError as exc:
                logger.error("record %s was refused: %s", record.id, exc)
                self._done(failed=1)
            else:
                self._done(written=1)

    def _done(self, *, written: int = 0, failed: int = 0) -> None:
        with self._changed:
            for _ in range(written + failed):
                self._queue.popleft()
            self._written += written
            self._failed += failed
            self._changed.notify_all()

    def _sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        with self._changed:
            self._changed.wait_for(lambda: self._closing, end - time.monotonic())
