"""The release gate: a new generation must answer the evaluation's cases as well as the old one.

The evaluation is a program of its own (``policy-assistant eval``): it judges the assistant from
outside, and a crash of it harms nobody who is being answered.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import PublishingError
from index.generation import read_manifest

if TYPE_CHECKING:
    from assistant.settings import Settings

LIMIT_S = 3600
"""Seconds that the evaluation may take."""
_POLL_S = 0.2
_NICENESS = 10
"""The evaluation steps back behind the answers to people."""

_ROOT = Path(__file__).parents[2]
_OWN = {"data_dir", "database_url", "admin_token", "llm_base_url", "llm_model", "llm_api_key"}
"""Settings that the evaluation must not share: where people's words are kept, and the model that
words answers, whose chance would be taken for a change of the documents."""

CaseKey = tuple[str, str]
"""Name of the case file, id of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A case that was not answered as it should be."""

    question: str
    """Its turns, divided by " / "."""
    checks: frozenset[str]
    """The checks that did not hold: status, clause, departments, facts, quotes."""
    reasons: tuple[str, ...]
    """What was given instead, one line a check; English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRun:
    """How one generation answered the cases."""

    passed: frozenset[CaseKey]
    failed: Mapping[CaseKey, Failure]

    @property
    def total(self) -> int:
        """Cases that were asked."""
        return len(self.passed) + len(self.failed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worse:
    """A question that the new generation answers worse, or a new one that it does not answer."""

    case_id: str
    question: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """What the gate found."""

    total: int
    """Cases that the new generation was asked; 0 when there are none for its documents."""
    passed_before: int
    passed_after: int
    worse: tuple[Worse, ...] = ()
    """Questions that were answered better before: what a publication is refused for."""
    unanswered: tuple[Worse, ...] = ()
    """Cases that were not asked before, and fail; they are told and refuse nothing."""


class ReleaseGate:
    """Measures generations by the evaluation's cases."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept = settings.data_dir / "publishing" / "evaluations"

    def files(self) -> tuple[Path, ...]:
        """The case files: those that the owner set, else those that come with the program.

        Raises:
            PublishingError: The set path is not there.
        """
        own = self._settings.release_cases
        if own is not None and not own.exists():
            raise PublishingError(
                f"the case file {own} that POLICY_ASSISTANT_RELEASE_CASES names is not there; "
                "correct the setting"
            )
        folder = own if own is not None else _shipped_cases()
        if folder is None or folder.is_file():
            return () if folder is None else (folder,)
        return tuple(sorted(folder.glob("*.jsonl")))

    def measure(self, generation: Path, is_stopped: Callable[[], bool] = lambda: False) -> CaseRun:
        """Ask the cases of one generation; a generation that was measured is not asked again.

        Args:
            generation: Folder of a finished generation, in use or not.
            is_stopped: Asked now and then; the evaluation ends when it is true.

        Raises:
            PublishingError: The evaluation could not be run to its end.
        """
        files = self.files()
        if not files:
            return CaseRun(passed=frozenset(), failed={})
        environment = environment_of(self._settings)
        kept = self._kept / f"{_digest(generation, files, environment)}.json"
        if kept.is_file():
            return parse_run(json.loads(kept.read_bytes()))
        with tempfile.TemporaryDirectory() as folder:
            view = _view(Path(folder), generation)
            results = _run([*map(str, files), "--data", str(view)], environment, is_stopped)
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(kept.parent.glob("*.json"), key=lambda p: p.stat().st_mtime)[:-8]:
            old.unlink(missing_ok=True)
        kept.write_text(json.dumps(results, ensure_ascii=False), encoding="utf-8")
        return parse_run(results)


def compare(before: CaseRun, after: CaseRun) -> GateReport:
    """What the new generation does worse.

    A case is worse when it passed before and fails now, or fails in more checks than before.
    """
    worse, unanswered = [], []
    for key, failure in sorted(after.failed.items()):
        told = Worse(case_id=key[1], question=failure.question, reasons=failure.reasons)
        if key in before.passed:
            worse.append(told)
        elif key not in before.failed:
            unanswered.append(told)
        elif failure.checks - before.failed[key].checks and len(failure.checks) > len(
            before.failed[key].checks
        ):
            worse.append(told)
    return GateReport(
        total=after.total,
        passed_before=len(before.passed),
        passed_after=len(after.passed),
        worse=tuple(worse),
        unanswered=tuple(unanswered),
    )


def parse_run(results: Mapping[str, Any]) -> CaseRun:
    """The cases in what ``policy-assistant eval --json`` printed."""
    passed: set[CaseKey] = set()
    failed: dict[CaseKey, Failure] = {}
    for name, outcome in results["files"].items():
        passed |= {(name, case_id) for case_id in outcome["passed"]}
        for item in outcome["failures"]:
            failed[name, item["case_id"]] = Failure(
                question=item["question"],
                checks=frozenset(check for check, held in item["checks"].items() if not held),
                reasons=tuple(item["reasons"]),
            )
    return CaseRun(passed=frozenset(passed), failed=failed)


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment in which another process of the program has the same settings.

    Those in `_OWN` are empty in it; the data directory is left to the command line.
    """
    environment = dict(os.environ)
    for name, value in settings:
        variable = f"POLICY_ASSISTANT_{name.upper()}"
        environment.pop(variable, None)
        if name in _OWN:
            if name != "data_dir":
                environment[variable] = ""
        elif isinstance(value, tuple):
            environment[variable] = ",".join(map(str, value))
        elif value is not None:
            environment[variable] = str(value)
    # The same ranking, without a server: its collections are named after the folder.
    environment["POLICY_ASSISTANT_VECTOR_BACKEND"] = "exact"
    return environment


def _run(
    arguments: Sequence[str], environment: Mapping[str, str], is_stopped: Callable[[], bool]
) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "eval", "--json", *arguments],
            stdout=out,
            stderr=said,
            cwd=_ROOT,
            env=environment,
        )
        code = _wait(process, is_stopped)
        out.seek(0)
        said.seek(0)
        if code:
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise PublishingError(
                f"the evaluation did not run ({lines[-1] if lines else f'exit status {code}'})"
                "; run `policy-assistant eval` by hand to see why"
            )
        results: dict[str, Any] = json.loads(out.read())
        return results


