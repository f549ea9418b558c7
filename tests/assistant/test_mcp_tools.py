"""The MCP tools, called by the official client."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mcp import Client

from assistant.mcp_tools import mcp_server
from tests.fakes import FakeAssistant

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def call(fake: FakeAssistant, tool: str, **arguments: Any) -> Any:
    async with Client(mcp_server(fake)) as client:  # type: ignore[arg-type]
        return await client.call_tool(tool, arguments)


def value(result: Any) -> Any:
    content = result.structured_content
    return content["result"] if set(content) == {"result"} else content


async def test_the_tools_are_listed_with_what_they_do(fake_assistant: FakeAssistant) -> None:
    async with Client(mcp_server(fake_assistant)) as client:  # type: ignore[arg-type]
        tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == [
        "ask",
        "search_clauses",
        "get_clause",
        "responsibilities",
    ]
    assert all(tool.description for tool in tools)


async def test_an_answer_comes_whole(fake_assistant: FakeAssistant) -> None:
    answer = value(await call(fake_assistant, "ask", question="搬迁后低保怎么转？"))
    assert answer["schema_version"] == 1
    assert answer["citations"][0]["clause"]["label"] == "四、（十四）"
    assert fake_assistant.asked[0].audience == "official"


async def test_a_clause_and_its_departments_can_be_read(fake_assistant: FakeAssistant) -> None:
    rows = value(await call(fake_assistant, "responsibilities", department="市民政局"))
    clause = value(await call(fake_assistant, "get_clause", clause_id=rows[0]["clause_id"]))
    assert clause["text"].startswith("（十四）保障搬迁群众合法权益。")
    assert len(clause["responsibilities"]) == 6


async def test_an_unknown_clause_is_an_error_with_the_way_out(
    fake_assistant: FakeAssistant,
) -> None:
    result = await call(fake_assistant, "get_clause", clause_id="none")
    assert result.is_error
    assert "take one from search_clauses" in json.dumps(
        [item.model_dump(mode="json") for item in result.content]
    )
