"""Counts and durations for Prometheus; never a word of a question."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as render_metrics

from assistant.model import Answer, Event, Question
from assistant.web.problems import fault_named

if TYPE_CHECKING:
    from assistant.assistant import Assistant

router = APIRouter(include_in_schema=False)

BUCKETS_S = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
"""Seconds; answers without a model take hundredths, with one seconds."""


class Observed:
    """An assistant whose answers are counted and timed; each application has its own figures.

    Questions that it does not take are told apart: too long, or without words.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.registry = CollectorRegistry()
        self._answers = Counter(
            "policy_assistant_answers_total",
            "Answers by status; failed ones ended in an error.",
            ["status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "policy_assistant_answer_seconds",
            "Time from question to whole answer.",
            buckets=BUCKETS_S,
            registry=self.registry,
        )
        self._running = Gauge(
            "policy_assistant_running", "Questions being answered.", registry=self.registry
        )

    @property
    def index(self) -> Any:
        """The index of the observed assistant."""
        return self._assistant.index

    def ask(self, question: Question) -> Answer:
        """See `Answerer.ask`."""
        with self._observed() as observed, fault_named(question.text):
            answer = self._assistant.ask(question)
            observed.status = answer.status.value
        return answer

    def stream(self, question: Question) -> Iterator[Event]:
        """See `Answerer.stream`."""
        with self._observed() as observed, fault_named(question.text):
            for event in self._assistant.stream(question):
                if isinstance(event.data, Answer):
                    observed.status = event.data.status.value
                yield event

    @contextmanager
    def _observed(self) -> Iterator[_Outcome]:
        """Counts and times what is done within; it has failed until a status is set."""
        began, outcome = time.perf_counter(), _Outcome()
        try:
            with self._running.track_inprogress():
                yield outcome
        finally:
            self._answers.labels(outcome.status).inc()
            self._seconds.observe(time.perf_counter() - began)


@dataclass(slots=True)
class _Outcome:
    """How an answer ended so far."""

    status: str = "failed"


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """All figures in Prometheus' text format."""
    content = render_metrics(request.app.state.assistant.registry)
    return Response(content, media_type=CONTENT_TYPE_LATEST)
