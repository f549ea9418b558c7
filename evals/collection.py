"""Runs a test collection (corpus, queries, judgements) through the product's ranking.

The folder holds ``corpus.jsonl`` (id, name, text), ``queries.jsonl`` (id, text) and
``qrels.tsv`` (query id, document id, grade). It is indexed once under the data directory;
a run that was cut off goes on where it stopped.
"""

from __future__ import annotations

import csv
import json
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from corpus.errors import UnreadableFileError
from corpus.model import Span
from corpus.normalize import search_form
from evals.metrics import question_metrics, run_metrics
from index.candidates import ClauseTable, rank, score_clauses
from index.chunk import embedding_text
from index.lay_terms import expand
from index.lexical import LexicalIndex
from index.model import Chunk, Embedder, Vectors
from index.progress import SILENT, Progress
from index.query_adapter import adapt
from index.sentences import split_sentences
from index.weights import Weights, load_weights

_SHARD = 512
"""Chunks embedded between two writes: what a kill can lose."""
_LONGEST = 320
"""Characters of a chunk, as in the product's own chunks."""
_DEPTH = 100
"""Hits a question in the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A corpus with questions and judgements."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    texts: tuple[str, ...]
    queries: tuple[tuple[str, str], ...]
    qrels: dict[str, dict[str, int]]
    digest: str
    """SHA-256 of corpus.jsonl, hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionReport:
    """What a run found."""

    metrics: dict[str, float]
    questions: dict[str, dict[str, float]]
    """The same measures of every question."""
    run: dict[str, tuple[str, ...]]
    latency_ms: dict[str, float]
    """p50, p95 and max of a whole search, and p50 of embedding the question."""
    documents: int
    digest: str
    embedder: str
    machine: str


def read_collection(folder: Path) -> Collection:
    """Read the three files of a collection.

    Raises:
        UnreadableFileError: A file is missing, or a line of it is not what it should be.
    """
    corpus = _json_lines(folder / "corpus.jsonl", ("id", "text"))
    queries = _json_lines(folder / "queries.jsonl", ("id", "text"))
    qrels: dict[str, dict[str, int]] = {}
    path = folder / "qrels.tsv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file, delimiter="\t"), start=1):
                if len(row) < 2 or not row[-1].strip().lstrip("-").isdigit():
                    if number == 1:  # a header line
                        continue
                    raise UnreadableFileError(
                        f"{path}: line {number} is not 'query id, document id, grade': {row}"
                    )
                # both three columns and TREC's four (query, 0, document, grade) are in use
                grade = int(row[-1]) if len(row) > 2 else 1
                if grade > 0:
                    qrels.setdefault(row[0], {})[row[-2] if len(row) > 2 else row[1]] = grade
        digest = sha256((folder / "corpus.jsonl").read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFileError(f"cannot read {path}: {error}") from error
    return Collection(
        ids=tuple(row["id"] for row in corpus),
        names=tuple(row.get("name", "") for row in corpus),
        texts=tuple(row["text"] for row in corpus),
        queries=tuple((row["id"], row["text"]) for row in queries),
        qrels=qrels,
        digest=digest,
    )


def _json_lines(path: Path, keys: Sequence[str]) -> list[dict[str, str]]:
    """Objects of a JSONL file, all values as text."""
    rows = []
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                row = json.loads(line)
                if not isinstance(row, dict) or any(key not in row for key in keys):
                    raise UnreadableFileError(
                        f"{path}: line {number} lacks one of the keys {', '.join(keys)}"
                    )
                rows.append({key: str(value) for key, value in row.items()})
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"cannot read {path}: {error}") from error
    return rows


def collection_chunks(collection: Collection) -> tuple[Chunk, ...]:
    """The documents as chunks of the product: the name is context, long texts are cut."""
    chunks = []
    for key, name, text in zip(collection.ids, collection.names, collection.texts, strict=True):
        whole = Span(start=0, end=len(text))
        for span in split_sentences(text, whole, _LONGEST) or (whole,):
            words, context = span.of(text), search_form(name)
            digest = sha256(f"{context}\n{words}".encode()).hexdigest()
            chunks.append(
                Chunk(
                    id=digest,
                    document_id=key,
                    clause_id=key,
                    context=context,
                    text=words,
                    span=span,
                )
            )
    return tuple(chunks)


def embed_chunks(
    chunks: Sequence[Chunk], folder: Path, embedder: Embedder, progress: Progress
) -> Vectors:
    """Vectors of all chunks, kept in `folder` shard by shard; those that are there are reused."""
    folder.mkdir(parents=True, exist_ok=True)
    progress.start("Embedding the collection", len(chunks))
    shards = []
    for first in range(0, len(chunks), _SHARD):
        part = chunks[first : first + _SHARD]
        name = sha256("".join(chunk.id for chunk in part).encode()).hexdigest()[:16]
        path = folder / f"{first:08d}-{name}.npy"
        if not path.exists():
            texts = [embedding_text(chunk) for chunk in part]
            made = path.with_suffix(".part.npy")
            np.save(made, embedder.embed_passages(texts))
            made.replace(path)
        shards.append(np.load(path))
        progress.advance(len(part))
    progress.finish()
    return np.concatenate(shards).astype(np.float32)


