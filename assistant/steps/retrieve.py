"""retrieve: search the index, once per place or reading that the question names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from assistant.context import Context, Follow, Kind
from assistant.parts import parts_of
from assistant.steps.cited import from_cited
from assistant.steps.staying import PARTED, Staying
from assistant.steps.understand import replaced_names, standard_words, understand
from corpus.model import Jurisdiction, Level, PolicyDocument
from corpus.normalize import fold
from index.model import Query, ResultSet
from index.ranking import PlaceRelation, place_relation


class Index(Protocol):
    """What answering asks of the index."""

    def search(self, query: Query, top_k: int = 10) -> ResultSet:
        """Clauses for a question, best first."""


_UNSEARCHED = {Kind.CATALOG, Kind.TASKS}
"""Kinds that are answered from the catalog alone."""


@dataclass(frozen=True, slots=True)
class Retrieve:
    """The fourth step; see the module."""

    index: Index
    top_k: int

    def __call__(self, context: Context) -> Context:
        """Add one ResultSet per place that is asked about, in asked order."""
        found = context.understanding
        if context.done or found.kind in _UNSEARCHED:
            return context
        if found.follow in (Follow.NEXT, Follow.PREVIOUS, Follow.MORE, Follow.SOURCE):
            return context
        if found.kind is Kind.COMPARISON:
            places = [place.name for place in found.places]
            asked = [*([None] if found.national or len(places) == 1 else []), *places]
            return replace(context, results=tuple(self._search(context, name) for name in asked))
        place = context.place
        name = place.name if place else None
        parts = tuple(self._part(context, text) for text in self._texts(context))
        results = self._search(context, name)
        staying = Staying(
            search=lambda asked, text: self._query(asked, text, None),
            fuse=lambda own, wider: _fused(own, wider, self.top_k),
        )
        stays = from_cited(context, results) or staying(context, results)
        return stays or replace(context, results=(results,), parts=parts)

    def _texts(self, context: Context) -> tuple[str, ...]:
        """The questions in one, where it leans on no turn before and names no document."""
        found = context.understanding
        plain = found.follow is Follow.NONE and found.kind in PARTED
        if not plain or found.documents or found.markers or found.missing_document:
            return ()
        return parts_of(context.question.text)

    def _part(self, context: Context, text: str) -> Context:
        """The context of one of several questions, searched; its own place outranks the shared."""
        found = understand(text, context.documents)
        found = replace(found, places=found.places or context.understanding.places)
        part = replace(
            context,
            question=replace(context.question, text=text),
            understanding=found,
            standalone=text,
            search_text=text,
            wider_text="",
        )
        place = part.place
        return replace(part, results=(self._search(part, place.name if place else None),))

    def _search(self, context: Context, place: str | None) -> ResultSet:
        text = context.search_text or context.question.text
        nearest = self._home(context, place) if place else None
        results = self._query(context, text, nearest or place)
        if place and nearest is None:
            # whether the national rule answers has nothing to do with the missing local one
            anywhere = self._query(context, text, None)
            results = replace(results, answerability=anywhere.answerability)
        place = nearest or place
        if context.like_text:
            like = self._query(context, context.like_text, place)
            fused = _fused(results, like, self.top_k, LIKE_SHARE)
            # that a place has such a clause does not say that it answers the question
            return replace(fused, answerability=results.answerability)
        if context.wider_text and context.wider_text != context.search_text:
            return _fused(results, self._query(context, context.wider_text, place), self.top_k)
        return results

    def _query(self, context: Context, text: str, place: str | None) -> ResultSet:
        found = context.understanding
        document = found.documents[0] if len(found.documents) == 1 else None
        return self.index.search(
            Query(
                text=_both_forms(fold(text)),
                place=place,
                department=found.departments[0] if len(found.departments) == 1 else None,
                document_id=document,
                as_of=context.as_of,
            ),
            self.top_k,
        )

    def _home(self, context: Context, name: str) -> str | None:
        """The place itself, or the nearest one around it that has documents; None for none."""
        place = next(p for p in context.understanding.places if p.name == name)
        return home(place, context.documents)


WIDER_SHARE = 0.5
"""Weight of the search that includes the matter before, against 1 for the new matter's."""


LIKE_SHARE = 1.0
"""The same for the search for a clause like the one just cited at another place."""
COVERED = 0.3
"""Weight of the share of the new matter's words that a clause contains."""


def _fused(
    results: ResultSet, wider: ResultSet, top_k: int, share: float = WIDER_SHARE
) -> ResultSet:
    """Hits of both searches by their weighted scores, in the first one's terms.

    How sure the one search is of its own first hit says nothing of a document that the other has
    in front.
    """
    scores = {(hit.document_id, hit.clause_id): share * hit.score for hit in wider.hits}
    hits = {(hit.document_id, hit.clause_id): hit for hit in (*wider.hits, *results.hits)}
    for hit in results.hits:
        key = (hit.document_id, hit.clause_id)
        scores[key] = scores.get(key, 0.0) + hit.score + COVERED * hit.coverage
    ranked = sorted(scores, key=lambda key: -scores[key])[:top_k]
    sure = [
        found.answerability
        for found in (results, wider)
        if found.hits and ranked and found.hits[0].document_id == ranked[0][0]
    ]
    least = min(results.answerability, wider.answerability)
    return replace(
        results,
        hits=tuple(replace(hits[key], score=scores[key] / (1 + share + COVERED)) for key in ranked),
        answerability=max(sure, default=least),
    )


def _both_forms(folded: str) -> str:
    """The question in standard words, with the bodies' own names that these replaced.

    >>> _both_forms("主管机关是谁")
    '主管部门是谁 主管机关'
    """
    return " ".join([standard_words(folded), *replaced_names(folded)])


def home(place: Jurisdiction, documents: tuple[PolicyDocument, ...]) -> str | None:
    """The narrowest place with local documents that hold for `place`; None when there is none."""
    order = {Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3}
    holding = [
        document.jurisdiction
        for document in documents
        if place_relation(place, document.jurisdiction) >= PlaceRelation.WIDER
    ]
    nearest = max(holding, key=lambda j: order.get(j.level, 0), default=None)
    return nearest.name if nearest else None
