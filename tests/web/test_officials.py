"""The officials' page, over one hand-made document and real uploads."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.settings import Settings
from assistant.web import officials
from assistant.web.api import create_app
from assistant.web.compare import pairs
from assistant.web.views import forces
from corpus.model import LegalForce, Reference, Span
from tests.fakes import DOCUMENTS, FakeAssistant, chongqing


@pytest.fixture
def client(fake_assistant: FakeAssistant, tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(
        fake_assistant,  # type: ignore[arg-type]
        Settings.load(data_dir=tmp_path),
        pages=False,
    )
    with TestClient(app) as client:
        yield client


def test_the_page_lists_documents_and_everything_a_bureau_owes(client: TestClient) -> None:
    page = client.get("/officials", params={"department": "市民政局"})
    assert page.status_code == 200
    assert "渝发改规范〔2021〕9号" in page.text
    assert "共 1 项" in page.text
    assert "四、（十四） 保障搬迁群众合法权益" in page.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 6),
        ({"role": "牵头"}, 0),
        ({"place": "重庆市"}, 6),
        ({"place": "x"}, 0),
        ({"force": "unknown"}, 6),
        ({"force": "expired"}, 0),
    ],
)
def test_role_place_and_force_narrow_the_list(
    client: TestClient, query: dict[str, str], count: int
) -> None:
    assert f"共 {count} 项" in client.get("/officials", params=query).text


@pytest.mark.parametrize(
    ("until", "script", "words"),
    [
        (date(2020, 12, 31), "zh-Hans", "已过有效期"),
        (date(2020, 12, 31), "zh-Hant", "已過有效期"),
        (date(2999, 12, 31), "zh-Hans", "有效"),
        (None, "zh-Hant", "效力未註明"),
    ],
)
def test_the_list_tells_each_documents_force(
    client: TestClient,
    fake_assistant: FakeAssistant,
    until: date | None,
    script: str,
    words: str,
) -> None:
    catalog = fake_assistant.index.catalog
    catalog._document = replace(catalog._document, effective_until=until)
    page = client.get("/officials", params={"script": script}).text
    assert f'<td class="nowrap">{words}</td>' in page
    assert f">{words}</option>" in page


def test_a_document_that_another_one_repeals_is_told_so() -> None:
    old, law = chongqing(), chongqing()
    number = old.document_number
    reference = Reference(
        text=str(number), span=Span(start=0, end=1), document_number=number, relation="repeals"
    )
    law = replace(law, id="law", references=(reference,))
    assert forces([old, law]) == {old.id: LegalForce.REPEALED, "law": LegalForce.UNKNOWN}


def test_labels_and_roles_are_in_the_pages_script_and_printed_words_are_not_changed(
    client: TestClient, fake_assistant: FakeAssistant
) -> None:
    catalog = fake_assistant.index.catalog
    clause = replace(catalog._document.clauses[0], path=("第三编", "第十条"))
    catalog._document = replace(catalog._document, clauses=(clause,))
    for path in ("", "/matrix", "/tasks?department=市民政局"):
        url = f"/officials{path}{'&' if '?' in path else '?'}script=zh-Hant"
        page = client.get(url).text
        assert "第三編" in page, path
        assert not re.search(">责任(单位)?<", page), path
        assert "保障搬迁群众合法权益" in page, path


def test_the_export_has_the_filtered_rows(client: TestClient) -> None:
    reply = client.get("/officials/responsibilities.xlsx", params={"department": "市民政局"})
    sheet = load_workbook(io.BytesIO(reply.content)).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows()] == ["部门", "市民政局"]
    assert client.get("/officials/responsibilities.csv").content.startswith(b"\xef\xbb\xbf")
    assert client.get("/officials/responsibilities.pdf").status_code == 404


def test_what_the_form_is_given_never_becomes_markup(client: TestClient) -> None:
    page = client.get("/officials", params={"department": '"><script>x</script>'}).text
    assert "<script>x" not in page


def test_an_upload_is_shown_as_it_would_be_read_and_not_kept(
    client: TestClient, tmp_path: Path
) -> None:
    path = next(DOCUMENTS.glob("001_*"))
    page = client.post("/officials/check", files={"file": (path.name, path.read_bytes())})
    assert page.status_code == 200
    assert "郴政办发〔2022〕14号" in page.text
    assert re.search(r"二、（二）8\. · [^<]*市商务局（责任）", page.text)
    assert [path for path in tmp_path.iterdir() if not path.name.startswith("records.db")] == []


@pytest.mark.parametrize("name", ["bad.txt", "../../escape.txt", "x.exe"])
def test_a_bad_upload_is_told_in_the_page(client: TestClient, name: str) -> None:
    page = client.post("/officials/check", files={"file": (name, b"\x00\x01\xff" * 50)})
    assert page.status_code == 422
    assert "不能读取这种格式" in page.text or "无法判断这份文件的文字编码" in page.text
    (problem,) = re.findall(r'role="alert">([^<]+)</p>', page.text)
    formats = {"txt", "md", "html", "docx", "pdf", "xlsx", "doc", "wps", "UTF"}
    assert set(re.findall("[A-Za-z]+", problem)) <= formats


@pytest.mark.parametrize(
    ("script", "words"),
    [("zh-Hans", ("标题", "主送", "落款", "引言")), ("zh-Hant", ("標題", "主送", "落款", "引言"))],
)
def test_a_checked_file_is_described_in_chinese_alone(
    client: TestClient, script: str, words: tuple[str, ...]
) -> None:
    path = next(DOCUMENTS.glob("001_*"))
    file = {"file": ("一份名字很长的文件" * 20 + ".txt", path.read_bytes())}
    page = client.post("/officials/check", params={"script": script}, files=file)
    shown = unescape(re.sub(r"<[^>]+>", " ", page.text.split("<h1>")[1]))
    assert re.findall("[A-Za-z]{3,}", shown) == []
    anchors = re.findall(r'<span class="anchor"><span[^>]*>([^<]+)</span>', page.text)
    assert set(words) <= set(anchors)


def test_a_doubt_without_a_wording_is_still_told_in_chinese(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful = replace(chongqing(), warnings=("something new", "something else"))
    monkeypatch.setattr(officials, "read_document", lambda path: doubtful)
    page = client.post("/officials/check", files={"file": ("甲.txt", b"1")}).text
    assert page.count("有一处读得不确定，请核对原文") == 1
    assert "something" not in page


@pytest.mark.parametrize(
    ("language", "words"), [("zh-CN", "内容超过20 MB"), ("zh-TW", "內容超過20 MB")]
)
def test_too_large_a_file_is_refused_in_a_page(
    client: TestClient, language: str, words: str
) -> None:
    file = {"file": ("甲.txt", b"\xe7" * (officials.CHECK_LIMIT + 1))}
    headers = {"Accept": "text/html", "Accept-Language": language}
    page = client.post("/officials/check", files=file, headers=headers)
    assert page.status_code == 413
    assert page.headers["content-type"].startswith("text/html")
    assert words in page.text
    told = client.post("/officials/check", files=file, headers={"Accept": "application/json"})
    assert told.json()["status"] == 413


def test_checks_have_a_limit_of_their_own(client: TestClient) -> None:
    file = {"file": ("甲.txt", "一、落实。".encode())}
    for _ in range(officials.CHECKS_PER_MINUTE):
        assert client.post("/officials/check", files=file).status_code == 200
    page = client.post("/officials/check", params={"script": "zh-Hant"}, files=file)
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) >= 1
    assert re.search(r'role="alert">檢查文件過於頻繁，請\d+秒後再試。<', page.text)
    assert client.post("/api/v1/ask", json={"question": "低保怎么转？"}).status_code == 200


def test_a_document_compared_with_itself_pairs_every_clause() -> None:
    document = chongqing()
    (pair,) = pairs(document, document)
    assert pair.left == pair.right
    assert pair.similarity == pytest.approx(1.0)


def test_clauses_without_a_counterpart_stand_alone() -> None:
    left = chongqing()
    other = "第一条 道路交通信号灯由公安机关交通管理部门设置。"
    clause = replace(left.clauses[0], id="other-0000", span=replace(left.clauses[0].span, start=0))
    clause = replace(clause, span=replace(clause.span, end=len(other)), body=clause.span)
    clause = replace(clause, body=replace(clause.span, start=4, end=len(other)))
    right = replace(left, id="other", text=other, clauses=(clause,))
    found = pairs(left, right)
    assert [(pair.left is None, pair.right is None) for pair in found] == [
        (True, False),
        (False, True),
    ]
