"""``policy-assistant eval``: answers over case files, or ranking over a collection."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import usage
from assistant.cli.help_page import use_chinese
from assistant.cli.progress import TerminalProgress
from assistant.settings import Settings
from evals.model import Case, corpus_digest, load_cases

if TYPE_CHECKING:
    from index.policy_index import PolicyIndex

_CASES = Path(__file__).parent / "cases"

_app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})
_HELP = """评测答复（用例文件）或检索（--collection）。

例：policy-assistant eval evals/cases/seeds.jsonl

例：policy-assistant eval --collection stard --run stard.run
"""


def main(arguments: Sequence[str]) -> int:
    """Run the command with these arguments; the result is its exit code.

    Raises:
        typer.BadParameter: or another error of wrong use, which the command line words.
    """
    usage.title_in_chinese()
    use_chinese(_app)
    command = typer.main.get_command(_app)
    code = command(list(arguments), prog_name="policy-assistant eval", standalone_mode=False)
    return int(code or 0)


@_app.command(help=_HELP)
def evaluate(  # noqa: PLR0913, PLR0917  its parameters are its options
    cases: Annotated[
        list[Path] | None,
        typer.Argument(help="用例文件（JSONL），默认 evals/cases 下全部。", show_default=False),
    ] = None,
    collection: Annotated[
        Path | None,
        typer.Option("--collection", metavar="DIR", help="检索集：corpus、queries、qrels。"),
    ] = None,
    run: Annotated[
        Path | None, typer.Option("--run", metavar="FILE", help="写出 TREC 格式的检索结果。")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="索引所在的文件夹。")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="把结果写成 JSON 文件。")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="把结果写成一页网页报告。")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="在标准输出打印 JSON。")] = False,
) -> None:
    """Measure answers over case files, or the ranking over a collection."""
    settings = Settings.load(data_dir=data)
    ranking = None
    if collection is not None:
        results = _collection_results(collection, settings, run)
    else:
        files = cases or sorted(_CASES.glob("*.jsonl"))
        results, ranking = _answer_results(files, settings, with_ranking=html is not None)
    if html is not None:
        from evals.report import fresh  # noqa: PLC0415 - most runs write no page

        html.write_text(fresh(results, ranking, cases or ()), encoding="utf-8")
    if output is not None:
        output.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    typer.echo(json.dumps(results, ensure_ascii=False) if as_json else _readable(results))


def _collection_results(folder: Path, settings: Settings, run: Path | None) -> dict[str, Any]:
    from evals.collection import run_collection  # noqa: PLC0415 - answers do not need it
    from index.embedder import load_embedder  # noqa: PLC0415 - loads the model

    progress = TerminalProgress()
    embedder = load_embedder(
        settings.embedding_model, cache_dir=settings.model_dir, progress=progress
    )
    report = run_collection(folder, settings.data_dir, run, embedder, progress)
    return {
        "collection": folder.name,
        "metrics": report.metrics,
        "latency_ms": report.latency_ms,
        "digest": report.digest,
        "embedder": report.embedder,
        "machine": machine(),
    }


def _answer_results(
    files: Sequence[Path], settings: Settings, *, with_ranking: bool
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Answers to the case files and, when wanted, the ranking of the same index."""
    from assistant.assistant import Assistant  # noqa: PLC0415 - loads the model
    from evals.answers import failures, run_cases, summarise  # noqa: PLC0415

    progress = TerminalProgress()
    assistant = Assistant.from_settings(settings, progress=progress)
    documents = assistant.index.catalog.documents()
    indexed = {Path(document.file).name for document in documents}
    results: dict[str, Any] = {
        "machine": machine(),
        "embedder": assistant.index.stats().embedder,
        "documents": len(documents),
        "corpus": corpus_digest(document.digest for document in documents),
        "files": {},
    }
    try:
        for file in files:
            given = list(load_cases(file))
            cases = [case for case in given if _is_indexed(case, indexed)]
            progress.start(file.name, len(cases))
            verdicts = run_cases(
                cases, assistant, assistant.index.catalog, lambda _: progress.advance()
            )
            progress.finish()
            results["files"][file.name] = {
                "not_indexed": len(given) - len(cases),
                "summary": summarise(verdicts),
                "passed": [verdict.case_id for verdict in verdicts if verdict.passed],
                "failures": failures(verdicts),
            }
        return results, _ranking(assistant.index, indexed, progress) if with_ranking else None
    finally:
        assistant.close()


def _ranking(
    index: PolicyIndex, indexed: set[str], progress: TerminalProgress
) -> dict[str, Any] | None:
    """Ranking and refusal over the index, with ablations; None when no case fits it."""
    from evals import retrieval  # noqa: PLC0415 - most runs do not rank

    files = sorted(_CASES.parent.glob("retrieval_cases*.jsonl"))
    given = [case for file in files for case in retrieval.load_cases(file)]
    cases = [case for case in given if {file for file, _, _ in case.gold} <= indexed]
    if not any(case.answerable for case in cases):
        return None
    progress.start(f"Ranking {len(cases)} questions, whole and with parts left out", None)
    made = retrieval.report(index.retriever, index.catalog.documents(), cases)
    progress.finish()
    return made


def _is_indexed(case: Case, files: set[str]) -> bool:
    """Whether the documents that a case is about are in the index; refusals name none."""
    return all(clause.file in files for clause in case.clauses)


def machine() -> dict[str, str]:
    """What the figures were measured on and when."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "processor": _processor(),
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        return f"{len(models)} × {models[0]}" if models else platform.machine()
    return platform.processor() or platform.machine()


def _readable(results: dict[str, Any]) -> str:
    if "metrics" in results:
        return "\n".join(f"{name}\t{value}" for name, value in results["metrics"].items())
    lines = []
    for name, outcome in results["files"].items():
        left_out = outcome["not_indexed"]
        lines.append(f"{name}  ({left_out} cases on documents not indexed)" if left_out else name)
        for part, figures in outcome["summary"].items():
            lines.append("  " + part + "  " + "  ".join(f"{k} {v}" for k, v in figures.items()))
        for failure in outcome["failures"]:
            lines.append(f"  ✗ {failure['case_id']} {failure['question']}")
            lines += [f"      {reason}" for reason in failure["reasons"]]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
