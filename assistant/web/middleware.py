"""What surrounds every request: its id, its greatest size, and the headers that browsers obey."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import uuid
from collections.abc import Callable, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.problems import MEDIA_TYPE, problem, problem_page, wants_page
from assistant.web.stopping import OpenRequests

logger = logging.getLogger(__name__)

REQUEST_ID = "X-Request-ID"
_GOOD_ID = re.compile(r"^[\w-]{1,64}$")

COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
"""Gradio's pages: inline script and style are its own way of starting; nothing is evaluated."""

STATIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
)
"""Pages that this project writes itself: no inline script or style at all."""

DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"


def policy_for(path: str, ancestors: str) -> str:
    """Content-Security-Policy of a path below the root path.

    >>> policy_for("/api/v1/ask", "'self'")
    "default-src 'none'; frame-ancestors 'none'"
    """
    if path.startswith(("/api/", "/v1/")) or path in {
        "/healthz",
        "/readyz",
        "/metrics",
        "/openapi.json",
    }:
        return DATA_POLICY
    own = path.startswith(
        ("/documents/", "/clauses/", "/site/", "/officials", "/owner")
    ) or path in {
        "/docs",
        "/demo",
    }
    return f"{STATIC_POLICY if own else PAGE_POLICY}; frame-ancestors {ancestors}"


DRAINED = 4
"""How many times the limit is taken from the line before the reply, for a reader's browser."""


class RequestGuard:
    """Gives each request an id, bounds its body, and adds the headers to its response."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        body_limit: Callable[[str], int],
        requests: OpenRequests,
        origins: Sequence[str] = (),
    ) -> None:
        self._app = app
        self._body_limit = body_limit
        self._requests = requests
        self._ancestors = " ".join(("'self'", *origins))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get(REQUEST_ID, "")
        request_id = given if _GOOD_ID.match(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        limit = self._body_limit(path)
        reply = _Reply(send, request_id, policy_for(path, self._ancestors))
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            await self._refuse(scope, receive, reply, limit)
            return
        bounded = _Bounded(receive, limit)

        async def send_unless_exceeded(message: Message) -> None:
            if not bounded.exceeded or reply.started:
                await reply(message)

        try:
            with self._requests.counted(path):
                await self._app(scope, bounded, send_unless_exceeded)
        except asyncio.CancelledError:
            if not self._requests.is_ending:
                raise
            await reply.end()
        except _TooLargeError:
            logger.info("request %s was cut off at %d bytes", request_id, limit)
        if bounded.exceeded and not reply.started:
            await reply.too_large(path, limit)

    async def _refuse(self, scope: Scope, receive: Receive, reply: _Reply, limit: int) -> None:
        """Say that too much is sent: to readers in a page, when their browser has sent it."""
        if not wants_page(Request(scope)):
            await reply.too_large(scope["path"].removeprefix(scope.get("root_path", "")), limit)
            return
        await _pass_over(receive, DRAINED * limit)
        page = problem_page(Request(scope), 413, kind="size", most=size_words(limit))
        await page(scope, receive, reply)


def size_words(limit: int) -> str:
    """A size as people read it.

    >>> size_words(50_000_000), size_words(65_536)
    ('50 MB', '64 KB')
    """
    return f"{limit / 1e6:g} MB" if limit >= 1_000_000 else f"{limit // 1024} KB"


async def _pass_over(receive: Receive, most: int) -> None:
    """Take a body of at most so many bytes from the line; a browser reads no answer before."""
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b""))
        if not message.get("more_body", False):
            return


class _TooLargeError(Exception):
    """More came than the request may carry."""


class _Bounded:
    """Receives no more than `limit` bytes of body."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    @property
    def exceeded(self) -> bool:
        """Whether more came; what the application then says about a broken body is not sent."""
        return self._left < 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self.exceeded:
            raise _TooLargeError
        return message


class _Reply:
    """Sends a response with the common headers on it."""

    def __init__(self, send: Send, request_id: str, policy: str) -> None:
        self._send = send
        self._request_id = request_id
        self._policy = policy
        self.started = False
        self._ended = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in COMMON.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", self._policy)
            headers[REQUEST_ID] = self._request_id
        self._ended = message["type"] == "http.response.body" and not message.get("more_body")
        await self._send(message)

    async def end(self) -> None:
        """Close what has begun; a request that nothing was said to yet may be repeated (503)."""
        if not self.started:
            headers = [(b"retry-after", b"5"), (b"connection", b"close")]
            await self({"type": "http.response.start", "status": 503, "headers": headers})
        if not self._ended:
            await self({"type": "http.response.body", "body": b""})

    async def too_large(self, path: str, limit: int) -> None:
        """Say that the body is larger than `limit` bytes."""
        body = problem(
            413,
            f"the request is larger than {limit} bytes; send less at once",
            instance=path,
            request_id=self._request_id,
        )
        await self(
            {
                "type": "http.response.start",
                "status": 413,
                "headers": [(b"content-type", MEDIA_TYPE.encode()), (b"connection", b"close")],
            }
        )
        content = json.dumps(body, ensure_ascii=False).encode()
        await self({"type": "http.response.body", "body": content})
