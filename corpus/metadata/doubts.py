"""疑点: warnings on metadata that was not found or that contradicts itself."""

from __future__ import annotations

import re
from datetime import date

from corpus.metadata.model import Metadata

_YEAR = re.compile(r"〔(\d{4})〕")


def doubtful_metadata(
    metadata: Metadata, file: str, *, signed_on: date | None, placed: bool
) -> tuple[str, ...]:
    """Warnings in the order of the fields.

    Args:
        metadata: What was read.
        file: Name of the file.
        signed_on: Day under the signature; the page's own field may state another one.
        placed: Whether something states the place.
    """
    found = []
    if metadata.title is None:
        found.append(f"{file}: no title found")
    if not metadata.issuing_bodies:
        found.append(f"{file}: no issuing body found")
    if not placed:
        found.append(f"{file}: nothing states the place; taken as national")
    return (*found, *_contradictions(metadata, file, signed_on))


def _contradictions(metadata: Metadata, file: str, signed_on: date | None) -> list[str]:
    found = []
    number, issued = metadata.document_number, metadata.issued_on
    if issued and signed_on and issued != signed_on:
        offset = dict(metadata.evidence)["issued_on"].start
        found.append(
            f"{file}: date {issued} in the page's table (offset {offset}) contradicts date "
            f"{signed_on} of the signature"
        )
    years = _YEAR.search(number) if number else None
    if issued and years and abs(int(years[1]) - issued.year) > 1:
        found.append(f"{file}: number {number} and date {issued} are years apart")
    first, last = metadata.effective_from, metadata.effective_until
    if first and last and last < first:
        found.append(f"{file}: force ends on {last}, before it begins on {first}")
    return found