def embedded_chunks(
    collection: Collection,
    chunks: Sequence[Chunk],
    data_dir: Path,
    embedder: Embedder,
    progress: Progress = SILENT,
) -> Vectors:
    """Vectors of a collection's chunks, from the data directory as far as they are there."""
    model = sha256(embedder.name.encode()).hexdigest()[:16]
    return embed_chunks(chunks, _home(collection, data_dir) / model, embedder, progress)


def _home(collection: Collection, data_dir: Path) -> Path:
    return data_dir / "collections" / collection.digest[:16]


def run_collection(
    folder: Path,
    data_dir: Path,
    run_file: Path | None,
    embedder: Embedder,
    progress: Progress = SILENT,
) -> CollectionReport:
    """Index a collection once, search all its questions and measure.

    Args:
        folder: Where corpus.jsonl, queries.jsonl and qrels.tsv are.
        data_dir: Where the collection's index is kept for the next run.
        run_file: Where to write a TREC run of the first 100 hits a question; None writes none.
        embedder: Model of the vectors.
        progress: Told about embedding and searching.

    Raises:
        UnreadableFileError: The collection cannot be read.
    """
    collection = read_collection(folder)
    chunks, vectors, lexical = searchable(collection, data_dir, embedder, progress)
    found, timings = search_all(collection, chunks, vectors, lexical, embedder, progress=progress)
    if run_file:
        write_run(run_file, found)
    run = {key: tuple(name for name, _ in hits) for key, hits in found.items()}
    return CollectionReport(
        metrics=run_metrics(run, collection.qrels),
        questions={
            key: question_metrics(run.get(key, ()), relevant)
            for key, relevant in collection.qrels.items()
        },
        run=run,
        latency_ms=_latency(timings),
        documents=len(collection.ids),
        digest=collection.digest,
        embedder=embedder.name,
        machine=f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
    )


def searchable(
    collection: Collection, data_dir: Path, embedder: Embedder, progress: Progress = SILENT
) -> tuple[tuple[Chunk, ...], Vectors, LexicalIndex]:
    """Chunks, vectors and terms of a collection, from the data directory when they are there."""
    chunks = collection_chunks(collection)
    vectors = embedded_chunks(collection, chunks, data_dir, embedder, progress)
    return chunks, vectors, _lexical(_home(collection, data_dir) / "terms", chunks)


def _lexical(folder: Path, chunks: Sequence[Chunk]) -> LexicalIndex:
    """The terms, from disk when they are there."""
    if not (folder / "lengths.npy").exists():  # the file that is written last
        LexicalIndex.from_chunks(chunks).save(folder)
    return LexicalIndex.load(folder)


def search_all(  # noqa: PLR0913  the parts of a retriever, as a benchmark holds them
    collection: Collection,
    chunks: Sequence[Chunk],
    vectors: Vectors,
    lexical: LexicalIndex,
    embedder: Embedder,
    *,
    weights: Weights | None = None,
    progress: Progress = SILENT,
) -> tuple[dict[str, list[tuple[str, float]]], list[tuple[float, float]]]:
    """Hits with scores of every question, and milliseconds of (embedding, whole search)."""
    weights = weights or load_weights()
    table = ClauseTable.of(chunks)
    everything = np.ones(len(table), dtype=bool)
    none = np.zeros(len(table), dtype=np.float32)
    found, timings = {}, []
    progress.start("Searching", len(collection.queries))
    for key, text in collection.queries:
        began = time.perf_counter()
        form = search_form(text)
        vector = adapt(embedder.embed_query(form)[0], embedder.name)
        embedded = time.perf_counter()
        extra = [(term, weights.fusion.expansion) for term in expand(form)]
        scores = score_clauses(
            table, vectors @ vector, lexical.scores(form, extra), lexical.upper_bound(form)
        )
        ranked = rank(scores, everything, none, weights, _DEPTH).accepted
        done = time.perf_counter()
        found[key] = [(table.keys[row][0], score) for row, score in ranked]
        timings.append(((embedded - began) * 1e3, (done - began) * 1e3))
        progress.advance()
    progress.finish()
    return found, timings


def _latency(timings: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Percentiles in milliseconds."""
    if not timings:
        return {}
    embed, total = np.array(timings).T
    return {
        "embed_p50": round(float(np.median(embed)), 1),
        "p50": round(float(np.median(total)), 1),
        "p95": round(float(np.quantile(total, 0.95)), 1),
        "max": round(float(total.max()), 1),
    }


def write_run(path: Path, found: dict[str, list[tuple[str, float]]], tag: str = "policy") -> None:
    """Write a TREC run: query id, Q0, document id, rank, score, tag; scores fall with the rank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for key, hits in found.items():
            for place, (name, score) in enumerate(hits, start=1):
                # graders sort by score: a tie must not change the order
                file.write(f"{key} Q0 {name} {place} {score - place * 1e-7:.7f} {tag}\n")
