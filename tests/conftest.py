"""Fixtures of all tests; no test reaches another machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

from tests import postgres
from tests.fakes import FakeAssistant

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """Let tests talk to this machine only."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own settings out; the prepared model is shared, being slow to make."""
    for name in list(os.environ):
        if name.startswith("POLICY_ASSISTANT_") and name not in {
            "POLICY_ASSISTANT_MODEL_DIR",
            "POLICY_ASSISTANT_TEST_DATA",
        }:
            monkeypatch.delenv(name)


@pytest.fixture
def fake_assistant() -> FakeAssistant:
    """An Answerer with hand-made answers over one real document."""
    return FakeAssistant()


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A running PostgreSQL server; the test is skipped where none is installed."""
    if reason := postgres.missing():
        pytest.skip(reason)
    with postgres.server() as server:
        yield server.address


@pytest.fixture
def postgres_url(postgres_address: str) -> str:
    """A new database of that server."""
    return postgres.new_database(postgres_address)


@pytest.fixture(scope="session")
def real_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the shipped documents indexed by the built-in model."""
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    data_dir = tmp_path_factory.mktemp("data")
    Assistant.from_settings(Settings.load(data_dir=data_dir)).close()
    return data_dir
