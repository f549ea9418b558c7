"""The command line ``policy-assistant``: data on stdout, notices on stderr, exit 0, 1 or 2.

Exit code 1 means that something failed (one line on stderr says what, and what to do), 2 that
the command was called wrongly. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import (
    ask,
    chat,
    check,
    doctor,
    evaluate,
    ingest,
    mcp,
    records,
    responsibilities,
    search,
    serve,
    usage,
)
from assistant.cli.help_page import use_chinese

logger = logging.getLogger(__name__)

app = typer.Typer(
    name="policy-assistant",
    help="政策问答：依据政府文件作答，逐条注明条款和责任部门。",
    epilog='例：policy-assistant ask "搬迁群众想创业，有什么扶持？找哪些部门？"',
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    ask,
    chat,
    check,
    ingest,
    search,
    responsibilities,
    serve,
    records,
    mcp,
    evaluate,
    doctor,
):
    module.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("policy-assistant"))
        raise typer.Exit


@app.callback()
def _options(
    ctx: typer.Context,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="索引和目录所在的文件夹。")
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", help="显示版本号。", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    ctx.obj = data


use_chinese(app)


def main() -> None:
    """The entry point of ``policy-assistant``."""
    run(sys.argv[1:])


def run(arguments: list[str]) -> None:
    """Run one command; an error ends in one line on stderr and exit code 1, or 2 for wrong use."""
    try:
        _called(arguments)
    except SystemExit:  # the command ended by itself; what stands below costs an import
        raise
    except typer.Abort:
        _fail("已中止")
    except usage.UsageError as exc:
        _misused(exc)
    except _own_errors() as exc:
        _fail(_worded(exc))
    except BrokenPipeError:  # the reader of a pipe has gone: nobody is left to tell
        sys.stderr.close()
        sys.exit(1)
    except FileNotFoundError as exc:
        _fail(f"没有这个文件或文件夹，请检查路径：{exc.filename or exc}")
    except OSError as exc:
        _fail(f"系统没有允许这一步，请检查后再试（{exc.strerror or exc}: {exc.filename or '-'}）")
    except Exception as exc:  # a fault of the program: people get a line, developers the trace
        logger.debug("internal error", exc_info=exc)
        _fail(
            f"程序内部出错，请连同 POLICY_ASSISTANT_LOG_LEVEL=debug 的输出一起反馈"
            f"（{type(exc).__name__}: {exc}）"
        )


def _called(arguments: list[str]) -> None:
    """Run the command, and exit with the code that it ended with, if any."""
    if not arguments or {"-h", "--help"} & set(arguments):
        usage.title_in_chinese()
    code = app(arguments, prog_name="policy-assistant", standalone_mode=False)
    if isinstance(code, int) and code:
        sys.exit(code)


def _misused(error: Exception) -> None:
    """Say what was called wrongly, on stderr, or show the help; exit code 2."""
    if not usage.is_help(error):
        typer.echo(f"policy-assistant: {usage.in_chinese(error)}", err=True)
    sys.exit(2)


def _own_errors() -> type[Exception]:
    from corpus.errors import PolicyAssistantError

    return PolicyAssistantError


def _worded(error: Exception) -> str:
    from assistant.error_wording import in_chinese

    return in_chinese(error)


def _fail(message: str) -> None:
    typer.echo(f"policy-assistant: {' '.join(message.split())}", err=True)
    sys.exit(1)
