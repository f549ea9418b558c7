"""``responsibilities``: who answers for what, as a table or a spreadsheet."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.options import DataOption, load_settings, notice

HELP = """列出责任分工：部门、角色、条款和原文。

例：

  policy-assistant responsibilities --department 市民政局

  policy-assistant responsibilities --format xlsx --output 责任清单.xlsx
"""
FORMATS = ("table", "csv", "xlsx", "json")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("responsibilities", help=HELP)(responsibilities)


def responsibilities(
    ctx: typer.Context,
    document: Annotated[
        str | None,
        typer.Option("--document", metavar="X", help="只列这份文件：编号、文号或标题中的词。"),
    ] = None,
    department: Annotated[
        str | None, typer.Option("--department", metavar="Y", help="只列这个部门。")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="table|csv|xlsx|json", help="输出格式。")
    ] = "table",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="写入文件。")
    ] = None,
    data: DataOption = None,
) -> None:
    """Print or write one row for each department of each clause."""
    from assistant.cli.runtime import open_catalog
    from assistant.responsibility_table import find_rows, to_csv, to_xlsx

    if form not in FORMATS:
        raise typer.BadParameter(
            f"'{form}' 不在可选范围内：{'、'.join(FORMATS)}", param_hint="--format"
        )
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("在终端里输出 xlsx 要用 --output 指明文件", param_hint="--output")
    with open_catalog(load_settings(ctx, data)) as catalog:
        rows = find_rows(catalog, document=document, department=department)
    if form == "xlsx":
        _write(to_xlsx(rows), output)
    elif form == "csv":
        _write(to_csv(rows).encode("utf-8-sig" if output else "utf-8"), output)
    elif form == "json":
        _write((json.dumps(rows, ensure_ascii=False) + "\n").encode(), output)
    else:
        _print_table(rows)
    notice(f"{len(rows)} rows")


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(content)


def _print_table(rows: list[dict[str, Any]]) -> None:
    from assistant.labels import book_title

    for row in rows:
        inherited = f"（{row['inherited_from']}）" if row["inherited_from"] else ""
        cells = (row["department"], row["printed_role"] + inherited, row["label"], row["heading"])
        typer.echo("\t".join((*cells, book_title(row["title"]))))
