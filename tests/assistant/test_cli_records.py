"""The commands that count, export and delete records, on a database with rows in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.cli.main import app
from assistant.conversation import Conversation
from assistant.records.bookkeeping import Bookkeeping
from assistant.records.model import Counts, Verdict
from assistant.records.store import RecordStore
from assistant.settings import Settings
from tests.assistant.records.made import NOON, audit, feedback, question

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``policy-assistant records …`` on three questions of January, March and today."""
    books = Bookkeeping.from_settings(Settings.load(data_dir=tmp_path))
    days = {
        "january": datetime(2026, 1, 15, tzinfo=UTC),
        "march": datetime(2026, 3, 15, tzinfo=UTC),
    }
    for name, at in {**days, "today": datetime.now(UTC)}.items():
        books.store.add_question(replace(question(name, conversation=name), asked_at=at))
    refused = replace(question("refused"), status="refused_out_of_scope", reason="out_of_scope")
    books.store.add_question(replace(refused, asked_at=days["march"]))
    books.store.add_feedback(replace(feedback(answer="today"), at=datetime.now(UTC)))
    books.store.add_audit(audit())
    books.conversations.put("today", Conversation(turns=1))
    books.close()

    def start(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["--data", str(tmp_path), "records", *arguments])

    return start


def left(folder: Path) -> Counts:
    store = RecordStore.open(Settings.load(data_dir=folder).records_url)
    counts = store.counts()
    store.close()
    return counts


def test_statistics_count_by_outcome(run: Run) -> None:
    found = json.loads(run("stats", "--json").stdout)
    assert found["rows"] == {"questions": 4, "feedback": 1, "audit": 1, "conversations": 1}
    assert found["by_status"] == {"answered": 3, "refused_out_of_scope": 1}
    assert found["by_reason"] == {"out_of_scope": 1}
    assert found["by_verdict"] == {Verdict.NOT_USEFUL: 1}
    assert found["first"] == "2026-01-15T00:00:00+00:00"
    assert "by_status.answered\t3\n" in run("stats").stdout


def test_an_export_has_a_record_a_line(run: Run) -> None:
    lines = run("export", "--json").stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert records[0]["id"] == "today"
    assert records[1]["asked_at"] == "2026-03-15T00:00:00+00:00"
    assert records[1]["departments"] == ["市民政局"]
    period = run("export", "--since", "2026-02-01", "--until", "2026-04-01").stdout.splitlines()
    assert {json.loads(line)["id"] for line in period} == {"march", "refused"}
    assert json.loads(run("export", "--kind", "audit").stdout)["action"] == "publish"


def test_an_exported_table_holds_no_formula(run: Run, tmp_path: Path) -> None:
    store = RecordStore.open(Settings.load(data_dir=tmp_path).records_url)
    store.add_question(replace(question("evil"), question="=HYPERLINK(1)", asked_at=NOON))
    store.close()
    file = tmp_path / "提问.csv"
    assert run("export", "--format", "csv", "--output", str(file)).exit_code == 0
    with file.open(encoding="utf-8-sig", newline="") as table:
        rows = {row["id"]: row for row in csv.DictReader(table)}
    assert rows["evil"]["question"] == "'=HYPERLINK(1)"
    assert rows["march"]["cited_clause_ids"] == "d-0001；d-0002"


def test_a_purge_follows_the_settings_and_is_put_down(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_RETENTION_DAYS", "1")
    gone = json.loads(run("purge", "--json").stdout)
    assert gone == {"questions": 3, "feedback": 0, "audit": 0, "conversations": 0}
    assert left(tmp_path) == Counts(questions=1, feedback=1, audit=2, conversations=1)
    trail = json.loads(run("export", "--kind", "audit").stdout.splitlines()[0])
    assert (trail["actor"], trail["action"]) == ("command line", "purge")
    assert "3 questions, 0 feedback" in trail["detail"]


def test_a_purge_before_a_day_leaves_that_day(run: Run, tmp_path: Path) -> None:
    run("purge", "--before", "2026-02-01")
    assert left(tmp_path).questions == 3
    run("purge", "--days", "0", "--audit")
    assert left(tmp_path) == Counts(audit=1, conversations=1)  # the entry of this very purge


def test_one_conversation_is_deleted_with_all_of_its_own(run: Run, tmp_path: Path) -> None:
    gone = json.loads(run("purge", "--conversation", "today", "--json").stdout)
    assert gone == {"questions": 1, "feedback": 1, "audit": 0, "conversations": 1}
    assert left(tmp_path) == Counts(questions=3, audit=2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["purge", "--days", "1", "--before", "2026-01-01"],
        ["purge", "--before", "yesterday"],
        ["export", "--kind", "answers"],
        ["export", "--format", "xml"],
    ],
)
def test_a_wrong_call_is_told(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_doctor_looks_at_the_database(tmp_path: Path) -> None:
    from assistant.cli.checks import _records, _run

    good = _run("records", _records, Settings.load(data_dir=tmp_path))
    assert (good.ok, good.detail.endswith("0 个问题，0 条反馈")) == (True, True)
    (tmp_path / "records.db").write_bytes(b"no database" * 100)
    bad = _run("records", _records, Settings.load(data_dir=tmp_path))
    assert not bad.ok
    assert "file is not a database" in bad.detail


def test_a_period_of_days_is_counted_back_from_now(run: Run, tmp_path: Path) -> None:
    days = (datetime.now(UTC) - datetime(2026, 2, 1, tzinfo=UTC)) // timedelta(days=1)
    run("purge", "--days", str(days))
    assert left(tmp_path).questions == 3
