"""``mcp``: the corpus as tools for other programs' models, over stdin and stdout."""

from __future__ import annotations

import importlib.util

import typer

from assistant.cli.options import DataOption, load_settings, notice

HELP = """以 MCP 协议（标准输入输出）提供检索、条款和责任查询，供其他智能体调用。

例：

  policy-assistant mcp --data /data
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("mcp", help=HELP)(serve_mcp)


def serve_mcp(ctx: typer.Context, data: DataOption = None) -> None:
    """Serve until the input ends."""
    if importlib.util.find_spec("mcp") is None:
        notice("policy-assistant: 缺少 mcp 组件，请运行：pip install 'policy-assistant[mcp]'")
        raise typer.Exit(1)
    from assistant.cli.runtime import open_assistant
    from assistant.mcp_tools import mcp_server

    with open_assistant(load_settings(ctx, data)) as assistant:
        mcp_server(assistant).run("stdio")
