"""The checks of ``doctor``; each says in one line what is so and, when wrong, what to do."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from assistant.settings import Settings
from corpus.errors import PolicyAssistantError

PACKAGES = ("torch", "sentence-transformers", "chromadb", "OpenCC", "rjieba", "gradio", "fastapi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How one check went."""

    name: str
    ok: bool
    detail: str

    def to_json(self) -> dict[str, Any]:
        """Plain values for ``doctor --json``."""
        return {"name": self.name, "ok": self.ok, "detail": self.detail}


def run_checks(settings: Settings) -> list[Check]:
    """All checks, in the order in which a failure explains later ones."""
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("python", _python),
        ("packages", _packages),
        ("data directory", _data_directory),
        ("embedding model", _embedding_model),
        ("reranking model", _reranking_model),
        ("index", _index),
        ("readings", _readings),
        ("records", _records),
        ("port", _port),
        ("language model", _language_model),
    ]
    return [_run(name, check, settings) for name, check in checks]


def _run(name: str, check: Callable[[Settings], str], settings: Settings) -> Check:
    try:
        return Check(name=name, ok=True, detail=check(settings))
    except (PolicyAssistantError, OSError) as exc:
        return Check(name=name, ok=False, detail=" ".join(str(exc).split()))


class CheckFailedError(PolicyAssistantError):
    """Something is not as it must be."""


def _python(settings: Settings) -> str:
    return f"{sys.version.split()[0]} on {os.cpu_count()} cores"


def _packages(settings: Settings) -> str:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError as exc:
            raise CheckFailedError(f"{name} is not installed; run: make setup") from exc
    return ", ".join(found)


def _data_directory(settings: Settings) -> str:
    path = settings.data_dir
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as exc:
        raise CheckFailedError(
            f"{path} is not writable ({exc.strerror}); give another one by --data DIR"
        ) from exc
    return f"{path} is writable"


def _embedding_model(settings: Settings) -> str:
    from index.embedder import BuiltInEmbedder, load_embedder

    embedder = load_embedder(
        settings.embedding_model, cache_dir=settings.model_dir, prompts=settings.prompts
    )
    if isinstance(embedder, BuiltInEmbedder):
        embedder.verify()
    return f"{embedder.name}, {embedder.dimension} dimensions"


def _reranking_model(settings: Settings) -> str:
    from index.cross_encoder import load_reranker

    depth, budget_ms = settings.rerank_depth, settings.rerank_budget_ms
    if load_reranker(settings.rerank_model, depth=depth, budget_ms=budget_ms) is None:
        return "none set; hits stand as the search ranks them"
    return f"{settings.rerank_model}, {depth} hits in {budget_ms} ms"


def _index(settings: Settings) -> str:
    from index.doctor import diagnose

    return diagnose(settings.data_dir)


def _records(settings: Settings) -> str:
    from assistant.records.store import RecordStore

    with closing(RecordStore.open(settings.records_url)) as store:
        rows = store.counts()
        return f"{store.database.name}: {rows.questions} questions, {rows.feedback} feedback"


def _readings(settings: Settings) -> str:
    from index.readings import outdated_documents

    outdated = outdated_documents(settings.data_dir)
    if outdated:
        raise CheckFailedError(
            f"{len(outdated)} documents were read by another version of this program or with "
            f"other departments ({', '.join(outdated[:3])}{' …' if len(outdated) > 3 else ''}); "
            "run `policy-assistant ingest` for the shipped ones, and with the files of the others"
        )
    return "all documents were read by this version"


def _port(settings: Settings) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as exc:
            raise CheckFailedError(
                f"{settings.host}:{settings.port} cannot be used ({exc.strerror}); "
                "choose another one by serve --port"
            ) from exc
    return f"{settings.host}:{settings.port} is free"


def _language_model(settings: Settings) -> str:
    if not settings.llm_base_url:
        return "none set; answers are made of the clauses' own sentences"
    import httpx

    url = f"{settings.llm_base_url.rstrip('/')}/models"
    try:
        reply = httpx.get(url, timeout=min(settings.llm_timeout_s, 10))
    except httpx.HTTPError as exc:
        raise CheckFailedError(
            f"{settings.llm_base_url} does not answer ({exc}); start the model server or unset "
            "llm_base_url (answers then need no model)"
        ) from exc
    return f"{settings.llm_base_url} answers with status {reply.status_code}"


def rebuild_index(settings: Settings) -> str:
    """Repair a damaged index from what is left of it, without the model; one line on how."""
    from index.doctor import rebuild

    return str(rebuild(settings.data_dir))
