"""``check``: how files are read, before anything is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, load_settings, notice

if TYPE_CHECKING:
    from assistant.settings import Settings
    from corpus.errors import PolicyAssistantError
    from corpus.model import PolicyDocument

    Results = Iterator[tuple[str, PolicyDocument | PolicyAssistantError]]

HELP = """显示文件是怎样被读懂的：标题、文号、日期、条款、责任部门、引用和疑点。不写入任何数据。

例：

  policy-assistant check 通知.docx

  policy-assistant check --json 文件夹/ > 检查结果.jsonl
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("check", help=HELP)(check)


def check(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="文件、文件夹或 zip。")],
    json_out: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Print how each file was understood."""
    from assistant.error_wording import in_chinese

    settings = load_settings(ctx, data)
    results = read_documents(files)
    failures = 0
    for name, error in _show_json(results) if json_out else _show_trees(results, settings):
        failures += 1
        notice(f"policy-assistant: {in_chinese(error)}")
        if json_out:
            typer.echo(json.dumps({"file": name, "error": str(error)}, ensure_ascii=False))
    if failures:
        raise typer.Exit(1)


def _show_json(results: Results) -> Iterator[tuple[str, PolicyAssistantError]]:
    """Print the object of each file as soon as it is read; yields what cannot be read."""
    from corpus.errors import PolicyAssistantError
    from corpus.report import check_json

    for name, result in results:
        if isinstance(result, PolicyAssistantError):
            yield name, result
        else:
            typer.echo(json.dumps(check_json(result), ensure_ascii=False))


def _show_trees(results: Results, settings: Settings) -> Iterator[tuple[str, PolicyAssistantError]]:
    """Print the tree of each file; links lead to indexed documents and to the other files."""
    from assistant.cli.check_view import print_document
    from assistant.cli.runtime import known_documents
    from corpus.errors import PolicyAssistantError
    from corpus.links import document_links
    from corpus.model import PolicyDocument

    read = list(results)
    documents = [result for _, result in read if isinstance(result, PolicyDocument)]
    known = (*documents, *known_documents(settings)) if documents else ()
    for name, result in read:
        if isinstance(result, PolicyAssistantError):
            yield name, result
        else:
            print_document(result, document_links([result], known))


def read_documents(paths: list[Path]) -> Results:
    """Each file's name with its document, or with why it cannot be read."""
    from corpus.errors import PolicyAssistantError
    from corpus.load import parse_source, read_document
    from corpus.readers import SourceText, iter_files

    for path in paths:
        if path.is_file() and path.suffix.lower() != ".zip":
            try:
                yield path.name, read_document(path)
            except PolicyAssistantError as exc:
                yield path.name, exc
            continue
        try:
            for item in iter_files(path):
                if isinstance(item, SourceText):
                    yield item.file, parse_source(item)
                else:
                    yield item.file, item.error
        except PolicyAssistantError as exc:
            yield path.name, exc
