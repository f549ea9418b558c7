"""The command line end to end: real processes, the real model, the shipped documents."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "corpus" / "documents"

# The first test prepares the model and the index, which a busy machine takes minutes for.
pytestmark = [pytest.mark.model, pytest.mark.timeout(900)]


def run(
    *arguments: str, given: str = "", data: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    if data is not None:
        environment["POLICY_ASSISTANT_DATA_DIR"] = str(data)
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments],
        input=given,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=240,
        check=False,
    )


def one_line(text: str) -> str:
    """The last line of stderr, which says what went wrong; there must be no traceback."""
    assert "Traceback" not in text
    return text.strip().splitlines()[-1]


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from assistant.cli.main import app\n"
        "heavy = {'torch', 'gradio', 'fastapi', 'chromadb', 'numpy', 'langchain_core', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert shown.stdout.strip() == "[]"
    result = run("--help")
    assert result.returncode == 0
    for command in ("ask", "chat", "check", "ingest", "search", "responsibilities", "serve"):
        assert command in result.stdout


@pytest.mark.parametrize(
    "command",
    ["ask", "chat", "check", "ingest", "search", "responsibilities", "serve", "records", "doctor"],
)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.returncode == 0
    assert f"policy-assistant {command}" in result.stdout.replace("│", "")
    assert "例：" in result.stdout


def test_ask_cites_the_clause_and_its_departments(real_data_dir: Path) -> None:
    result = run(
        "ask", "--json", "郴州支持搬迁群众自主创业有什么政策？找哪些部门？", data=real_data_dir
    )
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["status"] == "answered"
    first = answer["citations"][0]
    assert first["document"]["document_number"] == "郴政办发〔2022〕14号"
    assert first["clause"]["path"] == ["二、", "（一）", "5."]
    assert "市人社局" in {item["name"] for item in answer["departments"]}
    text = next(
        content
        for path in DOCUMENTS.glob("*.txt")
        if (content := path.read_bytes().decode("utf-8"))[first["start"] : first["end"]]
        == first["quote"]
    )
    assert "郴政办发〔2022〕14号" in text


def test_a_batch_is_answered_by_one_process(real_data_dir: Path) -> None:
    question = "重庆市怎样支持搬迁群众自主创业？"
    given = f'{{"id": "1", "turns": ["{question}", "由哪些部门负责？"]}}\n{{broken\n'
    result = run("ask", "--batch", "-", given=given, data=real_data_dir)
    items = [json.loads(line) for line in result.stdout.splitlines()]
    assert [item["id"] for item in items] == ["1", None]
    assert [len(item["answers"]) for item in items] == [2, 0]
    assert result.returncode == 1
    assert "line 2" in one_line(result.stderr)


def test_check_prints_one_object_a_file_and_stores_nothing(tmp_path: Path) -> None:
    files = sorted(map(str, DOCUMENTS.glob("*.txt")))
    result = run("check", "--json", *files, data=tmp_path / "unused")
    assert result.returncode == 0, result.stderr
    items = [json.loads(line) for line in result.stdout.splitlines()]
    assert [item["file"] for item in items] == [Path(name).name for name in files]
    for item, name in zip(items, files, strict=True):
        text = Path(name).read_bytes().decode("utf-8")
        assert item["clauses"], name
        assert all(text[row["start"] : row["end"]] for row in item["responsibilities"])
    assert not (tmp_path / "unused").exists()


def test_check_shows_people_a_tree(tmp_path: Path) -> None:
    result = run("check", str(next(DOCUMENTS.glob("001_*"))))
    assert result.returncode == 0, result.stderr
    assert "郴政办发〔2022〕14号" in result.stdout
    assert "└──" in result.stdout
    assert "市商务局" in result.stdout


def test_check_shows_which_documents_a_file_names_and_which_of_them_are_there(
    tmp_path: Path,
) -> None:
    number = "郴政办发〔2022〕14号"
    text = (
        "郴州市某某局关于做好后续扶持工作的通知\n郴某发〔2023〕5号\n各县某某局：\n"
        f"根据《乙业管理条例》和{number}文件，现就有关事项通知如下。\n"
        "一、做好工作。落实责任。\n二、加强保障。落实资金。\n郴州市某某局\n2023年5月4日\n"
    )
    (tmp_path / "通知.txt").write_text(text, encoding="utf-8")
    result = run("check", str(tmp_path / "通知.txt"), data=tmp_path / "unused")
    assert result.returncode == 0, result.stderr
    named = [line for line in result.stdout.splitlines() if "落实 " in line]
    assert "《乙业管理条例》" in named[0] and "✓" not in named[0]
    assert "✓ 《郴州市人民政府办公室关于印发" in named[1]
    assert not (tmp_path / "unused").exists()


def test_check_knows_the_departments_of_the_portal(tmp_path: Path, monkeypatch: Any) -> None:
    text = "甲市通知\n一、建平台。（责任单位：市低空经济局）\n二、办培训。落实。\n"
    (tmp_path / "通知.txt").write_text(text, encoding="utf-8")
    rows = '[[department]]\nfunction = "低空经济"\nstems = ["低空经济"]\nsource = "改革方案"\n'
    (tmp_path / "departments.toml").write_text(rows, encoding="utf-8")
    shown = run("check", str(tmp_path / "通知.txt"), data=tmp_path / "unused").stdout
    assert "登记表中没有部门“市低空经济局”" in shown
    monkeypatch.setenv("POLICY_ASSISTANT_DEPARTMENTS_FILE", str(tmp_path / "departments.toml"))
    shown = run("check", str(tmp_path / "通知.txt"), data=tmp_path / "unused").stdout
    assert "市低空经济局" in shown and "登记表" not in shown
    (tmp_path / "departments.toml").write_text("[[department]]\n", encoding="utf-8")
    refused = run("check", str(tmp_path / "通知.txt"), data=tmp_path / "unused")
    assert refused.returncode == 1
    assert "[[department]] 1" in one_line(refused.stderr)


def test_search_finds_a_clause_by_its_words(real_data_dir: Path) -> None:
    result = run("search", "--json", "公益性岗位", data=real_data_dir)
    hits: list[dict[str, Any]] = json.loads(result.stdout)
    assert {"document", "clause", "score", "quote"} <= set(hits[0])
    assert any("公益性" in hit["quote"] for hit in hits[:3])
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_responsibilities_of_a_document_are_written_to_a_spreadsheet(
    real_data_dir: Path, tmp_path: Path
) -> None:
    file = tmp_path / "清单.xlsx"
    wanted = ("--document", "郴政办发〔2022〕14号", "--format", "xlsx", "--output", str(file))
    result = run("responsibilities", *wanted, data=real_data_dir)
    assert result.returncode == 0, result.stderr
    assert file.read_bytes().startswith(b"PK")
    assert int(one_line(result.stderr).split()[0]) > 50


def test_bad_files_are_a_line_each_and_the_index_stays(real_data_dir: Path, tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.txt": bytes(range(256)) * 40,
        "picture.exe": b"MZ\x00\x01",
        "broken.docx": b"PK\x03\x04broken",
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    files = [str(tmp_path / name) for name in bad]
    before = run("search", "--json", "公益性岗位", data=real_data_dir).stdout
    for command in ("check", "ingest"):
        result = run(command, *files, data=real_data_dir)
        assert result.returncode == 1
        assert result.stdout == ""
        one_line(result.stderr)
        for name, line in zip(bad, result.stderr.splitlines(), strict=False):
            assert name in line
    assert run("search", "--json", "公益性岗位", data=real_data_dir).stdout == before


@pytest.mark.parametrize("question", ["   ", "长" * 10_000])
def test_an_unusable_question_is_one_line(real_data_dir: Path, question: str) -> None:
    result = run("ask", question, data=real_data_dir)
    assert result.returncode == 1
    assert one_line(result.stderr).startswith("policy-assistant: ")


def test_control_characters_are_no_question(real_data_dir: Path) -> None:
    given = json.dumps({"id": "x", "turns": ["\x00\x01\x02"]}) + "\n"
    result = run("ask", "--batch", "-", given=given, data=real_data_dir)
    assert result.returncode == 1
    assert json.loads(result.stdout)["answers"][0]["status"] == "error"
    one_line(result.stderr)


def test_an_unusable_data_directory_is_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no directory")
    result = run("ask", "--data", str(blocked / "data"), "低保怎么转？")
    assert result.returncode == 1
    assert str(blocked) in one_line(result.stderr)


def test_a_busy_port_is_told_before_anything_is_loaded(real_data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port), data=real_data_dir)
    assert result.returncode == 1
    assert one_line(result.stderr) == (
        "policy-assistant: 端口已被占用，请停掉占用的程序，或用 --port 换一个"
        f"（port {port} on 127.0.0.1 is taken by another program; "
        "stop it or choose another port by --port）"
    )


def test_doctor_finds_everything_in_place(
    real_data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_PORT", "0")
    result = run("doctor", "--json", data=real_data_dir)
    checks = {item["name"]: item for item in json.loads(result.stdout)}
    assert result.returncode == 0, checks
    assert "5 份文件" in checks["index"]["detail"]


def test_an_interrupt_ends_without_a_traceback(real_data_dir: Path) -> None:
    environment = {**os.environ, "POLICY_ASSISTANT_DATA_DIR": str(real_data_dir)}
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    assert process.stderr is not None
    while process.stderr.read(1) not in {">", ""}:  # the prompt: what comes before is loading
        pass
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors
