"""What the page shows, taken out of result files; the test half only ever as figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.ablations import WHOLE
from evals.model import Case, load_cases
from evals.report.plots import Curve, Interval
from evals.report.wording import CHECKS, HALVES, KINDS, VARIANTS, reason

CASES = Path(__file__).parents[1] / "cases"
Results = Mapping[str, Any]
_MARKED = {0.1, 0.25, 0.5, 0.75}
"""Thresholds that are written beside the curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One development case and how it went."""

    id: str
    text: str
    passed: bool
    checks: tuple[tuple[str, bool], ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """Counts of one half of a case file."""

    name: str
    cases: int
    passed: int
    checks: tuple[str, ...]
    """``held/asked`` in the order of `CHECKS`; a dash where the cases do not ask."""

    @property
    def share(self) -> float:
        """Share of cases in which every check held, 0 to 1."""
        return self.passed / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case file's counts, and its development cases one by one."""

    name: str
    not_indexed: int
    halves: tuple[Half, ...]
    p50: float
    p95: float
    questions: tuple[Question, ...]


def case_files(results: Results, paths: Iterable[Path] = ()) -> tuple[CaseFile, ...]:
    """The case files of an ``eval`` result, in its order.

    Args:
        results: What ``eval`` wrote.
        paths: Case files that were run, by which the questions that passed are named; those
            of the program need not be listed.
    """
    known = {path.name: path for path in (*CASES.glob("*.jsonl"), *paths)}
    return tuple(_case_file(name, made, known.get(name)) for name, made in results["files"].items())


def _case_file(name: str, made: Results, path: Path | None) -> CaseFile:
    summary = made["summary"]
    latency = summary.get("latency_ms", {})
    return CaseFile(
        name=name,
        not_indexed=made["not_indexed"],
        halves=tuple(
            Half(
                name=HALVES[half],
                cases=summary[half]["cases"],
                passed=summary[half]["passed"],
                checks=tuple(summary[half].get(check, "–") for check in CHECKS),
            )
            for half in HALVES
            if summary[half]["cases"]
        ),
        p50=latency.get("p50", 0.0),
        p95=latency.get("p95", 0.0),
        questions=(*_failed(made), *_passed(made, path)),
    )


def _failed(made: Results) -> Iterable[Question]:
    for failure in made["failures"]:
        if failure["split"] == "development":
            yield Question(
                id=failure["case_id"],
                text=failure["question"],
                passed=False,
                checks=tuple(
                    (CHECKS[name], failure["checks"][name])
                    for name in CHECKS
                    if name in failure["checks"]
                ),
                reasons=tuple(reason(said) for said in failure["reasons"]),
            )


def _passed(made: Results, path: Path | None) -> Iterable[Question]:
    cases = list(load_cases(path)) if path else []
    failed = {failure["case_id"] for failure in made["failures"]}
    everything = set() if made["not_indexed"] else {case.id for case in cases}
    passed = set(made.get("passed", everything)) - failed
    for case in cases:
        if case.id in passed and case.split == "development":
            yield Question(
                id=case.id, text=" / ".join(case.turns), passed=True, checks=_asked(case)
            )


def _asked(case: Case) -> tuple[tuple[str, bool], ...]:
    """The checks that a case asks for, all of which held."""
    wanted = {
        "status": True,
        "clause": bool(case.clauses),
        "departments": case.departments is not None,
        "facts": bool(case.facts),
        "quotes": True,
    }
    return tuple((CHECKS[name], True) for name, asked in wanted.items() if asked)


def answering_curves(retrieval: Results) -> tuple[Curve, ...]:
    """Precision over recall of answering, both halves, some thresholds written at the points."""
    return tuple(
        Curve(
            name=HALVES[half],
            css=half,
            points=tuple((point["recall"], point["precision"]) for point in points),
            labels=tuple(
                f"{point['threshold']:g}" if point["threshold"] in _MARKED else ""
                for point in points
            ),
        )
        for half, points in retrieval["answering_curve"].items()
    )


def differences(retrieval: Results, half: str, measure: str) -> tuple[Interval, ...]:
    """Each variant against the whole; none where the result holds no intervals."""
    return tuple(
        Interval(
            name=VARIANTS.get(name, name),
            **halves[half]["difference"][measure],
        )
        for name, halves in retrieval["ablations"].items()
        if name != WHOLE and "difference" in halves.get(half, {})
    )


def kinds(retrieval: Results) -> tuple[tuple[str, str, float, int], ...]:
    """Kind of question, what is counted, share and number of questions; test half."""
    rows = []
    for name, figures in retrieval["kinds"].items():
        if figures["answerable"]:
            rows.append(
                (KINDS.get(name, name), "首条正确", figures["first"], figures["answerable"])
            )
        if figures["unanswerable"]:
            share = figures["refused"]
            rows.append((KINDS.get(name, name), "拒答", share, figures["unanswerable"]))
    return tuple(rows)


def retrieval_questions(retrieval: Results) -> tuple[Question, ...]:
    """Development questions whose right clause did not come first."""
    return tuple(
        Question(
            id=failure["id"],
            text=failure["question"],
            passed=False,
            reasons=(reason(failure["reason"]),),
        )
        for failure in retrieval["failures"]
        if failure["split"] == "development"
    )
