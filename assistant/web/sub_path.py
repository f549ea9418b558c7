"""The chat page below a sub-path: the one address that Gradio writes without the path is mended."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MANIFEST = b'<link rel="manifest" href="/manifest.json" />'
"""As Gradio writes it; the portal above the sub-path has no such file."""


class SubPath:
    """Middleware that names manifest and icon below the sub-path in the chat page's HTML."""

    def __init__(self, app: ASGIApp, *, root: str) -> None:
        self._app = app
        self._links = (
            f'<link rel="manifest" href="{root}/manifest.json" />'
            f'<link rel="icon" href="{root}/favicon.ico" type="image/svg+xml" />'
        ).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; only the page itself is read."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or path not in {"", "/"}:
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def gather(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if start is not None and not message.get("more_body"):
                mended = body.replace(MANIFEST, self._links)
                MutableHeaders(scope=start)["content-length"] = str(len(mended))
                await send(start)
                await send({"type": "http.response.body", "body": mended})

        await self._app(scope, receive, gather)
