"""The web application over a small real index, with the owner's page open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.publishing.gate import CaseRun, ReleaseGate
from assistant.records.model import FeedbackRecord, QuestionRecord, Verdict
from assistant.records.store import RecordStore
from assistant.settings import Settings
from assistant.web.api import create_app
from index.ingest import ingest
from index.policy_index import PolicyIndex
from tests.fakes import FakeAssistant
from tests.index.builders import CountingEmbedder, make_document

TOKEN = "a-long-secret-of-the-owner"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
RELIEF, RELOCATION = make_document("社会救助"), make_document("易地搬迁")


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("small")
    ingest([RELIEF, RELOCATION], data_dir, CountingEmbedder())
    return data_dir


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.load(data_dir=tmp_path / "data", admin_token=TOKEN)


@pytest.fixture
def anonymous(
    small_index: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A client that is not logged in; no evaluation is run."""
    import shutil

    def nothing(*_: object) -> CaseRun:
        return CaseRun(passed=frozenset(), failed={})

    monkeypatch.setattr(ReleaseGate, "measure", nothing)
    shutil.copytree(small_index, settings.data_dir)
    assistant = FakeAssistant()
    index = PolicyIndex.open(settings.data_dir, CountingEmbedder())
    assistant.index = index  # type: ignore[assignment]
    app = create_app(assistant, settings, pages=False)  # type: ignore[arg-type]
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    index.close()


@pytest.fixture
def client(anonymous: TestClient) -> TestClient:
    """A client that is logged in."""
    assert anonymous.post("/owner/login", data={"token": TOKEN}).status_code == 303
    return anonymous


@pytest.fixture
def store(anonymous: TestClient) -> RecordStore:
    """The application's records, with a few made ones."""
    found: RecordStore = anonymous.app.state.records  # type: ignore[attr-defined]
    found.add([*made_questions(), made_feedback()])
    return found


@pytest.fixture
def csrf(client: TestClient) -> Callable[[], str]:
    """What forms of the session must send back."""

    def read() -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', client.get("/owner/records").text)
        assert found is not None
        return found.group(1)

    return read


def made_questions() -> list[QuestionRecord]:
    now = datetime.now(UTC)
    common = {"latency_ms": 25.0}
    return [
        QuestionRecord(
            id="q1",
            asked_at=now - timedelta(hours=1),
            question="低保怎么转？",
            standalone_question="重庆市低保怎么转？",
            status="answered",
            place="重庆市",
            cited_clause_ids=(RELIEF.clauses[0].id,),
            document_ids=(RELIEF.id,),
            departments=("市民政局",),
            conversation_id="c-1",
            **common,  # type: ignore[arg-type]
        ),
        QuestionRecord(
            id="q2",
            asked_at=now - timedelta(days=2),
            standalone_question="",
            question='=公租房<script>alert("x")</script>怎么申请？',
            status="refused_no_content",
            reason="no_content",
            place="郴州市",
            topic_terms=("公租房", "申请"),
            conversation_id="c-2",
            **common,  # type: ignore[arg-type]
        ),
        QuestionRecord(
            id="q3",
            asked_at=now - timedelta(days=60),
            question="很早的问题",
            standalone_question="",
            status="refused_unsafe",
            reason="crisis",
            **common,  # type: ignore[arg-type]
        ),
    ]


def made_feedback() -> FeedbackRecord:
    return FeedbackRecord(
        id="f1",
        answer_id="q1",
        at=datetime.now(UTC),
        verdict=Verdict.NOT_USEFUL,
        reasons=("reason_wrong",),
        comment="没说去哪里办",
    )
