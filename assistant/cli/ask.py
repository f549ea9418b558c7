"""``ask``: one question, or many from a file."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import Annotated

import typer

from assistant.cli.options import (
    AUDIENCES,
    SCRIPTS,
    AsOfOption,
    AudienceOption,
    DataOption,
    JsonOption,
    PlaceOption,
    ScriptOption,
    load_settings,
    one_of,
    parse_day,
)

HELP = """回答一个问题；或用 --batch 逐行回答一个 JSONL 文件中的对话。

例：

  policy-assistant ask "郴州搬迁群众想开网店卖特产，有什么扶持？找哪些部门？"

  policy-assistant ask --json --place 重庆市 "搬遷後低保怎麼轉？"

  echo '{"id": "1", "turns": ["搬迁后低保怎么转？", "找谁办？"]}' | policy-assistant ask --batch -
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("ask", help=HELP)(ask)


def ask(
    ctx: typer.Context,
    question: Annotated[str | None, typer.Argument(help="问题，简体繁体都可以。")] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            "--batch",
            metavar="FILE|-",
            help='每行一个对话：{"id": …, "turns": ["…"]}；- 为标准输入。',
        ),
    ] = None,
    json_out: JsonOption = False,
    script: ScriptOption = None,
    place: PlaceOption = None,
    audience: AudienceOption = "resident",
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """Answer one question or a batch."""
    from assistant.model import Audience, Question
    from corpus.model import Script

    if (question is None) == (batch is None):
        raise typer.BadParameter("请给出一个问题，或者 --batch FILE", param_hint="QUESTION")
    template = Question(
        text=question or "",
        place=place,
        audience=Audience(one_of(audience, AUDIENCES, "--audience")),
        script=Script(one_of(script, SCRIPTS, "--script")) if script else None,
        as_of=parse_day(as_of),
        conversation_id=None,
    )
    if batch is not None:
        from assistant.cli.batch import answer_batch

        if answer_batch(batch, template, lambda: load_settings(ctx, data)):
            raise typer.Exit(1)
        return
    from assistant.cli.runtime import open_assistant

    with open_assistant(load_settings(ctx, data)) as assistant:
        answer = assistant.ask(replace(template, conversation_id=uuid.uuid4().hex))
    if json_out:
        typer.echo(json.dumps(answer.to_json(), ensure_ascii=False))
        return
    from assistant.cli.answer_view import print_answer

    print_answer(answer)
