import asyncio
import os
import subprocess
import sys

from langchain_core.runnables import RunnableLambda

from assistant.assistant import Assistant
from assistant.langchain_adapter import parts
from assistant.model import Answer, Event

ASKED = "杭州双职工家庭送托有什么补助？"
STEPS = ["guard", "understand", "contextualise", "retrieve", "select", "compose", "verify"]


def test_the_chain_is_the_visible_list_of_steps(assistant: Assistant) -> None:
    assert [step.get_name() for step in parts(assistant.chain)] == STEPS


def test_the_chain_composes_with_other_runnables(assistant: Assistant) -> None:
    chain = assistant.chain | RunnableLambda(lambda context: context.status.value)
    assert chain.invoke(assistant._start(ASKED)) == "answered"


def test_every_step_is_timed(assistant: Assistant) -> None:
    timings = assistant.ask(ASKED).timings_ms
    assert list(timings) == [*STEPS, "total"]
    assert all(value >= 0 for value in timings.values())


def test_a_stream_gives_steps_then_the_text_in_pieces_then_the_answer(
    assistant: Assistant,
) -> None:
    events = list(assistant.stream(ASKED))
    assert [e.data for e in events if e.kind == "step"] == STEPS
    last = events[-1]
    assert last.kind == "answer"
    assert isinstance(last.data, Answer)
    pieces = [str(e.data) for e in events if e.kind == "delta"]
    assert len(pieces) > 3
    assert "".join(pieces) == last.data.text


def test_the_stream_can_be_read_asynchronously(assistant: Assistant) -> None:
    async def read() -> list[Event]:
        return [event async for event in assistant.astream(ASKED)]

    events = asyncio.run(read())
    assert events[-1].kind == "answer"


def test_the_index_is_a_langchain_retriever(assistant: Assistant) -> None:
    documents = assistant.as_retriever(top_k=3, place="杭州市").invoke("送托补助")
    assert documents
    assert documents[0].metadata["label"] == "二、（二）"
    assert "600元" in documents[0].page_content
    assert len(documents) <= 3


def test_no_tracing_whatever_the_environment_says() -> None:
    code = (
        "from assistant import langchain_adapter\n"
        "from langsmith.utils import tracing_is_enabled\n"
        "assert not tracing_is_enabled()"
    )
    environment = {**os.environ, "LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_importing_the_assistant_loads_no_model_and_no_web_framework() -> None:
    code = (
        "import sys, assistant\n"
        "heavy = {'torch', 'gradio', 'fastapi', 'chromadb', 'sentence_transformers'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
