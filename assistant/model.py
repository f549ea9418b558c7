"""Questions and answers: the contract that other programs call (schema_version 1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from corpus.model import LegalForce, Script

SCHEMA_VERSION = 1


class Status(StrEnum):
    """How an answer ended."""

    ANSWERED = "answered"
    CLARIFICATION = "clarification"
    REFUSED_NO_CONTENT = "refused_no_content"
    REFUSED_OUT_OF_SCOPE = "refused_out_of_scope"
    REFUSED_UNSAFE = "refused_unsafe"
    ERROR = "error"


class Audience(StrEnum):
    """For whom the text is written."""

    RESIDENT = "resident"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as it arrived, with what the asker set beside it."""

    text: str
    conversation_id: str | None = None
    place: str | None = None
    """Place chosen in the page, full or short name; a place in the text outranks it."""
    audience: Audience = Audience.RESIDENT
    script: Script | None = None
    """Script to answer in; None follows the question."""
    as_of: date | None = None
    """Date of the answer; None is today."""
    history: tuple[str, ...] = ()
    """Earlier questions, oldest first, of a conversation that the asker's program keeps itself;
    they are read again, and neither remembered nor recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedDocument:
    """The document of a citation, or the subject of a document question."""

    id: str
    title: str
    document_number: str | None
    issuing_bodies: tuple[str, ...]
    issued_on: date | None
    jurisdiction: str
    legal_force: LegalForce


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedClause:
    """The clause of a citation; an empty path (and id "") cites the document as a whole."""

    id: str
    path: tuple[str, ...]
    paragraph: int | None
    label: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """引用: verbatim words with their place in the file."""

    n: int
    document: CitedDocument
    clause: CitedClause
    quote: str
    start: int
    end: int
    quote_converted: str | None = None
    """The quote in the asker's script when that differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """责任部门 of a cited clause."""

    name: str
    role: str
    """Words as printed: 责任部门, 责任单位, 牵头单位, 发文机关."""
    citation: int
    inherited_from: str | None = None
    """Label of the clause whose note carries this department here."""
    current_name: str | None = None
    """Today's name where the body was renamed or merged."""
    name_converted: str | None = None
    """The name in the asker's script when that differs."""
    role_converted: str | None = None
    """The role in the asker's script when that differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """提示: something the asker must know about what is cited."""

    kind: str
    """expired, period_over, abridged, local, no_document_for_place, inherited, no_department,
    newer_document, masked_personal_data, fallback, …"""
    text: str
    citation: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """回答, exactly as it is sent out; `to_json` gives the contract's keys."""

    id: str
    question: str
    standalone_question: str
    status: Status
    script: Script
    text: str
    citations: tuple[Citation, ...] = ()
    departments: tuple[Department, ...] = ()
    notices: tuple[Notice, ...] = ()
    related: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The Answer object of the contract, ready for json.dumps."""
        return {"schema_version": SCHEMA_VERSION, **_plain(self)}


def _plain(value: Any) -> Any:
    """Dataclasses, enums, dates and tuples as JSON types."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of a streamed answer."""

    kind: str
    """step, delta, answer or error."""
    data: str | Answer
    """Step name (retrieve, compose, verify), a piece of text, the Answer, or an error message."""


class Answerer(Protocol):
    """What the command line and the web layer call; `assistant.Assistant` implements it."""

    def ask(self, question: Question) -> Answer:
        """Answer one question; raises InvalidQuestionError on unusable input."""

    def stream(self, question: Question) -> Iterator[Event]:
        """The same answer as events, the last of which carries it whole."""
