"""The paragraphs of an article and the items under each, as laws count them.

Mainland laws call a paragraph 款 and an item under it 项; those of Taiwan call them 項 and 款.
A text prints neither number for a paragraph: they are counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.selection.outcome import is_apart
from corpus.model import Clause, PolicyDocument, Span
from corpus.normalize import fold
from index.ranking import marker_key

_ARTICLE = "条"
_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """A paragraph of an article, or an item under one."""

    clause: Clause
    """The clause that it lies in."""
    span: Span
    """Its own words."""


def article_part(markers: Sequence[str], document: PolicyDocument) -> ArticlePart | None:
    """What 「第13条第2项」 or 「第51条第1款第6项」 names; None where it names no such part.

    Args:
        markers: The article, then the paragraph, then perhaps an item.
        document: The law.
    """
    articles = [i for i, marker in enumerate(markers) if marker.endswith(_ARTICLE)]
    if not articles or not markers[articles[-1] + 1 :]:
        return None
    article = _article(markers[articles[-1]], document)
    if article is None:
        return None
    paragraph, item = _numbers(
        markers[articles[-1] + 1 :], of_taiwan=is_apart(document.jurisdiction)
    )
    parts = _paragraphs(article, document)
    if paragraph is None or not 0 < paragraph <= len(parts):
        return None
    part = parts[paragraph - 1]
    if item is None:
        return part
    end = parts[paragraph].span.start if paragraph < len(parts) else len(document.text)
    items = [
        clause
        for clause in document.clauses
        if clause.path[:-1] == article.path and part.span.start < clause.span.start < end
    ]
    wanted = [c for c in items if (marker_key(c.path[-1]) or ("", 0))[1] == item]
    return ArticlePart(wanted[0], wanted[0].span) if wanted else None


def _numbers(units: Sequence[str], *, of_taiwan: bool) -> tuple[int | None, int | None]:
    """Numbers of the paragraph and of the item; a bare item lies in the first paragraph."""
    above, below = ("项", "款") if of_taiwan else ("款", "项")
    named = {fold(unit)[-1]: (marker_key(unit) or ("", 0))[1] for unit in units}
    paragraph, item = named.get(above), named.get(below)
    return (1 if paragraph is None and item is not None else paragraph), item


def _article(marker: str, document: PolicyDocument) -> Clause | None:
    key = marker_key(marker)
    return next(
        (
            clause
            for clause in document.clauses
            if clause.path and clause.paragraph is None and marker_key(clause.path[-1]) == key
        ),
        None,
    )


def _paragraphs(article: Clause, document: PolicyDocument) -> list[ArticlePart]:
    """The lines of an article, and what follows its items."""
    body = article.body
    parts = [
        ArticlePart(article, Span(start=body.start + line.start(), end=body.start + line.end()))
        for line in _LINE.finditer(body.of(document.text))
    ]
    later = [c for c in document.clauses if c.path == article.path and c.paragraph is not None]
    for clause in later:
        if not any(p.span.start <= clause.span.start < p.span.end for p in parts):
            parts.append(ArticlePart(clause, clause.span))
    return sorted(parts, key=lambda part: part.span.start)
