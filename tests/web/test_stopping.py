"""Stopping the server: soon, in one line, whoever is still connected."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from assistant.web.middleware import RequestGuard
from assistant.web.server import listen
from assistant.web.stopping import OpenRequests, Server

ROOT = Path(__file__).parents[2]
PATIENCE_S = 5
"""Two seconds are promised; other work on the machine must not fail the test."""


def endless(path: str) -> tuple[FastAPI, OpenRequests]:
    """An application with a response that lasts as long as its client."""
    app, requests = FastAPI(), OpenRequests()

    @app.get(path)
    async def beat() -> StreamingResponse:
        async def beats() -> AsyncIterator[str]:
            while True:
                yield "data: ALIVE\n\n"
                await asyncio.sleep(0.05)

        return StreamingResponse(beats(), media_type="text/event-stream")

    app.add_middleware(RequestGuard, body_limit=lambda _: 1000, requests=requests)
    return app, requests


def accepts(listener: socket.socket) -> bool:
    """Whether somebody can connect."""
    try:
        socket.create_connection(listener.getsockname(), 5).close()
    except ConnectionRefusedError:
        return False
    return True


@pytest.mark.parametrize(
    ("path", "most_s"), [("/gradio_api/heartbeat/x", 0.6), ("/api/v1/ask/stream", 2.0)]
)
def test_an_endless_response_is_closed_in_good_order(
    path: str, most_s: float, caplog: pytest.LogCaptureFixture
) -> None:
    app, requests = endless(path)
    told: list[str] = []
    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(app, log_config=None)
    server = Server(
        config,
        requests,
        serving=lambda: told.append("serving" if accepts(listener) else "told too early"),
        stopped=lambda: told.append("stopped"),
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}{path}"
    with caplog.at_level(logging.WARNING), httpx.stream("GET", address) as reply:
        lines = reply.iter_lines()
        assert next(lines) == "data: ALIVE"
        begun = time.monotonic()
        server.handle_exit(signal.SIGINT, None)
        assert set(lines) <= {"", "data: ALIVE"}, "the response ends as responses do"
        thread.join(10)
    assert time.monotonic() - begun < most_s + 1
    assert told == ["serving", "stopped"]
    assert caplog.records == []


@pytest.mark.model
@pytest.mark.timeout(900)
def test_ctrl_c_ends_the_program_in_one_line_while_a_page_is_open(
    real_data_dir: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(real_data_dir, data, ignore=shutil.ignore_patterns("records.db*"))
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", "0", "--data", str(data)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=dict(os.environ), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        line = ""
        while not (ready := re.search(r"(http://\S+)/ is ready", line)):
            line = process.stderr.readline()
            assert line, "the program ended before it served"
        with httpx.stream("GET", f"{ready[1]}/gradio_api/heartbeat/x", timeout=60) as page:
            assert next(page.iter_lines()) == "data: ALIVE"
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 130
            assert time.monotonic() - begun < PATIENCE_S
        assert process.stderr.read() == "已停止。\n"
    finally:
        process.kill()
        process.wait()
