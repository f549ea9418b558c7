"""``ingest``: add documents to the index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import DataOption, load_settings, notice

HELP = """读入文件、文件夹或 zip 并编入索引；没有变化的文件不会重新计算。

例：

  policy-assistant ingest 政策文件/

  policy-assistant ingest --replace 新文件.zip
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("ingest", help=HELP)(ingest)


def ingest(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="文件、文件夹或 zip。")],
    replace: Annotated[
        bool, typer.Option("--replace", help="只保留这次给出的文件，其余从索引中移除。")
    ] = False,
    data: DataOption = None,
) -> None:
    """Read the files and build a new generation of the index with them."""
    from assistant.cli.check import read_documents
    from assistant.cli.progress import TerminalProgress
    from assistant.cli.runtime import add_documents

    settings = load_settings(ctx, data)
    documents, failures = [], 0
    for name, result in read_documents(paths):
        if isinstance(result, str):
            failures += 1
            notice(f"policy-assistant: {' '.join(result.split())}")
        else:
            documents.append(result)
            notice(f"{name}: {result.title or '?'}, {len(result.clauses)} clauses")
            for warning in result.warnings:
                notice(f"{name}: {warning}")
    if documents:
        progress = TerminalProgress()
        try:
            typer.echo(add_documents(settings, documents, progress=progress, replace=replace))
        finally:
            progress.finish()
    if failures or not documents:
        if not documents:
            notice("policy-assistant: nothing was indexed; the stored index is unchanged")
        raise typer.Exit(1)
