"""The HTTP interface, over hand-made answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from assistant.settings import Settings
from assistant.web.api import create_app
from tests.fakes import FakeAssistant


@pytest.fixture
def client(fake_assistant: FakeAssistant, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings.load(data_dir=tmp_path, allowed_origins=("https://portal.example",))
    app = create_app(fake_assistant, settings, pages=False)  # type: ignore[arg-type]
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def events_of(body: str) -> list[tuple[str, dict[str, Any]]]:
    frames = [frame.split("\n") for frame in body.strip().split("\n\n")]
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in frames
    ]


def test_ask_gives_the_answer_of_the_contract(
    client: TestClient, fake_assistant: FakeAssistant
) -> None:
    reply = client.post(
        "/api/v1/ask",
        json={
            "question": "搬遷後低保怎麼轉？",
            "conversation_id": "c-1",
            "place": "重庆市",
            "audience": "official",
        },
    )
    assert reply.status_code == 200
    body = reply.json()
    assert list(body) == [
        "schema_version",
        "id",
        "question",
        "standalone_question",
        "status",
        "script",
        "text",
        "citations",
        "departments",
        "notices",
        "related",
        "suggestions",
        "timings_ms",
    ]
    assert body["script"] == "zh-Hant"
    citation = body["citations"][0]
    assert citation["clause"]["path"] == ["四、", "（十四）"]
    assert citation["document"]["document_number"] == "渝发改规范〔2021〕9号"
    asked = fake_assistant.asked[0]
    assert (asked.conversation_id, asked.place, asked.audience) == ("c-1", "重庆市", "official")


def test_a_quote_is_found_at_its_offsets_in_the_document(client: TestClient) -> None:
    citation = client.post("/api/v1/ask", json={"question": "低保"}).json()["citations"][0]
    document = client.get(f"/api/v1/documents/{citation['document']['id']}").json()
    assert document["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_the_stream_ends_with_the_whole_answer(client: TestClient) -> None:
    reply = client.post("/api/v1/ask/stream", json={"question": "搬迁后低保怎么转？"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = events_of(reply.text)
    assert [kind for kind, _ in events] == ["step", "step", "delta", "delta", "step", "answer"]
    pieces = "".join(data["text"] for kind, data in events if kind == "delta")
    assert events[-1][1]["text"] == pieces
    assert events[0][1] == {"step": "retrieve"}


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/ask/stream"])
def test_an_empty_question_is_a_problem_in_both_languages(client: TestClient, path: str) -> None:
    reply = client.post(path, json={"question": "  "})
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert body["detail"] == "the question is empty; write what you want to know"
    assert body["detail_zh"].startswith("问题是空的")
    assert body["request_id"] == reply.headers["x-request-id"]


@pytest.mark.parametrize(
    ("question", "told"),
    [("？？", "问题是空的，或者没有文字，"), ("低保" * 1001, "问题太长，")],
)
def test_a_question_that_is_not_taken_is_told_why(
    client: TestClient, question: str, told: str
) -> None:
    for path in ("/api/v1/ask", "/api/v1/ask/stream"):
        reply = client.post(path, json={"question": question})
        assert reply.status_code == 422
        assert reply.json()["detail_zh"].startswith(told)


@pytest.mark.parametrize(
    "body", [{}, {"question": 5}, {"question": "低保", "audience": "x"}, {"question": None}]
)
def test_a_wrong_body_names_the_field(client: TestClient, body: dict[str, Any]) -> None:
    reply = client.post("/api/v1/ask", json=body)
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["field"].startswith("body.")


def test_an_unexpected_failure_tells_nothing_of_the_inside(client: TestClient) -> None:
    reply = client.post("/api/v1/ask", json={"question": "崩"})
    assert reply.status_code == 500
    assert "secret" not in reply.text
    assert reply.headers["content-type"] == "application/problem+json"


def test_a_failure_in_a_stream_is_its_last_event(client: TestClient) -> None:
    events = events_of(client.post("/api/v1/ask/stream", json={"question": "中途崩"}).text)
    assert [kind for kind, _ in events] == ["step", "step", "error"]
    assert events[-1][1]["status"] == 500
    assert "secret" not in json.dumps(events)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/ask", 405),
        ("DELETE", "/api/v1/documents", 405),
        ("QUERY", "/v1/chat/completions", 405),
        ("TRACE", "/healthz", 405),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/documents/unknown", 404),
        ("GET", "/api/v1/clauses/unknown", 404),
        ("POST", "/v1/nothing", 404),
    ],
)
def test_unknown_addresses_and_methods_are_problems(
    client: TestClient, method: str, path: str, status: int
) -> None:
    reply = client.request(method, path)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["title_zh"] != f"http_{status}"
    assert ("allow" in reply.headers) == (status == 405)


@pytest.mark.parametrize("path", ["/documents/nope", "/clauses/nope", "/owner/nope"])
def test_readers_get_a_page_where_nothing_is_and_programs_a_problem(
    client: TestClient, path: str
) -> None:
    page = client.get(path, headers={"accept": "text/html,*/*", "accept-language": "zh-TW"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "沒有找到" in page.text
    assert 'href="/"' in page.text
    reply = client.get(path)
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["title_zh"] == "没有找到"


def test_the_interface_never_answers_by_a_page(client: TestClient) -> None:
    reply = client.get("/api/v1/nothing", headers={"accept": "text/html"})
    assert reply.headers["content-type"] == "application/problem+json"


def test_an_address_of_nothing_beside_the_chat_page_is_told_on_a_page(
    fake_assistant: FakeAssistant, tmp_path: Path
) -> None:
    settings = Settings.load(data_dir=tmp_path, root_path="/policy")
    app = create_app(fake_assistant, settings)  # type: ignore[arg-type]
    with TestClient(app, root_path="/policy") as client:
        page = client.get("/nonesuch", headers={"accept": "text/html"})
        assert (page.status_code, "没有找到" in page.text) == (404, True)
        assert 'href="/policy/"' in page.text
        assert client.get("/nonesuch").json() == {"detail": "Not Found"}
        data = client.get("/gradio_api/nonesuch", headers={"accept": "text/html"})
        assert data.headers["content-type"] == "application/json"


def test_a_large_body_is_refused_whether_or_not_its_length_is_told(client: TestClient) -> None:
    told = client.post("/api/v1/ask", json={"question": "长" * 40_000})
    untold = client.post(
        "/api/v1/ask",
        content=iter([b"x" * 40_000] * 3),
        headers={"content-type": "application/json"},
    )
    assert (told.status_code, untold.status_code) == (413, 413)
    assert told.json()["detail_zh"] == "一次发送的内容太多，请减少后再试。"


def test_too_many_questions_of_one_address_are_told_when_to_come_back(
    fake_assistant: FakeAssistant, tmp_path: Path
) -> None:
    settings = Settings.load(data_dir=tmp_path, rate_limit_per_minute=2)
    app = create_app(fake_assistant, settings, pages=False)  # type: ignore[arg-type]
    with TestClient(app) as client:
        statuses = [client.post("/api/v1/ask", json={"question": "低保"}) for _ in range(3)]
    assert [reply.status_code for reply in statuses] == [200, 200, 429]
    assert 1 <= int(statuses[-1].headers["retry-after"]) <= 60


def test_too_many_questions_of_all_together_are_told_when_to_come_back(
    fake_assistant: FakeAssistant, tmp_path: Path
) -> None:
    settings = Settings.load(
        data_dir=tmp_path, rate_limit_per_minute=3, rate_limit_total_per_minute=4
    )
    app = create_app(fake_assistant, settings, pages=False)  # type: ignore[arg-type]

    def ask(address: str) -> Response:
        with TestClient(app, client=(address, 1234)) as client:
            return client.post("/api/v1/ask", json={"question": "低保"})

    # What one address is refused counts for nobody: the other one has its share all the same.
    assert [ask("10.0.0.1").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    replies = [ask("10.0.0.2") for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 429]
    assert 1 <= int(replies[-1].headers["retry-after"]) <= 60
    assert replies[-1].json()["detail_zh"] == "提问太频繁，请稍等再问。"


def test_every_response_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/healthz", "/docs", "/widget.js", "/api/v1/nothing"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert "unsafe-eval" not in headers["content-security-policy"], path
        assert len(headers["x-request-id"]) == 32, path
    assert "https://portal.example" in client.get("/demo").headers["content-security-policy"]


def test_a_clients_request_id_is_kept_when_it_is_harmless(client: TestClient) -> None:
    assert (
        client.get("/healthz", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    )
    assert (
        client.get("/healthz", headers={"X-Request-ID": "a b<"}).headers["x-request-id"] != "a b<"
    )


def test_only_portals_on_the_list_may_ask_from_their_pages(client: TestClient) -> None:
    ask = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    known = client.options("/api/v1/ask", headers={**ask, "Origin": "https://portal.example"})
    other = client.options("/api/v1/ask", headers={**ask, "Origin": "https://other.example"})
    assert known.headers["access-control-allow-origin"] == "https://portal.example"
    assert "access-control-allow-origin" not in other.headers


def test_the_catalog_lists_documents_clauses_and_responsibilities(client: TestClient) -> None:
    documents = client.get("/api/v1/documents").json()
    assert [item["document_number"] for item in documents] == ["渝发改规范〔2021〕9号"]
    rows = client.get("/api/v1/responsibilities", params={"department": "市民政局"}).json()
    assert [row["label"] for row in rows] == ["四、（十四）"]
    clause = client.get(f"/api/v1/clauses/{rows[0]['clause_id']}").json()
    assert clause["text"].startswith("（十四）保障搬迁群众合法权益。")
    assert len(clause["responsibilities"]) == 6


def test_a_clause_address_leads_browsers_to_the_highlighted_words(client: TestClient) -> None:
    citation = client.post("/api/v1/ask", json={"question": "低保"}).json()["citations"][0]
    address = f"/clauses/{citation['clause']['id']}?start={citation['start']}&end={citation['end']}"
    page = client.get(address, headers={"accept": "text/html"})
    assert page.status_code == 200
    assert f"<mark>{citation['quote']}</mark>" in page.text
    assert f'id="{citation["clause"]["id"]}"' in page.text
    assert client.get(address).json()["text"].startswith("（十四）")


def test_feedback_is_kept_in_the_records(client: TestClient) -> None:
    reply = client.post(
        "/api/v1/feedback", json={"answer_id": "a1", "helpful": False, "reasons": ["看不明白"]}
    )
    assert reply.status_code == 201
    (kept,) = client.app.state.records.feedback()  # type: ignore[attr-defined]
    assert (kept.id, kept.answer_id) == (reply.json()["id"], "a1")
    assert (kept.verdict, kept.reasons) == ("not_useful", ("看不明白",))


def test_health_and_readiness_answer(client: TestClient) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    assert client.get("/readyz").json() == {"status": "ok", "documents": 1}


def test_the_description_of_the_interface_names_every_address(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {
        "/api/v1/ask",
        "/api/v1/ask/stream",
        "/api/v1/documents",
        "/api/v1/documents/{document_id}",
        "/api/v1/clauses/{clause_id}",
        "/api/v1/responsibilities",
        "/api/v1/feedback",
        "/healthz",
        "/readyz",
        "/v1/chat/completions",
    } <= set(paths)
    page = client.get("/docs").text
    assert "POST /api/v1/ask" in page
    assert "https://" not in page


def test_answers_are_counted_by_status_and_no_word_of_them_is_kept(client: TestClient) -> None:
    client.post("/api/v1/ask", json={"question": "低保"})
    client.post("/api/v1/ask/stream", json={"question": "今天天气"})
    client.post("/api/v1/ask", json={"question": "崩"})
    figures = client.get("/metrics").text
    for status in ("answered", "refused_out_of_scope", "failed"):
        assert f'policy_assistant_answers_total{{status="{status}"}} 1.0' in figures
    assert "policy_assistant_answer_seconds_count 3.0" in figures
    assert "policy_assistant_running 0.0" in figures
    assert "低保" not in figures
