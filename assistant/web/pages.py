"""How the Gradio page looks, and where it is mounted in the web application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from assistant.web.page import ChatPage
from assistant.web.site import STATIC

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.assistant import Assistant
    from assistant.settings import Settings

FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]


def mount_pages(app: FastAPI, assistant: Assistant, settings: Settings) -> None:
    """Mount the chat page at the root, below every address of the application itself."""
    page = ChatPage(
        assistant, app.state.rate_limit, app.state.feedback, limit=settings.question_limit
    ).build()
    gr.mount_gradio_app(
        app,
        page,
        path="",
        theme=theme(),
        css=(STATIC / "page.css").read_text(encoding="utf-8"),
        head=(
            f'<link rel="icon" href="{settings.root_path}/favicon.ico" type="image/svg+xml">'
            f'<script src="{settings.root_path}/site/page.js" defer></script>'
        ),
        root_path=settings.root_path or None,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
    )


def theme() -> gr.themes.Base:
    """Plain colours and the machine's own fonts: nothing is fetched."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=FONTS,
        font_mono=["ui-monospace", "monospace"],
    ).set(
        color_accent="#1d4f91",
        button_primary_background_fill="#1d4f91",
        body_text_color_subdued="#4a5866",
        body_text_color_subdued_dark="#b3bfcb",
        link_text_color="#1d4f91",
        link_text_color_dark="#9cc3f5",
        block_label_text_color="#33404d",
        block_title_text_color="#33404d",
    )
