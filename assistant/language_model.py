"""A chat model behind any OpenAI-compatible endpoint, guarded by time-outs and a breaker.

Imports of LangChain's providers take seconds, so they happen when a model is configured and
first used, never before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.errors import LanguageModelError, SettingsError

Messages = list[tuple[str, str]]


class ChatModel(Protocol):
    """What a LangChain chat model offers and this project uses."""

    def stream(self, messages: Any, /) -> Iterator[Any]:
        """Message chunks with a `content` string."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Where the model is and how long it may take."""

    model: str
    base_url: str
    api_key: str
    timeout_s: float = 20.0
    """Seconds for one network read."""
    max_retries: int = 2
    """Further tries of a failed request, with the client's exponential back-off."""
    max_tokens: int = 800
    """Upper bound of one answer's length."""


def connect(settings: ModelSettings) -> ChatModel:
    """The chat model that the settings name; nothing is sent yet.

    Raises:
        SettingsError: The optional packages are not installed.
    """
    try:
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 - seconds of imports
    except ImportError as error:
        raise SettingsError(
            f"language model {settings.model!r} is configured but langchain is not installed; "
            "run: pip install 'policy-assistant[llm]'"
        ) from error
    model: ChatModel = init_chat_model(
        settings.model,
        model_provider="openai",
        base_url=settings.base_url,
        api_key=settings.api_key,
        timeout=settings.timeout_s,
        max_retries=settings.max_retries,
        temperature=0,
        # servers other than OpenAI's know this name, not max_completion_tokens
        extra_body={"max_tokens": settings.max_tokens},
    )
    return model


class CircuitBreaker:
    """Stops calling an endpoint that keeps failing, for a while.

    Closed: calls go through. After `threshold` failures in a row it opens for `pause_s`
    seconds; then one call is let through, and its outcome closes or reopens it.
    """

    def __init__(
        self,
        *,
        threshold: int = 3,
        pause_s: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._threshold = threshold
        self._pause_s = pause_s
        self._clock = clock
        self._failures = 0
        self._open_until = 0.0
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """True when a call may be tried now."""
        with self._lock:
            if self._failures < self._threshold:
                return True
            if self._clock() < self._open_until:
                return False
            self._open_until = self._clock() + self._pause_s  # others wait for this try
            return True

    def record(self, *, succeeded: bool) -> None:
        """Count the outcome of a call that was allowed."""
        with self._lock:
            self._failures = 0 if succeeded else self._failures + 1
            if self._failures >= self._threshold:
                self._open_until = self._clock() + self._pause_s


class LanguageModel:
    """Streams text from a chat model; every failure is a LanguageModelError."""

    def __init__(
        self,
        connect_model: Callable[[], ChatModel],
        *,
        budget_s: float = 30.0,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        self._connect = connect_model
        self._model: ChatModel | None = None
        self._breaker = breaker or CircuitBreaker()
        self.budget_s = budget_s

    def stream(self, messages: Messages) -> Iterator[str]:
        """Pieces of the model's answer until it ends or the budget of seconds is spent.

        Raises:
            LanguageModelError: The breaker is open, the endpoint failed, or nothing at all came
                within the budget.
        """
        if not self._breaker.allows():
            raise LanguageModelError(
                "the language model failed repeatedly and is left alone for a while; "
                "check its endpoint or unset it"
            )
        started = time.monotonic()
        received = 0
        try:
            self._model = self._model or self._connect()
            for chunk in self._model.stream(messages):
                piece = chunk.content if isinstance(chunk.content, str) else ""
                received += len(piece)
                yield piece
                if time.monotonic() - started > self.budget_s:
                    break
        except SettingsError:
            raise
        except Exception as error:  # providers raise their own trees; none may reach the asker
            self._breaker.record(succeeded=False)
            raise LanguageModelError(
                f"the language model did not answer ({type(error).__name__}: {error}); "
                "check the endpoint's address, key and load"
            ) from error
        self._breaker.record(succeeded=received > 0)
        if not received:
            raise LanguageModelError("the language model answered with nothing; check its logs")
