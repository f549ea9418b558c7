"""A real PostgreSQL server for tests: in a folder of its own, on a free port, gone in the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

USER = "tester"
PASSWORD = "p@ss/word:%"  # what an address must quote
START_S = 30


def missing() -> str:
    """Why there can be no server; "" when there can."""
    if binaries() is None:
        return "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
    try:
        import pg8000  # noqa: F401
    except ModuleNotFoundError:
        return "pg8000 is not installed (pip install -e '.[postgres]')"
    return ""


def binaries() -> Path | None:
    """The folder of the newest server's programs."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4])
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _unprivileged() -> dict[str, Any]:
    """The server refuses to run as root: an account that may do nothing else runs it then."""
    return {} if os.getuid() else {"user": "nobody", "group": "nogroup", "extra_groups": []}


class Server:
    """One server; it can be stopped and started again, on the same port."""

    def __init__(self, folder: Path) -> None:
        programs = binaries()
        assert programs is not None
        self._programs = programs
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self.address = f"postgresql://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}"
        if not os.getuid():
            shutil.chown(folder, "nobody", "nogroup")
        password = folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        made = [f"--pgdata={folder / 'data'}", f"--username={USER}", "--auth=scram-sha-256"]
        made += [f"--pwfile={password}", "--encoding=UTF8", "--locale=C", "--no-sync"]
        subprocess.run(
            [programs / "initdb", *made],
            check=True,
            capture_output=True,
            cwd=folder,
            timeout=START_S,
            **_unprivileged(),
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"]
        options += ["shared_buffers=16MB", "max_connections=40"]
        command = [self._programs / "postgres", "-D", self._folder / "data", "-p", str(self.port)]
        command += [part for option in options for part in ("-c", option)]
        log = self._folder / "log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                command, stdout=out, stderr=out, cwd=self._folder, **_unprivileged()
            )
        _wait_for(self.port, self._process, log)

    def stop(self) -> None:
        """End all connections, then the server."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


@contextmanager
def server() -> Iterator[Server]:
    """A running server that is gone in the end, with all that it wrote."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        made = Server(folder)
        try:
            made.start()
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            _connect(port).close()
        except Exception:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-500:]}")


def _connect(port: int) -> Any:
    import pg8000.dbapi

    return pg8000.dbapi.connect(USER, "127.0.0.1", "postgres", port, PASSWORD, timeout=10)


def new_database(address: str) -> str:
    """The URL of a database that nobody has used."""
    name = f"t{uuid.uuid4().hex}"
    connection = _connect(int(address.rpartition(":")[2]))
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"{address}/{name}"
