"""Mounts the Gradio pages into the web application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.web.page import ChatPage, mount, theme
from assistant.web.site import STATIC

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.assistant import Assistant
    from assistant.settings import Settings


def mount_pages(app: FastAPI, assistant: Assistant, settings: Settings) -> None:
    """Mount the chat page at the root, below every address of the application itself."""
    page = ChatPage(
        assistant, app.state.rate_limit, app.state.feedback, limit=settings.question_limit
    ).build()
    mount(
        app,
        page,
        path="",
        theme=theme(),
        css=(STATIC / "page.css").read_text(encoding="utf-8"),
        head=f'<script src="{settings.root_path}/site/page.js" defer></script>',
        root_path=settings.root_path or None,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
    )
