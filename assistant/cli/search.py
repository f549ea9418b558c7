"""``search``: clauses that match some words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import DataOption, JsonOption, PlaceOption, load_settings

if TYPE_CHECKING:
    from index.model import Hit
    from index.policy_index import PolicyIndex

HELP = """查找条款，按相关程度排列。

例：

  policy-assistant search "公益性岗位"

  policy-assistant search --json --limit 20 "以工代賑" | jq '.[].clause.label'
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("search", help=HELP)(search)


def search(
    ctx: typer.Context,
    words: Annotated[str, typer.Argument(help="要找的词或问题。")],
    json_out: JsonOption = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="最多几条。")] = 10,
    place: PlaceOption = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="只在这份文件中找。")
    ] = None,
    data: DataOption = None,
) -> None:
    """Print the clauses found, best first."""
    from assistant.cli.runtime import open_assistant
    from assistant.labels import book_title
    from index.model import Query

    with open_assistant(load_settings(ctx, data)) as assistant:
        index = assistant.index
        query = Query(text=words, place=place, document_id=document)
        hits = [hit_json(index, hit) for hit in index.search(query, limit).hits]
    if json_out:
        typer.echo(json.dumps(hits, ensure_ascii=False))
        return
    for hit in hits:
        label = f"{hit['clause']['label']} {hit['clause']['heading']}".strip()
        typer.echo(f"{hit['score']:.3f}  {book_title(hit['document']['title'])}{label}")
        typer.echo(f"       {' '.join(hit['quote'].split())}")


def hit_json(index: PolicyIndex, hit: Hit) -> dict[str, Any]:
    """One hit as `search --json` prints it; quote and offsets are verbatim."""
    from assistant.web.views import clause_summary, document_summary

    document = index.catalog.document(hit.document_id)
    clause = index.catalog.clause(hit.clause_id)[1] if hit.clause_id else None
    return {
        "document": document_summary(document),
        "clause": clause_summary(clause),
        "score": round(hit.score, 6),
        "quote": hit.span.of(document.text),
        "start": hit.span.start,
        "end": hit.span.end,
    }
