"""What an owner should look at before a document is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.metadata import legal_force
from corpus.model import LegalForce, PolicyDocument
from corpus.normalize import search_form

_GONE = {LegalForce.EXPIRED, LegalForce.REPEALED, LegalForce.SUPERSEDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing to look at."""

    kind: str
    """same_number, same_title, no_title, no_number, no_issuer, no_date, no_clauses,
    no_responsibilities, out_of_force, ends_force, abridged or reading."""
    detail: str = ""
    """The value that it is about; of `reading` the reader's own words, English."""
    document_id: str | None = None
    """Another document that it concerns."""


def find_doubts(
    document: PolicyDocument, published: Iterable[PolicyDocument], as_of: date
) -> tuple[Doubt, ...]:
    """Doubts about a document, the gravest first.

    Args:
        document: The document that may be published.
        published: The documents that are searched now.
        as_of: Day on which force is judged.
    """
    others = [other for other in published if other.id != document.id]
    return (
        *_twins(document, others),
        *_force(document, others, as_of),
        *_missing(document),
        *(Doubt(kind="reading", detail=warning) for warning in document.warnings),
    )


def _twins(document: PolicyDocument, others: list[PolicyDocument]) -> Iterator[Doubt]:
    """Documents that may be another copy or an older version of this one."""
    number, title = search_form(document.document_number or ""), search_form(document.title)
    for other in others:
        if number and search_form(other.document_number or "") == number:
            yield Doubt(
                kind="same_number", detail=document.document_number or "", document_id=other.id
            )
        elif search_form(other.title) == title:
            yield Doubt(kind="same_title", detail=document.title, document_id=other.id)


def _force(document: PolicyDocument, others: list[PolicyDocument], as_of: date) -> Iterator[Doubt]:
    force = legal_force(document, as_of, others)
    if force in _GONE:
        yield Doubt(kind="out_of_force", detail=force.value)
    for other in others:
        before = legal_force(other, as_of, others)
        after = legal_force(other, as_of, [*others, document])
        if after != before and after in _GONE:
            yield Doubt(kind="ends_force", detail=other.title, document_id=other.id)


def _missing(document: PolicyDocument) -> Iterator[Doubt]:
    if not any(name == "title" for name, _ in document.evidence):
        yield Doubt(kind="no_title", detail=document.title)
    if document.document_number is None:
        yield Doubt(kind="no_number")
    if not document.issuing_bodies:
        yield Doubt(kind="no_issuer")
    if document.issued_on is None:
        yield Doubt(kind="no_date")
    if not document.clauses:
        yield Doubt(kind="no_clauses")
    if not document.responsibilities:
        yield Doubt(kind="no_responsibilities")
    if document.abridged:
        yield Doubt(kind="abridged")
