"""What the owner sees of questions, feedback and records, and how they are deleted."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.records.store import RecordStore
from tests.web.owner.conftest import RELIEF, made_feedback


def test_the_overview_counts_what_was_asked(client: TestClient, store: RecordStore) -> None:
    page = client.get("/owner").text
    assert "<dt>提问</dt><dd>2</dd>" in page
    assert "<dd>50<small>%</small></dd>" in page
    assert RELIEF.clauses[0].heading in page
    assert "重庆市" in page
    assert "<svg" in page
    assert 'class="s-refused"' in page
    assert "<dt>提问</dt><dd>3</dd>" in client.get("/owner?days=90").text


@pytest.mark.parametrize("days", ["0", "-1", "5000", "x"])
def test_odd_ranges_are_refused(client: TestClient, days: str) -> None:
    assert client.get(f"/owner?days={days}").status_code == 422


def test_empty_records_are_no_fault(client: TestClient) -> None:
    for path in ("", "/gaps", "/feedback", "/audit", "/records"):
        assert client.get(f"/owner{path}").status_code == 200
        assert client.get(f"/owner{path}?days=365").status_code == 200


def test_gaps_are_named_by_their_matter_and_what_strangers_wrote_is_no_markup(
    client: TestClient, store: RecordStore
) -> None:
    page = client.get("/owner/gaps").text
    assert "公租房、申请" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "公租房" in client.get("/owner/gaps?place=郴州市").text
    assert "公租房" not in client.get("/owner/gaps?place=重庆市").text


def test_feedback_stands_beside_its_question(client: TestClient, store: RecordStore) -> None:
    page = client.get("/owner/feedback").text
    for words in ("答得不对", "没说去哪里办", "低保怎么转？"):
        assert words in page


def test_feedback_tells_which_answer_it_is_about(client: TestClient, store: RecordStore) -> None:
    page = client.get("/owner/feedback").text
    row = page[page.index("没说去哪里办") :].split("</tr>")[0]
    clause = RELIEF.clauses[0]
    assert f'<a href="/clauses/{clause.id}">{clause.label} {clause.heading}</a>' in row
    assert "已答复" in row
    assert "联系上文：重庆市低保怎么转？" in row
    rows = client.get("/owner/export/feedback.csv").content.decode("utf-8-sig").splitlines()
    assert rows[1].endswith(f"重庆市低保怎么转？,{clause.id},q1")


def test_feedback_on_an_answer_of_an_earlier_day_is_shown_beside_its_question(
    client: TestClient, store: RecordStore
) -> None:
    store.add_feedback(replace(made_feedback(), id="f2", answer_id="q3"))
    page = client.get("/owner/feedback?days=7").text
    assert "很早的问题" in page
    assert "没有记录" not in page
    assert "<dt>提问</dt><dd>2" in client.get("/owner?days=7").text


def test_pages_speak_traditional_when_that_is_chosen(
    client: TestClient, store: RecordStore
) -> None:
    page = client.get("/owner/gaps?script=zh-Hant").text
    assert "未答問題" in page
    assert 'lang="zh-TW"' in page
    assert "未答問題" in client.get("/owner").text  # the session remembers
    assert "概览" in client.get("/owner?script=zh-Hans").text


@pytest.mark.parametrize(
    "name", ["questions", "gaps", "feedback", "days", "refusals", "places", "clauses", "audit"]
)
def test_every_table_can_be_taken_away(client: TestClient, store: RecordStore, name: str) -> None:
    sheet = load_workbook(io.BytesIO(client.get(f"/owner/export/{name}.xlsx").content)).worksheets[
        0
    ]
    lines = client.get(f"/owner/export/{name}.csv").content.decode("utf-8-sig").splitlines()
    assert [cell.value for cell in sheet[1]] == lines[0].split(",")
    assert sheet.max_row == len(lines)


def test_no_cell_becomes_a_formula(client: TestClient, store: RecordStore) -> None:
    text = client.get("/owner/export/questions.csv").content.decode("utf-8-sig")
    assert "'=公租房" in text
    sheet = load_workbook(
        io.BytesIO(client.get("/owner/export/questions.xlsx").content)
    ).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if str(cell.value).startswith("=")} == {"s"}


@pytest.mark.parametrize("name", ["days.pdf", "nothing.csv", "../secret.csv"])
def test_other_tables_are_not_there(client: TestClient, name: str) -> None:
    assert client.get(f"/owner/export/{name}").status_code == 404


def test_retention_is_shown(client: TestClient, store: RecordStore) -> None:
    page = client.get("/owner/records").text
    assert "180 天，到期自动删除" in page
    assert "<dt>提问</dt><dd>3 条</dd>" in page


def test_a_conversation_is_really_deleted_and_its_name_is_in_no_trail(
    client: TestClient, store: RecordStore, csrf: Callable[[], str]
) -> None:
    form = {"csrf": csrf(), "conversation_id": "c-1"}
    client.post("/owner/records/conversation", data=form)
    assert "已删除：提问 1 条，评价 1 条，对话 0 段。" in client.get("/owner/records").text
    assert {question.id for question in store.questions()} == {"q2", "q3"}
    assert store.feedback() == ()
    entry = store.audit()[0]
    assert entry.action == "delete_conversation"
    assert "c-1" not in repr(entry)


def test_all_before_a_day_is_really_deleted(
    client: TestClient, store: RecordStore, csrf: Callable[[], str]
) -> None:
    day = (date.today() - timedelta(days=30)).isoformat()
    client.post("/owner/records/before", data={"csrf": csrf(), "day": day})
    assert {question.id for question in store.questions()} == {"q1", "q2"}
    assert f"早于：{day}" in client.get("/owner/audit").text


@pytest.mark.parametrize("day", ["", "yesterday", "0001-01-01", "2999-01-01", "2026-13-01"])
def test_an_odd_day_deletes_nothing(
    client: TestClient, store: RecordStore, csrf: Callable[[], str], day: str
) -> None:
    assert (
        client.post("/owner/records/before", data={"csrf": csrf(), "day": day}).status_code == 303
    )
    assert len(store.questions()) == 3
    assert "日期" in client.get("/owner/records").text


def test_unknown_addresses_are_problems(client: TestClient) -> None:
    for path in ("/owner/nothing", "/owner/jobs/none", "/owner/documents/none"):
        reply = client.get(path)
        assert reply.status_code == 404
        assert reply.headers["content-type"] == "application/problem+json"
