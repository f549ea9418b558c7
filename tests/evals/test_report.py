"""The page shows what the results say, keeps the test half closed and needs no other host."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from evals.report import MEASURES, Sources, fresh, plots, render
from evals.report.__main__ import RESULTS, committed, main
from evals.report.plots import Curve, Interval
from evals.report.sections import case_files
from evals.report.wording import reason

CASE = {
    "id": "own-001",
    "turns": ["哪里办<居住证>？"],
    "expected": {"status": "answered", "facts": ["三十日"]},
}
FAILED = {
    "case_id": "own-002",
    "split": "development",
    "question": "多久办好？",
    "checks": {"status": False, "quotes": True},
    "reasons": ["status: refused_no_content != answered"],
}


def half(cases: int, passed: int) -> dict[str, Any]:
    return {"cases": cases, "passed": passed, "status": f"{passed}/{cases}"}


def answers(**failure: Any) -> dict[str, Any]:
    """An ``eval`` result with one case that passed and one that failed."""
    return {
        "machine": {"date": "2026-01-02", "python": "3.11", "processor": "2 × 试验"},
        "embedder": "e5/abc",
        "documents": 5,
        "corpus": "0123456789abcdef",
        "files": {
            "own.jsonl": {
                "not_indexed": 0,
                "summary": {
                    "development": half(2, 1),
                    "test": half(4, 3),
                    "latency_ms": {"p50": 1.5, "p95": 2.5},
                },
                "passed": ["own-001"],
                "failures": [FAILED | failure],
            }
        },
    }


@pytest.fixture
def own_cases(tmp_path: Path) -> Path:
    path = tmp_path / "own.jsonl"
    number = 0
    while True:  # a turn whose hash falls into the development half
        turns = [CASE["turns"][0] + "问" * number]
        path.write_text(json.dumps(CASE | {"turns": turns}, ensure_ascii=False), encoding="utf-8")
        if case_files(answers(), [path])[0].questions[-1].passed:
            return path
        number += 1


class Links(HTMLParser):
    """Collects what a page would load or link to, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"src", "href", "action", "data"}:
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")


def parsed(page: str) -> Links:
    links = Links()
    links.feed(page)
    return links


def test_the_page_shows_counts_machine_and_digests(own_cases: Path) -> None:
    page = fresh(answers(), case_paths=[own_cases])
    for words in (
        "own.jsonl",
        "3 / 4",
        "1 / 2",
        "2 × 试验",
        "e5/abc",
        "0123456789abcdef",
        "1.5 / 2.5",
    ):
        assert words in page, words


def test_development_cases_are_shown_with_reasons_and_those_that_passed(own_cases: Path) -> None:
    page = fresh(answers(), case_paths=[own_cases])
    assert "多久办好？" in page
    assert "状态：得到拒答（无依据），应为作答" in page
    assert "own-001" in page


def test_what_a_case_says_is_text_and_not_markup(own_cases: Path) -> None:
    page = fresh(answers(), case_paths=[own_cases])
    assert "哪里办&lt;居住证&gt;？" in page
    assert "<居住证>" not in page


def test_a_case_of_the_test_half_is_never_shown() -> None:
    page = fresh(answers(split="test"))
    assert "多久办好？" not in page
    assert "own-002" not in page


def test_the_page_of_the_committed_results_needs_no_other_host() -> None:
    page = render(committed(RESULTS))
    found = parsed(page)
    assert not {"script", "link", "img", "iframe"} & set(found.tags)
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)
    assert not re.search(r"https?://|@import|url\(", page)


def test_the_page_of_the_committed_results_holds_no_test_question() -> None:
    sources = committed(RESULTS)
    hidden = {
        failure["question"]
        for _, results in sources.answers
        for made in results["files"].values()
        for failure in made["failures"]
        if failure["split"] == "test"
    }
    page = render(sources)
    assert hidden
    assert [question for question in hidden if question in page] == []


def test_the_command_writes_what_render_makes(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path / "page.html")]) == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == render(committed(RESULTS))


def test_results_that_are_missing_leave_their_section_out(tmp_path: Path) -> None:
    page = render(committed(tmp_path))
    assert "<section" not in page


def test_a_run_over_a_collection_shows_its_figures() -> None:
    page = fresh(
        {
            "collection": "stard",
            "metrics": dict.fromkeys(MEASURES, 0.5),
            "latency_ms": {"p50": 9.0},
            "digest": "feed" * 16,
            "embedder": "e5/abc",
        }
    )
    assert "检索集：stard" in page
    assert "feedfeedfeedfeed" in page
    assert "50.0%" in page


def test_nothing_but_sources_makes_an_empty_page() -> None:
    assert "<section" not in render(Sources())


@pytest.mark.parametrize(("share", "width"), [(-1, "0.0"), (0.25, "25.0"), (2, "100.0")])
def test_a_bar_stays_in_its_track(share: float, width: str) -> None:
    assert f'class="fill" width="{width}"' in plots.bar(share, "x")


def test_a_better_point_is_drawn_further_right_and_higher() -> None:
    curve = Curve(name="a", css="test", points=((0.6, 0.6), (0.9, 0.8)), labels=("", "x"))
    drawn = re.search(
        r'points="([\d.]+),([\d.]+) ([\d.]+),([\d.]+)"', plots.curves([curve], "x", "y")
    )
    assert drawn
    x1, y1, x2, y2 = map(float, drawn.groups())
    assert x2 > x1
    assert y2 < y1


def test_an_interval_without_zero_stands_out() -> None:
    def circle(low: float, high: float) -> str:
        row = Interval(name="甲", mean=(low + high) / 2, low=low, high=high)
        made = plots.intervals([row])
        return re.findall(r'<circle class="(\w+)"', made)[0]

    assert circle(-0.2, -0.1) == "clear"
    assert circle(-0.2, 0.1) == "unclear"


def test_a_reason_of_another_form_stays_as_it_is() -> None:
    assert reason("something else") == "something else"
