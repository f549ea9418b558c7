"""The storm of questions: what is asked, and how replies are read."""

from __future__ import annotations

import asyncio
import json
from itertools import islice

import pytest

from evals.load import _cpu_s, _draw, _reply, _request, _resident_mib


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_popular_questions_come_as_often_as_asked_for(share: float) -> None:
    drawn = list(islice(_draw(["少见一", "少见二"], ["常见"], share, 3), 1000))
    assert abs(drawn.count("常见") / 1000 - share) < 0.06


def test_rare_questions_come_in_turn() -> None:
    assert list(islice(_draw(["甲", "乙"], ["丙"], 0.0, 1), 4)) == ["甲", "乙", "甲", "乙"]


def test_a_request_tells_its_length_in_bytes() -> None:
    head, body = _request("/api/v1/ask", "低保").split(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert json.loads(body) == {"question": "低保"}


def test_a_reply_is_read_whole_before_the_next() -> None:
    async def read() -> list[tuple[int, dict[str, str]]]:
        reader = asyncio.StreamReader()
        reader.feed_data(b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\n")
        reader.feed_data(b"content-length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n")
        return [await _reply(reader), await _reply(reader)]

    (first, headers), (second, _) = asyncio.run(read())
    assert (first, headers["retry-after"], second) == (429, "7", 200)


def test_memory_and_processor_time_of_a_process_are_read() -> None:
    import os

    assert _resident_mib(os.getpid()) > 5
    assert _cpu_s(os.getpid()) > 0
