"""How long an answer takes: cold on the command line, warm in one process, behind the server.

``python -m evals.latency --data DIR`` prints the figures; ``--output FILE`` keeps them. The
index must exist (any earlier command makes it), so that indexing is not measured.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.model import Question
from assistant.settings import Settings
from evals.cli import machine
from evals.model import load_cases

CASES = Path(__file__).parent / "cases" / "seeds.jsonl"


def warm(data_dir: Path) -> dict[str, float]:
    """Milliseconds of one `ask` in a process that is warm; no question is asked twice.

    An answer may be remembered, and a question's vector is.
    """
    assistant = Assistant.from_settings(Settings.load(data_dir=data_dir))
    asked = [case.turns[0] for case in load_cases(CASES)]
    others = (case.turns[0] for file in CASES.parent.glob("*.jsonl") for case in load_cases(file))
    new = sorted(set(others) - set(asked))
    for question in asked:
        assistant.ask(Question(text=question))
    times = []
    for question in new:
        began = time.perf_counter()
        assistant.ask(Question(text=question))
        times.append((time.perf_counter() - began) * 1e3)
    assistant.close()
    times.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "questions": len(times),
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "peak_mib": round(peak),
    }


def cold(data_dir: Path, rounds: int) -> dict[str, float]:
    """Seconds from starting ``policy-assistant ask`` to its answer."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "assistant.cli", "--data", str(data_dir), "ask", "怎么落户？"],
            check=True,
            capture_output=True,
        )
        times.append(time.perf_counter() - began)
    return {"median_s": round(statistics.median(times), 2), "max_s": round(max(times), 2)}


def server(data_dir: Path) -> dict[str, float]:
    """Seconds until the server is ready, and its memory after some questions, in MiB."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "POLICY_ASSISTANT_DATA_DIR": str(data_dir),
        "POLICY_ASSISTANT_PORT": str(port),
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=Path(__file__).parent.parent,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/readyz", began + 120)
        ready = time.perf_counter() - began
        for case in load_cases(CASES):
            _ask(address, case.turns[0])
        return {"ready_s": round(ready, 2), "resident_mib": _resident_mib(process.pid)}
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(url: str, until: float) -> None:
    while time.perf_counter() < until:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise TimeoutError(f"{url} was not ready in time; start app.py by hand and read its output")


def _ask(address: str, question: str) -> None:
    request = urllib.request.Request(
        f"{address}/api/v1/ask",
        data=json.dumps({"question": question}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as reply:
        reply.read()


def _resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return round(int(line.split()[1]) / 1024)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    results: dict[str, Any] = {
        "cold_ask": cold(options.data, 5),
        "warm_ask": warm(options.data),
        "server": server(options.data),
        "machine": machine(),
    }
    text = json.dumps(results, ensure_ascii=False, indent=1)
    sys.stdout.write(text + "\n")
    if options.output:
        options.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
