"""The scoring of metadata against a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.metadata import main, score_table, summary

TEXT = (
    "甲市人民政府关于做好工作的意见\n甲政发〔2024〕5号\n各区人民政府：\n提出如下意见。\n"
    "一、总体要求\n做好。\n二、保障\n保障。\n甲市人民政府\n2024年5月6日\n"
)
HEADER = "file,title,document_number,issuing_bodies,issued_on,checked\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "policies_dev"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "table.csv").write_text(
        HEADER
        + "a.txt,甲市人民政府关于做好工作的意见,甲政发〔2024〕5号,甲市人民政府,2024-05-06,by hand\n"
        + "b.txt,,甲政发〔2024〕6号,,2024-05-06,by hand\n"
        + "c.txt,,甲政发〔2024〕5号,,,by hand\n"
        + "missing.txt,,甲政发〔2024〕5号,,,by hand\n",
        encoding="utf-8",
    )
    return tmp_path


def test_only_stated_fields_are_scored_and_failures_are_counted(data: Path) -> None:
    outcomes = score_table(data / "policies_dev")
    assert [outcome.exact for outcome in outcomes] == [True, False, True, False]
    assert outcomes[1].differences == {
        "document_number": ("甲政发〔2024〕6号", "甲政发〔2024〕5号")
    }
    assert outcomes[3].error is not None
    result = summary(outcomes)
    assert (result["files"], result["all_stated_fields_exact"], result["exceptions"]) == (4, 2, 1)


def test_both_halves_are_written(data: Path, tmp_path: Path) -> None:
    output = tmp_path / "result.json"
    assert main(["--data", str(data), "--output", str(output)]) == 0
    written = json.loads(output.read_text("utf-8"))
    assert written["read_while_writing"]["files"] == 2
    assert written["scored_once_afterwards"]["files"] == 2
    assert set(written["differences"]) == {"b.txt", "missing.txt"}


def test_a_folder_without_a_table_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 1
    assert "no table.csv" in capsys.readouterr().err
