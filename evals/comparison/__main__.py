"""Compares our search with four frameworks and writes the figures.

    python -m evals.comparison --models DIR --documents FOLDER … [--out FILE]

The frameworks are installed once, in an environment of their own (``--environment``). Each
system runs in a process of its own, one after the other, without a network.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evals.cli import machine
from evals.comparison.environment import OFFLINE, REQUIREMENTS, SHARED, prepare
from evals.comparison.questions import Asked, collect
from evals.comparison.scoring import Place, summarise
from evals.comparison.table import markdown
from evals.comparison.worker import MODULES
from evals.model import corpus_digest
from evals.retrieval import SEEDS, read_folders
from index.embedding_model import prepare_checkpoint
from index.progress import SILENT

ROOT = Path(__file__).parents[2]
TOP_K = 10
VARIANTS = ("documented", "prompts", "adjusted")


def runs(systems: Sequence[str]) -> list[tuple[str, str]]:
    """Every system with its variants; ours has one.

    >>> runs(["ours", "txtai"])
    [('ours', 'product'), ('txtai', 'documented'), ('txtai', 'prompts'), ('txtai', 'adjusted')]
    """
    return [
        (system, variant)
        for system in systems
        for variant in (("product",) if system == "ours" else VARIANTS)
    ]


def measure(system: str, variant: str, task: Path, python: Path, folder: Path) -> dict[str, Any]:
    """What one system did, in a process of its own."""
    out = folder / "out.json"
    interpreter = sys.executable if system == "ours" else str(python)
    environment = os.environ | OFFLINE | {"PYTHONPATH": str(ROOT)}
    subprocess.run(
        [interpreter, "-m", "evals.comparison.worker", system, variant, str(task), str(out)],
        check=True,
        cwd=folder,
        env=environment,
        stdout=sys.stderr,
    )
    made: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return made


def figures(made: Mapping[str, Any], asked: Sequence[Asked], characters: int) -> dict[str, Any]:
    """The committed figures of one run."""
    hits = {
        key: [Place(document=d, start=start, end=end) for d, start, end in found]
        for key, found in made["hits"].items()
    }
    times = sorted(made["latency_ms"])
    passages = made["passage_chars"]
    return {
        "halves": {
            half: summarise(hits, {case.id: case.right for case in asked if case.split == half})
            for half in ("development", "test")
        },
        "query_ms": {
            "p50": round(statistics.median(times), 1),
            "p95": round(times[int(len(times) * 0.95)], 1),
            "cpu_mean": round(made["query_cpu_ms"], 1),
        },
        "passages": len(passages),
        "passage_chars_median": round(statistics.median(passages)),
        "hit_chars_median": round(
            statistics.median(found[0].end - found[0].start for found in hits.values() if found)
        ),
        "ingest_s": round(made["ingest_s"], 1),
        "ingest_cpu_s": round(made["ingest_cpu_s"], 1),
        "ingest_passages_per_s": round(len(passages) / made["ingest_s"], 1),
        "ingest_characters_per_s": round(characters / made["ingest_s"]),
        "load_s": round(made["load_s"], 1),
        "peak_mib": round(made["peak_mib"]),
    }


def compare(options: argparse.Namespace) -> dict[str, Any]:
    """Run all systems on the same task."""
    python = prepare(options.environment.resolve())
    documents = read_folders([SEEDS, *options.documents])
    asked = collect(documents)
    model = prepare_checkpoint(options.models.resolve(), progress=SILENT)
    characters = sum(len(document.text) for document in documents)
    rows: list[dict[str, Any]] = []
    made: dict[str, Any] = {
        "machine": machine(),
        "model": model.name,
        "documents": len(documents),
        "characters": characters,
        "corpus": corpus_digest(document.digest for document in documents),
        "questions": len(asked),
        "packages": [*_wanted(), *(f"{name}=={version(name)}" for name in SHARED)],
        "rows": rows,
    }
    todo = runs(options.systems)
    rows += kept(options.out, made, todo)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        task = folder / "task.json"
        content = {
            "model": str(model),
            "top_k": TOP_K,
            "documents": [{"id": d.file, "text": d.text} for d in documents],
            "questions": [{"id": case.id, "text": case.text} for case in asked],
        }
        task.write_text(json.dumps(content), encoding="utf-8")
        for system, variant in todo:
            sys.stderr.write(f"{system}, {variant} …\n")
            load = round(os.getloadavg()[0], 1)
            run = measure(system, variant, task, python, folder)
            row = {"system": system, "variant": variant, "load_average_before": load}
            rows.append(row | figures(run, asked, characters))
            if options.out:  # after each run, so that a run cut short keeps what it has
                text = json.dumps(made, ensure_ascii=False, indent=1)
                options.out.write_text(text + "\n", encoding="utf-8")
    return made


def kept(
    out: Path | None, made: Mapping[str, Any], todo: Sequence[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Rows of an earlier run of the same task that are not to be run again."""
    if out is None or not out.is_file():
        return []
    earlier = json.loads(out.read_text(encoding="utf-8"))
    same = all(earlier.get(key) == made[key] for key in ("model", "corpus", "questions"))
    rows: list[dict[str, Any]] = earlier["rows"] if same else []
    return [row for row in rows if (row["system"], row["variant"]) not in todo]


def _wanted() -> list[str]:
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print the table, keep the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=Path, required=True, help="cache of the built-in model")
    parser.add_argument("--documents", type=Path, nargs="*", default=[], help="beside the shipped")
    parser.add_argument("--systems", nargs="*", default=list(MODULES), choices=list(MODULES))
    parser.add_argument(
        "--environment",
        type=Path,
        default=Path(tempfile.gettempdir()) / "policy-assistant-comparison",
        help="where the frameworks are installed",
    )
    parser.add_argument(
        "--out", type=Path, help="JSON file of the figures; its rows of other systems stay"
    )
    options = parser.parse_args(arguments)
    made = compare(options)
    sys.stdout.write(markdown(made) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
