"""Pages in either script: own words follow the reader, words of documents stay as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.web.api import create_app
from assistant.web.templating import SCRIPT_COOKIE
from tests.fakes import FakeAssistant

PAGES = ("", "/matrix", "/tasks?department=民政局", "/graph", "/check")


@pytest.fixture
def client(fake_assistant: FakeAssistant, tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(
        fake_assistant,  # type: ignore[arg-type]
        Settings.load(data_dir=tmp_path),
        pages=False,
    )
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("page", PAGES)
def test_own_words_are_in_the_chosen_script_and_titles_as_they_are_printed(
    client: TestClient, fake_assistant: FakeAssistant, page: str
) -> None:
    joined = f"/officials{page}{'&' if '?' in page else '?'}script="
    simplified, traditional = client.get(f"{joined}zh-Hans"), client.get(f"{joined}zh-Hant")
    assert '<html lang="zh-Hans">' in simplified.text
    assert '<html lang="zh-Hant">' in traditional.text
    assert "文件与责任" in simplified.text
    assert "文件與責任" in traditional.text
    own = re.sub(r'value="[^"]*"|<t[dh].*?</t[dh]>', "", traditional.text.split("<h2 lang")[0])
    assert not re.search("[与责筛导显检]", own)
    for document in fake_assistant.index.catalog.documents():
        assert (document.title in simplified.text) == (document.title in traditional.text)


def test_a_choice_is_kept_for_the_next_page_and_can_be_taken_back(client: TestClient) -> None:
    assert SCRIPT_COOKIE not in client.get("/officials").cookies
    client.get("/officials", params={"script": "zh-Hant"})
    page = client.get("/officials/matrix", params={"role": "牵头"})
    assert "責任矩陣" in page.text
    assert 'value="牵头"' in page.text
    assert "?role=%E7%89%B5%E5%A4%B4&amp;script=zh-Hans" in page.text
    client.get("/officials", params={"script": "zh-Hans"})
    assert "责任矩阵" in client.get("/officials/matrix").text


@pytest.mark.parametrize(
    ("languages", "words"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", "文件與責任"),
        ("en-US,en;q=0.9,zh-HK;q=0.8", "文件與責任"),
        ("zh-CN,zh-TW;q=0.5", "文件与责任"),
        ("en", "文件与责任"),
        ("", "文件与责任"),
    ],
)
def test_without_a_choice_the_browser_s_languages_decide(
    client: TestClient, languages: str, words: str
) -> None:
    page = client.get("/officials", headers={"Accept-Language": languages})
    assert words in page.text
    assert "Accept-Language" in page.headers["Vary"]


def test_an_unknown_script_is_no_choice(client: TestClient) -> None:
    page = client.get("/officials", params={"script": "zh-Latn"})
    assert page.status_code == 200
    assert SCRIPT_COOKIE not in page.cookies
