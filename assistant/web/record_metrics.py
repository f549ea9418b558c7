"""What became of the records, and how full their queue is, for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from assistant.records.writer import RecordWriter


class RecordMetrics(Collector):
    """Reads the writer's figures whenever metrics are asked for."""

    def __init__(self, writer: RecordWriter) -> None:
        self._writer = writer

    def collect(self) -> Iterator[Metric]:
        """The figures of this moment."""
        figures = self._writer.figures
        outcomes = CounterMetricFamily(
            "policy_assistant_records",
            "Records of questions by what became of them; dropped and failed ones are lost.",
            labels=["outcome"],
        )
        outcomes.add_metric(["written"], figures.written)
        outcomes.add_metric(["dropped"], figures.dropped)
        outcomes.add_metric(["failed"], figures.failed)
        yield outcomes
        yield GaugeMetricFamily(
            "policy_assistant_records_waiting",
            "Records that wait to be written.",
            value=figures.waiting,
        )
