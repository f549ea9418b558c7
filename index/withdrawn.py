"""A catalog without some of its documents: what was taken down is gone before it is removed."""

from __future__ import annotations

from collections.abc import Collection

from corpus.links import DocumentLink, document_links
from corpus.model import Clause, PolicyDocument, Responsibility
from index.catalog import Catalog
from index.model import Chunk


class CatalogWithout(Catalog):
    """The same catalog; the withdrawn documents, their clauses and duties are not in it."""

    def __init__(self, catalog: Catalog, withdrawn: Collection[str]) -> None:
        """Look through `catalog`, which stays open as long as this is used.

        Args:
            catalog: The whole catalog.
            withdrawn: Ids of documents to leave out; ids that it does not have are allowed.
        """
        self.whole = catalog
        """The catalog behind it."""
        self.withdrawn = frozenset(withdrawn)
        """Ids of the documents that are left out."""
        self._links: tuple[DocumentLink, ...] | None = None

    def close(self) -> None:
        """Close the whole catalog."""
        self.whole.close()

    def count(self) -> dict[str, int]:
        """Rows that are left of each table."""
        documents = self.documents()
        return {
            "documents": len(documents),
            "clauses": sum(len(document.clauses) for document in documents),
            "responsibilities": sum(len(document.responsibilities) for document in documents),
            "chunks": len(self.chunks()),
        }

    def documents(self) -> tuple[PolicyDocument, ...]:
        """The documents that are left, in order."""
        return tuple(d for d in self.whole.documents() if d.id not in self.withdrawn)

    def document(self, document_id: str) -> PolicyDocument:
        """The document with this id; raises KeyError when there is none or it was withdrawn."""
        if document_id in self.withdrawn:
            raise KeyError(document_id)
        return self.whole.document(document_id)

    def clause(self, clause_id: str) -> tuple[PolicyDocument, Clause]:
        """The clause with this id and its document; KeyError as for `document`."""
        document, clause = self.whole.clause(clause_id)
        if document.id in self.withdrawn:
            raise KeyError(clause_id)
        return document, clause

    def responsibilities(
        self, *, document_id: str | None = None, department: str | None = None
    ) -> tuple[tuple[PolicyDocument, Clause, Responsibility], ...]:
        """Edges of the documents that are left."""
        found = self.whole.responsibilities(document_id=document_id, department=department)
        return tuple(row for row in found if row[0].id not in self.withdrawn)

    def document_links(self) -> tuple[DocumentLink, ...]:
        """Links among the documents that are left, and from them to those that are not here."""
        if self._links is None:
            self._links = document_links(self.documents())
        return self._links

    def chunks(self) -> tuple[Chunk, ...]:
        """Chunks of the documents that are left."""
        return tuple(c for c in self.whole.chunks() if c.document_id not in self.withdrawn)
