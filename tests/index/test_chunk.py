from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.load import read_document
from corpus.model import Clause, PolicyDocument, Span
from index.chunk import (
    LONGEST_CONTEXT,
    LONGEST_TEXT,
    embedding_text,
    make_chunks,
    make_rows,
    short_title,
)
from index.sentences import list_sentences
from tests.index.builders import DOCUMENTS, make_document

DATA = Path(os.environ.get("POLICY_ASSISTANT_TEST_DATA", DOCUMENTS.parents[2] / "shared" / "data"))


def nested(text: str, *clauses: tuple[str, str, int | None]) -> PolicyDocument:
    """A document of clauses given as (marker and heading, body, index of the parent)."""
    document = make_document("测试", clauses=0)
    found: list[Clause] = []
    for number, (head, body, parent) in enumerate(clauses):
        start = text.index(head + body)
        marker, _, heading = head.partition("、")
        found.append(
            Clause(
                id=f"{document.id}-{number:04d}",
                ordinal=number,
                path=(*(found[parent].path if parent is not None else ()), f"{marker}、"),
                heading=heading.rstrip("。"),
                span=Span(start=start, end=start + len(head + body)),
                body=Span(start=start + len(head), end=start + len(head + body)),
                parent_id=found[parent].id if parent is not None else None,
            )
        )
    return replace(document, text=text, parts=(), clauses=tuple(found), evidence=())


def test_a_heading_line_is_context_of_its_children_and_no_chunk() -> None:
    text = "五、保障权益。\n1、落实低保。符合条件的纳入低保。\n2、落实医保。资助参保。\n"
    document = nested(
        text,
        ("五、保障权益。", "", None),
        ("1、落实低保。", "符合条件的纳入低保。", 0),
        ("2、落实医保。", "资助参保。", 0),
    )
    chunks = [chunk for chunk in make_chunks(document) if chunk.clause_id]
    assert [chunk.clause_id for chunk in chunks] == [clause.id for clause in document.clauses[1:]]
    assert [chunk.context for chunk in chunks] == [
        "做好测试工作的意见 › 保障权益 › 落实低保",
        "做好测试工作的意见 › 保障权益 › 落实医保",
    ]


def test_a_heading_line_without_children_is_a_chunk() -> None:
    document = nested("五、保障权益。\n", ("五、保障权益。", "", None))
    assert [chunk.text for chunk in make_chunks(document) if chunk.clause_id] == ["五、保障权益。"]


def test_a_line_above_paragraphs_that_rules_something_is_a_chunk() -> None:
    text = "五、对捐赠的物资，免征进口关税。\n1、落实医保。资助参保。\n"
    document = nested(
        text,
        ("五、对捐赠的物资，免征进口关税。", "", None),
        ("1、落实医保。", "资助参保。", 0),
    )
    chunks = [chunk for chunk in make_chunks(document) if chunk.clause_id]
    assert chunks[0].text == "五、对捐赠的物资，免征进口关税。"


def test_a_list_of_short_items_is_also_one_chunk_of_its_introduction() -> None:
    text = "五、对象。有下列情形之一的可以申请：\n1、失业的；\n2、残疾的。\n"
    document = nested(
        text,
        ("五、对象。", "有下列情形之一的可以申请：", None),
        ("1、", "失业的；", 0),
        ("2、", "残疾的。", 0),
    )
    chunks = [chunk for chunk in make_chunks(document) if chunk.clause_id]
    assert [chunk.text for chunk in chunks] == [text.strip(), "1、失业的；", "2、残疾的。"]
    assert chunks[0].clause_id == document.clauses[0].id


def test_items_carry_the_introduction_of_a_parent_without_heading() -> None:
    text = "五、有下列情形之一的可以申请：\n1、失业的；\n"
    document = nested(text, ("五、", "有下列情形之一的可以申请：", None), ("1、", "失业的；", 0))
    assert make_chunks(document)[-1].context == "做好测试工作的意见 › 有下列情形之一的可以申请"


def test_long_items_are_not_repeated_in_their_introduction() -> None:
    item = "落实责任，" * 30
    text = f"五、对象。包括：\n1、{item}\n"
    document = nested(text, ("五、对象。", "包括：", None), ("1、", item, 0))
    assert make_chunks(document)[1].text == "五、对象。包括："


