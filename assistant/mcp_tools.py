"""The corpus as tools of the Model Context Protocol: ask, search, read a clause, who owes what."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from assistant.model import Audience, Question
from assistant.responsibility_table import find_edges
from assistant.web.views import clause_detail, clause_summary, document_summary, responsibility_row
from corpus.errors import PolicyAssistantError
from index.model import Hit, Query

if TYPE_CHECKING:
    from assistant.assistant import Assistant

INSTRUCTIONS = (
    "Chinese government policy documents. Quotes are verbatim: keep them unchanged, and give the "
    "document, its number and the clause's label with each. A local rule binds its own place only."
)
MOST_HITS = 50


def mcp_server(assistant: Assistant) -> MCPServer[Any]:
    """A server with four tools over `assistant`; the caller closes it after the server ran."""
    server: MCPServer[Any] = MCPServer(
        "policy-assistant",
        instructions=INSTRUCTIONS,
        version=version("policy-assistant"),
        log_level="WARNING",
    )

    @server.tool()
    def ask(question: str, place: str = "") -> dict[str, Any]:
        """Answer a question from the documents, citing clauses and responsible departments."""
        asked = Question(text=question, place=place or None, audience=Audience.OFFICIAL)
        try:
            return assistant.ask(asked).to_json()
        except PolicyAssistantError as exc:
            raise ToolError(str(exc)) from exc

    @server.tool()
    def search_clauses(words: str, place: str = "", limit: int = 10) -> list[dict[str, Any]]:
        """Clauses that match words in either script, best first, with verbatim quotes."""
        query = Query(text=words, place=place or None)
        hits = assistant.index.search(query, max(1, min(limit, MOST_HITS))).hits
        return [_hit_row(assistant, hit) for hit in hits]

    @server.tool()
    def get_clause(clause_id: str) -> dict[str, Any]:
        """One clause with its whole text and its departments."""
        try:
            return clause_detail(*assistant.index.catalog.clause(clause_id))
        except KeyError as exc:
            raise ToolError(
                f"no clause has the id {clause_id!r}; take one from search_clauses"
            ) from exc

    @server.tool()
    def responsibilities(department: str = "", document_id: str = "") -> list[dict[str, Any]]:
        """Which department has which role in which clause; narrowed by department or document."""
        rows = find_edges(
            assistant.index.catalog, document=document_id or None, department=department or None
        )
        return [responsibility_row(*row) for row in rows]

    return server


def _hit_row(assistant: Assistant, hit: Hit) -> dict[str, Any]:
    """A found clause as a row of search_clauses."""
    catalog = assistant.index.catalog
    document = catalog.document(hit.document_id)
    clause = catalog.clause(hit.clause_id)[1] if hit.clause_id else None
    return {
        "document": document_summary(document),
        "clause": clause_summary(clause),
        "score": round(hit.score, 4),
        "quote": hit.span.of(document.text),
    }
