"""``records``: what is kept of questions and opinions: figures, export, deletion."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, load_settings, notice, parse_day

if TYPE_CHECKING:
    from assistant.records.bookkeeping import Bookkeeping
    from assistant.settings import Settings

HELP = """提问和评价的记录：统计、导出、删除。

例：

  policy-assistant records stats

  policy-assistant records export --kind questions --since 2026-01-01 --output 提问.jsonl

  policy-assistant records purge --days 30
"""
STATS_HELP = "统计：各类记录数、答复结果、未答原因、评价。"
EXPORT_HELP = "导出记录，最新的在前，每行一条。"
PURGE_HELP = "删除过期的记录和对话；默认按 retention_days 设置。"
KINDS = ("questions", "feedback", "audit")
FORMATS = ("jsonl", "csv")

SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="从这一天起（本机时间）。")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="到这一天止，不含当天。")
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    group = typer.Typer(help=HELP, no_args_is_help=True)
    group.command("stats", help=STATS_HELP)(stats)
    group.command("export", help=EXPORT_HELP)(export)
    group.command("purge", help=PURGE_HELP)(purge)
    app.add_typer(group, name="records")


def stats(ctx: typer.Context, json_out: JsonOption = False, data: DataOption = None) -> None:
    """Print how many records there are, by outcome."""
    from dataclasses import asdict

    from assistant.records.statistics import summarise

    with _open(load_settings(ctx, data)) as books:
        summary = asdict(summarise(books.store))
    if json_out:
        typer.echo(json.dumps(summary, ensure_ascii=False, default=datetime.isoformat))
        return
    for name, value in summary.items():
        rows = value.items() if isinstance(value, dict) else [("", value)]
        for key, number in rows:
            typer.echo(f"{name}{'.' if key else ''}{key}\t{'–' if number is None else number}")


def export(
    ctx: typer.Context,
    kind: Annotated[
        str, typer.Option("--kind", metavar="|".join(KINDS), help="哪一类记录。")
    ] = "questions",
    since: SinceOption = None,
    until: UntilOption = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="|".join(FORMATS), help="格式；默认 jsonl。"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="写入文件。")
    ] = None,
    json_out: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Print or write records; ``--json`` is the same as ``--format jsonl``."""
    from assistant.records.export import to_csv, to_json_lines

    if kind not in KINDS:
        problem = f"'{kind}' 不在可选范围内：{'、'.join(KINDS)}"
        raise typer.BadParameter(problem, param_hint="--kind")
    form = "jsonl" if json_out else form or "jsonl"
    if form not in FORMATS:
        raise typer.BadParameter(
            f"'{form}' 不在可选范围内：{'、'.join(FORMATS)}", param_hint="--format"
        )
    with _open(load_settings(ctx, data)) as books:
        records = getattr(books.store, kind)(since=_moment(since), until=_moment(until))
    content = to_csv(records) if form == "csv" else to_json_lines(records)
    if output is None:
        typer.echo(content, nl=False)
    else:
        # Spreadsheets take a file for UTF-8 only when it says so.
        output.write_text(content, encoding="utf-8-sig" if form == "csv" else "utf-8", newline="")
    notice(f"{len(records)} records")


def purge(
    ctx: typer.Context,
    days: Annotated[
        int | None, typer.Option("--days", min=0, metavar="N", help="删除早于 N 天的记录。")
    ] = None,
    before: Annotated[
        str | None,
        typer.Option("--before", metavar="YYYY-MM-DD", help="删除这一天之前的记录（本机时间）。"),
    ] = None,
    conversation: Annotated[
        str | None,
        typer.Option("--conversation", metavar="ID", help="只删除这个对话及其提问和评价。"),
    ] = None,
    audit: Annotated[bool, typer.Option("--audit", help="审计记录也删除。")] = False,
    json_out: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Delete old records and expired conversations, or one conversation with all of its own."""
    from dataclasses import asdict, replace

    if sum(given is not None for given in (days, before, conversation)) > 1:
        raise typer.BadParameter("--days、--before、--conversation 只能给一个")
    settings = load_settings(ctx, data)
    with _open(settings) as books:
        if conversation is not None:
            gone, what = books.forget(conversation), "one conversation"
        else:
            days = settings.retention_days if days is None else days
            limit = _moment(before) or datetime.now(UTC) - timedelta(days=days)
            gone = books.store.purge(limit, audit=audit)
            gone = replace(gone, conversations=books.conversations.expire())
            what = f"before {limit.isoformat(timespec='minutes')}"
        _put_down(books, f"{what}: {gone.questions} questions, {gone.feedback} feedback")
    if json_out:
        typer.echo(json.dumps(asdict(gone)))
    else:
        typer.echo("\n".join(f"{name}\t{number}" for name, number in asdict(gone).items()))


def _put_down(books: Bookkeeping, detail: str) -> None:
    """Write into the audit trail that something was deleted, and nothing of what it was."""
    from assistant.records.model import AuditRecord

    books.store.add_audit(
        AuditRecord(
            id=uuid.uuid4().hex,
            at=datetime.now(UTC),
            actor="command line",
            action="purge",
            detail=detail,
        )
    )


def _moment(value: str | None) -> datetime | None:
    """Midnight at the beginning of a day of this machine's time zone."""
    day: date | None = parse_day(value)
    return None if day is None else datetime.combine(day, time.min).astimezone()


@contextmanager
def _open(settings: Settings) -> Iterator[Bookkeeping]:
    from assistant.records.bookkeeping import Bookkeeping

    books = Bookkeeping.from_settings(settings)
    try:
        yield books
    finally:
        books.close()
