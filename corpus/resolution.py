"""Which document and clause a reference means, among the documents of a corpus."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document_number import DocumentNumber, parse_document_number
from corpus.model import Clause, PolicyDocument, Reference
from corpus.normalize import search_key
from corpus.numerals import parse_numeral

_ATTACHED = re.compile(
    r"(?:印发|印發|转发|轉發|批转|批轉|发布|發布|公布|颁布|頒布)"
    r"(?:[^《]{0,20}《(?P<marked>.+)》|(?P<bare>[^《》]{4,})的(?:通知|公告|通告|决定|決定)$)"
)
"""What a covering notice carries: 关于印发《…》的通知, 关于印发…方案的通知."""
_NUMBERED = re.compile(r"[\d一二三四五六七八九十百千零〇]+")
_ABOUT = re.compile("关于|關於|關于")
_SHORTEST_TITLE = 6
"""Shorter titles (《办法》, 《纲要》) name too many documents; names of laws (刑法) do not."""
_ENDS_ANOTHER = ("repeals", "supersedes")
"""Relations to a document that is never the one that states them: an older one of its title."""

_Number = tuple[str, int | None, int]


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


def resolve_references(
    documents: Sequence[PolicyDocument], corpus: Sequence[PolicyDocument] | None = None
) -> tuple[Link, ...]:
    """Every reference of `documents`, resolved in a corpus; unresolved ones keep their words.

    A reference by 文号 is resolved by it alone, unless the document of the title has none that
    could be read. One by title is resolved when exactly one document bears the title, else when
    exactly one carries the text of that title (印发《…》的通知). References to 本办法第X条
    resolve within.

    Args:
        documents: Documents whose references are wanted.
        corpus: Documents that may be meant; `documents` themselves when None.
    """
    shelf = _Shelf(documents if corpus is None else (*documents, *corpus))
    return tuple(
        shelf.link(document, reference)
        for document in documents
        for reference in document.references
    )


def title_key(title: str) -> str:
    """A title as it is compared.

    Laws are cited without the name of the state, and 《关于甲工作的意见》 is carried by a notice
    as 转发关于甲工作意见.

    >>> title_key("《中華人民共和國就業促進法》") == title_key("就业促进法")
    True
    """
    key = search_key(title.strip("《》〈〉")).text
    return key.removeprefix("中华人民共和国").replace("的", "")


def is_telling(title: str) -> bool:
    """Whether a title names one document, as 若干意见 does not.

    >>> is_telling("若干意见"), is_telling("就业促进法")
    (False, True)
    """
    key = title_key(title)
    return len(key) >= _SHORTEST_TITLE or key.endswith("法")


def titles_of(document: PolicyDocument) -> tuple[str, ...]:
    """The document's title with and without issuers, then the title of the text it carries."""
    return (*_with_and_without_issuer(document.title), *_carried_titles(document))


def _carried_titles(document: PolicyDocument) -> tuple[str, ...]:
    attached = _ATTACHED.search(document.title)
    return _with_and_without_issuer(attached["marked"] or attached["bare"]) if attached else ()


def _with_and_without_issuer(title: str) -> tuple[str, ...]:
    about = _ABOUT.search(title)
    return (title, title[about.start() :]) if about and about.start() else (title,)


class _Shelf:
    """Documents by number and by title."""

    def __init__(self, documents: Sequence[PolicyDocument]) -> None:
        self._by_id = {document.id: document for document in documents}
        self._by_number: dict[_Number, str] = {}
        self._own: dict[str, set[str]] = defaultdict(set)
        self._carried: dict[str, set[str]] = defaultdict(set)
        for document in self._by_id.values():
            key = _number_key(document.document_number) if document.document_number else None
            if key is not None:
                self._by_number.setdefault(key, document.id)
            for title in _with_and_without_issuer(document.title):
                self._own[title_key(title)].add(document.id)
            for title in _carried_titles(document):
                self._carried[title_key(title)].add(document.id)

    def link(self, source: PolicyDocument, reference: Reference) -> Link:
        """The reference with the document and the clause that it means."""
        target = self._target(source, reference)
        clause = _clause(self._by_id[target], reference) if target else None
        return Link(
            source_id=source.id,
            reference=reference,
            target_id=target,
            target_clause_id=clause.id if clause else None,
        )

    def _target(self, source: PolicyDocument, reference: Reference) -> str | None:
        if reference.document_number:
            key = _number_key(reference.document_number)
            if key in self._by_number:
                return self._by_number[key]
        if reference.title is None:
            inner = reference.path and not reference.document_number
            return source.id if inner else None
        found = self._titled(reference.title)
        if reference.document_number:  # a document with another number is another document
            found = {one for one in found if self._by_id[one].document_number is None}
        if reference.relation in _ENDS_ANOTHER:
            found = found - {source.id}
        return next(iter(found)) if len(found) == 1 else None

    def _titled(self, title: str) -> set[str]:
        """Documents that bear the title, or, where none does, that carry its text."""
        if not is_telling(title):
            return set()
        key = title_key(title)
        return self._own.get(key) or self._carried.get(key) or set()


def _number_key(number: str) -> _Number | None:
    parsed: DocumentNumber | None = parse_document_number(number)
    if parsed is None or not parsed.agency:  # 2024年第6号 is the number of many announcements
        return None
    agency = parsed.agency.removeprefix("中华人民共和国").replace("国务院令", "国令")
    return agency, parsed.year, parsed.serial


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
