"""Other programs' clients against the running program: LangChain, openai, and the MCP client."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import anyio
import openai
import pytest
from langchain_openai import ChatOpenAI
from mcp import Client, StdioServerParameters

from tests.web.browsing import ROOT, serving

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]

QUESTION = "重庆市怎样支持搬迁群众自主创业？由哪些部门负责？"


@pytest.fixture(scope="module")
def address(real_data_dir: Path) -> object:
    with serving(real_data_dir) as found:
        yield found


def chat(address: str) -> ChatOpenAI:
    return ChatOpenAI(
        model="policy-assistant",
        base_url=f"{address}/v1",
        api_key="none",  # type: ignore[arg-type]
        max_retries=0,
    )


def test_langchain_gets_an_answer_with_its_marks(address: str) -> None:
    reply = chat(address).invoke(QUESTION)
    assert "渝发改规范〔2021〕9号" in reply.text
    assert "〔1〕" in reply.text
    assert reply.response_metadata["finish_reason"] == "stop"


def test_langchain_streams_the_same_text(address: str) -> None:
    model = chat(address)
    pieces = [piece.text for piece in model.stream(QUESTION)]
    assert sum(bool(piece) for piece in pieces) > 1
    assert "".join(pieces) == model.invoke(QUESTION).text


def test_langchain_keeps_a_conversation(address: str) -> None:
    first = chat(address).invoke(QUESTION)
    reply = chat(address).invoke(
        [("human", QUESTION), ("ai", first.text), ("human", "换成郴州呢？")]
    )
    assert "郴政办发〔2022〕14号" in reply.text


def test_openai_finds_the_citation_in_a_field(address: str) -> None:
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none") as client:
        assert [model.id for model in client.models.list()] == ["policy-assistant"]
        reply = client.chat.completions.create(
            model="policy-assistant", messages=[{"role": "user", "content": QUESTION}]
        )
    message = reply.choices[0].message
    citation = (message.model_extra or {})["citations"][0]
    assert citation["document"]["document_number"] == "渝发改规范〔2021〕9号"
    assert citation["clause"]["label"] == "三、（八）"


def test_an_mcp_client_works_with_the_command(real_data_dir: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant.cli", "mcp", "--data", str(real_data_dir)],
        env=dict(os.environ),
        cwd=ROOT,
    )

    async def use() -> None:
        async with Client(server) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            assert names == ["ask", "search_clauses", "get_clause", "responsibilities"]
            hits = await client.call_tool("search_clauses", {"words": "自主创业"})
            clause_id = hits.structured_content["result"][0]["clause"]["id"]
            clause = await client.call_tool("get_clause", {"clause_id": clause_id})
            assert "创业" in clause.structured_content["text"]
            rows = await client.call_tool("responsibilities", {"department": "人社局"})
            assert rows.structured_content["result"]

    anyio.run(use)
