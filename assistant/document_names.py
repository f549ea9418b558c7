"""How a question names a document: by 文号, by title, or by place and type (重庆那份意见)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.lexicon import pattern
from corpus.document_number import DocumentNumber, find_document_numbers, parse_document_number
from corpus.model import Jurisdiction, PolicyDocument
from corpus.normalize import fold, search_key
from index.tokenizer import cut

_SAME_AGENCY = 0.6
"""Least likeness of two agency codes (difflib ratio) with equal year and serial for a slip of
the pen: 渝发改规 and 渝发改规范 have 0.89."""
_NAMED = 10
"""Characters of a title in a question from which the title is meant, not the matter."""

_SHORTEST = 3
"""Characters of a whole title (户籍法) that names its document by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentName:
    """Documents that a question names."""

    ids: tuple[str, ...] = ()
    missing: str | None = None
    """文号 or title that no document has."""
    corrected: tuple[str, str] | None = None
    """(asked, meant) 文号 that differ a little."""
    words: tuple[str, ...] = ()
    """The words of the question that name them."""


def find_document_name(text: str, documents: Sequence[PolicyDocument]) -> DocumentName:
    """Documents that a question names by number or by title; both scripts."""
    mentions = find_document_numbers(text, loose=True)
    if mentions:
        words = _words(text, mentions)
        names = [_by_number(text, m.number, words, documents) for m in mentions]
        ids = [name.ids[0] for name in names if name.ids]
        if len(set(ids)) == len(names) > 1:
            return DocumentName(ids=tuple(ids), words=words)
        return names[0]
    return _by_serial(text, documents) or _by_title(text, documents)


def _by_serial(text: str, documents: Sequence[PolicyDocument]) -> DocumentName | None:
    """The one document whose number has that serial: 38号文; None where several have it."""
    match = pattern("references", "serial").search(fold(text))
    if match is None:
        return None
    numbers = [(d, parse_document_number(d.document_number or "")) for d in documents]
    found = [d for d, number in numbers if number and number.serial == int(match["serial"])]
    return DocumentName(ids=(found[0].id,), words=(match[0],)) if len(found) == 1 else None


def _words(text: str, mentions: Iterable[object]) -> tuple[str, ...]:
    return tuple(text[m.span.start : m.span.end] for m in mentions)  # type: ignore[attr-defined]


def _by_number(
    text: str, number: DocumentNumber, words: tuple[str, ...], documents: Sequence[PolicyDocument]
) -> DocumentName:
    close: list[tuple[float, PolicyDocument]] = []
    for document in documents:
        other = parse_document_number(document.document_number or "")
        if other is None:
            continue
        same = (other.year, other.serial) == (number.year, number.serial)
        if other.same_as(number) or (same and number.agency.endswith(other.agency)):
            return DocumentName(ids=(document.id,), words=words)  # 请列出国发〔2024〕17号
        if (other.year, other.serial) == (number.year, number.serial):
            likeness = difflib.SequenceMatcher(None, other.agency, number.agency).ratio()
            close.append((likeness, document))
    best = max(close, key=lambda pair: pair[0], default=None)
    if best and best[0] >= _SAME_AGENCY:
        meant = best[1].document_number or ""
        return DocumentName(ids=(best[1].id,), corrected=(number.canonical, meant), words=words)
    return DocumentName(missing=number.canonical, words=words)


def _by_title(text: str, documents: Sequence[PolicyDocument]) -> DocumentName:
    """Titles in 《》 first; then names of acts; then a long run of words that a title has too."""
    bare = pattern("references", "mere_type")
    titles = pattern("references", "title").findall(fold(text))
    quoted = [title for title in titles if not bare.fullmatch(title)]
    for title in quoted:
        ids = tuple(d.id for d in documents if _is_title(title, d.title))
        if ids:
            return DocumentName(ids=ids[:1] if len(title) > 8 else ids, words=(f"《{title}》",))
    if quoted:
        return DocumentName(missing=f"《{quoted[0]}》", words=(f"《{quoted[0]}》",))
    return _by_act(text, documents) or _by_words(text, documents)


