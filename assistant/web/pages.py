"""How the Gradio page looks, and where it is mounted in the web application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web.page import ChatPage
from assistant.web.site import STATIC
from assistant.web.sub_path import SubPath

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.settings import Settings
    from assistant.web.metrics import Observed

FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]


def mount_pages(
    app: FastAPI, assistant: Observed, settings: Settings, *, app_options: dict[str, Any]
) -> None:
    """Mount the chat page at the root, below every address of the application itself.

    Args:
        app: The application.
        assistant: Answers the questions of the page.
        settings: Limits and the path under which the site is served.
        app_options: For the FastAPI application that Gradio makes for itself.
    """
    page = ChatPage(
        assistant,
        app.state.rate_limit,
        app.state.feedback,
        app.state.books.conversations,
        limit=settings.question_limit,
    ).build()
    if settings.root_path:
        app.add_middleware(SubPath, root=settings.root_path)
    gr.mount_gradio_app(
        app,
        page,
        path="",
        app_kwargs=app_options,
        theme=theme(),
        css=(STATIC / "page.css").read_text(encoding="utf-8"),
        head=(
            f'<link rel="icon" href="{settings.root_path}/favicon.ico" type="image/svg+xml">'
            f'<link rel="stylesheet" href="{settings.root_path}/site/print.css" media="print">'
            f'<script src="{settings.root_path}/site/page.js" defer></script>'
            f'<script src="{settings.root_path}/site/copy.js" defer></script>'
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
        input_placeholder_color="#5b6875",
        input_placeholder_color_dark="#b3bfcb",
        block_label_text_color="#33404d",
        block_title_text_color="#33404d",
    )
