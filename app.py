"""Composition root: settings → assistant → web application. ``python app.py`` serves it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistant.cli.main import run
from assistant.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI


def create_app() -> FastAPI:
    """The web application with settings from the environment, for servers that want a factory.

    For example ``uvicorn --factory app:create_app --workers 1``.
    """
    from assistant.assistant import Assistant  # noqa: PLC0415 - heavy, and serving has its own way
    from assistant.web import api  # noqa: PLC0415

    settings = Settings.load()
    return api.create_app(Assistant.from_settings(settings), settings)


if __name__ == "__main__":
    run(["serve", *sys.argv[1:]])
