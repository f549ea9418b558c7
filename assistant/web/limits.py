"""How often one client may ask, and how often all of them together."""

from __future__ import annotations

import math
import time

from fastapi import HTTPException, Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_ALL = "all clients"


class RateLimit:
    """Counts the questions of the last minute in this process, by client address and in all."""

    def __init__(self, per_minute: int, total_per_minute: int | None = None) -> None:
        self._own = RateLimitItemPerMinute(per_minute)
        self._total = RateLimitItemPerMinute(total_per_minute) if total_per_minute else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, client: str) -> int:
        """Count one question; whole seconds until the next one is allowed, 0 when this one is.

        A client that is turned away for asking too often takes nothing from the others.
        """
        return self._wait(self._own, client) or (
            self._wait(self._total, _ALL) if self._total else 0
        )

    def _wait(self, item: RateLimitItemPerMinute, key: str) -> int:
        if self._limiter.hit(item, key):
            return 0
        window = self._limiter.get_window_stats(item, key)
        return max(1, math.ceil(window.reset_time - time.time()))


def limit_rate(request: Request) -> None:
    """Turn a client away that asks too often, or all while too much is asked (429)."""
    limit: RateLimit = request.app.state.rate_limit
    seconds = limit.wait(request.client.host if request.client else "")
    if seconds:
        raise HTTPException(
            429,
            f"too many questions from this address or in all; wait {seconds} s and ask again",
            headers={"Retry-After": str(seconds)},
        )
