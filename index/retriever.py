"""Search: question → clauses, by meaning and by words at once."""

from __future__ import annotations

import copy
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol, Self

import numpy as np

from corpus.departments import same_department
from corpus.model import Clause, Jurisdiction, Level, PolicyDocument, Responsibility
from corpus.normalize import search_form
from corpus.places import lookup
from index.answerability import Evidence, probability
from index.boosts import boosts_of
from index.candidates import (
    Candidates,
    ClauseScores,
    ClauseTable,
    Mask,
    SentenceRows,
    rank,
    score_clauses,
)
from index.document_words import DocumentWords
from index.evidence import evidence_of
from index.fusion import Scores
from index.lay_terms import expand, lay_terms
from index.lexical import LexicalIndex
from index.model import Chunk, Embedder, Hit, Query, ResultSet, Vectors
from index.query_adapter import adapt
from index.ranking import PlaceRelation, find_path, place_relation
from index.weights import Weights, load_weights


class Documents(Protocol):
    """What the retriever asks of the catalog."""

    def documents(self) -> tuple[PolicyDocument, ...]:
        """All documents."""

    def responsibilities(
        self, *, document_id: str | None = None, department: str | None = None
    ) -> tuple[tuple[PolicyDocument, Clause, Responsibility], ...]:
        """Responsibilities, of one document or department when given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One question, read."""

    form: str
    plain: Scores
    """Its vector as the model makes it."""
    vector: Scores
    """The same, corrected."""
    relations: dict[str, PlaceRelation]
    """How each document stands to its place."""


