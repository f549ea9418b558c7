"""Upload, check, publish and take down over HTTP."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.assistant.publishing.conftest import NOTICE
from tests.web.owner.conftest import BEARER, RELIEF, RELOCATION

FILE = {"files": ("通知.txt", NOTICE.encode(), "text/plain")}


def over(client: TestClient, job_id: str) -> dict[str, Any]:
    for _ in range(600):
        job: dict[str, Any] = client.get(f"/api/v1/owner/jobs/{job_id}", headers=BEARER).json()
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.1)
    pytest.fail(f"job {job} did not end")


def titles(client: TestClient) -> list[str]:
    return [item["title"] for item in client.get("/api/v1/documents").json()]


def test_a_file_goes_from_upload_to_answers_and_back(
    client: TestClient, csrf: Callable[[], str]
) -> None:
    reply = client.post("/owner/documents", data={"csrf": csrf()}, files=FILE)
    assert reply.status_code == 303
    page = client.get(reply.headers["location"])
    assert "关于做好住房保障工作的通知" in page.text
    assert "没有找到文号" in page.text
    assert "加强住房保障" in page.text
    assert "关于做好住房保障工作的通知" not in titles(client)

    address = reply.headers["location"]
    begun = client.post(f"{address}/publish", data={"csrf": csrf(), "override": ""})
    assert over(client, begun.headers["location"].split("/")[-1])["state"] == "done"
    assert "关于做好住房保障工作的通知" in titles(client)
    assert "已完成" in client.get(begun.headers["location"]).text

    client.post(f"{address}/take-down", data={"csrf": csrf(), "reason": "已废止"})
    assert "关于做好住房保障工作的通知" not in titles(client)
    assert client.get(f"/documents/{address.split('/')[-1]}").status_code == 404
    page = client.get(address)
    assert "已撤下" in page.text
    assert "原因：已废止" in client.get("/owner/audit").text


def test_a_file_that_cannot_be_read_is_told(client: TestClient, csrf: Callable[[], str]) -> None:
    bad = {"files": ("坏.docx", b"\x00\x01\x02\x03" * 100, "application/octet-stream")}
    client.post("/owner/documents", data={"csrf": csrf()}, files=bad)
    page = client.get("/owner/documents").text
    assert "不能读取" in page
    assert "坏.docx" in page


def test_an_archive_holds_several_documents(client: TestClient, csrf: Callable[[], str]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("一.txt", NOTICE)
        archive.writestr("二.txt", NOTICE.replace("住房", "就业"))
        archive.writestr("空.txt", "")
    files = {"files": ("全部.zip", packed.getvalue(), "application/zip")}
    reply = client.post("/api/v1/owner/documents", headers=BEARER, files=files)
    assert reply.status_code == 201
    drafts = [item["id"] for item in reply.json()["documents"]]
    assert len(drafts) == 2
    assert "空.txt" in reply.json()["refused"][0]["message"]
    begun = client.post("/owner/publish", data={"csrf": csrf(), "documents": drafts})
    assert over(client, begun.headers["location"].split("/")[-1])["state"] == "done"
    assert len(titles(client)) == 4
    again = client.post("/api/v1/owner/publish", headers=BEARER, json={"document_ids": drafts})
    assert again.status_code == 409


def test_to_publish_nothing_is_told(client: TestClient, csrf: Callable[[], str]) -> None:
    assert client.post("/owner/publish", data={"csrf": csrf()}).status_code == 303
    assert "没有完成" in client.get("/owner/documents").text


def test_programs_do_the_same(client: TestClient) -> None:
    body = client.post("/api/v1/owner/documents", headers=BEARER, files=FILE).json()
    draft = body["documents"][0]
    assert (draft["state"], draft["file"]) == ("draft", "通知.txt")
    checked = client.get(f"/api/v1/owner/documents/{draft['id']}", headers=BEARER).json()
    assert {"no_number"} <= {doubt["kind"] for doubt in checked["doubts"]}
    assert checked["clauses"] == 2
    begun = client.post(
        f"/api/v1/owner/documents/{draft['id']}/publish",
        headers=BEARER,
        json={"replaces": [RELIEF.id]},
    )
    assert begun.status_code == 202
    assert over(client, begun.json()["id"])["state"] == "done"
    states = {
        item["id"]: item["state"]
        for item in client.get("/api/v1/owner/documents", headers=BEARER).json()
    }
    assert states == {RELIEF.id: "taken_down", RELOCATION.id: "published", draft["id"]: "published"}
    taken = client.post(
        f"/api/v1/owner/documents/{RELOCATION.id}/take-down", headers=BEARER, json={}
    )
    assert taken.status_code == 202
    assert len(titles(client)) == 1
    actions = [
        entry["action"] for entry in client.get("/api/v1/owner/audit", headers=BEARER).json()
    ]
    assert actions == ["take_down", "publish", "upload"]
    over(client, taken.json()["id"])


@pytest.mark.parametrize(
    ("method", "path", "json", "status"),
    [
        ("POST", f"/documents/{RELIEF.id}/publish", {}, 409),
        ("POST", "/documents/none/publish", {}, 404),
        ("POST", f"/documents/{RELIEF.id}/publish", {"x": 1}, 422),
        ("POST", "/documents/none/take-down", {}, 404),
        ("DELETE", f"/documents/{RELIEF.id}", None, 409),
        ("GET", "/documents/none", None, 404),
        ("GET", "/jobs/none", None, 404),
        ("DELETE", "/records?before=2999-01-01", None, 422),
        ("DELETE", "/records?before=0001-01-01", None, 422),
        ("PUT", "/documents", None, 405),
        ("GET", "/nothing", None, 404),
    ],
)
def test_what_cannot_be_done_is_a_problem(
    client: TestClient, method: str, path: str, json: dict[str, Any] | None, status: int
) -> None:
    reply = client.request(method, f"/api/v1/owner{path}", headers=BEARER, json=json)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["title_zh"] != f"http_{status}"


def test_a_draft_is_deleted_with_its_file(client: TestClient) -> None:
    body = client.post("/api/v1/owner/documents", headers=BEARER, files=FILE).json()
    path = f"/api/v1/owner/documents/{body['documents'][0]['id']}"
    assert client.delete(path, headers=BEARER).status_code == 200
    assert client.get(path, headers=BEARER).status_code == 404


def test_an_upload_may_be_larger_than_a_question(client: TestClient) -> None:
    long = NOTICE + "三、其他事项。" + "继续做好有关工作。" * 20_000
    files = {"files": ("长.txt", long.encode(), "text/plain")}
    assert client.post("/api/v1/owner/documents", headers=BEARER, files=files).status_code == 201
