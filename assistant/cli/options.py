"""Options that several commands share, and the settings that they add up to."""

from __future__ import annotations

import logging
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings

DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="索引和目录所在的文件夹。"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
ScriptOption = Annotated[
    str | None,
    typer.Option("--script", metavar="hans|hant", help="答复用字：hans 简体，hant 繁体。"),
]
PlaceOption = Annotated[
    str | None, typer.Option("--place", metavar="地区", help="提问人所在地区，如 重庆市。")
]
AudienceOption = Annotated[
    str,
    typer.Option("--audience", metavar="resident|official", help="答复对象：居民或工作人员。"),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", help="按哪一天判断文件效力，默认今天。"),
]


def load_settings(ctx: typer.Context, data: Path | None, **values: object) -> Settings:
    """Settings with the command line's values on top; logging and registry set up by them.

    Args:
        ctx: The command's context; its object carries the ``--data`` given before the command.
        data: The ``--data`` given after the command.
        **values: Further fields; a None is left out.
    """
    from assistant.settings import Settings
    from corpus.portal_registry import use_portal_rows

    settings = Settings.load(data_dir=data or ctx.obj, **values)
    use_portal_rows(settings.departments_file)
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    return settings


def parse_day(value: str | None) -> date | None:
    """The date that ``--as-of`` gives.

    Raises:
        typer.BadParameter: It is not written YYYY-MM-DD.
    """
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError as exc:
        raise typer.BadParameter(
            f"'{value}' 不是日期，请写成 2026-01-31 这样", param_hint="--as-of"
        ) from exc


def one_of(value: str, allowed: dict[str, str], option: str) -> str:
    """`value` looked up among the spellings that an option takes.

    Raises:
        typer.BadParameter: It is none of them.
    """
    if value.lower() not in allowed:
        choices = "、".join(sorted(set(allowed)))
        raise typer.BadParameter(f"'{value}' 不在可选范围内：{choices}", param_hint=option)
    return allowed[value.lower()]


SCRIPTS = {"hans": "zh-Hans", "hant": "zh-Hant", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
AUDIENCES = {"resident": "resident", "official": "official"}


def notice(message: str) -> None:
    """Say something on stderr, apart from the data on stdout."""
    typer.echo(message, err=True)
