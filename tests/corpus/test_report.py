"""What `check --json` prints is the contract that other programs read."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

import corpus
from corpus.errors import CorpusError
from corpus.load import parse_source, read_document
from corpus.model import LegalForce, PolicyDocument
from corpus.readers import SourceText
from corpus.report import check_json
from tests.corpus.golden.structure import seeds

DOCUMENT = {
    "id", "title", "document_number", "issuing_bodies", "issued_on", "jurisdiction",
    "legal_force", "effective_from", "effective_until", "script", "abridged",
}  # fmt: skip
CLAUSE = {"id", "path", "paragraph", "heading", "start", "end"}
RESPONSIBILITY = {
    "clause_id", "path", "department", "role", "generic", "inherited_from", "start", "end",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> PolicyDocument:
    return read_document(seeds()[1])


def test_a_document_is_read_whole(plan: PolicyDocument) -> None:
    assert plan.document_number == "郴政办发〔2022〕14号"
    assert plan.issued_on == date(2022, 4, 18)
    assert plan.jurisdiction.name == "郴州市"
    assert len(plan.clauses) == 33
    assert plan.text == seeds()[1].read_bytes().decode("utf-8")
    assert plan.id == plan.digest[:16] == hashlib.sha256(seeds()[1].read_bytes()).hexdigest()[:16]


def test_the_object_has_exactly_the_keys_of_the_contract(plan: PolicyDocument) -> None:
    report = check_json(plan)
    assert list(report) == [
        "file", "document", "clauses", "responsibilities", "references", "warnings",
    ]  # fmt: skip
    assert set(report["document"]) == DOCUMENT
    assert all(set(clause) == CLAUSE for clause in report["clauses"])
    assert all(set(edge) == RESPONSIBILITY for edge in report["responsibilities"])
    assert json.loads(json.dumps(report, ensure_ascii=False)) == report


def test_offsets_and_ids_of_the_object_lead_back_to_the_file(plan: PolicyDocument) -> None:
    report = check_json(plan)
    paths = {clause["id"]: clause["path"] for clause in report["clauses"]}
    eighth = next(c for c in report["clauses"] if c["path"] == ["二、", "（二）", "8."])
    assert plan.text[eighth["start"] : eighth["end"]].startswith("8.丰富拓展产品销售渠道。")
    assert report["responsibilities"]
    for edge in report["responsibilities"]:
        assert edge["path"] == paths[edge["clause_id"]]
        assert plan.text[edge["start"] : edge["end"]] == edge["department"]


def test_the_force_asked_for_is_the_force_shown(plan: PolicyDocument) -> None:
    assert check_json(plan, force=LegalForce.EXPIRED)["document"]["legal_force"] == "expired"


def test_a_text_without_a_title_is_called_by_its_file() -> None:
    source = SourceText(
        file="某文件.txt", digest="0" * 64, text="一、稳岗。\n", format="txt", encoding="utf-8"
    )
    assert parse_source(source).title == "某文件"


def test_warnings_of_all_readings_are_kept() -> None:
    source = SourceText(
        file="a.txt",
        digest="0" * 64,
        text="一、稳岗。落实责任。\n三、培训。落实责任。\n",
        format="txt",
        encoding="utf-8",
        warnings=("doubtful encoding",),
    )
    warnings = parse_source(source).warnings
    assert warnings[0] == "doubtful encoding"
    assert any("三、" in warning for warning in warnings)


def test_an_unreadable_file_raises_one_of_the_errors_of_the_package(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        read_document(tmp_path / "missing.txt")


def test_public_names_exist() -> None:
    assert all(hasattr(corpus, name) for name in corpus.__all__)
