"""What the HTTP interface takes and gives, for validation and for its OpenAPI description."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from assistant.model import (
    Audience,
    Citation,
    Department,
    Notice,
    Question,
    Status,
)
from corpus.model import LegalForce, Script

WORDS = r"[\p{L}\p{N}]"
"""Pattern (ECMA-262 with the flag u) of a text that has words: a letter or a digit anywhere."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[\w.:-]{1,128}$")]
"""A name that a client makes up: letters, digits, ``_ . : -``."""


class AskRequest(BaseModel):
    """A question, with what the asker set beside it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"question": "搬迁后低保怎么转？"}]})

    question: str = Field(
        description="The question, in Simplified or Traditional script.",
        # The assistant itself judges what is no question; this only tells clients beforehand.
        json_schema_extra={"minLength": 1, "pattern": WORDS},
    )
    conversation_id: Identifier | None = Field(
        default=None, description="Made up by the client; the same for all turns of a conversation."
    )
    place: str | None = Field(default=None, max_length=64, description="Place, e.g. 重庆市.")
    audience: Audience = Field(default=Audience.RESIDENT, description="For whom to write.")
    script: Script | None = Field(default=None, description="Script of the answer; null follows.")

    def to_question(self) -> Question:
        """The same as the assistant takes it."""
        return Question(
            text=self.question,
            conversation_id=self.conversation_id,
            place=self.place or None,
            audience=self.audience,
            script=self.script,
        )


class AnswerBody(BaseModel):
    """An Answer: the same object in Python, on the command line and over HTTP."""

    schema_version: Literal[1] = 1
    id: str
    question: str
    standalone_question: str
    status: Status
    script: Script
    text: str
    citations: list[Citation]
    departments: list[Department]
    notices: list[Notice]
    related: list[Citation]
    suggestions: list[str]
    timings_ms: dict[str, float]


class DocumentBody(BaseModel):
    """A document without its text."""

    id: str
    title: str
    document_number: str | None
    issuing_bodies: list[str]
    issued_on: str | None
    jurisdiction: str
    legal_force: LegalForce
    effective_from: str | None
    effective_until: str | None
    script: Script
    abridged: bool


class ClauseBody(BaseModel):
    """A clause without its text."""

    id: str
    path: list[str]
    paragraph: int | None
    label: str
    heading: str


class PlacedClauseBody(ClauseBody):
    """A clause and where it stands in the document's text, in code points."""

    parent_id: str | None
    start: int
    end: int


class DocumentDetailBody(DocumentBody):
    """A document with its text, unchanged, and its clauses in reading order."""

    text: str
    clauses: list[PlacedClauseBody]
    warnings: list[str]


class ResponsibilityBody(BaseModel):
    """One department's role in one clause."""

    document_id: str
    document_title: str
    clause_id: str
    label: str
    heading: str
    department: str
    role: str
    printed_role: str
    generic: bool
    inherited_from: str | None
    start: int
    end: int


class ClauseDetailBody(BaseModel):
    """A clause with its words and its departments."""

    document: DocumentBody
    clause: ClauseBody
    text: str
    start: int
    end: int
    responsibilities: list[ResponsibilityBody]


class FeedbackRequest(BaseModel):
    """What an asker thinks of an answer."""

    answer_id: Identifier
    helpful: StrictBool
    reasons: list[Annotated[str, StringConstraints(max_length=64)]] = Field(
        default_factory=list, max_length=10
    )
    comment: str = Field(default="", max_length=1000)


class FeedbackBody(BaseModel):
    """The feedback was stored."""

    id: str


class DeletedBody(BaseModel):
    """How many rows were deleted."""

    conversations: int
    questions: int
    feedback: int


class HealthBody(BaseModel):
    """The process is alive, or ready to answer."""

    status: Literal["ok"] = "ok"
    documents: int | None = None


class ProblemBody(BaseModel):
    """Problem details (RFC 9457) with the message in Chinese as well."""

    type: str
    title: str
    title_zh: str
    status: int
    detail: str
    detail_zh: str
    instance: str
    request_id: str
    errors: list[dict[str, Any]] | None = None


class ChatMessage(BaseModel):
    """One message of an OpenAI-style conversation."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[dict[str, Any]] | None = None

    @property
    def text(self) -> str:
        """The words of the message; parts that are no text are left out."""
        if isinstance(self.content, list):
            return "".join(str(part.get("text", "")) for part in self.content)
        return self.content or ""


_USER_MESSAGE: dict[str, Any] = {
    "required": ["role", "content"],
    "properties": {"role": {"const": "user"}, "content": {"type": "string", "pattern": WORDS}},
}
"""JSON schema of the message that a conversation must hold at least once."""


class ChatRequest(BaseModel):
    """The parts of an OpenAI chat completion request that matter here; others are ignored."""

    model_config = ConfigDict(extra="ignore")

    model: str = Field(default="policy-assistant", max_length=128)
    messages: list[ChatMessage] = Field(
        min_length=1,
        max_length=200,
        json_schema_extra={"contains": _USER_MESSAGE},
    )
    stream: StrictBool = False
    user: str | None = None


class ChatAnswer(BaseModel):
    """The assistant's message, and beside it what stands behind its text."""

    role: Literal["assistant"]
    content: str
    refusal: None = None
    status: Status
    citations: list[Citation]
    departments: list[Department]
    notices: list[Notice]


class ChatChoice(BaseModel):
    """The one answer that there is."""

    index: int
    message: ChatAnswer
    finish_reason: Literal["stop"]
    logprobs: None = None


class ChatCompletionBody(BaseModel):
    """A whole chat completion; with `stream`, its pieces come as server-sent events instead."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChatChoice]
    usage: dict[str, int]


class ModelsBody(BaseModel):
    """The list of models."""

    object: Literal["list"]
    data: list[dict[str, str | int]]
