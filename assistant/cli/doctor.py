"""``doctor``: is everything in place, and if not, what to do."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, load_settings

HELP = """检查运行环境：Python、模型、数据文件夹、索引、记录、端口、语言模型；逐项说明怎么办。

例：

  policy-assistant doctor
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("doctor", help=HELP)(doctor)


def doctor(
    ctx: typer.Context,
    json_out: JsonOption = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="由保存的向量重建损坏的索引，不需要模型。")
    ] = False,
    data: DataOption = None,
) -> None:
    """Print one line a check; exit 1 when one failed."""
    from assistant.cli.checks import rebuild_index, run_checks

    settings = load_settings(ctx, data)
    if rebuild:
        typer.echo(rebuild_index(settings), err=True)
    results = run_checks(settings)
    if json_out:
        typer.echo(json.dumps([result.to_json() for result in results], ensure_ascii=False))
    else:
        for result in results:
            typer.echo(f"{'✓' if result.ok else '✗'} {result.name}: {result.detail}")
    if not all(result.ok for result in results):
        raise typer.Exit(1)
