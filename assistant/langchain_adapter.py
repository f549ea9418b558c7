"""LangChain: the steps as a chain of Runnables, the index as a retriever.

The only file that imports langchain_core. Tracing is switched off before it is imported, so
that no question leaves the machine because of an environment variable.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, cast

os.environ["LANGSMITH_TRACING"] = "false"
os.environ["LANGCHAIN_TRACING_V2"] = "false"

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda, RunnableSequence
from pydantic import ConfigDict

from assistant.context import Context
from assistant.pipeline import Step
from index.model import Query
from index.policy_index import PolicyIndex


def as_runnables(steps: Sequence[Step]) -> RunnableSequence[Context, Context]:
    """The steps as one RunnableSequence; each keeps its name in events and graphs."""
    runnables = [RunnableLambda(step, name=step.name) for step in steps]
    return cast("RunnableSequence[Context, Context]", RunnableSequence(*runnables))


def parts(chain: RunnableSequence[Context, Context]) -> list[Runnable[Any, Any]]:
    """The single steps of a chain, in order."""
    return list(chain.steps)


class PolicyRetriever(BaseRetriever):
    """Clauses of a PolicyIndex as LangChain documents.

    ``page_content`` is the clause as printed; ``metadata`` has document_id, clause_id, title,
    document_number, path, label, start, end and score.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Any
    """A PolicyIndex."""
    top_k: int = 10
    """Clauses to return."""
    place: str | None = None
    """Full name of a place; rules of other places are left out."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        index: PolicyIndex = self.index
        found = index.search(Query(text=query, place=self.place), self.top_k)
        documents = []
        for hit in found.hits:
            if hit.clause_id is None:
                continue
            document, clause = index.catalog.clause(hit.clause_id)
            metadata = {
                "document_id": document.id,
                "clause_id": clause.id,
                "title": document.title,
                "document_number": document.document_number,
                "path": list(clause.path),
                "label": clause.label,
                "start": clause.span.start,
                "end": clause.span.end,
                "score": hit.score,
            }
            text = clause.span.of(document.text)
            documents.append(Document(page_content=text, metadata=metadata, id=clause.id))
        return documents