def _wait(process: subprocess.Popen[bytes], is_stopped: Callable[[], bool]) -> int:
    """The exit status; the process is ended when its time is over or somebody says so."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
    for _ in range(int(LIMIT_S / _POLL_S)):
        try:
            return process.wait(_POLL_S)
        except subprocess.TimeoutExpired:
            if is_stopped():
                break
    process.kill()
    process.wait()
    why = "was stopped" if is_stopped() else f"took longer than {LIMIT_S} s"
    raise PublishingError(f"the evaluation {why}; publish again")


def _view(folder: Path, generation: Path) -> Path:
    """A data directory in which `generation` is the one in use; nothing is copied."""
    index = folder / "index"
    index.mkdir()
    (index / generation.name).symlink_to(generation.resolve(), target_is_directory=True)
    (index / "CURRENT").write_text(f"{generation.name}\n", encoding="ascii")
    return folder


def _shipped_cases() -> Path | None:
    """The folder of the cases that come with the program; found without importing them."""
    found = importlib.util.find_spec("evals")
    places = found.submodule_search_locations if found else None
    return Path(places[0]) / "cases" if places else None


def _digest(generation: Path, files: Sequence[Path], environment: Mapping[str, str]) -> str:
    """Changes with the generation's content, the cases, the settings and the program."""
    manifest = read_manifest(generation)
    own = sorted(item for item in environment.items() if item[0].startswith("POLICY_ASSISTANT_"))
    basis = [version("policy-assistant"), manifest.embedder, manifest.files, own]
    digest = hashlib.sha256(json.dumps(basis).encode())
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
