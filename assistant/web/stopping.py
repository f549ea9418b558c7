"""Running until told to stop: requests that would go on for ever then end in good order.

An open chat page holds a connection for as long as it is looked at, so that waiting for all
requests would take as long as is waited, and breaking them off would fill the log with traces.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

ENDLESS = ("/gradio_api/heartbeat/",)
"""Beginnings of the addresses whose responses last as long as their client."""
SHUTDOWN_S = 10.0
"""Seconds that running answers are given after the signal to stop."""
INTERRUPTED_S = 0.7
"""The same after Ctrl-C: somebody sits before the machine and waits."""
LAST_S = 0.3
"""Seconds in which what has been ended must be over."""


class OpenRequests:
    """The requests that are being handled, each a task of the event loop."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[object], str] = {}
        self.is_ending = False
        """Whether the server stops, so that a cancelled request was ended on purpose."""

    @contextmanager
    def counted(self, path: str) -> Iterator[None]:
        """Count the running task as the request for a path, as long as the block lasts."""
        task = asyncio.current_task()
        if task is None:
            yield
            return
        self._tasks[task] = path
        try:
            yield
        finally:
            del self._tasks[task]

    def end(self, *, endless_only: bool = False) -> None:
        """End the requests that are open: all of them, or those that would never end."""
        self.is_ending = True
        for task, path in list(self._tasks.items()):
            if path.startswith(ENDLESS) or not endless_only:
                task.cancel()


class Server(uvicorn.Server):
    """Uvicorn that says when it serves, and stops soon, quietly and with one line."""

    def __init__(
        self,
        config: uvicorn.Config,
        requests: OpenRequests,
        *,
        serving: Callable[[], None],
        stopped: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._requests = requests
        self._serving = serving
        self._stopped = stopped
        self._is_interrupted = False

    def handle_exit(self, sig: int, frame: object) -> None:
        """Take a signal to stop; Ctrl-C leaves running answers less time than a service has."""
        self._is_interrupted = self._is_interrupted or sig == signal.SIGINT
        super().handle_exit(sig, frame)  # type: ignore[arg-type]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, and only then say so: who reads it may connect at once."""
        await super().startup(sockets)
        if self.started:
            self._serving()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let answers end, end what never would, and say that it is done."""
        wait = INTERRUPTED_S if self._is_interrupted else SHUTDOWN_S
        self.config.timeout_graceful_shutdown = wait + LAST_S  # type: ignore[assignment]
        self._requests.end(endless_only=True)
        asyncio.get_running_loop().call_later(wait, self._requests.end)
        await super().shutdown(sockets)
        self._stopped()
