"""Fixtures of the assistant's tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.model import Answer, Audience, Question
from tests.assistant.made import made_assistant

Ask = Callable[..., Answer]


@pytest.fixture
def assistant() -> Assistant:
    """Answers over the made documents, with no conversation yet."""
    return made_assistant()


@pytest.fixture
def ask(assistant: Assistant) -> Ask:
    """Ask one or more questions in a row, as one conversation; the last answer comes back."""

    def run(
        *turns: str, audience: Audience = Audience.RESIDENT, place: str | None = None
    ) -> Answer:
        answers = [
            assistant.ask(
                Question(text=turn, conversation_id="talk", audience=audience, place=place)
            )
            for turn in turns
        ]
        return answers[-1]

    return run
