"""What an owner is told before a document is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.publishing.doubts import find_doubts
from corpus.load import parse_source
from corpus.model import PolicyDocument
from corpus.readers import read_bytes
from tests.assistant.publishing.conftest import NOTICE

DAY = date(2026, 1, 31)


def read(text: str) -> PolicyDocument:
    return parse_source(read_bytes(text.encode(), "通知.txt"))


def kinds(document: PolicyDocument, *published: PolicyDocument) -> dict[str, str | None]:
    return {d.kind: d.document_id for d in find_doubts(document, published, DAY)}


def test_another_version_is_told_by_its_number_else_by_its_title() -> None:
    new, old = read(NOTICE), replace(read(NOTICE.replace("补贴", "贷款")))
    assert kinds(new, old)["same_title"] == old.id
    numbered = [replace(item, document_number="渝府发〔2024〕3号") for item in (new, old)]
    assert kinds(numbered[0], numbered[1])["same_number"] == old.id
    assert "same_title" not in kinds(numbered[0], numbered[1])


def test_a_document_is_no_twin_of_itself() -> None:
    document = read(NOTICE)
    assert "same_title" not in kinds(document, document)


def test_what_was_not_found_is_told() -> None:
    bare = kinds(read("没有标题的几句话。第二句。"))
    assert {"no_number", "no_issuer", "no_date", "no_responsibilities"} <= set(bare)
    assert "no_responsibilities" not in kinds(read(NOTICE))


def test_a_period_that_is_over_is_told() -> None:
    over = replace(read(NOTICE), effective_until=date(2025, 12, 31))
    found = {doubt.kind: doubt.detail for doubt in find_doubts(over, (), DAY)}
    assert found["out_of_force"] == "expired"


def test_readers_own_doubts_come_last() -> None:
    odd = replace(read(NOTICE), warnings=("the encoding is a guess",), document_number=None)
    found = find_doubts(odd, (), DAY)
    assert found[-1].kind == "reading"
    assert found[-1].detail == "the encoding is a guess"
