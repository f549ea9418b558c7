"""``chat``: a conversation on the terminal."""

from __future__ import annotations

import uuid
from dataclasses import replace

import typer

from assistant.cli.options import (
    AUDIENCES,
    SCRIPTS,
    AudienceOption,
    DataOption,
    PlaceOption,
    ScriptOption,
    load_settings,
    notice,
    one_of,
)

HELP = """连续对话；追问时会联系上文。输入 /新 另起话题，Ctrl-D 或 /退出 结束。

例：

  policy-assistant chat --place 郴州市
"""
LEAVE = {"/退出", "/quit", "/exit", "/q"}
RESTART = {"/新", "/new"}


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("chat", help=HELP)(chat)


def chat(
    ctx: typer.Context,
    script: ScriptOption = None,
    place: PlaceOption = None,
    audience: AudienceOption = "resident",
    data: DataOption = None,
) -> None:
    """Hold a conversation until the input ends."""
    from assistant.cli.answer_view import print_answer
    from assistant.cli.runtime import open_assistant
    from assistant.errors import InvalidQuestionError
    from assistant.model import Audience, Question
    from corpus.model import Script

    question = Question(
        text="",
        place=place,
        audience=Audience(one_of(audience, AUDIENCES, "--audience")),
        script=Script(one_of(script, SCRIPTS, "--script")) if script else None,
        conversation_id=uuid.uuid4().hex,
    )
    with open_assistant(load_settings(ctx, data)) as assistant:
        while (text := _read_line()) is not None and text not in LEAVE:
            if text in RESTART:
                question = replace(question, conversation_id=uuid.uuid4().hex)
            elif text:
                try:
                    print_answer(assistant.ask(replace(question, text=text)))
                except InvalidQuestionError as exc:
                    notice(f"policy-assistant: {exc}")


def _read_line() -> str | None:
    """What was typed, without spaces around it; None at the end of the input."""
    typer.echo("\n问> ", nl=False, err=True)
    try:
        return input().strip()
    except (EOFError, KeyboardInterrupt):
        typer.echo("", err=True)
        return None
