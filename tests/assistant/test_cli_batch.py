"""``ask --batch`` and the other commands that need no model, over hand-made answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import batch, runtime
from assistant.cli.main import app
from assistant.responsibility_table import COLUMNS, find_rows, to_csv, to_xlsx
from tests.fakes import FakeAssistant, FakeCatalog


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch, fake_assistant: FakeAssistant) -> CliRunner:
    @contextmanager
    def open_fake(settings: object) -> Iterator[FakeAssistant]:
        yield fake_assistant

    monkeypatch.setattr(runtime, "open_assistant", open_fake)
    monkeypatch.setattr(batch, "open_assistant", open_fake)
    return CliRunner()


def lines(*items: object) -> str:
    return "".join(f"{json.dumps(item, ensure_ascii=False)}\n" for item in items)


def test_every_line_is_a_conversation_answered_in_order(
    runner: CliRunner, fake_assistant: FakeAssistant
) -> None:
    given = lines({"id": "a", "turns": ["低保", "找谁"]}, {"id": 7, "turns": ["天气"]})
    result = runner.invoke(app, ["ask", "--batch", "-"], input=given)
    assert result.exit_code == 0, result.stderr
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["id"], [a["status"] for a in first["answers"]]) == ("a", ["answered"] * 2)
    assert (second["id"], second["answers"][0]["status"]) == (7, "refused_out_of_scope")
    ids = [question.conversation_id for question in fake_assistant.asked]
    assert ids[0] == ids[1] != ids[2]


def test_a_broken_line_becomes_an_error_with_its_id_and_the_others_go_on(
    runner: CliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "batch.jsonl"
    good = lines({"id": "good", "turns": ["低保"]}).encode()
    file.write_bytes(
        b"{not json\n"
        + lines({"id": "none"}).encode()
        + b"\xff\xfe\n"
        + b"[1]\n\n"
        + lines({"id": "place", "turns": ["低保"], "audience": "nobody"}).encode()
        + good
    )
    result = runner.invoke(app, ["ask", "--batch", str(file)])
    items = [json.loads(line) for line in result.stdout.splitlines()]
    assert [item["id"] for item in items] == [None, "none", None, None, "place", "good"]
    assert ["error" in item for item in items] == [True] * 5 + [False]
    assert items[0]["error"]["line"] == 1
    assert "not UTF-8" in items[2]["error"]["message"]
    assert result.exit_code == 1
    assert "line 1 is not JSON" in result.stderr


def test_an_unusable_turn_is_an_error_answer_between_the_others(runner: CliRunner) -> None:
    given = lines({"id": "a", "turns": ["低保", " ", "低保"]})
    result = runner.invoke(app, ["ask", "--batch", "-"], input=given)
    (item,) = map(json.loads, result.stdout.splitlines())
    assert [a["status"] for a in item["answers"]] == ["answered", "error", "answered"]
    assert result.exit_code == 1


def test_a_fault_in_one_answer_does_not_lose_the_others(runner: CliRunner) -> None:
    given = lines({"id": "a", "turns": ["崩"]}, {"id": "b", "turns": ["低保"]})
    result = runner.invoke(app, ["ask", "--batch", "-"], input=given)
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["answers"][0]["status"] == "error"
    assert "secret" not in result.stdout
    assert second["answers"][0]["status"] == "answered"
    assert result.exit_code == 1


def test_a_line_may_set_place_and_script_of_its_own(
    runner: CliRunner, fake_assistant: FakeAssistant
) -> None:
    given = lines(
        {"id": 1, "turns": ["低保"], "place": "重庆市", "script": "zh-Hant"},
        {"id": 2, "turns": ["低保"]},
    )
    runner.invoke(app, ["ask", "--batch", "-", "--place", "郴州市"], input=given)
    assert [q.place for q in fake_assistant.asked] == ["重庆市", "郴州市"]
    assert [q.script for q in fake_assistant.asked] == ["zh-Hant", None]


def test_a_missing_batch_file_is_told_in_the_error(runner: CliRunner, tmp_path: Path) -> None:
    result = runner.invoke(app, ["ask", "--batch", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 1
    assert "check the path" in str(result.exception)


def test_json_prints_the_answer_object(runner: CliRunner) -> None:
    result = runner.invoke(app, ["ask", "--json", "--script", "hant", "低保"])
    body = json.loads(result.stdout)
    assert (body["schema_version"], body["script"]) == (1, "zh-Hant")


def test_a_piped_answer_is_plain_and_names_clause_and_source(runner: CliRunner) -> None:
    result = runner.invoke(app, ["ask", "低保"])
    assert "\x1b" not in result.stdout
    assert "（渝发改规范〔2021〕9号）四、（十四） 保障搬迁群众合法权益" in result.stdout
    assert "这是重庆市的规定。" in result.stdout


def test_a_conversation_on_the_terminal_keeps_its_id_until_a_new_one(
    runner: CliRunner, fake_assistant: FakeAssistant
) -> None:
    result = runner.invoke(app, ["chat"], input="低保\n找谁\n/新\n低保\n/退出\n")
    assert result.exit_code == 0
    ids = [question.conversation_id for question in fake_assistant.asked]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "--script", "latin", "低保"],
        ["ask", "--as-of", "2026-13-01", "低保"],
        ["ask", "--audience", "x", "低保"],
        ["responsibilities", "--format", "pdf"],
        ["search", "--limit", "0", "低保"],
        ["nothing"],
    ],
)
def test_wrong_use_ends_with_exit_code_two(runner: CliRunner, arguments: list[str]) -> None:
    assert runner.invoke(app, arguments).exit_code == 2


def test_responsibilities_come_as_csv_and_json(runner: CliRunner) -> None:
    table = runner.invoke(app, ["responsibilities", "--format", "csv"]).stdout.splitlines()
    assert table[0].startswith("部门,角色,原文用语")
    assert len(table) == 7
    rows = json.loads(
        runner.invoke(
            app, ["responsibilities", "--department", "市民政局", "--format", "json"]
        ).stdout
    )
    assert [(row["department"], row["label"]) for row in rows] == [("市民政局", "四、（十四）")]


def test_a_spreadsheet_holds_the_same_rows_and_no_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows = find_rows(FakeCatalog())  # type: ignore[arg-type]
    rows[0]["heading"] = "=1+1"
    file = tmp_path / "rows.xlsx"
    file.write_bytes(to_xlsx(rows))
    sheet = load_workbook(file).worksheets[0]
    assert sheet.max_row == len(rows) + 1
    assert [cell.value for cell in sheet[1]] == [title for title, _ in COLUMNS.values()]
    heading = sheet.cell(row=2, column=list(COLUMNS).index("heading") + 1)
    assert (heading.value, heading.data_type) == ("=1+1", "s")


def test_rows_can_be_limited_by_words_of_the_document_in_any_script() -> None:
    catalog = FakeCatalog()
    assert len(find_rows(catalog, document="渝發改規範〔2021〕9號")) == 6  # type: ignore[arg-type]
    assert find_rows(catalog, document="郴政办发") == []  # type: ignore[arg-type]
    assert to_csv([]).count("\r\n") == 1
