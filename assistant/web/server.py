"""Serving: the port is taken first, then index and model are loaded once, then one worker runs."""

from __future__ import annotations

import errno
import gc
import socket
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import uvicorn

from assistant.errors import PortInUseError, SettingsError
from assistant.model import Question

if TYPE_CHECKING:
    from assistant.model import Answerer
    from assistant.settings import Settings
    from index.progress import Progress


def serve(settings: Settings, *, progress: Progress, stopped: Callable[[], None]) -> None:
    """Serve until interrupted.

    Args:
        settings: Where to serve, and what.
        progress: Told what is done before the first request is answered.
        stopped: Called when the last request has been answered.

    Raises:
        PortInUseError: Another program listens on the port.
        SettingsError: The address is none of this machine's.
    """
    listener = listen(settings.host, settings.port)
    port = listener.getsockname()[1]
    from assistant.assistant import Assistant  # noqa: PLC0415 - a busy port is told at once
    from assistant.shipped import reread_shipped  # noqa: PLC0415
    from assistant.web.api import create_app  # noqa: PLC0415
    from assistant.web.stopping import Server  # noqa: PLC0415
    from corpus.portal_registry import use_portal_rows  # noqa: PLC0415

    use_portal_rows(settings.departments_file)
    reread_shipped(settings, progress)
    with closing(listener), closing(Assistant.from_settings(settings, progress=progress)) as ready:
        progress.start("starting the pages", None)
        warm_up(ready)
        app = create_app(ready, settings)
        progress.finish()
        config = uvicorn.Config(
            app,
            root_path=settings.root_path,
            log_level=settings.log_level,
            access_log=False,
            server_header=False,
        )
        address = f"http://{settings.host}:{port}{settings.root_path}/"

        def serving() -> None:
            progress.start(f"{address} is ready", None)
            progress.finish()

        server = Server(config, app.state.open_requests, serving=serving, stopped=stopped)
        try:
            server.run(sockets=[listener])
        finally:
            gc.freeze()  # else the interpreter looks through a million objects before it ends


def warm_up(assistant: Answerer) -> None:
    """Answer one question of each script, so that no asker waits for tables to be loaded.

    This comes before the records are opened, so that nobody's figures count it.
    """
    for text in ("怎么办理？由哪些部门负责？", "怎麼辦理？由哪些部門負責？"):
        assistant.ask(Question(text=text))


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound, but not yet listened on.

    Raises:
        PortInUseError: Another program listens on the port.
        SettingsError: The address is none of this machine's, or the port may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as exc:
        listener.close()
        if exc.errno == errno.EADDRINUSE:
            raise PortInUseError(
                f"port {port} on {host} is taken by another program; "
                "stop it or choose another port by --port"
            ) from exc
        raise SettingsError(
            f"cannot listen on {host}:{port} ({exc.strerror or exc}); correct --host or --port"
        ) from exc
    listener.set_inheritable(True)
    return listener
