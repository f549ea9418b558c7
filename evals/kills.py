"""Kills an ingest at random moments and checks what is left: ``python -m evals.kills``.

Two of the shipped documents are indexed. Then the other three are added by a process that gets
SIGKILL after a time drawn evenly between its first step and its end. After each kill the index
is opened as a reader does, and the ingest is run again. Vectors come from a hash of the text, as
only the order of steps matters here; blocks are small, so that kills fall between them. The
figures go to ``evals/results/kills.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from corpus.load import read_document
from corpus.model import PolicyDocument
from index import ingest
from index.model import Query, Vectors
from index.policy_index import PolicyIndex

_DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"
_RESULT = Path(__file__).parent / "results" / "kills.json"
BLOCK = 8
"""Chunks journaled together in these runs, instead of the product's 128."""
_BLOCK_S = 0.15
"""Time that a block's embedding is made to take."""
_PROBES = ("搬迁群众就业", "专项附加扣除", "灵活就业", "落户条件", "安置住房不动产登记")


class HashEmbedder:
    """Vectors from a hash of the text; every text embedded is noted in a file at once."""

    name = "hash/1"
    dimension = 64

    def __init__(self, notes: Path) -> None:
        """Takes the file of the digests of embedded texts, a line each."""
        self._notes = notes

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 64)."""
        time.sleep(_BLOCK_S)
        with self._notes.open("a", encoding="ascii") as file:
            file.writelines(f"{_digest(text)}\n" for text in texts)
        return np.stack([_vector(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """Unit vector, shape (1, 64)."""
        return _vector(text)[np.newaxis]

    def noted(self) -> tuple[str, ...]:
        """Digests of all texts embedded so far, by this process and by others."""
        return tuple(self._notes.read_text("ascii").split()) if self._notes.is_file() else ()


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _vector(text: str) -> Vectors:
    drawn = np.random.default_rng(int(_digest(text)[:15], 16)).standard_normal(64)
    unit: Vectors = (drawn / np.linalg.norm(drawn)).astype(np.float32)
    return unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """What one kill left behind."""

    after_s: float
    """Time from the first step to SIGKILL."""
    ended: bool
    """Whether the ingest was over before the kill came."""
    embedded: int
    """Chunks that had been embedded by then."""
    reader_sees: str
    """The generation that a reader got: old, new, or what was wrong."""
    embedded_twice: int
    """Chunks that the second run embedded again: at most the block in flight."""
    same_index: bool
    """Whether the second run ended in the index of an ingest that nobody killed."""

    @property
    def passed(self) -> bool:
        """Whether all that is promised held."""
        return (
            self.reader_sees in ("old", "new") and self.embedded_twice <= BLOCK and self.same_index
        )


def _documents() -> tuple[PolicyDocument, ...]:
    return tuple(read_document(path) for path in sorted(_DOCUMENTS.glob("*.txt")))


def _contents(data_dir: Path, embedder: HashEmbedder) -> tuple[frozenset[str], tuple[object, ...]]:
    """Files of the index in use, and what some searches find in it with their scores."""
    index = PolicyIndex.open(data_dir, embedder)
    try:
        files = frozenset(document.file for document in index.catalog.documents())
        hits = tuple(
            (hit.clause_id, round(hit.score, 6))
            for probe in _PROBES
            for hit in index.search(Query(text=probe), 20).hits
        )
    finally:
        index.close()
    return files, hits


class Trial:
    """The index before, the index after, and the time between them."""

    def __init__(self, folder: Path) -> None:
        """Builds both, the second one by a process that nobody kills."""
        documents = _documents()
        self._folder = folder
        self._base, whole = folder / "base", folder / "whole"
        ingest.ingest(documents[:2], self._base, HashEmbedder(folder / "base.notes"))
        self._old = _contents(self._base, HashEmbedder(folder / "base.notes"))[0]
        shutil.copytree(self._base, whole)
        process = self._start(whole, folder / "whole.notes")
        begun = time.monotonic()
        process.wait()
        self.duration_s = time.monotonic() - begun
        self._new = _contents(whole, HashEmbedder(folder / "whole.notes"))

    def _start(self, data_dir: Path, notes: Path) -> subprocess.Popen[str]:
        """A process that adds the other documents; returned when it takes its first step."""
        process = subprocess.Popen(
            [sys.executable, "-m", "evals.kills", "--victim", str(data_dir), str(notes)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        process.stdout.readline()
        return process

    def kill(self, number: int, after_s: float) -> Kill:
        """Kill an ingest that long after its first step, look, and run it again."""
        data_dir, notes = self._folder / f"{number}", self._folder / f"{number}.notes"
        shutil.copytree(self._base, data_dir)
        process = self._start(data_dir, notes)
        time.sleep(after_s)
        ended = process.poll() is not None
        process.kill()
        process.wait()
        embedder = HashEmbedder(notes)
        before = embedder.noted()
        seen = self._seen(data_dir, embedder)
        ingest.ingest(_documents()[2:], data_dir, embedder)
        again = sum(count - 1 for count in Counter(embedder.noted()).values())
        same = _contents(data_dir, embedder) == self._new
        shutil.rmtree(data_dir)
        return Kill(
            after_s=round(after_s, 3),
            ended=ended,
            embedded=len(before),
            reader_sees=seen,
            embedded_twice=again,
            same_index=same,
        )

    def _seen(self, data_dir: Path, embedder: HashEmbedder) -> str:
        files, hits = _contents(data_dir, embedder)
        if files == self._old:
            return "old"
        return "new" if (files, hits) == self._new else f"neither: {sorted(files)}"


def run(kills: int, seed: int) -> tuple[float, tuple[Kill, ...]]:
    """Duration of a whole ingest in seconds, and what each kill left behind."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        trial = Trial(Path(name))
        moments = [draw.uniform(0, trial.duration_s) for _ in range(kills)]
        return trial.duration_s, tuple(trial.kill(i, s) for i, s in enumerate(moments))


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill, print and write the results; 1 when a kill broke a promise."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--victim", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    ingest.BLOCK = BLOCK
    if options.victim:
        data_dir, notes = options.victim
        documents = _documents()[2:]
        sys.stdout.write("first step\n")
        sys.stdout.flush()
        ingest.ingest(documents, data_dir, HashEmbedder(notes))
        return 0
    duration, kills = run(options.kills, options.seed)
    passed = sum(kill.passed for kill in kills)
    result = {
        "kills": len(kills),
        "passed": passed,
        "whole_ingest_s": round(duration, 2),
        "seed": options.seed,
        "rows": [asdict(kill) for kill in kills],
    }
    _RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for kill in kills:
        sys.stdout.write(f"{'passed' if kill.passed else 'FAILED'} {asdict(kill)}\n")
    sys.stdout.write(f"{passed} of {len(kills)} kills left the index whole\n")
    return 0 if passed == len(kills) else 1


if __name__ == "__main__":
    sys.exit(main())
