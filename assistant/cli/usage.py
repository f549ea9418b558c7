"""What is said to people who call a command wrongly: in Chinese, one line and where to read on."""

from __future__ import annotations

import re
from typing import cast

import typer

UsageError = cast(type[Exception], typer.BadParameter.__bases__[0])
"""What typer raises for wrong options, arguments and commands."""

_UNKNOWN_COMMAND = re.compile(r"No such command '(?P<name>[^']*)'\.(?:.*'(?P<near>[^']+)'\?)?")
# The kinds by class name: typer keeps the classes in a module of its own that is private.
_KINDS = {
    "NoSuchOption": "没有“{name}”这个选项",
    "BadOptionUsage": "选项“{name}”后面的值个数不对",
    "MissingParameter": "缺少“{name}”",
    "BadParameter": "“{name}”的值不对：{detail}",
}
_VALUES = (
    (re.compile(r"valid integer"), "要一个整数"),
    (re.compile(r"valid (?:number|float)"), "要一个数"),
    (re.compile(r"greater than or equal to (?P<n>[\d.]+)"), "不能小于 {n}"),
    (re.compile(r"less than or equal to (?P<n>[\d.]+)"), "不能大于 {n}"),
    (re.compile(r"does not exist"), "路径不存在"),
)
"""How the reader of options says what is wrong with a value."""


def title_in_chinese() -> None:
    """Chinese titles for the frames of a help page; loads what draws them."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    rich_utils.DEFAULT_STRING = "[默认：{}]"


def is_help(error: Exception) -> bool:
    """Whether the error only stands for the help that a bare command shows."""
    return type(error).__name__ == "NoArgsIsHelpError"


def in_chinese(error: Exception) -> str:
    """What was called wrongly, and the command that shows the right use.

    Args:
        error: One of `UsageError`.
    """
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "policy-assistant"
    return f"{_problem(error)}。用法见 {command} --help"


def _problem(error: Exception) -> str:
    message = str(getattr(error, "message", error))
    unknown = _UNKNOWN_COMMAND.search(message)
    if unknown:
        near = f"，是不是“{unknown['near']}”" if unknown["near"] else ""
        return f"没有“{unknown['name']}”这个命令{near}"
    name = _name(error)
    kind = _KINDS.get(type(error).__name__)
    if kind is None or not name:
        return message.rstrip("。.")
    return kind.format(name=name, detail=_detail(message).rstrip("。."))


def _name(error: Exception) -> str:
    """The option or argument that the error is about, empty where there is none."""
    option = getattr(error, "option_name", None) or getattr(error, "param_hint", None)
    parameter = getattr(error, "param", None)
    if option is None and parameter is not None:
        option = next((o for o in parameter.opts if o.startswith("--")), parameter.opts[0])
    return str(option or "").strip("'\"")


def _detail(message: str) -> str:
    for pattern, words in _VALUES:
        match = pattern.search(message)
        if match:
            return words.format(**match.groupdict())
    return message
