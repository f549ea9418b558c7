"""The values that reading a policy text yields: documents, clauses, responsibilities.

All offsets are code-point offsets into `PolicyDocument.text`, which is the decoded
file, unchanged; so ``document.text[span.start:span.end]`` is always the printed wording.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The printed words that the span covers.

        >>> Span(start=0, end=2).of("第一条")
        '第一'
        """
        return text[self.start : self.end]


class Script(StrEnum):
    """文字: the script that a text is written in."""

    HANS = "zh-Hans"
    HANT = "zh-Hant"


class Level(StrEnum):
    """地区层级 of a jurisdiction."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class LegalForce(StrEnum):
    """效力状态, derived from the text and an as-of date; UNKNOWN when no text states it."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPEALED = "repealed"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


class PartKind(StrEnum):
    """The named parts of a file that are not clauses."""

    LEAD = "lead"
    """Text of the carrying page before the document begins (导语、来源、网页栏目)."""
    TITLE = "title"
    """Printed title lines, 文号 line and a date line under the title."""
    ADDRESSEE = "addressee"
    """主送机关."""
    COVER = "cover"
    """The body of a covering notice (印发/转发通知) whose attached document is the main text."""
    PREAMBLE = "preamble"
    """The opening paragraphs before the first numbered clause."""
    CONTENTS = "contents"
    """目录."""
    SIGNATURE = "signature"
    """发文机关署名, date line, 特此通知, 抄送, 附件 list."""
    TAIL = "tail"
    """Text of the carrying page after the document ended (责任编辑、版权、相关文章)."""


class Role(StrEnum):
    """责任角色 of a department in a clause."""

    LEAD = "牵头"
    RESPONSIBLE = "责任"
    IN_CHARGE = "负责"
    PARTICIPATE = "参与"
    ASSIST = "配合"
    TOGETHER = "会同"
    IMPLEMENT = "落实"
    GUIDE = "指导"


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """地区: where a document applies."""

    name: str
    """Shortest full name, Simplified: 全国, 重庆市, 郴州市."""
    level: Level
    code: str | None = None
    """行政区划代码, e.g. 500000; None for the whole nation."""
    ancestors: tuple[str, ...] = ()
    """Full names from the province down, without the place itself: ("湖南省",) for 郴州市."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A named stretch of the file that is no clause."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """条款: the citable unit.

    Spans of clauses and parts partition the file's content: a clause's span is its own
    text (marker, heading, body) and leaves out the clauses nested in it.
    """

    id: str
    """``{document_id}-{ordinal:04d}``, stable while the file is unchanged, URL-safe."""
    ordinal: int
    """Position in reading order, from 0."""
    path: tuple[str, ...]
    """Markers as printed, outermost first, Simplified with full-width brackets:
    ("二、", "（二）", "8."); empty for a paragraph outside any numbered clause."""
    paragraph: int | None = None
    """Ordinal (from 1) of an unnumbered paragraph among several under the same path."""
    heading: str = ""
    """标题 words of this clause as printed, without marker and closing stop; of the
    enclosing clause for an unnumbered paragraph. Empty when the clause has none."""
    span: Span
    body: Span
    """The span without marker and heading; empty range for a mere heading line."""
    parent_id: str | None = None
    annex: str = ""
    """Label of the annex (附件1, 附表) that the clause belongs to, as printed."""

    @property
    def label(self) -> str:
        """条款路径 for people: 二、（二）8. or 四、第3段."""
        markers = "".join(self.path)
        text = markers if self.paragraph is None else f"{markers}第{self.paragraph}段"
        return f"{self.annex} {text}".strip() if self.annex else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """How a text divides: every non-space character lies in exactly one part or clause."""

    parts: tuple[Part, ...]
    clauses: tuple[Clause, ...]
    """In reading order; a parent stands before the clauses nested in it."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """责任: one department's role in one clause, backed by the words that state it."""

    clause_id: str
    department: str
    """Name as printed in the document (its own script), without roles and 等."""
    role: Role
    printed_role: str
    """The words that give the role: 责任部门, 责任单位, 牵头."""
    generic: bool = False
    """True for a class of bodies (各县市区政府, 相关部门), False for one named body."""
    span: Span
    """Where the name is printed."""
    inherited_from: str | None = None
    """Id of the clause whose note (以下均需…落实) carries this edge here; the span lies there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """引用: a mention of another document or clause."""

    text: str
    span: Span
    clause_id: str | None = None
    """Clause in which it stands; None when in a part."""
    document_number: str | None = None
    title: str | None = None
    path: tuple[str, ...] = ()
    relation: str = "mentions"
    """mentions, basis (依据), repeals (废止), amends (修改), forwards (印发/转发)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDocument:
    """文件: one published text, its metadata and its structure."""

    id: str
    """First 16 hex digits of the SHA-256 of the file's bytes."""
    file: str
    """Name of the file that it was read from."""
    digest: str
    """SHA-256 of the file's bytes, hex."""
    text: str = field(repr=False)
    """The decoded file (or the text extracted from it), unchanged."""
    title: str
    """Printed title in its own script, hard line wraps joined."""
    document_number: str | None = None
    """文号 as printed but with 〔〕 brackets: 郴政办发〔2022〕14号."""
    issuing_bodies: tuple[str, ...] = ()
    """发文机关 in printed order and script, inner spaces removed (教 育 部 → 教育部)."""
    issued_on: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    """Last day of force, inclusive."""
    jurisdiction: Jurisdiction
    script: Script
    abridged: bool = False
    """True when the file says that text was left out (本文有删减)."""
    parts: tuple[Part, ...] = ()
    clauses: tuple[Clause, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    references: tuple[Reference, ...] = ()
    evidence: tuple[tuple[str, Span], ...] = ()
    """(field name, span that states it) for title, document_number, issued_on, …"""
    warnings: tuple[str, ...] = ()
    """What could not be read with certainty; English, names the place."""

    def clause_by_id(self, clause_id: str) -> Clause:
        """The clause with this id; raises KeyError when the document has none."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise KeyError(clause_id)