class Retriever:
    """Finds clauses in one generation of the index."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        vectors: Vectors,
        lexical: LexicalIndex,
        embedder: Embedder,
        catalog: Documents,
    ) -> None:
        self.weights: Weights = load_weights()
        """Weights and switches; replace them to measure what one is worth."""
        self._table = ClauseTable.of([chunk for chunk in chunks if chunk.part_of is None])
        self._sentences = SentenceRows.of(chunks)
        self._vectors = vectors
        self._lexical = lexical
        self._words = DocumentWords.of(lexical, self._table)
        self._embedder = embedder
        self._know(catalog)

    def over(self, catalog: Documents) -> Self:
        """The same search over fewer documents; those that `catalog` lacks are never hits."""
        fewer = copy.copy(self)
        fewer._know(catalog)
        return fewer

    def _know(self, catalog: Documents) -> None:
        self._documents = {document.id: document for document in catalog.documents()}
        self._departments: dict[str, list[int]] = {}
        for document, clause, edge in catalog.responsibilities():
            row = self._table.numbers.get((document.id, clause.id))
            if row is not None:
                self._departments.setdefault(edge.department, []).append(row)

    def search(self, query: Query, top_k: int = 10) -> ResultSet:
        """Clauses for a question, best first, with what was turned down.

        The same question in any script gives the same hits in the same order.

        Args:
            query: Words and structured signals.
            top_k: Most hits to return.
        """
        began = time.perf_counter()
        asked = self._read(query)
        embedded = time.perf_counter()
        if not len(self._table):
            return ResultSet(hits=(), timings_ms={"embed": (embedded - began) * 1e3})
        scores = self._score(asked)
        eligible, boosts = self._eligible(query, asked), self._boosts(query, asked)
        found = rank(scores, eligible, boosts + self._of_documents(asked), self.weights, top_k)
        hits = self._hits(asked.form, scores, found)
        looked_up = self._looked_up(query, asked, scores)
        named = {hit.clause_id for hit in looked_up}
        hits = [*looked_up, *(hit for hit in hits if hit.clause_id not in named)][:top_k]
        orders = [hits] if hits else []
        if hits and self.weights.signals.document:
            plain = rank(scores, eligible, boosts, self.weights, len(hits))
            orders.append(self._hits(asked.form, scores, plain))
        evidence = self._evidence(query, asked, scores, orders)
        answerability = probability(evidence, self.weights.answerability) if evidence else 0.0
        if query.path and self.weights.signals.lookup:
            answerability = 1.0 if looked_up else 0.0
        rejected = (
            self._hit(scores, row, score)
            for row, score in found.rejected
            if self._table.keys[row][0] in self._documents
        )
        return ResultSet(
            hits=tuple(hits),
            rejected=tuple(rejected),
            answerability=answerability,
            evidence=asdict(evidence) if evidence else {},
            timings_ms={
                "embed": (embedded - began) * 1e3,
                "rank": (time.perf_counter() - embedded) * 1e3,
            },
        )

    def _read(self, query: Query) -> _Asked:
        """The question's search form, vectors, and how the documents stand to its place."""
        form = search_form(query.text)
        plain: Scores = self._embedder.embed_query(form)[0]
        adapted = self.weights.signals.adapter
        place: Jurisdiction | None = None
        if query.place and self.weights.signals.place:
            place = lookup(query.place) or Jurisdiction(name=query.place, level=Level.COUNTY)
        return _Asked(
            form=form,
            plain=plain,
            vector=adapt(plain, self._embedder.name) if adapted else plain,
            relations={
                key: place_relation(place, document.jurisdiction)
                for key, document in self._documents.items()
            },
        )

    def _score(self, asked: _Asked) -> ClauseScores:
        """Dense and lexical scores of all clauses."""
        return score_clauses(
            self._table,
            self._sentences.mix(self._vectors @ asked.vector, self.weights.fusion.sentence),
            self._lexical.scores(asked.form, self._expansions(asked.form)),
            self._lexical.upper_bound(asked.form),
        )

    def _expansions(self, form: str) -> list[tuple[str, float]]:
        """Policy terms for the question's lay words, with their weight."""
        terms = expand(form) if self.weights.signals.lay_terms else ()
        return [(term, self.weights.fusion.expansion) for term in terms]

    def _eligible(self, query: Query, asked: _Asked) -> Mask:
        """Which clauses may be hits: of the asked document, and not of another place."""
        allowed = {
            key
            for key, relation in asked.relations.items()
            if query.document_id in (None, key) and relation is not PlaceRelation.OTHER
        }
        return self._table.of_documents(
            allowed | ({query.document_id or ""} & set(asked.relations))
        )

    def _boosts(self, query: Query, asked: _Asked) -> Scores:
        """What is added to the fused score of each clause, words of whole documents apart."""
        total = boosts_of(self._table, self._documents, asked.relations, query, self.weights)
        if query.department and self.weights.signals.department:
            total[self._rows_of(query.department)] += self.weights.boosts.department
        return total

    def _of_documents(self, asked: _Asked) -> Scores:
        """What is added to each clause's score for the words of its whole document."""
        if not self.weights.signals.document:
            return np.zeros(len(self._table), dtype=np.float32)
        words = self._words.coverage(asked.form, self._synonyms())
        return words[self._table.document_numbers] * np.float32(self.weights.boosts.document)

    def _rows_of(self, department: str) -> list[int]:
        """Clauses that give the department a role."""
        rows = {
            row
            for name, rows in self._departments.items()
            if same_department(department, name)
            for row in rows
        }
        return sorted(rows)

    def _hit(self, scores: ClauseScores, row: int, score: float) -> Hit:
        """One clause as a hit, without its coverage."""
        document_id, clause_id = self._table.keys[row]
        chunk = self._table.chunks[scores.best_chunk(row)]
        return Hit(
            document_id=document_id,
            clause_id=clause_id or None,
            score=float(score),
            dense=float(scores.dense[row]),
            lexical=float(scores.lexical[row]),
            coverage=0.0,
            span=chunk.span,
        )

    def _hits(self, form: str, scores: ClauseScores, found: Candidates) -> list[Hit]:
        """The best eligible clauses, with coverage."""
        coverage = self._coverage(form, [row for row, _ in found.accepted])
        return [
            replace(self._hit(scores, row, score), coverage=share)
            for (row, score), share in zip(found.accepted, coverage, strict=True)
        ]

    def _coverage(self, form: str, numbers: Sequence[int]) -> list[float]:
        """Share of the question's words that each clause covers in all its chunks together."""
        groups = [self._table.chunk_rows(number) for number in numbers]
        if not groups:
            return []
        held, idf = self._lexical.held_words(form, np.concatenate(groups), self._synonyms())
        starts = np.cumsum([0, *map(len, groups[:-1])])
        total = float(idf.sum())
        if not total:
            return [0.0] * len(groups)
        shares = idf @ np.logical_or.reduceat(held, starts, axis=1) / total
        return [float(share) for share in shares]

    def _synonyms(self) -> Mapping[str, Sequence[str]]:
        """Policy terms by lay word, none when they are switched off."""
        return lay_terms() if self.weights.signals.lay_terms else {}

    def _looked_up(self, query: Query, asked: _Asked, scores: ClauseScores) -> list[Hit]:
        """The clauses that an exact reference names, of the asked or any eligible document."""
        if not query.path or not self.weights.signals.lookup:
            return []
        documents = [
            document
            for key, document in self._documents.items()
            if key == query.document_id
            or (query.document_id is None and asked.relations[key] is not PlaceRelation.OTHER)
        ]
        hits = []
        for document in documents:
            for clause in find_path(query.path, [document]):
                row = self._table.numbers.get((document.id, clause.id))
                if row is not None:
                    share = self._coverage(asked.form, [row])[0]
                    hits.append(replace(self._hit(scores, row, 1.0), coverage=share))
        return hits if query.document_id else sorted(hits, key=lambda hit: -hit.coverage)

    def _evidence(
        self,
        query: Query,
        asked: _Asked,
        scores: ClauseScores,
        orders: Sequence[Sequence[Hit]],
    ) -> Evidence | None:
        """What the search tells about whether there is an answer; None without hits.

        The words of whole documents choose between clauses; they are no evidence of an answer by
        themselves. The less sure of both orders counts, with those words and without: of legal
        questions that no document answers it lets a third fewer through than the surer one.
        """
        each = (self._evidence_of(query, asked, scores, order) for order in orders)
        return min(each, key=lambda one: probability(one, self.weights.answerability), default=None)

    def _evidence_of(
        self, query: Query, asked: _Asked, scores: ClauseScores, hits: Sequence[Hit]
    ) -> Evidence:
        """What the hits in one order tell."""
        row = self._table.numbers[(hits[0].document_id, hits[0].clause_id or "")]
        rows = self._table.chunk_rows(row)
        local = any(relation >= PlaceRelation.WIDER for relation in asked.relations.values())
        return evidence_of(
            scores,
            hits,
            question=asked.form,
            words="\n".join(self._table.chunks[row].text for row in rows),
            plain=float((self._vectors[rows] @ asked.plain).max()),
            unknown=self._lexical.unknown_share(asked.form),
            place_conflict=bool(query.place) and not local,
        )
