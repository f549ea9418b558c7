"""Search: question → clauses, by meaning and by words at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Protocol

import numpy as np

from corpus.departments import same_department
from corpus.model import Clause, Jurisdiction, Level, PolicyDocument, Responsibility
from corpus.normalize import search_form
from corpus.places import lookup
from index.answerability import Evidence, lacks_quantity, probability
from index.candidates import Candidates, ClauseScores, ClauseTable, Mask, rank, score_clauses
from index.fusion import Scores
from index.lay_terms import expand
from index.lexical import LexicalIndex
from index.model import Chunk, Embedder, Hit, Query, ResultSet, Vectors
from index.query_adapter import adapt
from index.ranking import PlaceRelation, find_path, is_out_of_force, place_relation
from index.weights import Weights, load_weights


class Documents(Protocol):
    """What the retriever asks of the catalog."""

    def documents(self) -> tuple[PolicyDocument, ...]:
        """All documents."""

    def responsibilities(
        self, *, document_id: str | None = None, department: str | None = None
    ) -> tuple[tuple[PolicyDocument, Clause, Responsibility], ...]:
        """Responsibilities, of one document or department when given."""


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
        self._table = ClauseTable.of(chunks)
        self._vectors = vectors
        self._lexical = lexical
        self._embedder = embedder
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
        form = search_form(query.text)
        vector = self._vector(form)
        embedded = time.perf_counter()
        if not len(self._table):
            return ResultSet(hits=(), timings_ms={"embed": (embedded - began) * 1e3})
        scores = score_clauses(
            self._table,
            self._vectors @ vector,
            self._lexical.scores(form, self._expansions(form)),
            self._lexical.upper_bound(form),
        )
        relations = self._relations(query.place)
        found = rank(
            scores,
            self._eligible(query, relations),
            self._boosts(query, relations),
            self.weights,
            top_k,
        )
        hits = self._hits(form, scores, found, top_k)
        looked_up = self._looked_up(query, form, scores, relations)
        named = {hit.clause_id for hit in looked_up}
        hits = [*looked_up, *(hit for hit in hits if hit.clause_id not in named)][:top_k]
        evidence = self.evidence(query, form, scores, hits, relations)
        answerability = probability(evidence, self.weights.answerability) if evidence else 0.0
        if query.path and self.weights.signals.lookup:
            answerability = 1.0 if looked_up else 0.0
        return ResultSet(
            hits=tuple(hits),
            rejected=tuple(self._hit(scores, row, score) for row, score in found.rejected[:top_k]),
            answerability=answerability,
            evidence=asdict(evidence) if evidence else {},
            timings_ms={
                "embed": (embedded - began) * 1e3,
                "rank": (time.perf_counter() - embedded) * 1e3,
            },
        )

    def _vector(self, form: str) -> Scores:
        """The question's vector."""
        vector: Scores = self._embedder.embed_query(form)[0]
        if self.weights.signals.adapter:
            return adapt(vector, self._embedder.name)
        return vector

    def _expansions(self, form: str) -> list[tuple[str, float]]:
        """Policy terms for the question's lay words, with their weight."""
        if not self.weights.signals.lay_terms:
            return []
        return [(term, self.weights.fusion.expansion) for term in expand(form)]

    def _relations(self, place: str | None) -> dict[str, PlaceRelation]:
        """How each document stands to the place of the question."""
        asked: Jurisdiction | None = None
        if place and self.weights.signals.place:
            asked = lookup(place) or Jurisdiction(name=place, level=Level.COUNTY)
        return {
            key: place_relation(asked, document.jurisdiction)
            for key, document in self._documents.items()
        }

    def _eligible(self, query: Query, relations: dict[str, PlaceRelation]) -> Mask:
        """Which clauses may be hits: of the asked document, and not of another place."""
        allowed = {
            key
            for key, relation in relations.items()
            if query.document_id in (None, key) and relation is not PlaceRelation.OTHER
        }
        return self._table.of_documents(allowed | ({query.document_id or ""} & set(relations)))

    def _boosts(self, query: Query, relations: dict[str, PlaceRelation]) -> Scores:
        """What is added to the fused score of each clause."""
        weights, signals = self.weights.boosts, self.weights.signals
        total = np.zeros(len(self._table), dtype=np.float32)
        for key, relation in relations.items():
            value = 0.0
            if signals.place and query.place:
                value += weights.same_place * (relation >= PlaceRelation.WIDER)
            elif signals.place:
                value += weights.national * (relation is PlaceRelation.NATIONAL)
            if signals.date and is_out_of_force(self._documents[key], query.as_of):
                value += weights.out_of_force
            if value:
                total[self._table.of_documents({key})] += value
        total[self._table.not_clauses] += weights.preamble
        if query.department and signals.department:
            total[self._rows_of(query.department)] += weights.department
        return total

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

    def _hits(self, form: str, scores: ClauseScores, found: Candidates, top_k: int) -> list[Hit]:
        """The best eligible clauses, with coverage."""
        best = found.accepted[:top_k]
        coverage = self._coverage(form, [row for row, _ in best])
        return [
            replace(self._hit(scores, row, score), coverage=share)
            for (row, score), share in zip(best, coverage, strict=True)
        ]

    def _coverage(self, form: str, rows: list[int]) -> list[float]:
        """Share of the question's words that each clause covers in all its chunks together."""
        return [
            float(self._lexical.joint_coverage(form, self._table.chunk_rows(row))) for row in rows
        ]

    def _looked_up(
        self, query: Query, form: str, scores: ClauseScores, relations: dict[str, PlaceRelation]
    ) -> list[Hit]:
        """The clauses that an exact reference names, of the asked or any eligible document."""
        if not query.path or not self.weights.signals.lookup:
            return []
        documents = [
            document
            for key, document in self._documents.items()
            if key == query.document_id
            or (query.document_id is None and relations[key] is not PlaceRelation.OTHER)
        ]
        hits = []
        for document in documents:
            for clause in find_path(query.path, [document]):
                row = self._table.numbers.get((document.id, clause.id))
                if row is not None:
                    share = self._coverage(form, [row])[0]
                    hits.append(replace(self._hit(scores, row, 1.0), coverage=share))
        return hits if query.document_id else sorted(hits, key=lambda hit: -hit.coverage)

    def evidence(
        self,
        query: Query,
        form: str,
        scores: ClauseScores,
        hits: Sequence[Hit],
        relations: dict[str, PlaceRelation],
    ) -> Evidence | None:
        """What one search tells about whether there is an answer; None without hits."""
        if not hits:
            return None
        first, others = hits[0], [hit.dense for hit in hits[1:10]]
        local = any(relation >= PlaceRelation.WIDER for relation in relations.values())
        row = self._table.numbers[(first.document_id, first.clause_id or "")]
        words = "\n".join(self._table.chunks[r].text for r in self._table.chunk_rows(row))
        return Evidence(
            top_dense=first.dense,
            dense_margin=first.dense - float(np.mean(others or [first.dense])),
            coverage=first.coverage,
            best_coverage=max(hit.coverage for hit in hits[:5]),
            agreement=float(np.argmax(scores.dense) == np.argmax(scores.lexical)),
            lexical_share=min(1.0, first.lexical / scores.bound) if scores.bound else 0.0,
            place_conflict=float(bool(query.place) and not local),
            missing_quantity=float(lacks_quantity(form, search_form(words))),
        )
