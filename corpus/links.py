"""Which document cites, implements, amends or repeals which: references resolved in a corpus."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.document_number import DocumentNumber, parse_document_number
from corpus.model import Clause, PolicyDocument, Reference
from corpus.normalize import search_key
from corpus.numerals import parse_numeral

_ATTACHED = re.compile(r"(?:印发|转发|发布|公布)[^《]{0,20}《(.+)》")
_NUMBERED = re.compile(r"[\d一二三四五六七八九十百千零〇]+")
_SHORTEST_TITLE = 6
"""Shorter titles (《办法》, 《纲要》) name too many documents; names of laws (刑法) do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One reference and what it points to."""

    source_id: str
    """Document that makes the reference."""
    reference: Reference
    target_id: str | None
    """Document that is meant; None when the corpus does not hold it."""
    target_clause_id: str | None = None
    """Clause that is meant; None when none is named or found."""


def resolve_references(documents: Sequence[PolicyDocument]) -> tuple[Link, ...]:
    """Every reference of `documents`, resolved among them; unresolved ones keep their words.

    A reference by 文号 is resolved by it alone; one by title when exactly one document bears
    the title or forwards the text of that title. References to 本办法第X条 resolve within.
    """
    by_number = _by_number(documents)
    by_title = _by_title(documents)
    by_id = {document.id: document for document in documents}
    links = []
    for document in documents:
        for reference in document.references:
            target = _target(document, reference, by_number, by_title)
            clause = _clause(by_id[target], reference) if target in by_id else None
            links.append(
                Link(
                    source_id=document.id,
                    reference=reference,
                    target_id=target,
                    target_clause_id=clause.id if clause else None,
                )
            )
    return tuple(links)


def implements(links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
    """Pairs (document, document that it is based on), each once, in order of first mention."""
    pairs = dict.fromkeys(
        (link.source_id, link.target_id)
        for link in links
        if link.reference.relation == "basis" and link.target_id not in (None, link.source_id)
    )
    return tuple((source, target) for source, target in pairs if target is not None)


def _key(number: str) -> tuple[str, int | None, int] | None:
    parsed: DocumentNumber | None = parse_document_number(number)
    if parsed is None:
        return None
    agency = parsed.agency.removeprefix("中华人民共和国").replace("国务院令", "国令")
    return agency, parsed.year, parsed.serial


def _by_number(documents: Sequence[PolicyDocument]) -> dict[tuple[str, int | None, int], str]:
    found: dict[tuple[str, int | None, int], str] = {}
    for document in documents:
        key = _key(document.document_number) if document.document_number else None
        if key is not None:
            found.setdefault(key, document.id)
    return found


def _title_key(title: str) -> str:
    """Title as it is compared: laws are cited without the name of the state."""
    return search_key(title).text.removeprefix("中华人民共和国")


def _by_title(documents: Sequence[PolicyDocument]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for title in titles_of(document):
            found[_title_key(title)].add(document.id)
    return found


def titles_of(document: PolicyDocument) -> tuple[str, ...]:
    """The document's title, the title that it forwards, both with and without issuers."""
    titles = [document.title]
    if attached := _ATTACHED.search(document.title):
        titles.append(attached[1])
    about = document.title.find("关于")
    about = about if about >= 0 else max(document.title.find("關於"), document.title.find("關于"))
    if about > 0:
        titles.append(document.title[about:])
    return tuple(titles)


def _target(
    document: PolicyDocument,
    reference: Reference,
    by_number: dict[tuple[str, int | None, int], str],
    by_title: dict[str, set[str]],
) -> str | None:
    if reference.document_number:
        key = _key(reference.document_number)
        return by_number.get(key) if key else None
    if reference.title is None:
        return document.id if reference.path else None
    title = _title_key(reference.title)
    telling = len(title) >= _SHORTEST_TITLE or title.endswith("法")
    found = by_title.get(title, set()) if telling else set()
    return next(iter(found)) if len(found) == 1 else None


def _clause(document: PolicyDocument, reference: Reference) -> Clause | None:
    """The clause whose path ends as the reference's does; None unless it is the only one."""
    if not reference.path:
        return None
    wanted = tuple(_marker(marker) for marker in reference.path)
    paths = [
        (tuple(_marker(marker) for marker in clause.path[-len(wanted) :]), clause)
        for clause in document.clauses
        if not clause.annex and clause.paragraph is None
    ]
    found = [clause for path, clause in paths if path == wanted]
    if len(found) != 1:  # 第十条第（三）项 may be part of an undivided 第十条
        found = [clause for path, clause in paths if path[-1:] == wanted[:1]]
    return found[0] if len(found) == 1 else None


def _marker(marker: str) -> tuple[int | None, str]:
    """Number and form of a marker, so that 第6条 and 第六条 are one: (6, "第#条")."""
    match = _NUMBERED.search(marker)
    if match is None:
        return None, marker
    return parse_numeral(match.group()), marker.replace(match.group(), "#")
