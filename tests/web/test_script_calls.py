"""Asking by module scripts, for pages that let nothing but scripts come from the assistant."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.web.api import create_app
from tests.fakes import FakeAssistant

PORTAL = "https://portal.example"


@pytest.fixture
def client(fake_assistant: FakeAssistant, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings.load(data_dir=tmp_path, allowed_origins=(PORTAL,), rate_limit_per_minute=5)
    app = create_app(fake_assistant, settings, pages=False)  # type: ignore[arg-type]
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def encoded(body: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(body).encode()).decode().rstrip("=")


def told(client: TestClient, path: str, body: str) -> dict[str, Any]:
    reply = client.get(f"/api/v1/{path}", params={"body": body})
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/javascript")
    assert reply.headers["cache-control"] == "no-store"
    assert reply.text.isascii()
    value: dict[str, Any] = json.loads(reply.text.removeprefix("export default ").rstrip(";\n"))
    return value


def test_the_answer_is_the_same_object(client: TestClient) -> None:
    question = {"question": "搬遷後低保怎麼轉？", "place": "重庆市"}
    found = told(client, "ask.js", encoded(question))["result"]
    asked = client.post("/api/v1/ask", json=question).json()
    assert {**found, "timings_ms": {}} == {**asked, "timings_ms": {}}


def test_feedback_is_kept(client: TestClient) -> None:
    body = {"answer_id": "a1", "helpful": False, "reasons": ["reason_off"]}
    assert len(told(client, "feedback.js", encoded(body))["result"]["id"]) > 8


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 422),
        ("!!", 422),
        ("搬迁", 422),
        ("_w", 422),
        (encoded([]), 422),
        (encoded({"question": "  "}), 422),
        (encoded({"question": "崩"}), 500),
    ],
)
def test_a_problem_is_told_inside_the_module(client: TestClient, body: str, status: int) -> None:
    problem = told(client, "ask.js", body)["problem"]
    assert problem["status"] == status
    assert problem["detail_zh"]
    assert "secret" not in json.dumps(problem)


def test_questions_by_script_count_against_the_same_limit(client: TestClient) -> None:
    body = encoded({"question": "低保"})
    replies = [told(client, "ask.js", body) for _ in range(6)]
    assert ["problem" in reply for reply in replies] == [False] * 5 + [True]
    assert replies[-1]["problem"]["status"] == 429


def test_browsers_keep_modules_from_portals_that_are_not_on_the_list(client: TestClient) -> None:
    def allowed(origin: str) -> str | None:
        reply = client.get("/api/v1/ask.js", headers={"Origin": origin})
        return reply.headers.get("access-control-allow-origin")

    assert allowed(PORTAL) == PORTAL
    assert allowed("https://other.example") is None
