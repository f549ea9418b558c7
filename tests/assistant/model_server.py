"""A real HTTP server on loopback that plays an OpenAI-compatible endpoint.

Each script is a list of pieces to stream; the special scripts `broken` and `slow` fail as real
endpoints do. The server counts its requests and keeps the last body.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Play:
    """What the endpoint says, and what it was asked."""

    pieces: Sequence[str] = ()
    status: int = 200
    delay_s: float = 0.0
    requests: int = 0
    last_body: dict[str, Any] = field(default_factory=dict)
    base_url: str = ""


def _handler(play: Play) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Keep test output clean."""

        def do_POST(self) -> None:
            play.requests += 1
            length = int(self.headers["Content-Length"])
            play.last_body = json.loads(self.rfile.read(length))
            if play.status != 200:
                body = b'{"error": {"message": "overloaded"}}'
                self.send_response(play.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for piece in play.pieces:
                    time.sleep(play.delay_s)
                    self._event({"choices": [{"index": 0, "delta": {"content": piece}}]})
                self.wfile.write(b"data: [DONE]\n\n")
            except (BrokenPipeError, ConnectionResetError):
                return  # the client gave up, as the slow test expects

        def _event(self, choice: dict[str, Any]) -> None:
            record = {
                "id": "x",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": "m",
                **choice,
            }
            self.wfile.write(f"data: {json.dumps(record)}\n\n".encode())
            self.wfile.flush()

    return Handler


@contextmanager
def serving(play: Play) -> Iterator[Play]:
    """Serve `play` on a free loopback port while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(play))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    play.base_url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield play
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
