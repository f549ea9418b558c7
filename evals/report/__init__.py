"""One HTML page of results that stands alone: no script, nothing from another host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from evals.ablations import WHOLE
from evals.report import plots, sections
from evals.report.wording import CHECKS, HALVES, SETUPS, VARIANTS

MEASURES = ("Recall@1", "Recall@5", "Recall@10", "Recall@100", "MRR@10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Result objects to show; each is what the runner of that name writes as JSON."""

    answers: Sequence[tuple[str, Mapping[str, Any]]] = ()
    """Title and result of ``eval`` over case files."""
    retrieval: Sequence[tuple[str, Mapping[str, Any]]] = ()
    """Title and result of ``evals.retrieval``."""
    collection: Mapping[str, Any] | None = None
    """Result of ``eval --collection``, or of its ablations."""
    search_latency: Mapping[str, Any] | None = None
    """Result of ``evals.search_latency``."""
    comparison: Mapping[str, Any] | None = None
    """Result of ``evals.comparison``."""
    case_paths: Sequence[Path] = ()
    """Case files that do not come with the program."""


def fresh(
    results: Mapping[str, Any],
    ranking: Mapping[str, Any] | None = None,
    case_paths: Sequence[Path] = (),
) -> str:
    """The page of one run of ``eval``.

    Args:
        results: What the run found, over case files or over a collection.
        ranking: What ``evals.retrieval.report`` found over the same index.
        case_paths: The case files that were run.
    """
    if "metrics" in results:
        return render(Sources(collection=results))
    title = f"本次运行，{results['documents']} 份文件"
    searches = [(title, ranking)] if ranking else []
    return render(Sources(answers=[(title, results)], retrieval=searches, case_paths=case_paths))


def render(sources: Sources) -> str:
    """The page, UTF-8 HTML.

    Args:
        sources: What to show; a section without a result is left out.

    Raises:
        KeyError: A result lacks a key that its runner writes.
    """
    environment = Environment(
        loader=PackageLoader("evals.report", ""), autoescape=select_autoescape(["html"])
    )
    answers = [
        _answers(n, title, results, sources.case_paths)
        for n, (title, results) in enumerate(sources.answers, 1)
    ]
    searches = [_search(n, *given) for n, given in enumerate(sources.retrieval, 1)]
    contents = [(part["anchor"], f"答复：{part['title']}") for part in answers]
    contents += [(part["anchor"], f"检索：{part['title']}") for part in searches]
    contents += [("collection", "检索集")] if sources.collection else []
    contents += [("comparison", "并列比较")] if sources.comparison else []
    return environment.get_template("page.html").render(
        facts=_facts(sources),
        contents=contents,
        cards=_cards(sources),
        checks=list(CHECKS.values()),
        answer_sets=answers,
        searches=searches,
        collection=_collection(sources.collection) if sources.collection else None,
        measures=MEASURES,
        search_latency=sources.search_latency,
        comparison=sources.comparison,
        setups=SETUPS,
        bar=lambda share, label: Markup(plots.bar(share, label)),
    )


def _answers(
    number: int, title: str, results: Mapping[str, Any], case_paths: Sequence[Path]
) -> dict[str, Any]:
    return {
        "anchor": f"answers-{number}",
        "title": title,
        "note": _measured_on(results),
        "files": sections.case_files(results, case_paths),
    }


def _search(number: int, title: str, results: Mapping[str, Any]) -> dict[str, Any]:
    differences = sections.differences(results, "test", "first")
    curve = plots.curves(sections.answering_curves(results), "召回率", "精确率")
    return {
        "anchor": f"retrieval-{number}",
        "title": title,
        "halves": [(HALVES[half], f) for half, f in results["halves"].items() if f["answerable"]],
        "kinds": sections.kinds(results),
        "threshold": results["weights"]["thresholds"]["answer"],
        "curve": Markup(curve),
        "differences": Markup(plots.intervals(differences)) if differences else "",
        "ablations": [
            ("完整" if name == WHOLE else VARIANTS.get(name, name), halves)
            for name, halves in results["ablations"].items()
            if {"development", "test"} <= set(halves)
        ],
        "questions": sections.retrieval_questions(results),
    }


def _collection(results: Mapping[str, Any]) -> dict[str, Any]:
    rows = list(results.get("ablations", {}).items())
    full = results.get("full_run")
    rows += [(f"成品，{full['passages']}", full["test_half"])] if full else []
    rows += [("本次运行", results["metrics"])] if "metrics" in results else []
    return {
        "collection": results["collection"],
        "passages": results.get("passages", ""),
        "rows": rows,
        "latency_ms": results.get("latency_ms", {}),
    }


def _cards(sources: Sources) -> list[tuple[str, str, str]]:
    """Figures at the top, of the test half; of retrieval those over the most documents."""
    cards = []
    for title, results in sources.answers:
        halves = [made["summary"]["test"] for made in results["files"].values()]
        passed, cases = (sum(half[name] for half in halves) for name in ("passed", "cases"))
        cards.append((f"答复全部成立，{title}", f"{passed} / {cases}", "测试半"))
    if sources.retrieval:
        test = sources.retrieval[-1][1]["halves"]["test"]
        named = {
            "first": "首条就是正确条款",
            "refused": "没有依据时拒答",
            "wrongly_refused": "有依据却拒答",
        }
        cards += [(named[k], f"{test[k]:.1%}", "测试半") for k in named if k in test]
    if sources.collection and "metrics" in sources.collection:
        recall = sources.collection["metrics"]["Recall@10"]
        cards.append(("Recall@10", f"{recall:.1%}", sources.collection["collection"]))
    return cards


def _facts(sources: Sources) -> list[tuple[str, str]]:
    """Machine, model and digests as the results state them, each once."""
    given = [result for _, result in (*sources.answers, *sources.retrieval)]
    given += [result for result in (sources.collection, sources.comparison) if result]
    facts: dict[tuple[str, str], None] = {}
    for result in given:
        machine = result.get("machine")
        if isinstance(machine, Mapping):
            facts[("日期", machine["date"])] = None
            facts[("机器", machine["processor"])] = None
            facts[("Python", machine["python"])] = None
        if "embedder" in result:
            facts[("模型", result["embedder"])] = None
        if "corpus" in result:
            facts[("语料摘要", f"{result['corpus']}（{result['documents']} 份）")] = None
        if "digest" in result:
            facts[("检索集摘要", result["digest"][:16])] = None
    return list(facts)


def _measured_on(results: Mapping[str, Any]) -> str:
    machine = results.get("machine", {})
    return f"{machine['date']}，{machine['processor']}。" if machine else ""
