"""``eval``: measure answers and retrieval; the work is done by the evals package."""

from __future__ import annotations

import importlib
import importlib.util

import typer

from assistant.cli.options import notice

HELP = """评测检索和答复。参数见 policy-assistant eval --help。"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        "eval",
        help=HELP,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(evaluate)


def evaluate(ctx: typer.Context) -> None:
    """Hand all arguments to ``evals.cli.main``, which nothing here may import by name."""
    name = "evals.cli"
    if importlib.util.find_spec("evals") is None or importlib.util.find_spec(name) is None:
        notice("policy-assistant: 没有安装评测程序，请在源码目录中运行")
        raise typer.Exit(1)
    arguments = list(ctx.args)
    if ctx.obj is not None and "--data" not in arguments:
        arguments += ["--data", str(ctx.obj)]
    code = importlib.import_module(name).main(arguments)
    raise typer.Exit(int(code or 0))
