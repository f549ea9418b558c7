"""Runs one system in a process of its own, so that time and memory are that system's alone.

    python -m evals.comparison.worker SYSTEM VARIANT TASK OUT

TASK is a JSON file with the model's folder, the documents and the questions; OUT gets the hits
and the measurements. It runs in the frameworks' environment too, so it imports nothing of the
project but this package.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

MODULES = {
    "ours": "ours",
    "LangChain + Chroma": "langchain",
    "LlamaIndex": "llama_index",
    "Haystack": "haystack",
    "txtai": "txtai",
}
"""System to module of evals.comparison.systems."""

WARM_UP = 20
"""Questions asked before the clock runs."""

Hit = tuple[str, int, int]
"""Document, start and end of a passage in it, in code points."""


class System(Protocol):
    """What a framework has to do here."""

    def load(self, model: str, variant: str) -> None:
        """Load the embedding model from a folder and set up everything but the documents."""

    def ingest(self, documents: Sequence[tuple[str, str]]) -> list[int]:
        """Make documents, (id, text) each, searchable; the lengths of all that was embedded."""

    def search(self, question: str, k: int) -> list[Hit]:
        """Passages for a question, best first."""


class NetworkUseError(RuntimeError):
    """A system tried to reach another host."""


def stay_here(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook that lets no connection leave this machine.

    Raises:
        NetworkUseError: the address is not a loopback one.
    """
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise NetworkUseError(f"a system connects to {host}; switch that off and run again")


def run(system: System, variant: str, task: dict[str, Any]) -> dict[str, Any]:
    """Load, ingest, ask some questions to warm up, then ask and time every question."""
    documents = [(item["id"], item["text"]) for item in task["documents"]]
    questions = [(item["id"], item["text"]) for item in task["questions"]]
    began = time.perf_counter()
    system.load(task["model"], variant)
    loaded = time.perf_counter()
    before = time.process_time()
    lengths = system.ingest(documents)
    ingested, ingest_cpu = time.perf_counter(), time.process_time() - before
    for _, text in questions[:WARM_UP]:
        system.search(f"再问：{text}", task["top_k"])  # other words, so nothing is remembered
    hits, times = {}, []
    before = time.process_time()
    for key, text in questions:
        asked = time.perf_counter()
        hits[key] = system.search(text, task["top_k"])
        times.append((time.perf_counter() - asked) * 1e3)
    query_cpu = time.process_time() - before
    return {
        "load_s": loaded - began,
        "ingest_s": ingested - loaded,
        "ingest_cpu_s": ingest_cpu,
        "query_cpu_ms": 1e3 * query_cpu / max(1, len(questions)),
        "passage_chars": lengths,
        "hits": hits,
        "latency_ms": times,
        "peak_mib": peak_mib(),
    }


def peak_mib() -> float:
    """Most memory that this process has held, in MiB; 0 where the system does not say.

    The figure is the process's own, not one that it inherited from the process that started it.
    """
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0.0
    lines = status.read_text(encoding="utf-8").splitlines()
    peak = next((line for line in lines if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(peak.split()[1]) / 1024


def main(arguments: Sequence[str]) -> int:
    """Run the named system and write what it did."""
    name, variant, task, out = arguments
    sys.addaudithook(stay_here)
    module = importlib.import_module(f"evals.comparison.systems.{MODULES[name]}")
    result = run(module.Framework(), variant, json.loads(Path(task).read_text(encoding="utf-8")))
    Path(out).write_text(json.dumps(result), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
