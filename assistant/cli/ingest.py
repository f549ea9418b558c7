"""``ingest``: add documents to the index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, load_settings, notice

if TYPE_CHECKING:
    from assistant.settings import Settings

HELP = """读入文件、文件夹或 zip 并编入索引；没有变化的文件不会重新计算。

不给文件时编入随程序附带的文件（例如换了向量模型之后）。

例：

  policy-assistant ingest 政策文件/

  policy-assistant ingest --replace 新文件.zip
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("ingest", help=HELP)(ingest)


def ingest(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH…", help="文件、文件夹或 zip。")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="只保留这次给出的文件，其余从索引中移除。")
    ] = False,
    data: DataOption = None,
) -> None:
    """Read the files and build a new generation of the index with them."""
    from assistant.cli.check import read_documents
    from assistant.cli.progress import TerminalProgress
    from assistant.cli.runtime import add_documents, shipped_documents
    from assistant.error_wording import in_chinese
    from corpus.errors import PolicyAssistantError

    if replace and not paths:
        raise typer.BadParameter("--replace 要给出保留哪些文件", param_hint="PATH")
    settings = load_settings(ctx, data)
    shipped = [] if replace else shipped_documents(settings, wanted=not paths)
    documents, failures = [], 0
    for name, result in read_documents([*(paths or ()), *shipped]):
        if isinstance(result, PolicyAssistantError):
            failures += 1
            notice(f"policy-assistant: {in_chinese(result)}")
        else:
            documents.append(result)
            notice(f"{name}: {result.title or '?'}，{len(result.clauses)} 个条款")
            if result.warnings:
                notice(f"{name}: {len(result.warnings)} 处存疑，可用 policy-assistant check 查看")
    if documents:
        progress = TerminalProgress()
        try:
            typer.echo(add_documents(settings, documents, progress=progress, replace=replace))
        finally:
            progress.finish()
        _notice_outdated(settings)
    if failures or not documents:
        if not documents:
            notice("policy-assistant: 没有收录任何文件，原有索引未变")
        raise typer.Exit(1)


def _notice_outdated(settings: Settings) -> None:
    """Say which indexed documents should be ingested again."""
    from index.readings import outdated_documents

    outdated = outdated_documents(settings.data_dir)
    if outdated:
        notice(
            f"另有 {len(outdated)} 份文件是用别的版本读入的，请重新 ingest 这些文件"
            f"（{'、'.join(outdated[:3])} …）"
        )
