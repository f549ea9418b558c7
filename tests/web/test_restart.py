"""Real servers: a conversation goes on in another process, and after all of them were stopped."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.records.store import RecordStore
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
PHONE = "13812345678"
RECORDS = shutil.ignore_patterns("records.db*")
"""Other tests may have served the same folder; only its index is wanted."""

pytestmark = [pytest.mark.model, pytest.mark.timeout(900)]


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(
    request: pytest.FixtureRequest, real_data_dir: Path, tmp_path: Path
) -> dict[str, str]:
    """Settings of all servers of a test: one index, one database."""
    shutil.copytree(real_data_dir, tmp_path / "data", ignore=RECORDS)
    named = {"POLICY_ASSISTANT_DATA_DIR": str(tmp_path / "data")}
    if request.param == "postgresql":
        named["POLICY_ASSISTANT_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    return {**os.environ, **named}


@contextmanager
def servers(environment: dict[str, str], count: int) -> Iterator[list[httpx.Client]]:
    """Processes that start together, each on a port of its own; asked to stop in the end."""
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", "0"]
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    try:
        clients = []
        for process in processes:
            assert process.stderr is not None
            told = ""
            while not (ready := re.search(r"(http://\S+)/ is ready", told)):
                line = process.stderr.readline()
                assert line, told
                told += line
            clients.append(httpx.Client(base_url=ready[1], timeout=60))
            wait_for(clients[-1])
        yield clients
        for process in processes:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(30) for process in processes]
        assert codes == [-signal.SIGTERM] * count  # after a shutdown in good order
        for client, process in zip(clients, processes, strict=True):
            client.close()
            assert "Traceback" not in process.stderr.read()
    finally:
        for process in processes:
            process.kill()
            process.wait()


def wait_for(client: httpx.Client) -> None:
    """The port is known before the first request is answered; the kernel lets callers wait."""
    for _ in range(100):
        try:
            assert client.get("/readyz").status_code == 200
        except httpx.TransportError:
            continue
        return


def ask(client: httpx.Client, question: str) -> dict[str, Any]:
    body = {"question": question, "conversation_id": "talk-1"}
    return dict(client.post("/api/v1/ask", json=body).raise_for_status().json())


def test_a_conversation_goes_on_in_other_processes_until_it_is_deleted(
    environment: dict[str, str],
) -> None:
    with servers(environment, 2) as (one, other):
        first = ask(one, f"郴州支持搬迁群众自主创业有什么政策？我的电话{PHONE}")
        assert first["status"] == "answered"
        second = ask(other, "归谁管？")
        assert second["citations"][0]["clause"] == first["citations"][0]["clause"]
        kept = one.post("/api/v1/feedback", json={"answer_id": second["id"], "helpful": True})
        assert kept.status_code == 201
    with servers(environment, 1) as (later,):
        third = ask(later, "换成重庆呢？")
        assert third["standalone_question"].startswith("重庆市")
        assert third["citations"][0]["document"]["jurisdiction"] == "重庆市"
        rows = records(environment)
        for _ in range(100):  # records follow their answers after a moment
            if rows.counts().questions == 3:
                break
            time.sleep(0.05)
        assert [row.question for row in rows.questions()[::-1]] == [
            "郴州支持搬迁群众自主创业有什么政策？我的电话〔＊＊＊〕",
            "归谁管？",
            "换成重庆呢？",
        ]
        assert PHONE not in repr(rows.questions())
        gone = later.delete("/api/v1/conversations/talk-1").json()
        assert gone == {"conversations": 1, "questions": 3, "feedback": 1}
        assert rows.counts().total == 0
        rows.close()
        assert ask(later, "归谁管？")["status"] == "clarification"
        figures = later.get("/metrics").text
        assert 'policy_assistant_records_total{outcome="dropped"} 0.0' in figures


def records(environment: dict[str, str]) -> RecordStore:
    given = environment.get("POLICY_ASSISTANT_DATABASE_URL")
    data = Path(environment["POLICY_ASSISTANT_DATA_DIR"])
    return RecordStore.open(Settings.load(data_dir=data, database_url=given).records_url)


def test_a_database_of_a_newer_version_is_told_in_one_line(
    real_data_dir: Path, tmp_path: Path
) -> None:
    import sqlite3

    shutil.copytree(real_data_dir, tmp_path / "data", ignore=RECORDS)
    settings = Settings.load(data_dir=tmp_path / "data")
    RecordStore.open(settings.records_url).close()
    with sqlite3.connect(tmp_path / "data" / "records.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", "0"]
    stopped = subprocess.run(
        [*command, "--data", str(tmp_path / "data")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert stopped.returncode == 1
    assert "Traceback" not in stopped.stderr
    last = stopped.stderr.strip().splitlines()[-1]
    assert "the schema 9999" in last
    assert "install the version that wrote it" in last
