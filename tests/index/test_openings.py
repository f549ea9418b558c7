"""The paragraphs of a long preamble stand a little behind what a document rules."""

from __future__ import annotations

import numpy as np

from corpus.model import Span
from index.candidates import ClauseTable
from index.model import Chunk


def chunk(clause: str | None, context: str, document: str = "a", text: str = "文字") -> Chunk:
    return Chunk(
        id=f"{document}-{clause}-{context}",
        document_id=document,
        clause_id=clause,
        context=context,
        text=text,
        span=Span(start=0, end=2),
    )


def openings(*chunks: Chunk) -> list[str]:
    table = ClauseTable.of(chunks)
    return [table.keys[row][1] for row in np.flatnonzero(table.openings)]


def test_paragraphs_before_the_first_heading_are_an_opening() -> None:
    found = openings(
        chunk(None, "意见"),
        chunk("a-1", "意见"),
        chunk("a-2", "意见"),
        chunk("a-3", "意见 › 总体要求"),
        chunk("a-4", "意见"),
    )
    assert found == ["a-1", "a-2"]


def test_a_text_without_headings_and_one_before_an_annex_have_no_opening() -> None:
    assert openings(chunk("a-1", "答复"), chunk("a-2", "答复")) == []
    assert openings(chunk("a-1", "通报"), chunk("a-2", "通报 › 附件 › 名单")) == []
    assert openings(chunk("a-1", "答复"), chunk("b-1", "意见 › 要求", "b")) == []


def test_articles_without_headings_are_no_opening() -> None:
    found = openings(
        chunk("a-1", "条例"),
        chunk("a-2", "条例", text="第一条　为了保护权益，制定本条例。"),
        chunk("a-3", "条例", text="前款规定的人员可以申请。"),
        chunk("a-4", "条例 › 有下列情形之一的"),
    )
    assert found == ["a-1"]
