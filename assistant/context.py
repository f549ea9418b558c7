"""The one immutable value that the steps of answering hand on, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.conversation import Conversation
from assistant.model import Citation, Department, Notice, Question, Status
from corpus.model import Clause, Jurisdiction, PolicyDocument, Responsibility, Script, Span
from index.model import Hit, ResultSet


class Kind(StrEnum):
    """What a question asks for; it decides how clauses are found and put together."""

    CONTENT = "content"
    """What a policy says on a matter (also eligibility, procedure, amounts)."""
    RESPONSIBILITY = "responsibility"
    """Who is responsible for a matter."""
    TASKS = "tasks"
    """Reverse responsibility: what a department has to do."""
    LOOKUP = "lookup"
    """A clause that is named by its number."""
    DOCUMENT = "document"
    """Facts about a whole document: issuer, date, 文号, title, overview."""
    CATALOG = "catalog"
    """Which documents there are, for a place or at all."""
    COMPARISON = "comparison"
    """The same matter at two places or levels."""
    ENUMERATION = "enumeration"
    """All items of a kind."""
    DEFINITION = "definition"
    """What a term means."""


class Want(StrEnum):
    """A fact that a question asks for; a question may have several."""

    WHO = "who"
    AMOUNT = "amount"
    NUMBER = "number"
    WHEN = "when"
    WHERE = "where"
    HOW = "how"
    WHETHER = "whether"
    LIST = "list"
    DEFINITION = "definition"
    COMPARE = "compare"
    PREMISE = "premise"
    REASON = "reason"


class Follow(StrEnum):
    """How a question leans on the turn before it."""

    NONE = "none"
    PLACE = "place"
    """The same matter at another place: 换成重庆呢？"""
    MATTER = "matter"
    """Another matter in the same frame: 县城的呢？ 孩子上学呢？"""
    ASPECT = "aspect"
    """Another fact of the same clause: 归谁管？ 多少钱？ 什么时候？"""
    DETAIL = "detail"
    """A detail of the same matter, to be found in the same document: 两个可以一起扣吗？"""
    NEXT = "next"
    PREVIOUS = "previous"
    SOURCE = "source"
    """出自哪份文件？"""
    MORE = "more"
    """再说详细点"""
    OTHER = "other"
    """还有别的吗？"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What the words of one question say, before and after the conversation is read in."""

    kind: Kind = Kind.CONTENT
    wants: frozenset[Want] = frozenset()
    facts: tuple[str, ...] = ()
    """Asked facts of a document, in asked order: issuer, date, effective, number, title, …"""
    topic: str = ""
    """What is left of the question without places, references and words of asking; folded."""
    places: tuple[Jurisdiction, ...] = ()
    departments: tuple[str, ...] = ()
    """Names of bodies as they stand in the question."""
    documents: tuple[str, ...] = ()
    """Ids of documents that the question names by 文号, title or place and type."""
    missing_document: str | None = None
    """文号 or title that is named but not in the corpus."""
    corrected_number: tuple[str, str] | None = None
    """(文号 as asked, 文号 that is meant) where the two differ a little."""
    markers: tuple[str, ...] = ()
    """Clause reference as printed markers, outermost first: ("二、", "（二）", "8.")."""
    paragraph: int | None = None
    also_what: bool = False
    """Besides who is responsible the question asks what the rule is."""
    national: bool = False
    """The national level is asked for."""
    years: tuple[int, ...] = ()
    """Years whose rules are asked for (2027年放几天), none that only tell of the asker."""
    follow: Follow = Follow.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """One clause that the answer is made of; no clause stands for the document as a whole."""

    document: PolicyDocument
    clause: Clause | None = None
    hit: Hit | None = None
    span: Span | None = None
    """Words to quote where they are fixed beforehand (facts of a document)."""
    responsibilities: tuple[Responsibility, ...] = ()
    fact: str = ""
    """Fact of the document that the span states."""


Found = tuple[Hit, PolicyDocument, Clause]
"""A hit with its document and its clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The clauses that answer, best first, and those that are only near."""

    chosen: tuple[Selected, ...] = ()
    related: tuple[Selected, ...] = ()
    heads: Clause | None = None
    """The section whose items were chosen, to be listed by their headings."""
    listed: bool = False
    """True when the clauses are to be listed by their headings, not quoted."""
    term: str = ""
    """What listed clauses have in common (a place), in the asker's script."""
    together: bool = False
    """True when the clauses are paragraphs of one text that answer as one."""
    in_order: bool = False
    """Of those: True to show them from the first on, False to show their best sentences."""
    lead_in: Selected | None = None
    """The clause that announces the chosen item and is to be read before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of one clause that the answer gives, verbatim: ``text[span.start:span.end]``."""

    document: PolicyDocument
    span: Span
    citation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an answer: fixed wording, or a clause's words with their citation."""

    text: str
    """As shown, in the asker's script, citation marks included."""
    passages: tuple[Passage, ...] = ()
    """The printed words that the line shows or draws on; empty for fixed wording."""
    verbatim: bool = False
    """True when the passages' words stand in the text as printed (in the asker's script)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a composer made of the selected clauses."""

    lines: tuple[Line, ...]
    citations: tuple[Citation, ...]
    departments: tuple[Department, ...] = ()
    notices: tuple[Notice, ...] = ()
    """What the composer has to tell about how the answer was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything known about one question so far; each step returns a fuller one."""

    id: str
    question: Question
    """As it arrived, but with personal data masked from `guard` on."""
    as_of: date
    documents: tuple[PolicyDocument, ...] = field(default=(), repr=False)
    """All documents of the corpus; one question sees one state of it."""
    script: Script = Script.HANS
    region: str = "tw"
    conversation: Conversation = field(default_factory=Conversation)
    understanding: Understanding = field(default_factory=Understanding)
    standalone: str = ""
    """The question with what the conversation supplies, as it is shown."""
    search_text: str = ""
    """What is searched for."""
    wider_text: str = ""
    """The same with the matter before it, searched besides where a follow-up is short."""
    like_text: str = ""
    """What the clause just cited is about: at another place the clause like it comes first."""
    results: tuple[ResultSet, ...] = ()
    """One per place or reading that was searched."""
    parts: tuple[Context, ...] = field(default=(), repr=False)
    """The same context for each of several questions that were asked in one."""
    selection: Selection = field(default_factory=Selection)
    draft: Draft | None = None
    status: Status = Status.ANSWERED
    reply: str | None = None
    """Fixed words that end the search for an answer; later steps leave such a context alone."""
    reason: str = ""
    """Why there are fixed words instead of an answer: their key in the messages."""
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def place(self) -> Jurisdiction | None:
        """The one place that is asked about, None for none or several."""
        places = self.understanding.places
        return places[0] if len(places) == 1 else None

    @property
    def done(self) -> bool:
        """True when fixed words answer already."""
        return self.reply is not None
