"""``serve``: the chat page, the portal widget and the HTTP interface."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.options import DataOption, load_settings, notice

HELP = """启动网页和接口，默认 http://127.0.0.1:7860。

例：

  policy-assistant serve

  policy-assistant serve --host 0.0.0.0 --port 8000 --root-path /policy
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("serve", help=HELP)(serve)


def serve(
    ctx: typer.Context,
    host: Annotated[str | None, typer.Option("--host", help="监听地址。")] = None,
    port: Annotated[int | None, typer.Option("--port", help="端口；0 为任一空闲端口。")] = None,
    root_path: Annotated[
        str | None, typer.Option("--root-path", help="反向代理下的子路径，如 /policy。")
    ] = None,
    data: DataOption = None,
) -> None:
    """Serve until interrupted."""
    settings = load_settings(ctx, data, host=host, port=port, root_path=root_path)
    from assistant.cli.progress import TerminalProgress
    from assistant.web.server import serve as run

    run(settings, progress=TerminalProgress(), stopped=lambda: notice("已停止。"))
