"""Who may see the owner's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web.api import create_app
from assistant.web.owner.gatekeeper import GUESSES_PER_MINUTE, SESSION_S, Gatekeeper, is_same
from corpus.model import Script
from tests.fakes import FakeAssistant
from tests.web.owner.conftest import BEARER, TOKEN

PAGES = ["", "/gaps", "/feedback", "/documents", "/records", "/audit", "/export/days.csv"]
INTERFACE = ["/overview", "/gaps", "/documents", "/jobs", "/audit", "/records"]


def test_without_a_secret_nothing_is_there(fake_assistant: FakeAssistant, tmp_path: Path) -> None:
    app = create_app(fake_assistant, Settings.load(data_dir=tmp_path), pages=False)  # type: ignore[arg-type]
    with TestClient(app) as client:
        paths = [f"/owner{path}" for path in (*PAGES, "/login")]
        paths += [f"/api/v1/owner{path}" for path in INTERFACE]
        for path in paths:
            reply = client.get(path, headers=BEARER)
            assert reply.status_code == 404, path
            assert reply.headers["content-type"] == "application/problem+json"
        assert client.post("/owner/login", data={"token": ""}).status_code == 404


@pytest.mark.parametrize("token", ["short", "fifteen-letters"])
def test_a_short_secret_is_refused_and_not_shown(tmp_path: Path, token: str) -> None:
    with pytest.raises(SettingsError, match="fewer than 16") as caught:
        Settings.load(data_dir=tmp_path, admin_token=token)
    assert token not in str(caught.value)


def test_an_empty_secret_is_none(tmp_path: Path) -> None:
    assert Settings.load(data_dir=tmp_path, admin_token="").admin_token is None


@pytest.mark.parametrize("path", PAGES)
def test_a_page_sends_strangers_to_the_door(anonymous: TestClient, path: str) -> None:
    reply = anonymous.get(f"/owner{path}")
    assert (reply.status_code, reply.headers["location"]) == (303, "/owner/login")


@pytest.mark.parametrize("path", INTERFACE)
def test_a_program_without_the_secret_is_told_how(anonymous: TestClient, path: str) -> None:
    reply = anonymous.get(f"/api/v1/owner{path}")
    assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert reply.json()["title_zh"] == "需要口令"
    assert anonymous.get(f"/api/v1/owner{path}", headers=BEARER).status_code == 200


def test_the_cookie_is_closed_to_scripts_and_other_sites(anonymous: TestClient) -> None:
    cookie = anonymous.post("/owner/login", data={"token": TOKEN}).headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/owner"} <= set(cookie.split("; "))
    assert TOKEN not in cookie
    assert "secure" not in cookie  # plain http; over https it is
    secure = TestClient(anonymous.app, base_url="https://testserver", follow_redirects=False)
    assert (
        "; secure"
        in secure.post("/owner/login", data={"token": TOKEN}).headers["set-cookie"].lower()
    )


def test_the_cookie_opens_no_interface_for_programs(client: TestClient) -> None:
    assert client.get("/owner").status_code == 200
    assert client.get("/api/v1/owner/overview").status_code == 401


def test_wrong_secrets_are_counted_and_then_no_secret_is_heard(anonymous: TestClient) -> None:
    for _ in range(GUESSES_PER_MINUTE - 1):
        assert anonymous.post("/owner/login", data={"token": "wrong"}).status_code == 403
    assert (
        anonymous.get("/api/v1/owner/audit", headers={"Authorization": "Bearer x"}).status_code
        == 401
    )
    late = anonymous.post("/owner/login", data={"token": TOKEN})
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    assert anonymous.get("/api/v1/owner/audit", headers=BEARER).status_code == 429


def test_right_secrets_are_not_counted(anonymous: TestClient) -> None:
    for _ in range(3 * GUESSES_PER_MINUTE):
        assert anonymous.get("/api/v1/owner/records", headers=BEARER).status_code == 200


def test_a_form_of_another_site_does_nothing(client: TestClient) -> None:
    for data, headers in (
        ({}, {}),
        ({"csrf": "guess"}, {}),
        ({"csrf": "guess"}, {"Sec-Fetch-Site": "cross-site"}),
    ):
        for path in ("/owner/reindex", "/owner/logout", "/owner/records/before"):
            reply = client.post(path, data={"day": "2026-01-01", **data}, headers=headers)
            assert reply.status_code == 403, path
    assert client.get("/owner").status_code == 200  # still logged in
    crossed = client.post(
        "/owner/login", data={"token": TOKEN}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert crossed.status_code == 403


def test_who_logs_out_is_out(client: TestClient, csrf: object) -> None:
    key = client.cookies["pa_owner"]
    assert client.post("/owner/logout", data={"csrf": csrf()}).status_code == 303  # type: ignore[operator]
    client.cookies.set("pa_owner", key)
    assert client.get("/owner").status_code == 303


def test_no_page_is_kept_or_framed_or_may_run_foreign_script(client: TestClient) -> None:
    headers = client.get("/owner").headers
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    for path in ("", "/documents", "/gaps"):
        page = client.get(f"/owner{path}").text
        assert "http://" not in page.replace("http://www.w3.org", "")
        assert "https://" not in page
        assert " style=" not in page


def test_sessions_end_by_themselves_and_forgotten_keys_open_nothing() -> None:
    now = 0.0
    keeper = Gatekeeper(TOKEN, clock=lambda: now)
    key = keeper.log_in(Script.HANT)
    session = keeper.session(key)
    assert session is not None
    assert session.script is Script.HANT
    assert keeper.session(key + "x") is None
    keeper.tell(key, "done")
    assert (keeper.hear(key), keeper.hear(key)) == (("done", ""), ("", ""))
    now = SESSION_S + 1
    assert keeper.session(key) is None
    assert keeper.hear(key) == ("", "")


@pytest.mark.parametrize(
    "guess", ["", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "\ud800", "口令" * 500]
)
def test_only_the_secret_is_the_secret(guess: str) -> None:
    assert not Gatekeeper(TOKEN).admits(guess, "client")
    assert not is_same(guess, TOKEN)
    assert Gatekeeper(TOKEN).admits(TOKEN, "client")
