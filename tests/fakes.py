"""A hand-made Answerer over two shipped documents, for tests of what stands in front of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.errors import InvalidQuestionError
from assistant.model import (
    Answer,
    Citation,
    CitedClause,
    CitedDocument,
    Department,
    Event,
    Notice,
    Question,
    Status,
)
from corpus.links import DocumentLink, document_links
from corpus.model import (
    Clause,
    Jurisdiction,
    LegalForce,
    Level,
    PolicyDocument,
    Responsibility,
    Role,
    Script,
    Span,
)
from corpus.scripts import convert, detect_script

LIMIT = 2000
"""Characters of a question."""
DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"


def _span(text: str, first: str, last: str) -> Span:
    start = text.index(first)
    return Span(start=start, end=text.index(last, start) + len(last))


def chongqing() -> PolicyDocument:
    """渝发改规范〔2021〕9号 with its clause （十四） and six departments."""
    path = DOCUMENTS / "003_7ffee3f169960fc7.txt"
    text = path.read_bytes().decode("utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    span = _span(text, "（十四）保障搬迁群众合法权益。", "市医保局）")
    body = Span(start=span.start + len("（十四）保障搬迁群众合法权益。"), end=span.end)
    clause = Clause(
        id=f"{digest[:16]}-0020",
        ordinal=20,
        path=("四、", "（十四）"),
        heading="保障搬迁群众合法权益",
        span=span,
        body=body,
    )
    names = [
        "市农业农村委",
        "市林业局",
        "市人力社保局",
        "市民政局",
        "市规划和自然资源局",
        "市医保局",
    ]
    edges = tuple(
        Responsibility(
            clause_id=clause.id,
            department=name,
            role=Role.RESPONSIBLE,
            printed_role="责任单位",
            span=Span(start=(at := text.index(name, span.start)), end=at + len(name)),
        )
        for name in names
    )
    return PolicyDocument(
        id=digest[:16],
        file=path.name,
        digest=digest,
        text=text,
        title="关于切实做好易地扶贫搬迁后续扶持工作巩固拓展脱贫攻坚成果的实施意见",
        document_number="渝发改规范〔2021〕9号",
        issuing_bodies=("重庆市发展和改革委员会",),
        issued_on=date(2021, 12, 3),
        jurisdiction=Jurisdiction(name="重庆市", level=Level.PROVINCE, code="500000"),
        script=Script.HANS,
        clauses=(clause,),
        responsibilities=edges,
    )


class FakeCatalog:
    """The catalog of the one document."""

    def __init__(self) -> None:
        self._document = chongqing()

    def documents(self) -> tuple[PolicyDocument, ...]:
        return (self._document,)

    def document(self, document_id: str) -> PolicyDocument:
        if document_id != self._document.id:
            raise KeyError(document_id)
        return self._document

    def clause(self, clause_id: str) -> tuple[PolicyDocument, Clause]:
        return self._document, self._document.clause_by_id(clause_id)

    def responsibilities(
        self, *, document_id: str | None = None, department: str | None = None
    ) -> tuple[tuple[PolicyDocument, Clause, Responsibility], ...]:
        found = self._document
        return tuple(
            (found, found.clause_by_id(item.clause_id), item)
            for item in found.responsibilities
            if document_id in (None, found.id) and department in (None, item.department)
        )

    def document_links(self) -> tuple[DocumentLink, ...]:
        return document_links(self.documents())


class FakeIndex:
    """Holds the catalog."""

    def __init__(self) -> None:
        self.catalog = FakeCatalog()

    def reload(self) -> bool:
        return False

    def withdraw(self, document_ids: Collection[str]) -> None:
        assert not document_ids, "nothing is ever taken down of the one document"

    def restore(self, document_ids: Collection[str]) -> None:
        assert not document_ids


class FakeAssistant:
    """Answers every question by clause （十四）, and one that holds 「天气」 by a refusal."""

    def __init__(self) -> None:
        self.index = FakeIndex()
        self.asked: list[Question] = []
        self.closed = False

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if not question.text.strip():
            raise InvalidQuestionError("the question is empty; write what you want to know")
        if len(question.text) > LIMIT or not any(c.isalnum() for c in question.text):
            raise InvalidQuestionError("the question is too long or has no letters or digits")
        script = question.script or detect_script(question.text)
        if "崩" in question.text:
            raise RuntimeError("secret detail")
        if "天气" in question.text:
            return self._refusal(question, script)
        return self._answer(question, script)

    def stream(self, question: Question) -> Iterator[Event]:
        yield Event(kind="step", data="retrieve")
        answer = self.ask(replace(question, text=question.text.replace("崩", "")))
        yield Event(kind="step", data="compose")
        if "崩" in question.text:
            raise RuntimeError("secret detail")
        middle = len(answer.text) // 2
        yield Event(kind="delta", data=answer.text[:middle])
        yield Event(kind="delta", data=answer.text[middle:])
        yield Event(kind="step", data="verify")
        yield Event(kind="answer", data=answer)

    def close(self) -> None:
        self.closed = True

    def _refusal(self, question: Question, script: Script) -> Answer:
        return Answer(
            id="refused",
            question=question.text,
            standalone_question=question.text,
            status=Status.REFUSED_OUT_OF_SCOPE,
            script=script,
            text=convert("这个问题不在现有文件的范围内。", script),
            suggestions=("搬迁后低保怎么转？",),
        )

    def _answer(self, question: Question, script: Script) -> Answer:
        citation = make_citation(self.index.catalog.documents()[0], script)
        names = [item.department for item in self.index.catalog.documents()[0].responsibilities]
        return Answer(
            id="answered",
            question=question.text,
            standalone_question=question.text,
            status=Status.ANSWERED,
            script=script,
            text=convert(citation.quote, script) + "〔1〕",
            citations=(citation,),
            departments=tuple(Department(name=name, role="责任单位", citation=1) for name in names),
            notices=(Notice(kind="local", text=convert("这是重庆市的规定。", script), citation=1),),
            suggestions=(convert("由哪些部门负责？", script),),
            timings_ms={"total": 1.0},
        )


def make_citation(document: PolicyDocument, script: Script) -> Citation:
    """The sentence about 临时救助 of clause （十四）."""
    clause = document.clauses[0]
    span = _span(document.text, "持续做好社会救助兜底保障", "给予临时救助。")
    quote = span.of(document.text)
    reading = convert(quote, script)
    citation = Citation(
        n=1,
        document=CitedDocument(
            id=document.id,
            title=document.title,
            document_number=document.document_number,
            issuing_bodies=document.issuing_bodies,
            issued_on=document.issued_on,
            jurisdiction=document.jurisdiction.name,
            legal_force=LegalForce.UNKNOWN,
        ),
        clause=CitedClause(
            id=clause.id,
            path=clause.path,
            paragraph=None,
            label=clause.label,
            heading=clause.heading,
        ),
        quote=quote,
        start=span.start,
        end=span.end,
    )
    return citation if reading == quote else replace(citation, quote_converted=reading)
