"""How the index grows: ``python -m evals.scale --models DIR [--sizes 1000 10000 100000]``.

The shipped documents are copied until the index has so many chunks; in each copy 「的」 is another
rare character, so that copies have words of their own. A copy's vectors are those of the original
moved a little by a noise of their own, so that hardly two are equal and nothing has to be
embedded; all else is the product's own way:
files are parsed, ingested, verified, opened and searched. Each size is measured in a process of
its own. Figures and a picture go to ``evals/results/scale.json`` and ``scale.svg``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from corpus.load import parse_source
from corpus.model import PolicyDocument
from corpus.normalize import search_form
from corpus.readers import read_bytes
from evals.cli import machine
from evals.model import load_cases
from evals.report.growth import growth
from index.chunk import embedding_text, make_rows
from index.embedder import load_embedder
from index.generation import current
from index.ingest import ingest
from index.model import Embedder, Query, Vectors
from index.policy_index import PolicyIndex

_DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"
_CASES = Path(__file__).parent / "cases" / "seeds.jsonl"
_RESULTS = Path(__file__).parent / "results"
SIZES = (1_000, 10_000, 100_000)
_NOISE = 0.15
"""Length of the noise beside a vector of length 1: a copy's cosine to its original is .989."""
_REPLACED = "的"
_RARE = tuple(c for c in map(chr, range(0x3400, 0x4DC0)) if search_form(c) == c)
"""Characters of CJK Extension A, one for each copy; over a million chunks are few enough."""
_MARKS = re.compile(r"[\u3400-\u4dbf]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What building an index took."""

    documents: int
    parse_s: float
    build_s: float
    """Ingest of parsed documents without embedding: vectors, terms, catalog, verification."""
    disk_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What searching it takes, in a process that did not build it."""

    chunks: int
    open_s: float
    memory_mib: float
    """Resident after all questions, the question encoder included."""
    embed_ms: float
    """Median of the bare embedding of a question."""
    search_p50_ms: float
    """Median of a whole search, its embedding included."""
    search_p95_ms: float
    chroma: bool
    """Whether dense queries went to Chroma; otherwise an exact product."""


class CopyEmbedder:
    """The built-in model for questions; for a passage its original's vector, moved a little."""

    def __init__(self, model: Embedder) -> None:
        """Takes the model; `know` embeds originals at once instead of one by one."""
        self._known: dict[str, Vectors] = {}
        self._model = model
        self.name = model.name
        self.dimension = model.dimension

    def know(self, documents: Sequence[PolicyDocument]) -> None:
        """Embed the originals of the chunks of copies."""
        chunks = make_rows(documents)
        texts = list({_MARKS.sub(_REPLACED, embedding_text(chunk)) for chunk in chunks})
        self._known |= zip(texts, self._model.embed_passages(texts), strict=True)

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension)."""
        return np.stack([self._moved(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """Unit vector of a question, shape (1, dimension)."""
        return self._model.embed_query(text)

    def _moved(self, text: str) -> Vectors:
        seed = int(sha256(text.encode()).hexdigest()[:15], 16)
        noise = np.random.default_rng(seed).standard_normal(self.dimension)
        original = _MARKS.sub(_REPLACED, text)
        moved = self._known[original] + _NOISE * noise / np.linalg.norm(noise)
        unit: Vectors = (moved / np.linalg.norm(moved)).astype(np.float32)
        return unit


def copies(chunks: int) -> Iterator[PolicyDocument]:
    """Copies of the shipped documents in turn, until they have so many chunks."""
    for number in count():
        for name, text in _sources():
            document = _copy(number, name, text)
            chunks -= len(make_rows([document]))
            yield document
            if chunks <= 0:
                return


@lru_cache(maxsize=1)
def _sources() -> tuple[tuple[str, str], ...]:
    paths = sorted(_DOCUMENTS.glob("*.txt"))
    return tuple((path.name, path.read_text("utf-8")) for path in paths)


def _copy(number: int, name: str, text: str) -> PolicyDocument:
    marked = text.replace(_REPLACED, _RARE[number])
    return parse_source(read_bytes(marked.encode(), f"{number}-{name}"))


def build(chunks: int, model: Embedder, data_dir: Path) -> Built:
    """Build an index of about so many chunks."""
    embedder = CopyEmbedder(model)
    embedder.know([_copy(1, name, text) for name, text in _sources()])
    began = time.perf_counter()
    documents = list(copies(chunks))
    parsed = time.perf_counter()
    ingest(documents, data_dir, embedder)
    built = time.perf_counter()
    folder = current(data_dir)
    files = folder.rglob("*") if folder else ()
    return Built(
        documents=len(documents),
        parse_s=round(parsed - began, 1),
        build_s=round(built - parsed, 1),
        disk_mib=round(sum(f.stat().st_size for f in files if f.is_file()) / 2**20, 1),
    )


def search(model: Embedder, data_dir: Path) -> Searched:
    """Open an index and ask it the questions of the seed cases."""
    began = time.perf_counter()
    index = PolicyIndex.open(data_dir, model)
    opened = time.perf_counter()
    try:
        bare, whole = _timed(index, model)
        stats = index.stats()
    finally:
        index.close()
    return Searched(
        chunks=stats.chunks,
        open_s=round(opened - began, 2),
        memory_mib=round(_resident_mib()),
        embed_ms=round(float(np.median(bare)), 1),
        search_p50_ms=round(float(np.median(whole)), 1),
        search_p95_ms=round(float(np.quantile(whole, 0.95)), 1),
        chroma=stats.uses_chroma,
    )


def _timed(index: PolicyIndex, embedder: Embedder) -> tuple[list[float], list[float]]:
    """Milliseconds of bare embeddings and of searches, each question asked once for either."""
    questions = [case.turns[-1] for case in load_cases(_CASES)]
    for text in questions[:3]:
        index.search(Query(text=text + "呢"))
    bare, whole = [], []
    for text in questions:
        began = time.perf_counter()
        embedder.embed_query(text + "？？")
        embedded = time.perf_counter()
        index.search(Query(text=text))
        bare.append((embedded - began) * 1e3)
        whole.append((time.perf_counter() - embedded) * 1e3)
    return bare, whole


def _resident_mib() -> float:
    status = Path("/proc/self/statm")
    if status.is_file():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _in_process(step: str, chunks: int, models: Path, folder: str) -> dict[str, Any]:
    """The figures of one step, taken in a process of its own."""
    command = [sys.executable, "-m", "evals.scale", "--models", str(models), "--step", step]
    command += ["--sizes", str(chunks), "--folder", folder]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(run.stdout)
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size in a process of its own, and write what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=Path, required=True, help="cache of the built-in model")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--step", choices=("build", "search"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.step:
        model = load_embedder(cache_dir=options.models)
        if options.step == "build":
            done: Built | Searched = build(options.sizes[0], model, options.folder)
        else:
            done = search(model, options.folder)
        sys.stdout.write(json.dumps(asdict(done)))
        return 0
    load, sizes = round(os.getloadavg()[0], 1), []
    for chunks in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            steps = [_in_process(s, chunks, options.models, name) for s in ("build", "search")]
            sizes.append(steps[0] | steps[1])
        sys.stdout.write(f"{sizes[-1]}\n")
        sys.stdout.flush()
    made = {"machine": machine(), "load_average_before": load, "sizes": sizes}
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    (_RESULTS / "scale.json").write_text(text, encoding="utf-8")
    (_RESULTS / "scale.svg").write_text(growth(sizes), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
