"""How long a search takes beside the bare embedding of its question, in the same run.

    python -m evals.search_latency COLLECTION --data DIR --models DIR [--output FILE]

COLLECTION is a folder as ``eval --collection`` takes it. The two are timed in turns, so that
whatever else the machine does slows both alike, and each question is asked once: an embedder
may remember a question.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.normalize import search_form
from evals.cli import machine
from evals.collection import Collection, read_collection, search_all, searchable
from index.embedder import load_embedder
from index.model import Embedder
from index.progress import SILENT, Progress

BLOCK = 50
"""Questions between two changes of what is timed; the first block warms both up."""


def measure(
    collection: Collection, data_dir: Path, embedder: Embedder, progress: Progress = SILENT
) -> dict[str, Any]:
    """Milliseconds of both, each over half of the questions after the first block.

    Args:
        collection: Articles and questions.
        data_dir: Where the index of the articles is kept; made when missing.
        embedder: Model of the vectors.
        progress: Told about indexing.
    """
    chunks, vectors, lexical = searchable(collection, data_dir, embedder, progress)
    bare, whole = [], []
    for first in range(0, len(collection.queries), BLOCK):
        block = collection.queries[first : first + BLOCK]
        embedded = [_embedding_ms(embedder, text) for _, text in block[::2]]
        searched = replace(collection, queries=block[1::2])
        _, timings = search_all(searched, chunks, vectors, lexical, embedder)
        if first or len(collection.queries) <= BLOCK:
            bare += embedded
            whole += [total for _, total in timings]
    return {
        "articles": len(collection.ids),
        "chunks": len(chunks),
        "questions": len(bare) + len(whole),
        "bare_embedding_ms": _percentiles(bare),
        "search_ms": _percentiles(whole),
        "p50_ratio": round(float(np.median(whole) / np.median(bare)), 3),
        "digest": collection.digest,
        "embedder": embedder.name,
    }


def _embedding_ms(embedder: Embedder, text: str) -> float:
    began = time.perf_counter()
    embedder.embed_query(search_form(text))
    return (time.perf_counter() - began) * 1e3


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.quantile(times, [0.5, 0.95])
    return {"p50": round(float(p50), 1), "p95": round(float(p95), 1)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="where the index is kept")
    parser.add_argument("--models", type=Path, required=True, help="cache of the built-in model")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    load = round(os.getloadavg()[0], 1)
    embedder = load_embedder(cache_dir=options.models)
    made = measure(read_collection(options.collection), options.data, embedder)
    made |= {"machine": machine(), "load_average_before": load}
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.write(text)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