def _by_act(text: str, documents: Sequence[PolicyDocument]) -> DocumentName | None:
    """An act by its whole title, or by a name in quotation marks or before an article."""
    key = search_key(text).text
    titled = pattern("references", "titled")
    whole = [d for d in documents if titled.search(fold(d.title)) and _key_of(d) in key]
    if whole:
        best = max(whole, key=lambda d: len(d.title))
        return DocumentName(ids=(best.id,), words=(fold(best.title),))
    match = pattern("references", "act").search(re.sub(r"\s", "", fold(text)))
    if match is None:
        return None
    name = pattern("references", "act_opening").sub("", match["quoted"] or match["bare"])
    if len(name) < 4 or pattern("references", "demonstrative_act").search(name):
        return None
    ids = tuple(d.id for d in documents if _is_title(name, d.title))
    if ids:
        return DocumentName(ids=ids, words=(name,))
    near = [d for d in documents if any(w in fold(d.title) for w in cut(name) if len(w) > 1)]
    return None if near else DocumentName(missing=f"《{name}》", words=(name,))


def _key_of(document: PolicyDocument) -> str:
    """Search form of a title; one too short to stand for the document is never found."""
    key = search_key(document.title).text
    return key if len(key) >= _SHORTEST else "\0"


def _by_words(text: str, documents: Sequence[PolicyDocument]) -> DocumentName:
    """A long run of words that the question and one title share."""
    question = search_key(text).text
    runs = [(shared_run(question, search_key(d.title).text), d) for d in documents]
    longest = max((len(run) for run, _ in runs), default=0)
    named = [(run, d) for run, d in runs if len(run) == longest]
    typed = bool(named) and re.search(
        rf"(?:{pattern('references', 'types').pattern})$", named[0][0]
    )
    if len(named) == 1 and longest >= (_NAMED if typed else 2 * _NAMED):
        return DocumentName(ids=(named[0][1].id,), words=(named[0][0],))
    return DocumentName()


def _is_title(asked: str, title: str) -> bool:
    """Whether words in 《》 mean this title: equal, or a good part of it with its type."""
    left, right = search_key(asked).text, search_key(title).text
    if left in right:
        return len(left) >= 4
    run = shared_run(left, right)
    return len(run) >= 0.75 * len(left) and len(run) >= 6


def shared_run(left: str, right: str) -> str:
    """The longest run of characters that both texts have.

    >>> shared_run("五年行动计划是谁发的", "关于印发五年行动计划的通知")
    '五年行动计划'
    """
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    block = matcher.find_longest_match(0, len(left), 0, len(right))
    return left[block.a : block.a + block.size]


def by_year_and_type(folded: str, documents: Sequence[PolicyDocument]) -> tuple[str, ...]:
    """Id of the one document of a year that a question names by its type (2020年那份通知)."""
    dated = pattern("references", "dated").search(folded)
    if dated is None:
        return ()
    any_type = bool(pattern("references", "any_type").search(dated["type"]))
    found = [
        d.id
        for d in documents
        if d.issued_on
        and d.issued_on.year == int(dated["year"])
        and (any_type or dated["type"] in fold(d.title))
    ]
    return tuple(found) if len(found) == 1 else ()


def by_place_and_type(
    folded: str,
    topic: str,
    places: Sequence[Jurisdiction],
    documents: Sequence[PolicyDocument],
) -> tuple[str, ...]:
    """Ids of documents that a place and a type of document name (郴州的实施方案).

    Without a place, the one document of its type is meant, if its title has the words of the
    topic too: 国土计划 is no 行动计划.
    """
    types = pattern("references", "types").findall(folded)
    demonstrative = pattern("references", "demonstrative").search(folded)
    names = {place.name for place in places}
    of_place = [d for d in documents if not names or d.jurisdiction.name in names]
    typed = [d for d in of_place if any(kind in fold(d.title) for kind in types)]
    if names and (types or demonstrative):
        return tuple(d.id for d in (typed or of_place))
    any_type = pattern("references", "any_type")
    if all(any_type.search(kind) for kind in types):  # 「哪年的文件」 names none
        return ()
    if len(typed) == 1 and all(word in fold(typed[0].title) for word in cut(topic)):
        return (typed[0].id,)
    return ()
