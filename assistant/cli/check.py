"""``check``: how files are read, before anything is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import JsonOption, notice

if TYPE_CHECKING:
    from corpus.model import PolicyDocument

HELP = """显示文件是怎样被读懂的：标题、文号、日期、条款、责任部门和疑点。不写入任何数据。

例：

  policy-assistant check 通知.docx

  policy-assistant check --json 文件夹/ > 检查结果.jsonl
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("check", help=HELP)(check)


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="文件、文件夹或 zip。")],
    json_out: JsonOption = False,
) -> None:
    """Print how each file was understood."""
    from corpus.report import check_json

    failures = 0
    for name, result in read_documents(files):
        if isinstance(result, str):
            failures += 1
            notice(f"policy-assistant: {' '.join(result.split())}")
            if json_out:
                typer.echo(json.dumps({"file": name, "error": result}, ensure_ascii=False))
        elif json_out:
            typer.echo(json.dumps(check_json(result), ensure_ascii=False))
        else:
            from assistant.cli.check_view import print_document

            print_document(result)
    if failures:
        raise typer.Exit(1)


def read_documents(paths: list[Path]) -> Iterator[tuple[str, PolicyDocument | str]]:
    """Each file's name with its document, or with why it cannot be read."""
    from corpus.errors import PolicyAssistantError
    from corpus.load import parse_source, read_document
    from corpus.readers import SourceText, iter_files

    for path in paths:
        if path.is_file() and path.suffix.lower() != ".zip":
            try:
                yield path.name, read_document(path)
            except PolicyAssistantError as exc:
                yield path.name, str(exc)
            continue
        try:
            for item in iter_files(path):
                if isinstance(item, SourceText):
                    yield item.file, parse_source(item)
                else:
                    yield item.file, str(item.error)
        except PolicyAssistantError as exc:
            yield path.name, str(exc)
