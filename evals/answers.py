"""Runs cases through the assistant and judges each answer.

The assistant is used as its callers use it: one `Question` a turn, one conversation a case.
Quotes are compared with the files themselves, read afresh, not with what the index holds.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from assistant.model import Answer, Audience, Citation, Question
from corpus.model import PolicyDocument
from corpus.normalize import search_key
from evals.model import Case, Verdict


class Documents(Protocol):
    """Where the judge looks up which file a cited document is."""

    def document(self, document_id: str) -> PolicyDocument:
        """The document with this id."""


class Asks(Protocol):
    """The part of the assistant that the judge needs."""

    def ask(self, question: Question) -> Answer:
        """Answer one question."""


def judge(case: Case, answer: Answer, documents: Documents, milliseconds: float) -> Verdict:
    """The verdict on the last answer of a case."""
    checks: dict[str, bool] = {}
    reasons: list[str] = []

    def check(name: str, held: bool, reason: str) -> None:
        checks[name] = held
        if not held:
            reasons.append(f"{name}: {reason}")

    check("status", answer.status.value == case.status, f"{answer.status} != {case.status}")
    if case.clauses:
        got = _where(answer.citations[0], documents) if answer.citations else None
        wanted = [(item.file, item.path, item.paragraph) for item in case.clauses]
        check("clause", got in wanted, f"cited {got}, wanted {wanted[0]}")
    if case.departments is not None:
        reason = _departments_differ(case, answer)
        check("departments", not reason, reason)
    if case.facts:
        text = search_key(answer.text).text
        missing = [fact for fact in case.facts if search_key(fact).text not in text]
        check("facts", not missing, f"text lacks {missing}")
    broken = [c.n for c in answer.citations + answer.related if not _is_verbatim(c, documents)]
    check("quotes", not broken, f"citations {broken} are not verbatim")
    return Verdict(
        case_id=case.id,
        split=case.split,
        question=" / ".join(case.turns),
        checks=checks,
        reasons=tuple(reasons),
        milliseconds=milliseconds,
        answer=answer.to_json(),
    )


def _where(citation: Citation, documents: Documents) -> tuple[str, tuple[str, ...], int | None]:
    file = documents.document(citation.document.id).file
    return Path(file).name, citation.clause.path, citation.clause.paragraph


def _departments_differ(case: Case, answer: Answer) -> str:
    """Why the main clause's departments are wrong, or an empty string.

    Classes of bodies (各县市区政府) that the case allows may stand beside the named bodies.
    Names are compared in search form, since they are shown as the document prints them.
    """
    main = answer.citations[0].n if answer.citations else 1
    printed = [search_key(e.name).text for e in answer.departments if e.citation == main]
    generic = {search_key(name).text for name in case.generic}
    named = [name for name in printed if name not in generic]
    wanted = [search_key(name).text for name in case.departments or ()]
    return "" if named == wanted else f"gave {named}, wanted {wanted}"


def _is_verbatim(citation: Citation, documents: Documents) -> bool:
    text = documents.document(citation.document.id).text
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def run_cases(
    cases: Iterable[Case],
    assistant: Asks,
    documents: Documents,
    on_verdict: Callable[[Verdict], None] = lambda _: None,
) -> list[Verdict]:
    """Verdicts in the order of the cases; `on_verdict` sees each as it comes."""
    verdicts = []
    for case in cases:
        answer, milliseconds = _converse(case, assistant)
        verdict = judge(case, answer, documents, milliseconds)
        on_verdict(verdict)
        verdicts.append(verdict)
    return verdicts


def _converse(case: Case, assistant: Asks) -> tuple[Answer, float]:
    """The answer to the last turn and how long that turn took."""
    for turn in case.turns:
        question = Question(
            text=turn, conversation_id=f"eval-{case.id}", audience=Audience(case.audience)
        )
        started = time.perf_counter()
        answer = assistant.ask(question)
        milliseconds = (time.perf_counter() - started) * 1000
    return answer, milliseconds


def summarise(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Counts for each check and half, and latency in milliseconds (median, 95th percentile)."""
    summary: dict[str, Any] = {}
    for split in ("development", "test"):
        chosen = [verdict for verdict in verdicts if verdict.split == split]
        names = sorted({name for verdict in chosen for name in verdict.checks})
        summary[split] = {"cases": len(chosen), "passed": sum(v.passed for v in chosen)} | {
            name: _ratio([v.checks[name] for v in chosen if name in v.checks]) for name in names
        }
    times = sorted(verdict.milliseconds for verdict in verdicts)
    if times:
        summary["latency_ms"] = {
            "p50": round(statistics.median(times), 1),
            "p95": round(times[min(len(times) - 1, int(len(times) * 0.95))], 1),
        }
    return summary


def _ratio(held: Sequence[bool]) -> str:
    return f"{sum(held)}/{len(held)}"


def failures(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """The verdicts that did not pass, without the answers."""
    return [
        {key: value for key, value in asdict(verdict).items() if key != "answer"}
        for verdict in verdicts
        if not verdict.passed
    ]
