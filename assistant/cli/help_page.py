"""Help pages in Chinese, in the places where what reads the command line has English words."""

from __future__ import annotations

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

_OWN_WORDS = {
    "Usage:": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]…",
}
_HELP = "显示这页说明。"


class ChineseCommand(TyperCommand):
    """A command whose usage line and help option are in Chinese."""

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]  # narrower context
        """The line on how to call it."""
        return _translated(super().get_usage(ctx))

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        """The option that shows the help page."""
        return _explained(super().get_help_option(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose usage line and help option are in Chinese."""

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The line on how to call it."""
        return _translated(super().get_usage(ctx))

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        """The option that shows the help page."""
        return _explained(super().get_help_option(ctx))


def use_chinese(app: typer.Typer) -> None:
    """Give all commands and groups under an application their Chinese help pages."""
    app.info.cls = ChineseGroup
    for command in app.registered_commands:
        command.cls = ChineseCommand
    for group in app.registered_groups:
        group.cls = ChineseGroup
        if group.typer_instance is not None:
            use_chinese(group.typer_instance)


def _translated(usage: str) -> str:
    for own, chinese in _OWN_WORDS.items():
        usage = usage.replace(own, chinese)
    return usage


def _explained(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _HELP
    return option
