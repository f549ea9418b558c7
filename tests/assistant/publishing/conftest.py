"""An index of small documents, a gate without a program behind it, and a trail in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.publishing import Publisher
from assistant.publishing.gate import CaseRun, ReleaseGate
from assistant.records.model import AuditRecord
from assistant.settings import Settings
from index.ingest import ingest
from index.policy_index import PolicyIndex
from tests.index.builders import CountingEmbedder, make_document

RELIEF, RELOCATION = make_document("社会救助"), make_document("易地搬迁")
NOTICE = """关于做好住房保障工作的通知

各区县（自治县）人民政府：

一、加强住房保障。对住房困难的家庭给予住房补贴。（责任单位：市住房城乡建委）

二、加强监督。每年向社会公布一次结果。（责任单位：市财政局）

重庆市人民政府
2024年3月1日
"""


class FakeGate(ReleaseGate):
    """Gives the runs that a test wants, the first for the generation in use."""

    def __init__(self, settings: Settings, runs: list[CaseRun]) -> None:
        super().__init__(settings)
        self.runs = runs
        self.measured: list[str] = []

    def measure(self, generation: Path, is_stopped: Callable[[], bool] = lambda: False) -> CaseRun:
        self.measured.append(generation.name)
        return self.runs.pop(0) if self.runs else CaseRun(passed=frozenset(), failed={})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.load(data_dir=tmp_path / "data")


@pytest.fixture
def index(settings: Settings) -> Iterator[PolicyIndex]:
    ingest([RELIEF, RELOCATION], settings.data_dir, CountingEmbedder())
    opened = PolicyIndex.open(settings.data_dir, CountingEmbedder())
    yield opened
    opened.close()


@pytest.fixture
def trail() -> list[AuditRecord]:
    return []


@pytest.fixture
def gate(settings: Settings) -> FakeGate:
    return FakeGate(settings, [])


@pytest.fixture
def publisher(
    index: PolicyIndex, settings: Settings, trail: list[AuditRecord], gate: FakeGate
) -> Iterator[Publisher]:
    made = Publisher(index, settings, audit=trail.append, gate=gate)
    yield made
    made.close()
