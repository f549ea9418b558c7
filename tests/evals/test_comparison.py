"""The comparison gives all systems the same task and counts alike."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.comparison import environment
from evals.comparison.__main__ import figures, kept, runs
from evals.comparison.environment import REQUIREMENTS, prepare
from evals.comparison.questions import Asked, collect
from evals.comparison.scoring import Place, found, pinpointed, rank_of, summarise
from evals.comparison.systems import locate
from evals.comparison.table import markdown
from evals.comparison.worker import MODULES, Hit, NetworkUseError, peak_mib, run, stay_here
from evals.retrieval import SEEDS, read_folders


def place(start: int, end: int, document: str = "a") -> Place:
    return Place(document=document, start=start, end=end)


def test_half_of_the_smaller_stretch_is_found() -> None:
    assert found(place(0, 100), place(95, 105))
    assert not found(place(0, 100), place(96, 106))
    assert not found(place(0, 100), place(0, 100, "b"))


def test_a_whole_document_finds_a_clause_but_does_not_pinpoint_it() -> None:
    whole, clause = place(0, 5000), place(100, 200)
    assert found(whole, clause)
    assert not pinpointed(whole, clause)
    assert pinpointed(place(120, 220), clause)


def test_an_empty_stretch_finds_nothing() -> None:
    assert not found(place(5, 5), place(0, 10))
    assert not pinpointed(place(5, 5), place(5, 5))


def test_the_rank_is_that_of_the_first_hit_that_any_right_clause_accepts() -> None:
    right = [place(0, 10), place(50, 60)]
    assert rank_of([place(20, 30), place(50, 60), place(0, 10)], right) == 2
    assert rank_of([place(20, 30)], right) == 0


def test_figures_are_those_counted_by_hand() -> None:
    right = {"1": [place(0, 10)], "2": [place(20, 30)], "3": [place(40, 50)], "4": [place(60, 70)]}
    hits = {
        "1": [place(0, 10)],
        "2": [place(0, 10), place(20, 90)],
        "3": [place(0, 9)] * 7 + [place(40, 50)],
    }
    assert summarise(hits, right) == {
        "questions": 4,
        "first": 0.25,
        "recall@5": 0.5,
        "MRR@10": round((1 + 1 / 2 + 1 / 8) / 4, 4),
        "pinpointed_first": 0.25,
    }


def test_a_passage_is_located_after_an_offset_and_with_other_white_space() -> None:
    text = "一、甲乙\n\n二、甲乙"
    assert locate(("d", text), "甲乙") == ("d", 2, 4)
    assert locate(("d", text), "甲乙", 4) == ("d", 8, 10)
    assert locate(("d", text), "乙 二、", 1) == ("d", 3, 8)
    assert locate(("d", text), "一、甲乙", 5) == ("d", 0, 4)


@pytest.mark.parametrize("passage", ["丙", "", "  "])
def test_a_passage_that_is_not_there_is_refused(passage: str) -> None:
    with pytest.raises(ValueError, match="does not hold"):
        locate(("d", "甲乙"), passage)


def test_every_question_is_asked_once_and_has_a_clause_in_its_document() -> None:
    documents = {document.file: document for document in read_folders([SEEDS])}
    asked = collect(list(documents.values()))
    assert len(asked) > 150
    assert len({case.text for case in asked}) == len(asked)
    assert {case.split for case in asked} == {"development", "test"}
    for case in asked:
        for clause in case.right:
            assert 0 <= clause.start < clause.end <= len(documents[clause.document].text)


class Fake:
    """Finds the document whose name the question holds."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def load(self, model: str, variant: str) -> None:
        assert (model, variant) == ("m", "documented")

    def ingest(self, documents: Sequence[tuple[str, str]]) -> list[int]:
        self.documents = dict(documents)
        return [len(text) for text in self.documents.values()]

    def search(self, question: str, k: int) -> list[Hit]:
        self.asked.append(question)
        return [(key, 0, 2) for key in self.documents if key in question][:k]


