"""The chat page below a sub-path asks for nothing above it."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.web.api import create_app
from tests.fakes import FakeAssistant


def test_every_address_of_the_page_lies_below_the_path(
    fake_assistant: FakeAssistant, tmp_path: Path
) -> None:
    settings = Settings.load(data_dir=tmp_path, root_path="/policy")
    app = create_app(fake_assistant, settings)  # type: ignore[arg-type]
    with TestClient(app, root_path="/policy") as client:
        page = client.get("/")
        assert page.status_code == 200
        assert int(page.headers["content-length"]) == len(page.content)
        addresses = re.findall(r'(?:href|src)="(/[^"]*)"', page.text)
        assert "/policy/manifest.json" in addresses
        assert [item for item in addresses if not item.startswith("/policy/")] == []
        assert client.get("/manifest.json").json()["start_url"] == "/policy/"
