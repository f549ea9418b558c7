"""Publishing and taking down, while the index goes on answering."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from assistant.errors import PublishingError
from assistant.publishing import JobKind, JobState, Publisher, State
from assistant.publishing.gate import CaseRun, Failure
from assistant.publishing.jobs import Job
from assistant.records.model import AuditRecord
from assistant.settings import Settings
from corpus.errors import CorpusError
from index.errors import IndexingError
from index.generation import current
from index.model import Query
from index.policy_index import PolicyIndex
from tests.assistant.publishing.conftest import NOTICE, RELIEF, RELOCATION, FakeGate
from tests.index.builders import CountingEmbedder

GOOD = CaseRun(passed=frozenset({("c.jsonl", "1"), ("c.jsonl", "2")}), failed={})
BAD = CaseRun(
    passed=frozenset({("c.jsonl", "1")}),
    failed={
        ("c.jsonl", "2"): Failure(
            question="低保怎么转？", checks=frozenset({"clause"}), reasons=("clause: cited 三、",)
        )
    },
)


def over(publisher: Publisher, job: Job) -> Job:
    ended = publisher.jobs.wait(job.id, 60)
    assert ended is not None
    assert ended.is_over, ended
    return ended


def upload(publisher: Publisher) -> str:
    return publisher.upload("通知.txt", NOTICE.encode(), actor="owner").id


def found(index: PolicyIndex, words: str) -> set[str]:
    return {hit.document_id for hit in index.search(Query(text=words), 20).hits}


def test_a_draft_is_not_searched_until_it_is_published(
    publisher: Publisher, index: PolicyIndex, trail: list[AuditRecord], gate: FakeGate
) -> None:
    draft = upload(publisher)
    assert publisher.find(draft).state is State.DRAFT
    assert draft not in found(index, "住房补贴")
    before = index.generation_id
    job = over(publisher, publisher.publish([draft], actor="owner"))
    assert (job.state, job.kind) == (JobState.DONE, JobKind.PUBLISH)
    assert job.report is not None
    assert job.report.added == 1
    assert draft in found(index, "住房补贴")
    assert index.generation_id != before
    assert gate.measured == [before, index.generation_id]
    assert publisher.find(draft).state is State.PUBLISHED
    assert [entry.action for entry in trail] == ["upload", "publish"]
    assert json.loads(trail[1].detail)["generation"] == index.generation_id


def test_a_publication_that_lowers_answers_is_refused_and_names_the_question(
    publisher: Publisher, index: PolicyIndex, trail: list[AuditRecord], gate: FakeGate
) -> None:
    gate.runs = [GOOD, BAD]
    draft, before = upload(publisher), index.generation_id
    job = over(publisher, publisher.publish([draft], actor="owner"))
    assert job.state is JobState.REFUSED
    assert job.gate is not None
    assert [item.question for item in job.gate.worse] == ["低保怎么转？"]
    assert (job.gate.passed_before, job.gate.passed_after) == (2, 1)
    assert index.generation_id == before
    assert draft not in found(index, "住房补贴")
    assert publisher.find(draft).state is State.DRAFT
    assert trail[-1].action == "publish_refused"


def test_a_reason_overrides_the_gate_and_stands_in_the_trail(
    publisher: Publisher, index: PolicyIndex, trail: list[AuditRecord], gate: FakeGate
) -> None:
    gate.runs = [GOOD, BAD]
    draft = upload(publisher)
    job = over(publisher, publisher.publish([draft], actor="owner", override="新文件替代旧规定"))
    assert job.state is JobState.DONE
    assert draft in found(index, "住房补贴")
    detail = json.loads(trail[-1].detail)
    assert (detail["worse"], detail["override"]) == ("2", "新文件替代旧规定")


def test_what_is_taken_down_is_gone_at_once_and_its_words_are_kept(
    publisher: Publisher, index: PolicyIndex, settings: Settings, trail: list[AuditRecord]
) -> None:
    job = publisher.take_down([RELOCATION.id], actor="owner", reason="已废止")
    assert index.catalog.documents() == (RELIEF,)  # before the job is over
    assert RELOCATION.id not in found(index, "易地搬迁第2项工作")
    assert over(publisher, job).state is JobState.DONE
    on_disk = PolicyIndex.open(settings.data_dir, CountingEmbedder())
    assert on_disk.catalog.documents() == (RELIEF,)
    on_disk.close()
    assert publisher.find(RELOCATION.id).state is State.TAKEN_DOWN
    assert publisher.register.file_of(RELOCATION.id) is not None
    assert json.loads(trail[0].detail) == {"reason": "已废止"}


def test_what_was_taken_down_can_be_published_again_and_answers(
    publisher: Publisher, index: PolicyIndex
) -> None:
    draft = upload(publisher)
    over(publisher, publisher.publish([draft], actor="owner"))
    publisher.take_down([draft], actor="owner")
    assert draft not in found(index, "住房补贴")
    over(publisher, publisher.publish([draft], actor="owner"))
    assert draft in found(index, "住房补贴")
    assert [item.id for item in publisher.documents()] == [RELIEF.id, RELOCATION.id, draft]


def test_a_new_version_replaces_the_old_one_in_one_step(
    publisher: Publisher, index: PolicyIndex
) -> None:
    draft = upload(publisher)
    over(publisher, publisher.publish([draft], actor="owner", replaces=[RELIEF.id]))
    assert {document.id for document in index.catalog.documents()} == {RELOCATION.id, draft}
    assert publisher.find(RELIEF.id).state is State.TAKEN_DOWN


def test_a_stop_between_hiding_and_removing_brings_nothing_back(
    publisher: Publisher, settings: Settings, trail: list[AuditRecord], gate: FakeGate
) -> None:
    publisher.jobs.close()  # nothing is removed any more
    with pytest.raises(PublishingError, match="stopping"):
        publisher.take_down([RELOCATION.id], actor="owner")
    again = PolicyIndex.open(settings.data_dir, CountingEmbedder())
    assert RELOCATION.id in {document.id for document in again.catalog.documents()}
    restarted = Publisher(again, settings, audit=trail.append, gate=gate)
    assert again.catalog.documents() == (RELIEF,)
    assert over(restarted, restarted.jobs.all()[0]).state is JobState.DONE
    assert restarted.find(RELOCATION.id).entry is not None
    assert not restarted.register.entries()[0].is_pending
    again.close()


def test_an_ingest_that_fails_leaves_everything_as_it_was(
    publisher: Publisher,
    index: PolicyIndex,
    trail: list[AuditRecord],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(texts: list[str]) -> None:
        raise IndexingError("the model is gone; restore it")

    monkeypatch.setattr(index.embedder, "embed_passages", broken)
    draft, before = upload(publisher), index.generation_id
    job = over(publisher, publisher.publish([draft], actor="owner"))
    assert (job.state, job.message) == (JobState.FAILED, "the model is gone; restore it")
    assert index.generation_id == before
    assert trail[-1].action == "failed"


def test_a_fault_of_the_program_is_told_without_its_inside(
    publisher: Publisher, index: PolicyIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(texts: list[str]) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(index.embedder, "embed_passages", broken)
    job = over(publisher, publisher.publish([upload(publisher)], actor="owner"))
    assert job.state is JobState.FAILED
    assert "secret" not in job.message


def test_indexing_again_reads_by_todays_rules(
    publisher: Publisher, index: PolicyIndex, trail: list[AuditRecord]
) -> None:
    job = over(publisher, publisher.reindex(actor="owner"))
    assert job.state is JobState.DONE
    assert [document.id for document in index.catalog.documents()] == [RELIEF.id, RELOCATION.id]
    assert job.report is not None
    assert (job.report.added, job.report.removed, job.report.changed) == (0, 0, 2)
    # the hand-made clauses were short of what the rules find in the same text
    again = index.catalog.document(RELIEF.id)
    assert again.text == RELIEF.text
    assert again != RELIEF
    assert trail[-1].action == "reindex"


@pytest.mark.parametrize(
    ("ids", "replaces", "words"),
    [
        ([], [], "no document was named"),
        (["unknown"], [], "not uploaded"),
        ([RELIEF.id], [], "published already"),
        (["draft"], ["unknown"], "to be replaced, but not published"),
    ],
)
def test_what_cannot_be_published_is_told(
    publisher: Publisher, ids: list[str], replaces: list[str], words: str
) -> None:
    draft = upload(publisher)
    wanted = [draft if item == "draft" else item for item in ids]
    with pytest.raises(PublishingError, match=words):
        publisher.publish(wanted, actor="owner", replaces=replaces)


def test_only_what_is_not_searched_can_be_deleted(publisher: Publisher) -> None:
    draft = upload(publisher)
    path = publisher.register.file_of(draft)
    assert path is not None
    publisher.discard(draft, actor="owner")
    assert not path.exists()
    with pytest.raises(KeyError):
        publisher.find(draft)
    with pytest.raises(PublishingError, match="take it down first"):
        publisher.discard(RELIEF.id, actor="owner")


def test_a_file_that_cannot_be_read_is_not_kept(publisher: Publisher, settings: Settings) -> None:
    with pytest.raises(CorpusError):
        publisher.upload("空.txt", b"", actor="owner")
    assert publisher.register.entries() == ()
    assert not list((settings.data_dir / "publishing").glob("files/*"))


def test_the_same_file_again_is_the_same_document(publisher: Publisher) -> None:
    first = publisher.upload("通知.txt", NOTICE.encode(), actor="owner")
    again = publisher.upload("另存为.txt", NOTICE.encode(), actor="owner")
    assert (again.id, again.file) == (first.id, "通知.txt")


def test_one_document_is_not_published_twice_at_once(publisher: Publisher, gate: FakeGate) -> None:
    draft = upload(publisher)
    first = publisher.publish([draft], actor="owner")
    with pytest.raises(PublishingError, match=r"being published|published already"):
        publisher.publish([draft], actor="owner")
    over(publisher, first)


def test_a_stopped_job_leaves_the_generation_in_use(
    publisher: Publisher, index: PolicyIndex, settings: Settings
) -> None:
    draft, before = upload(publisher), current(settings.data_dir)
    job = publisher.publish([draft], actor="owner")
    publisher.close()
    ended = publisher.jobs.get(job.id)
    assert ended is not None
    assert ended.state in (JobState.FAILED, JobState.DONE, JobState.WAITING)
    if ended.state is not JobState.DONE:
        assert current(settings.data_dir) == before


def test_a_file_that_came_with_the_program_is_kept_byte_for_byte(
    index: PolicyIndex, settings: Settings, trail: list[AuditRecord], tmp_path: Path
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / RELIEF.file).write_text("another file of that name", encoding="utf-8")
    publisher = Publisher(index, settings, audit=trail.append, shipped=shipped)
    over(publisher, publisher.take_down([RELIEF.id], actor="owner"))
    kept = publisher.register.file_of(RELIEF.id)
    assert kept is not None
    assert kept.read_bytes().decode() == RELIEF.text  # not the file that merely has its name
    assert publisher.read(RELIEF.id).text == RELIEF.text
    publisher.close()


def test_another_process_follows(
    publisher: Publisher, settings: Settings, trail: list[AuditRecord], gate: FakeGate
) -> None:
    other_index = PolicyIndex.open(settings.data_dir, CountingEmbedder())
    other = Publisher(other_index, settings, audit=trail.append, gate=gate)
    draft = upload(publisher)
    assert other.find(draft).state is State.DRAFT
    over(publisher, publisher.publish([draft], actor="owner"))
    other.follow()
    assert draft in found(other_index, "住房补贴")
    job = publisher.take_down([draft], actor="owner")
    other.follow()
    assert draft not in found(other_index, "住房补贴")
    over(publisher, job)
    other.follow()
    over(publisher, publisher.publish([draft], actor="owner"))
    other.follow()
    assert draft in found(other_index, "住房补贴")
    other.close()
    other_index.close()


def test_an_evaluation_that_cannot_be_run_refuses_unless_a_reason_is_given(
    publisher: Publisher,
    index: PolicyIndex,
    trail: list[AuditRecord],
    gate: FakeGate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> CaseRun:
        raise PublishingError("the evaluation did not run")

    monkeypatch.setattr(gate, "measure", broken)
    draft = upload(publisher)
    job = over(publisher, publisher.publish([draft], actor="owner"))
    assert (job.state, job.message) == (JobState.FAILED, "the evaluation did not run")
    job = over(publisher, publisher.publish([draft], actor="owner", override="等不及"))
    assert (job.state, job.gate) == (JobState.DONE, None)
    assert draft in found(index, "住房补贴")
    assert json.loads(trail[-1].detail)["override"] == "等不及"


def test_who_searches_meanwhile_meets_no_error_and_nothing_that_is_hidden(
    publisher: Publisher, index: PolicyIndex
) -> None:
    stop, hidden = threading.Event(), threading.Event()
    faults: list[str] = []

    def search() -> None:
        while not stop.is_set():
            was_hidden = hidden.is_set()
            try:
                ids = found(index, "易地搬迁第2项工作")
                _ = index.catalog.clause(RELIEF.clauses[0].id)
            except Exception as error:  # whatever it is, nobody may meet it
                faults.append(repr(error))
                return
            if was_hidden and hidden.is_set() and RELOCATION.id in ids:
                faults.append("a hidden document was found")

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(2):
        job = publisher.take_down([RELOCATION.id], actor="owner")
        hidden.set()
        over(publisher, job)
        hidden.clear()
        over(publisher, publisher.publish([RELOCATION.id], actor="owner"))
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
