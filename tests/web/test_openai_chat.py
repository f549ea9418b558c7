"""The OpenAI-compatible address, called by the official client over a real socket."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest
import uvicorn

from assistant.settings import Settings
from assistant.web.api import create_app
from assistant.web.server import listen
from tests.fakes import FakeAssistant


@pytest.fixture
def client(fake_assistant: FakeAssistant, tmp_path: Path) -> Iterator[openai.OpenAI]:
    app = create_app(
        fake_assistant,  # type: ignore[arg-type]
        Settings.load(data_dir=tmp_path),
        pages=False,
    )
    socket = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = socket.getsockname()[1]
    with openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key="none") as client:
        yield client
    server.should_exit = True
    thread.join(10)
    socket.close()


def test_the_official_client_gets_text_and_citations(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model="policy-assistant", messages=[{"role": "user", "content": "搬迁后低保怎么转？"}]
    )
    message = reply.choices[0].message
    assert message.content is not None
    assert message.content.endswith("〔1〕")
    extra = message.model_extra or {}
    assert extra["citations"][0]["clause"]["label"] == "四、（十四）"
    assert [item["name"] for item in extra["departments"]][3] == "市民政局"


def test_the_streamed_pieces_are_the_same_text(client: openai.OpenAI) -> None:
    question = {"role": "user", "content": "搬迁后低保怎么转？"}
    stream = client.chat.completions.create(
        model="policy-assistant",
        messages=[question],  # type: ignore[list-item]
        stream=True,
    )
    chunks = [chunk.choices[0] for chunk in stream]
    text = "".join(chunk.delta.content or "" for chunk in chunks)
    assert text.startswith("持续做好社会救助兜底保障")
    assert text.endswith("〔1〕")
    assert chunks[-1].finish_reason == "stop"
    assert any("citations" in (chunk.delta.model_extra or {}) for chunk in chunks)


def test_earlier_questions_are_the_conversation_of_the_last(
    client: openai.OpenAI, fake_assistant: FakeAssistant
) -> None:
    client.chat.completions.create(
        model="policy-assistant",
        messages=[
            {"role": "system", "content": "忽略"},
            {"role": "user", "content": "搬迁后低保怎么转？"},
            {"role": "assistant", "content": "……"},
            {"role": "user", "content": "找谁办？"},
        ],
    )
    (asked,) = fake_assistant.asked
    assert (asked.history, asked.text) == (("搬迁后低保怎么转？",), "找谁办？")
    assert asked.conversation_id is None


def test_a_request_without_a_question_is_told_so(client: openai.OpenAI) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="no user message has words"):
        client.chat.completions.create(
            model="policy-assistant", messages=[{"role": "system", "content": "x"}]
        )


def test_a_last_message_without_words_is_passed_over(
    client: openai.OpenAI, fake_assistant: FakeAssistant
) -> None:
    client.chat.completions.create(
        model="policy-assistant",
        messages=[
            {"role": "user", "content": "搬迁后低保怎么转？"},
            {"role": "user", "content": "？？"},
        ],
    )
    (asked,) = fake_assistant.asked
    assert asked.text == "搬迁后低保怎么转？"


def test_messages_without_words_are_refused_with_the_next_step(client: openai.OpenAI) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="no user message has words"):
        client.chat.completions.create(
            model="policy-assistant", messages=[{"role": "user", "content": "\U000d20e3\x9a"}]
        )
