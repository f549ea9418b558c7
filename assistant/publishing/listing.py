"""The owner's list of documents: what is searched, and what is kept beside it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.publishing.register import Entry, State
from corpus.model import PolicyDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document in the owner's list."""

    id: str
    title: str
    document_number: str | None
    state: State
    file: str
    entry: Entry | None = None
    """None for a document that was indexed by other ways and never touched here."""
    document: PolicyDocument | None = None
    """As it is searched; None while it is not."""


def unpublished(entry: Entry) -> Listed:
    """A draft, or a document that was taken down."""
    return Listed(
        id=entry.id,
        title=entry.title,
        document_number=entry.document_number,
        state=entry.state,
        file=entry.file,
        entry=entry,
    )


def published(document: PolicyDocument, entry: Entry | None) -> Listed:
    """A document that is searched."""
    return Listed(
        id=document.id,
        title=document.title,
        document_number=document.document_number,
        state=State.PUBLISHED,
        file=document.file,
        entry=entry,
        document=document,
    )