def test_a_system_is_timed_on_questions_that_it_was_not_warmed_up_with() -> None:
    system = Fake()
    task = {
        "model": "m",
        "top_k": 10,
        "documents": [{"id": "a", "text": "甲乙"}],
        "questions": [{"id": "1", "text": "a?"}, {"id": "2", "text": "b?"}],
    }
    made = run(system, "documented", task)
    assert made["hits"] == {"1": [("a", 0, 2)], "2": []}
    assert len(made["latency_ms"]) == 2
    assert 0 <= made["query_cpu_ms"] < 1000
    assert len(set(system.asked)) == len(system.asked)


def test_the_committed_figures_of_a_run_state_both_halves_and_the_rates() -> None:
    made = {
        "load_s": 1.0,
        "ingest_s": 2.0,
        "ingest_cpu_s": 1.5,
        "query_cpu_ms": 2.0,
        "passage_chars": [10, 20, 30],
        "hits": {"1": [("a", 0, 10)], "2": [("a", 0, 30)]},
        "latency_ms": [1.0, 3.0],
        "peak_mib": 100.4,
    }
    asked = [
        Asked(id="1", split="development", text="?", right=(place(0, 10),)),
        Asked(id="2", split="test", text="??", right=(place(20, 30),)),
    ]
    row = figures(made, asked, 600)
    assert row["halves"]["test"]["first"] == 1.0
    assert row["halves"]["test"]["pinpointed_first"] == 0.0
    assert (row["ingest_characters_per_s"], row["ingest_passages_per_s"]) == (300, 1.5)
    assert (row["passage_chars_median"], row["hit_chars_median"], row["peak_mib"]) == (20, 20, 100)
    table = markdown({"rows": [row | {"system": "txtai", "variant": "prompts"}]})
    assert "| txtai, prompts | 1.00 / 1.00 / 1.00 | .00 | 20 | 2 / 3 | 300 | 100 |" in table


def test_every_system_but_ours_runs_in_three_ways() -> None:
    every = runs(list(MODULES))
    assert every[0] == ("ours", "product")
    assert len(every) == 1 + 3 * (len(MODULES) - 1)


def test_no_connection_leaves_this_machine() -> None:
    stay_here("socket.connect", (None, ("127.0.0.1", 80)))
    stay_here("socket.connect", (None, "/run/a.socket"))
    stay_here("open", ("192.0.2.1", "r"))
    with pytest.raises(NetworkUseError, match=r"192\.0\.2\.1"):
        stay_here("socket.connect", (None, ("192.0.2.1", 443)))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_peak_of_memory_is_at_least_what_an_interpreter_takes() -> None:
    assert peak_mib() > 10


def test_an_environment_that_is_there_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def create(folder: Path, **_: bool) -> None:
        (folder / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
        (folder / "bin").mkdir()
        (folder / "bin" / "python").touch()

    calls: list[list[str]] = []
    monkeypatch.setattr(environment.venv, "create", create)
    monkeypatch.setattr(environment.subprocess, "run", lambda command, **_: calls.append(command))
    python = prepare(tmp_path / "env")
    assert python == tmp_path / "env" / "bin" / "python"
    assert [str(REQUIREMENTS) in call for call in calls] == [True]
    assert prepare(tmp_path / "env") == python
    assert len(calls) == 1


def test_all_requirements_are_pinned() -> None:
    lines = [line for line in REQUIREMENTS.read_text().splitlines() if not line.startswith("#")]
    assert lines
    assert all("==" in line for line in lines)


def test_rows_of_other_systems_stay_when_the_task_is_the_same(tmp_path: Path) -> None:
    task = {"model": "m", "corpus": "c", "questions": 3}
    rows = [{"system": name, "variant": "prompts"} for name in ("txtai", "Haystack")]
    out = tmp_path / "out.json"
    assert kept(out, task, []) == []
    out.write_text(json.dumps(task | {"rows": rows}), encoding="utf-8")
    assert kept(out, task, [("txtai", "prompts")]) == rows[1:]
    assert kept(out, task | {"corpus": "other"}, []) == []
