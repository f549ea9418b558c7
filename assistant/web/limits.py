"""How often one client may ask."""

from __future__ import annotations

import math
import time

from fastapi import HTTPException, Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class RateLimit:
    """Counts the questions of each client address over the last minute, in this process."""

    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, client: str) -> int:
        """Count one question; whole seconds until the next one is allowed, 0 when this one is."""
        if self._limiter.hit(self._item, client):
            return 0
        window = self._limiter.get_window_stats(self._item, client)
        return max(1, math.ceil(window.reset_time - time.time()))


def limit_rate(request: Request) -> None:
    """Turn a client away that asks too often (429 with Retry-After)."""
    limit: RateLimit = request.app.state.rate_limit
    seconds = limit.wait(request.client.host if request.client else "")
    if seconds:
        raise HTTPException(
            429,
            f"too many questions from this address; wait {seconds} s and ask again",
            headers={"Retry-After": str(seconds)},
        )
