"""The release gate: what counts as worse, and the evaluation that it runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import PublishingError
from assistant.publishing.gate import (
    CaseRun,
    Failure,
    ReleaseGate,
    compare,
    environment_of,
    parse_run,
)
from assistant.settings import Settings
from index.generation import current


def failure(*checks: str) -> Failure:
    reasons = tuple(f"{check}: no" for check in checks)
    return Failure(question="问", checks=frozenset(checks), reasons=reasons)


def run(passed: str, **failed: tuple[str, ...]) -> CaseRun:
    return CaseRun(
        passed=frozenset(("c", name) for name in passed.split()),
        failed={("c", name): failure(*checks) for name, checks in failed.items()},
    )


@pytest.mark.parametrize(
    ("before", "after", "worse", "unanswered"),
    [
        (run("a b"), run("a b"), [], []),
        (run("a b"), run("a", b=("clause",)), ["b"], []),
        (run("a", b=("clause",)), run("a b"), [], []),
        (run("a", b=("clause",)), run("a", b=("clause", "status")), ["b"], []),
        (run("a", b=("clause",)), run("a", b=("facts",)), [], []),
        (run("a b"), run("a"), [], []),
        (run("a"), run("a", b=("status",)), [], ["b"]),
        (run(""), run(""), [], []),
    ],
)
def test_worse_is_what_passed_before_or_fails_in_more_checks(
    before: CaseRun, after: CaseRun, worse: list[str], unanswered: list[str]
) -> None:
    report = compare(before, after)
    assert [item.case_id for item in report.worse] == worse
    assert [item.case_id for item in report.unanswered] == unanswered
    assert (report.passed_before, report.passed_after) == (len(before.passed), len(after.passed))


def test_cases_of_two_files_with_one_id_are_two_cases() -> None:
    printed = {
        "files": {
            "a.jsonl": {"passed": ["1"], "failures": []},
            "b.jsonl": {
                "passed": [],
                "failures": [
                    {
                        "case_id": "1",
                        "question": "问",
                        "checks": {"status": True, "clause": False},
                        "reasons": ["clause: cited None"],
                    }
                ],
            },
        }
    }
    found = parse_run(printed)
    assert found.passed == {("a.jsonl", "1")}
    assert found.failed["b.jsonl", "1"].checks == {"clause"}
    assert found.total == 2


def test_the_evaluation_has_the_same_settings_but_no_model_no_records_and_no_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_LLM_API_KEY", "secret-key")
    monkeypatch.setenv("POLICY_ASSISTANT_ADMIN_TOKEN", "secret-token-secret")
    settings = Settings.load(
        data_dir=tmp_path, top_k=7, llm_base_url="http://model", llm_model="m", related_limit=2
    )
    found = environment_of(settings)
    assert found["POLICY_ASSISTANT_TOP_K"] == "7"
    assert found["POLICY_ASSISTANT_LLM_BASE_URL"] == found["POLICY_ASSISTANT_LLM_MODEL"] == ""
    assert "secret" not in json.dumps(found)
    assert "POLICY_ASSISTANT_DATA_DIR" not in found


def test_a_case_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    settings = Settings.load(data_dir=tmp_path, release_cases=tmp_path / "none.jsonl")
    with pytest.raises(PublishingError, match=r"none\.jsonl .* is not there"):
        ReleaseGate(settings).files()


def test_the_cases_that_come_with_the_program_are_the_default(tmp_path: Path) -> None:
    names = [path.name for path in ReleaseGate(Settings.load(data_dir=tmp_path)).files()]
    assert "seeds.jsonl" in names


@pytest.mark.model
def test_the_owners_cases_are_asked_of_a_generation_once(
    real_data_dir: Path, tmp_path: Path
) -> None:
    cases = tmp_path / "own.jsonl"
    rows = [
        {"id": "ok", "turns": ["今天天气怎么样？"], "expected": {"status": "refused_out_of_scope"}},
        {"id": "no", "turns": ["今天天气怎么样？"], "expected": {"status": "answered"}},
        {
            "id": "elsewhere",
            "turns": ["问"],
            "expected": {"status": "answered", "clauses": [{"file": "none.txt", "path": []}]},
        },
    ]
    cases.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    settings = Settings.load(data_dir=tmp_path / "data", release_cases=cases)
    generation = current(real_data_dir)
    assert generation is not None
    gate = ReleaseGate(settings)
    found = gate.measure(generation)
    assert found.passed == {("own.jsonl", "ok")}
    assert set(found.failed) == {("own.jsonl", "no")}
    stopped = gate.measure(generation, lambda: True)  # kept: nothing is run that could be stopped
    assert stopped == found
    cases.write_text(json.dumps(rows[0]), encoding="utf-8")
    with pytest.raises(PublishingError, match="was stopped"):
        gate.measure(generation, lambda: True)


@pytest.mark.model
def test_an_evaluation_that_fails_says_why(real_data_dir: Path, tmp_path: Path) -> None:
    cases = tmp_path / "broken.jsonl"
    cases.write_text('{"id": "1"}', encoding="utf-8")
    settings = Settings.load(data_dir=tmp_path / "data", release_cases=cases)
    generation = current(real_data_dir)
    assert generation is not None
    with pytest.raises(PublishingError, match=r"broken\.jsonl line 1"):
        ReleaseGate(settings).measure(generation)
