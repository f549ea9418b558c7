"""Wrong calls of the command line end in one Chinese line and exit code 2."""

from __future__ import annotations

import contextlib

import pytest

from assistant.cli.main import run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aks", "落户"], "没有“aks”这个命令，是不是“ask”"),
        (["xyzzy"], "没有“xyzzy”这个命令。"),
        (["ask", "--foo", "落户"], "没有“--foo”这个选项"),
        (["ask"], "请给出一个问题"),
        (["serve", "--port", "abc"], "“--port”的值不对：要一个整数"),
        (["check"], "缺少“"),
        (["eval", "--foo"], "没有“--foo”这个选项"),
        (["ask", "落户", "--data"], "“--data”后面的值个数不对"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_where_to_read_on(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert said in told
    assert "用法见 policy-assistant" in told
    assert len(told.splitlines()) == 1


def test_a_bare_call_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run([])
    assert ended.value.code == 2
    shown = capsys.readouterr()
    assert "选项" in shown.out + shown.err
    assert "ingest" in shown.out + shown.err
    assert "用法见" not in shown.err


def test_help_and_version_end_well(capsys: pytest.CaptureFixture[str]) -> None:
    run(["ask", "--help"])
    assert "选项" in capsys.readouterr().out
    run(["--version"])
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("arguments", [[], ["ask"], ["records"], ["records", "stats"], ["eval"]])
def test_help_pages_have_no_english_sentences(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.suppress(SystemExit):
        run([*arguments, "--help"])
    shown = capsys.readouterr().out
    assert "用法： policy-assistant" in shown
    assert "显示这页说明" in shown
    for english in ("Usage", "Show this", "OPTIONS", "COMMAND"):
        assert english not in shown


def test_a_file_of_cases_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["eval", "nowhere.jsonl"])
    assert ended.value.code == 1
    assert "没有这个文件或文件夹，请检查路径：nowhere.jsonl" in capsys.readouterr().err
