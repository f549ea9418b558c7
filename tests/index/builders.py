"""Small documents and an embedder without weights, for tests of storage."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from corpus.model import (
    Clause,
    Jurisdiction,
    Level,
    Part,
    PartKind,
    PolicyDocument,
    Responsibility,
    Role,
    Script,
    Span,
)
from index.model import Vectors

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"

CHENZHOU = Jurisdiction(name="郴州市", level=Level.CITY, ancestors=("湖南省",))


class CountingEmbedder:
    """Adds up a fixed random vector for each character, and counts the texts it was given."""

    def __init__(self, name: str = "characters") -> None:
        self.name = name
        self.dimension = 16
        self.embedded: list[str] = []

    def embed_passages(self, texts: list[str]) -> Vectors:
        self.embedded += texts
        return np.concatenate([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        seeds = np.array([ord(char) for char in text], dtype=np.uint64)[:, None]
        angles = (seeds * np.arange(1, 17, dtype=np.uint64) * np.uint64(2654435761)) % np.uint64(
            997
        )
        vector = np.cos(angles.astype(np.float32)).sum(axis=0, keepdims=True)
        unit: Vectors = (vector / np.linalg.norm(vector)).astype(np.float32)
        return unit


def make_document(name: str, clauses: int = 3, department: str = "市民政局") -> PolicyDocument:
    """A document with a title, a preamble and numbered clauses; every other names a department."""
    numbers = "一二三四五六七八九十"
    title = f"关于做好{name}工作的意见\n"
    preamble = f"为推进{name}，现提出如下意见。\n"
    text = title + preamble
    digest = hashlib.sha256(f"{name}{clauses}".encode()).hexdigest()
    parts = (
        Part(kind=PartKind.TITLE, span=Span(start=0, end=len(title))),
        Part(kind=PartKind.PREAMBLE, span=Span(start=len(title), end=len(text))),
    )
    found, edges = [], []
    for number in range(clauses):
        start = len(text)
        marker = f"{numbers[number]}、"
        heading = f"第{number}项{name}任务"
        text += f"{marker}{heading}。加强{name}的第{number}项工作，责任单位：{department}。\n"
        body_start = start + len(marker) + len(heading) + 1
        clause = Clause(
            id=f"{digest[:16]}-{number:04d}",
            ordinal=number,
            path=(marker,),
            heading=heading,
            span=Span(start=start, end=len(text)),
            body=Span(start=body_start, end=len(text)),
        )
        found.append(clause)
        at = text.index(department, start)
        edges.append(
            Responsibility(
                clause_id=clause.id,
                department=department,
                role=Role.RESPONSIBLE,
                printed_role="责任单位",
                span=Span(start=at, end=at + len(department)),
            )
        )
    return PolicyDocument(
        id=digest[:16],
        file=f"{name}.txt",
        digest=digest,
        text=text,
        title=title.strip(),
        document_number="郴政办发〔2022〕14号",
        jurisdiction=CHENZHOU,
        script=Script.HANS,
        parts=parts,
        clauses=tuple(found),
        responsibilities=tuple(edges),
        evidence=(("title", Span(start=0, end=len(title) - 1)),),
    )