def test_metadata_is_a_chunk_of_the_printed_title() -> None:
    document = make_document("社会救助")
    chunk = make_chunks(document)[0]
    assert (chunk.clause_id, chunk.text) == (None, "关于做好社会救助工作的意见")
    assert "郴政办发〔2022〕14号" in chunk.context
    assert "郴州市" in chunk.context


def test_equal_content_has_equal_ids_and_a_changed_heading_another() -> None:
    document = make_document("社会救助")
    renamed = replace(
        document, clauses=(replace(document.clauses[0], heading="别的"), *document.clauses[1:])
    )
    ids = [chunk.id for chunk in make_chunks(document)]
    others = [chunk.id for chunk in make_chunks(renamed)]
    assert [a == b for a, b in zip(ids, others, strict=True)] == [True, True, False, True, True]


def test_embedded_text_is_simplified_without_line_wraps() -> None:
    text = "五、支持創業。鼓勵搬遷羣\n衆開辦網店。\n"
    document = nested(text, ("五、支持創業。", "鼓勵搬遷羣\n衆開辦網店。", None))
    words = embedding_text(make_chunks(document)[-1])
    assert words == "做好测试工作的意见 › 支持创业\n五、支持创业。鼓励搬迁群众开办网店。"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("国务院关于印发《深入实施行动计划》的通知", "深入实施行动计划"),
        ("國務院關於印發《深入實施行動計劃》的通知", "深入实施行动计划"),
        ("关于切实做好搬迁工作的指导意见", "切实做好搬迁工作的指导意见"),
        ("社会救助暂行办法", "社会救助暂行办法"),
    ],
)
def test_short_titles_drop_the_frame(title: str, short: str) -> None:
    assert short_title(title) == short


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_chunks_of_shipped_documents_show_every_clause_within_the_limits(path: Path) -> None:
    document = read_document(path)
    chunks = make_chunks(document)
    for chunk in chunks:
        assert chunk.span.of(document.text) == chunk.text
        assert len(chunk.text) <= LONGEST_TEXT
        assert len(chunk.context) <= LONGEST_CONTEXT
    shown = {chunk.clause_id for chunk in chunks}
    parents = {clause.parent_id for clause in document.clauses}
    for clause in document.clauses:
        is_heading_line = clause.id in parents and not clause.body.of(document.text).strip()
        assert (clause.id in shown) != is_heading_line, clause.label


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="no development data beside the checkout")
def test_chunks_of_real_documents_hold_every_character_of_their_clauses() -> None:
    paths = sorted((DATA / "policies_dev").glob("*.txt"))[:12]
    assert paths
    for path in paths:
        document = read_document(path)
        covered = bytearray(len(document.text))
        for chunk in make_chunks(document):
            covered[chunk.span.start : chunk.span.end] = b"\1" * len(chunk.text)
        for clause in document.clauses:
            body = range(clause.body.start, clause.body.end)
            lost = [i for i in body if not covered[i] and not document.text[i].isspace()]
            assert not lost, (path.name, clause.label, clause.span.of(document.text)[:40])


def test_sentences_follow_all_chunks_with_the_context_of_theirs() -> None:
    documents = [make_document("社会救助"), make_document("易地搬迁")]
    rows = make_rows(documents, sentences=True)
    whole = [row for row in rows if row.part_of is None]
    parts = rows[len(whole) :]
    assert whole == [chunk for document in documents for chunk in make_chunks(document)]
    assert parts
    owners = {(chunk.document_id, chunk.clause_id, chunk.id): chunk for chunk in whole}
    for part in parts:
        owner = owners[part.document_id, part.clause_id, part.part_of or ""]
        assert part.context == owner.context
        assert part.text in owner.text
        assert part.text != owner.text
        assert owner.span.start <= part.span.start < part.span.end <= owner.span.end


def test_a_chunk_of_one_sentence_has_no_parts() -> None:
    (document,) = [make_document("社会救助")]
    rows = make_rows([document], sentences=True)
    split = {row.part_of for row in rows if row.part_of}
    alone = [row for row in rows if row.part_of is None and row.id not in split]
    assert alone
    assert all(len(list_sentences(document.text, row.span, 12)) <= 1 for row in alone)
