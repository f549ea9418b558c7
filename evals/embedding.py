"""What the built-in embedding model costs and keeps: ``python -m evals.embedding``.

Rates are given twice: by the clock, which other work on the machine slows down, and by the
processor seconds of this process, which it hardly does. Writes evals/results/embedding.json.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from corpus.load import read_document
from evals.cli import machine
from index import passage_encoder
from index.chunk import embedding_text, make_rows
from index.embedder import BuiltInEmbedder
from index.embedding_model import (
    PROMPTS,
    packed_source,
    prepare_checkpoint,
    verify,
    write_checkpoint,
)
from index.model import Vectors
from index.packed_model import PackedModel
from index.passage_encoder import PassageEncoder
from index.query_encoder import QueryEncoder

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "evals" / "results" / "embedding.json"
BATCH_SIZES = (8, 16, 32, 64)
QUESTIONS = 100

_COLD = """
import time; began = time.perf_counter()
from pathlib import Path
from index.embedder import BuiltInEmbedder, LocalEmbedder
embedder = {kind}(Path({folder!r})) if {light} else {kind}({folder!r})
embedder.embed_query({question!r})
seconds = time.perf_counter() - began
import json, re
# not ru_maxrss, which a child takes over from its parent
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps({{"seconds": round(seconds, 2), "peak_mib": round(peak)}}))
"""


def shipped_passages() -> list[str]:
    """What is embedded of the shipped documents."""
    paths = sorted((ROOT / "corpus" / "documents").glob("*.txt"))
    documents = [read_document(path) for path in paths]
    return [embedding_text(chunk) for chunk in make_rows(documents)]


def case_questions() -> list[str]:
    """First turns of the committed cases, at most `QUESTIONS`."""
    lines = (ROOT / "evals" / "cases" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["turns"][0] for line in lines][:QUESTIONS]


def rate(work: Callable[[], object], count: int) -> dict[str, float]:
    """Items a second, by the clock and by processor time, of the best of two runs."""
    best = {"per_second": 0.0, "per_cpu_second": 0.0}
    for _ in range(2):
        clock, cpu = time.perf_counter(), time.process_time()
        work()
        best["per_second"] = max(best["per_second"], count / (time.perf_counter() - clock))
        best["per_cpu_second"] = max(best["per_cpu_second"], count / (time.process_time() - cpu))
    return {name: round(value, 1) for name, value in best.items()}


def latency(encode: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    """Milliseconds a text: percentiles by the clock, mean by processor time."""
    for text in texts[:5]:
        encode(text)
    cpu, times = time.process_time(), []
    for text in texts:
        began = time.perf_counter()
        encode(text)
        times.append((time.perf_counter() - began) * 1e3)
    return {
        "p50": round(float(np.quantile(times, 0.5)), 1),
        "p95": round(float(np.quantile(times, 0.95)), 1),
        "cpu_mean": round((time.process_time() - cpu) * 1e3 / len(texts), 1),
    }


def cosines(one: Vectors, other: Vectors) -> dict[str, float]:
    """Smallest and mean cosine of paired rows."""
    products = (one * other).sum(axis=1)
    return {"min": round(float(products.min()), 6), "mean": round(float(products.mean()), 6)}


def cold_start(folder: Path, *, light: bool) -> dict[str, float]:
    """Seconds from an empty process to the first vector of a question, and peak memory."""
    code = _COLD.format(
        kind="BuiltInEmbedder" if light else "LocalEmbedder",
        folder=str(folder),
        light=light,
        question=case_questions()[0],
    )
    runs = []
    for _ in range(3):
        output = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        )
        runs.append(json.loads(output.stdout))
    best: dict[str, float] = min(runs, key=lambda run: float(run["seconds"]))
    return best


def measure_preparation(folder: Path) -> dict[str, Any]:
    """Size and time of the reduced and of the full checkpoint, and what is lost: nothing."""
    model = PackedModel(packed_source())
    began = time.perf_counter()
    reduced = prepare_checkpoint(folder / "cache")
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    intact = verify(reduced) == ()
    checking = time.perf_counter() - began
    full = folder / "full"
    full.mkdir()
    write_checkpoint(model, full, reduced=False)
    passages = shipped_passages()[::4]
    encoders = [QueryEncoder(path, prompt=PROMPTS["passage"]) for path in (reduced, full)]
    vectors = [np.concatenate([each.encode(text) for text in passages]) for each in encoders]
    return {
        "seconds": round(seconds, 1),
        "verify_seconds": round(checking, 2),
        "intact": intact,
        "mib_reduced": _mebibytes(reduced),
        "mib_full": _mebibytes(full),
        "cosine_to_full_vocabulary": cosines(*vectors),
    }


def _mebibytes(folder: Path) -> int:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20)


def measure_queries(checkpoint: Path) -> dict[str, Any]:
    """One question at a time, through numpy and through sentence-transformers."""
    questions = case_questions()
    light = BuiltInEmbedder(checkpoint)
    found: dict[str, Any] = {
        "questions": len(questions),
        "numpy_fp32": latency(light.embed_query, questions),
    }
    exact: Vectors | None = None
    for name, half in (("sentence_transformers_fp32", False), ("sentence_transformers_bf16", True)):
        encoder = PassageEncoder(str(checkpoint), prompts=PROMPTS, half=half)
        found[name] = latency(partial(_encode_one, encoder), questions)
        exact = encoder.encode(questions, "query") if exact is None else exact
    ours = np.concatenate([light.embed_query(text) for text in questions])
    assert exact is not None
    found["cosine_numpy_to_sentence_transformers"] = cosines(ours, exact)
    return found


def _encode_one(encoder: PassageEncoder, text: str) -> Vectors:
    return encoder.encode([text], "query")


def measure_passages(checkpoint: Path) -> dict[str, Any]:
    """Passages a second by precision and batch size."""
    passages = shipped_passages()
    found: dict[str, Any] = {"passages": len(passages)}
    vectors: dict[str, Vectors] = {}
    for name, half in (("fp32", False), ("bf16", True)):
        encoder = PassageEncoder(str(checkpoint), prompts=PROMPTS, half=half)
        found["mean_tokens"] = round(float(np.mean(encoder.token_counts(passages))), 1)
        found["longest_tokens"] = max(encoder.token_counts(passages))
        vectors[name] = encoder.encode(passages, "passage")
        for size in BATCH_SIZES:
            passage_encoder.BATCH_SIZE = size
            found[f"{name}_batch_{size}"] = rate(
                partial(encoder.encode, passages, "passage"), len(passages)
            )
    found["cosine_bf16_to_fp32"] = cosines(vectors["bf16"], vectors["fp32"])
    return found


def run() -> dict[str, Any]:
    """All measurements; takes some minutes."""
    folder = Path(tempfile.mkdtemp(prefix="embedding-"))
    load = os.getloadavg()[0]
    try:
        preparation = measure_preparation(folder)
        checkpoint = next((folder / "cache").iterdir())
        cold = {
            "numpy": cold_start(checkpoint, light=True),
            "sentence_transformers": cold_start(checkpoint, light=False),
        }
        queries = measure_queries(checkpoint)
        passages = measure_passages(checkpoint)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "load_average": {"before": round(load, 1), "after": round(os.getloadavg()[0], 1)},
        "versions": {name: version(name) for name in ("torch", "sentence-transformers", "numpy")},
        "bfloat16_by_default": passage_encoder.fast_bfloat16(),
        "preparation": preparation,
        "cold_start_to_first_query": cold,
        "query_ms": queries,
        "passages": passages,
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(f"{json.dumps(run(), indent=2)}\n", encoding="utf-8")
    sys.stdout.write(f"{RESULT}\n")
