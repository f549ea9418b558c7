"""Who may see the owner's page: one secret, sessions of hours, and few wrong guesses a minute."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from corpus.model import Script

SESSION_S = 8 * 3600
"""Seconds that a session lasts: a day at work."""
GUESSES_PER_MINUTE = 5
"""Wrong secrets that one address may send in a minute."""
_MOST_SESSIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One logged-in browser."""

    csrf: str
    """What its forms must send back; no other site can know it."""
    expires: float
    """On the gatekeeper's clock."""
    script: Script = Script.HANS
    """Script of the pages."""
    notice: tuple[str, str] = ("", "")
    """What the next page says first: words, and a program's own words, English."""


class Gatekeeper:
    """Checks the secret and remembers sessions, in this process alone."""

    def __init__(self, token: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._token = _digest(token)
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()
        self._guesses = RateLimitItemPerMinute(GUESSES_PER_MINUTE)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, client: str) -> int:
        """Seconds until this address may try again; 0 when it may now."""
        if self._limiter.test(self._guesses, client):
            return 0
        window = self._limiter.get_window_stats(self._guesses, client)
        return max(1, math.ceil(window.reset_time - time.time()))

    def admits(self, token: str, client: str) -> bool:
        """Whether this is the secret; a wrong one is counted against the address.

        The time of the comparison tells nothing of the secret, its length included.
        """
        is_right = hmac.compare_digest(_digest(token), self._token)
        if not is_right:
            self._limiter.hit(self._guesses, client)
        return is_right

    def log_in(self, script: Script) -> str:
        """Begin a session; its key, for a cookie."""
        key = secrets.token_urlsafe(32)
        session = Session(
            csrf=secrets.token_urlsafe(32), expires=self._clock() + SESSION_S, script=script
        )
        with self._lock:
            self._forget_expired()
            while len(self._sessions) >= _MOST_SESSIONS:
                del self._sessions[min(self._sessions, key=lambda k: self._sessions[k].expires)]
            self._sessions[_name(key)] = session
        return key

    def session(self, key: str) -> Session | None:
        """The session of a cookie's key; None when it is unknown or over."""
        with self._lock:
            self._forget_expired()
            return self._sessions.get(_name(key))

    def write_in(self, key: str, script: Script) -> None:
        """Show the pages of a session in another script."""
        with self._lock:
            found = self._sessions.get(_name(key))
            if found is not None:
                self._sessions[_name(key)] = replace(found, script=script)

    def tell(self, key: str, words: str, detail: str = "") -> None:
        """Have the next page of a session say something first."""
        with self._lock:
            found = self._sessions.get(_name(key))
            if found is not None:
                self._sessions[_name(key)] = replace(found, notice=(words, detail))

    def hear(self, key: str) -> tuple[str, str]:
        """What is to be said, which is forgotten thereby."""
        with self._lock:
            found = self._sessions.get(_name(key))
            if found is None:
                return "", ""
            self._sessions[_name(key)] = replace(found, notice=("", ""))
            return found.notice

    def log_out(self, key: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_name(key), None)

    def _forget_expired(self) -> None:
        now = self._clock()
        for name in [n for n, session in self._sessions.items() if session.expires <= now]:
            del self._sessions[name]


def is_same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing of them."""
    return hmac.compare_digest(_digest(given), _digest(wanted))


def _digest(secret: str) -> bytes:
    """Of one length whatever the secret's; `surrogatepass` so that no input can fail."""
    return hashlib.sha256(secret.encode("utf-8", errors="surrogatepass")).digest()


def _name(key: str) -> str:
    """Under which a session is kept: what is in memory opens no page."""
    return _digest(key).hex()
