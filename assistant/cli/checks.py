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

from assistant.error_wording import in_chinese
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
        return Check(name=name, ok=False, detail=in_chinese(exc))


class CheckFailedError(PolicyAssistantError):
    """Something is not as it must be."""


def _python(settings: Settings) -> str:
    return f"{sys.version.split()[0]}，{os.cpu_count()} 核"


def _packages(settings: Settings) -> str:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError as exc:
            raise CheckFailedError(f"没有安装 {name}，请运行 make setup") from exc
    return "，".join(found)


def _data_directory(settings: Settings) -> str:
    path = settings.data_dir
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as exc:
        raise CheckFailedError(f"{path} 不能写入（{exc.strerror}），请用 --data 换一个") from exc
    return f"{path} 可以写入"


def _embedding_model(settings: Settings) -> str:
    from index.embedder import BuiltInEmbedder, load_embedder

    embedder = load_embedder(
        settings.embedding_model, cache_dir=settings.model_dir, prompts=settings.prompts
    )
    if isinstance(embedder, BuiltInEmbedder):
        embedder.verify()
    return f"{embedder.name}，{embedder.dimension} 维"


def _reranking_model(settings: Settings) -> str:
    from index.cross_encoder import load_reranker

    depth, budget_ms = settings.rerank_depth, settings.rerank_budget_ms
    if load_reranker(settings.rerank_model, depth=depth, budget_ms=budget_ms) is None:
        return "没有设置，按检索的排名"
    return f"{settings.rerank_model}，前 {depth} 条，{budget_ms} 毫秒以内"


def _index(settings: Settings) -> str:
    from index.doctor import diagnose

    return diagnose(settings.data_dir)


def _records(settings: Settings) -> str:
    from assistant.records.store import RecordStore

    with closing(RecordStore.open(settings.records_url)) as store:
        rows = store.counts()
        return f"{store.database.name}: {rows.questions} 个问题，{rows.feedback} 条反馈"


def _readings(settings: Settings) -> str:
    from index.readings import outdated_documents

    outdated = outdated_documents(settings.data_dir)
    if outdated:
        raise CheckFailedError(
            f"{len(outdated)} 份文件是用别的版本或别的部门表读入的（{'、'.join(outdated[:3])}"
            f"{' …' if len(outdated) > 3 else ''}）；请运行 policy-assistant ingest，"
            "自带文件不用写路径，其余的请给出文件"
        )
    return "都由本版本读入"


def _port(settings: Settings) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as exc:
            raise CheckFailedError(
                f"{settings.host}:{settings.port} 不能用（{exc.strerror}），"
                "请用 serve --port 换一个"
            ) from exc
    return f"{settings.host}:{settings.port} 空闲"


def _language_model(settings: Settings) -> str:
    if not settings.llm_base_url:
        return "没有设置，答复由条款原句组成"
    import httpx

    url = f"{settings.llm_base_url.rstrip('/')}/models"
    try:
        reply = httpx.get(url, timeout=min(settings.llm_timeout_s, 10))
    except httpx.HTTPError as exc:
        raise CheckFailedError(
            f"{settings.llm_base_url} 没有响应（{exc}），请启动模型服务，"
            "或去掉 llm_base_url（不用模型也能答复）"
        ) from exc
    return f"{settings.llm_base_url} 有响应，状态 {reply.status_code}"


def rebuild_index(settings: Settings) -> str:
    """Repair a damaged index from what is left of it, without the model; one line on how."""
    from index.doctor import rebuild

    return str(rebuild(settings.data_dir))
