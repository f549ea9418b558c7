"""效力状态: whether a document is in force on a day, as far as texts state it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from corpus.document_number import parse_document_number, same_number
from corpus.model import LegalForce, PolicyDocument, Reference
from corpus.normalize import search_key


def legal_force(
    document: PolicyDocument, as_of: date, others: Iterable[PolicyDocument] = ()
) -> LegalForce:
    """Legal force on the day `as_of`; UNKNOWN where no text states it.

    A document is expired when its stated period is over, repealed or superseded when another
    document in force by then says so (同时废止, 以…为准), in force when its stated period
    covers the day or its force clause names an earlier day. Silence is never read as force, nor is
    an end that an event tells (自疫情结束之日起停止执行).

    Args:
        document: The document in question.
        as_of: Day in question.
        others: Further documents that may repeal it; itself among them does no harm.
    """
    if document.effective_until is not None and document.effective_until < as_of:
        return LegalForce.EXPIRED
    for other in others:
        if other.id != document.id and _has_effect(other, as_of):
            verdict = _verdict(other, document)
            if verdict is not None:
                return verdict
    if ends_at_event(document):
        return LegalForce.UNKNOWN
    if document.effective_from is not None:
        begun = document.effective_from <= as_of
        return LegalForce.IN_FORCE if begun else LegalForce.UNKNOWN
    begun = document.issued_on is None or document.issued_on <= as_of
    if document.effective_until is not None and begun:
        return LegalForce.IN_FORCE
    return LegalForce.UNKNOWN


def ends_at_event(document: PolicyDocument) -> bool:
    """Whether a text tells its end by an event, of which no day is known."""
    return document.effective_until is None and "effective_until" in dict(document.evidence)


def _has_effect(other: PolicyDocument, as_of: date) -> bool:
    start = other.effective_from or other.issued_on
    return start is not None and start <= as_of


def _verdict(other: PolicyDocument, document: PolicyDocument) -> LegalForce | None:
    for reference in other.references:
        if reference.relation in ("repeals", "supersedes") and names(reference, document):
            repealed = reference.relation == "repeals"
            return LegalForce.REPEALED if repealed else LegalForce.SUPERSEDED
    return None


def names(reference: Reference, document: PolicyDocument) -> bool:
    """True when a reference names this document: by 文号, else by its title.

    A title in a reference is often that of the attached act; so a covering notice is named
    too when its title quotes the referenced one.
    """
    number = parse_document_number(document.document_number or "")
    if reference.document_number and document.document_number and number and number.agency:
        return same_number(reference.document_number, document.document_number)
    if not reference.title:
        return False
    cited, own = search_key(reference.title).text, search_key(document.title).text
    return len(cited) >= 6 and (cited == own or f"印发{cited}的通知" in own)
