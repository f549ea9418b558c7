"""Three small made-up documents, and an index over them that needs no model.

One holds everywhere, two hold at one place each; they speak of the same matters in different
words, carry a note over to later clauses, and name bodies in lists and in sentences.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np

from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.load import parse_source
from corpus.model import Clause, PolicyDocument, Responsibility
from corpus.readers.model import SourceText
from index.chunk import make_chunks
from index.lexical import LexicalIndex
from index.model import Hit, Query, ResultSet
from index.ranking import PlaceRelation, place_relation

NATIONAL = """国务院办公厅关于做好社区托育服务的意见
国办发〔2023〕50号
各省、自治区、直辖市人民政府：
为做好社区托育服务，现提出如下意见。
一、总体要求
坚持家庭为主、社会参与，方便群众就近送托。
二、主要措施
（一）增加托位供给。新建居住区应当配套建设托育服务设施。鼓励幼儿园招收2至3岁的幼儿。
（二）减轻家庭负担。对双职工家庭的送托费用给予补助。不得向家庭收取赞助费。有条件的地方可以提高补助。
（三）加强人员培训。每年组织托育人员参加一次免费培训。
三、组织实施
（一）明确责任。国家卫生健康委会同教育部负责指导各地工作。
国务院办公厅
2023年5月8日
"""

HANGZHOU = """杭州市人民政府办公室关于印发《杭州市社区托育服务实施方案》的通知
杭政办函〔2023〕60号
各区、县（市）人民政府，市政府各部门：
《杭州市社区托育服务实施方案》已经市政府同意，现印发给你们，请认真组织实施。
杭州市人民政府办公室
2023年8月1日
杭州市社区托育服务实施方案
为做好社区托育服务，制定本实施方案。
一、总体目标
到2025年，每个街道建成一个托育园。
二、主要任务
（一）建设社区托育园。各街道利用闲置房屋开办托育园，2024年底前全部开园。（责任单位：市卫生健康委、市住保房管局，各区县政府。以下均需各区县政府落实，不再列出）
（二）发放送托补助。双职工家庭把孩子送进社区托育园的，每人每月补助600元。（责任单位：市财政局、市卫生健康委）
（三）培训保育人员。组织保育人员参加岗前培训，考核合格的发给证书。（责任单位：市人力社保局）
三、保障措施
（一）加强领导。各区县政府要加强对托育工作的领导。
"""

CHENGDU = """成都市卫生健康委员会关于规范社区托育服务的通知
成卫健发〔2022〕8号
各区（市）县卫生健康局：
为规范社区托育服务，现将有关事项通知如下。
一、办好托育园
托育园应当符合消防安全要求，由街道办事处负责日常管理。
二、送托补助
对困难家庭的送托费用给予适当补助，由市民政局牵头，市财政局配合。
成都市卫生健康委员会
2022年3月2日
"""


def parsed(text: str, name: str) -> PolicyDocument:
    """A text as a document."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = SourceText(
        file=name, digest=digest, text=text, format="txt", encoding="utf-8", warnings=()
    )
    return parse_source(source)


@lru_cache(maxsize=1)
def made_documents() -> tuple[PolicyDocument, ...]:
    """The national document, then those of 杭州 and 成都."""
    return tuple(parsed(text, f"{n}.txt") for n, text in enumerate((NATIONAL, HANGZHOU, CHENGDU)))


class MadeCatalog:
    """The catalog's part that answering uses."""

    def __init__(self, documents: tuple[PolicyDocument, ...] = ()) -> None:
        self._documents = documents or made_documents()

    def documents(self) -> tuple[PolicyDocument, ...]:
        return self._documents

    def clause(self, clause_id: str) -> tuple[PolicyDocument, Clause]:
        document = next(d for d in self._documents if clause_id.startswith(d.id))
        return document, document.clause_by_id(clause_id)

    def responsibilities(
        self, *, document_id: str | None = None, department: str | None = None
    ) -> tuple[tuple[PolicyDocument, Clause, Responsibility], ...]:
        raise NotImplementedError


class MadeIndex:
    """Finds clauses by their words alone; sure of an answer when some of the words are covered."""

    def __init__(self, documents: tuple[PolicyDocument, ...] = ()) -> None:
        self._documents = documents or made_documents()
        self.catalog = MadeCatalog(self._documents)
        self._chunks = [
            chunk
            for document in self._documents
            for chunk in make_chunks(document)
            if chunk.clause_id
        ]
        self._lexical = LexicalIndex.from_chunks(self._chunks)
        self.queries: list[Query] = []

    def search(self, query: Query, top_k: int = 10) -> ResultSet:
        self.queries.append(query)
        places = {d.jurisdiction.name: d.jurisdiction for d in self._documents}
        asked = places.get(query.place or "")
        scores = np.asarray(self._lexical.scores(query.text))
        rows = []
        for row, chunk in enumerate(self._chunks):
            document = next(d for d in self._documents if d.id == chunk.document_id)
            relation = place_relation(asked, document.jurisdiction)
            national = relation is PlaceRelation.NATIONAL
            held = national if query.place and asked is None else relation
            if held and query.document_id in (None, document.id) and scores[row] > 0:
                rows.append(row)
        rows.sort(key=lambda row: -scores[row])
        coverage = self._lexical.coverage(query.text, rows) if rows else []
        best = float(scores[rows[0]]) if rows else 1.0
        hits = tuple(
            Hit(
                document_id=self._chunks[row].document_id,
                clause_id=self._chunks[row].clause_id,
                score=float(scores[row]) / best,
                dense=0.0,
                lexical=float(scores[row]),
                coverage=float(share),
                span=self._chunks[row].span,
            )
            for row, share in zip(rows[:top_k], coverage, strict=False)
        )
        return ResultSet(
            hits=hits, answerability=1.0 if hits and max(h.coverage for h in hits) > 0.15 else 0.0
        )

    def close(self) -> None:
        return None


def made_assistant(**settings: object) -> Assistant:
    """An Assistant over the made documents."""
    return Assistant(MadeIndex(), Settings.load(**settings))  # type: ignore[arg-type]


def assistant_over(*documents: PolicyDocument) -> Assistant:
    """An Assistant over documents of a test's own."""
    return Assistant(MadeIndex(documents), Settings.load())  # type: ignore[arg-type]
