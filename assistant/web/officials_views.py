"""HTTP: the officials' other views: 责任矩阵, 任务清单, 逐条对照 and 关系图."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.labels import label
from assistant.responsibility_table import find_edges
from assistant.web.compare import comparison
from assistant.web.graph import draw, node_key
from assistant.web.matrix import matrices, tasks, to_xlsx
from assistant.web.templating import render
from assistant.web.views import document_summary, forces
from corpus.links import DocumentLink, LinkKind
from corpus.model import Clause, LegalForce, PolicyDocument, Responsibility, Role

router = APIRouter()

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_MATRICES = 8
"""Documents whose matrices a page shows; an export has them all."""
CROWDED = 60
"""Documents in a picture from which on those that are not indexed, and that only one document
names, are left out at first."""

Word = Annotated[str, Query(max_length=128)]


class Filter:
    """What the form above the responsibilities asks for; an empty value stands for all."""

    def __init__(
        self,
        document: Word = "",
        department: Word = "",
        role: Word = "",
        place: Word = "",
        force: Word = "",
    ) -> None:
        self.document = document
        self.department = department
        self.role = role
        self.place = place
        self.force = force

    def edges(self, request: Request) -> list[tuple[PolicyDocument, Clause, Responsibility]]:
        """The responsibilities that fit, in reading order."""
        catalog = _catalog(request)
        of_force = forces(catalog.documents()) if self.force else {}
        found = find_edges(
            catalog,
            document=self.document or None,
            department=self.department or None,
        )
        return [
            (document, clause, edge)
            for document, clause, edge in found
            if self.role in ("", edge.role.value)
            and self.place in ("", document.jurisdiction.name)
            and (not self.force or of_force[document.id] == self.force)
        ]

    def shown(self, request: Request) -> dict[str, Any]:
        """What the form offers and what stands in it."""
        catalog = _catalog(request)
        there = set(forces(catalog.documents()).values())
        names = {edge.department for _, _, edge in catalog.responsibilities() if not edge.generic}
        return {
            "chosen": self,
            "roles": [item.value for item in Role],
            "places": sorted({item.jurisdiction.name for item in catalog.documents()}),
            "departments": sorted(names),
            "forces": [(item.value, label(item.value)) for item in LegalForce if item in there],
            "query": request.url.query,
        }


FilterDependency = Annotated[Filter, Depends(Filter)]


@router.get("/matrix")
def matrix(request: Request, chosen: FilterDependency) -> HTMLResponse:
    """Departments by clauses, a table for each document."""
    found = matrices(chosen.edges(request))
    return render(
        "matrix.html",
        request,
        matrices=found[:SHOWN_MATRICES],
        total=len(found),
        **chosen.shown(request),
    )


@router.get("/matrix.xlsx")
def matrix_sheet(request: Request, chosen: FilterDependency) -> Response:
    """The same tables as a workbook, a sheet for each document."""
    return attachment(to_xlsx(matrices(chosen.edges(request))), SHEET, "matrix.xlsx")


@router.get("/tasks")
def department_tasks(request: Request, chosen: FilterDependency) -> HTMLResponse:
    """Everything that one department has to do."""
    found = tasks(chosen.edges(request)) if chosen.department else []
    groups = [
        (document, list(group)) for document, group in groupby(found, lambda task: task.document)
    ]
    return render("tasks.html", request, groups=groups, total=len(found), **chosen.shown(request))


@router.get("/compare")
def compare(
    request: Request, first: Word = "", second: Word = "", changes: bool = False
) -> Response:
    """Two documents clause by clause; two versions of one with what differs in each clause."""
    by_id = {item.id: item for item in _catalog(request).documents()}
    if first not in by_id or second not in by_id:
        return RedirectResponse(f"{request.scope.get('root_path', '')}/officials", status_code=303)
    values = comparison(by_id[first], by_id[second])
    return render("compare.html", request, uploaded=False, only_changes=changes, **values)


@router.get("/graph")
def graph(request: Request, document: Word = "", whole: bool | None = None) -> HTMLResponse:
    """Which document carries out, cites or repeals which: a picture, and the same as a table."""
    documents = _catalog(request).documents()
    links = _links(request, document)
    shared = _told_of(links)
    unknown_too = whole if whole is not None else len(shared) <= CROWDED
    shown = [link for link in links if unknown_too or link.target_id or shared[node_key(link)] > 1]
    return render(
        "graph.html",
        request,
        graph=draw(shown, documents),
        links=[_told(link, {item.id: item for item in documents}) for link in shown],
        kinds=[kind for kind in LinkKind if any(link.kind is kind for link in shown)],
        documents=[document_summary(item) for item in documents],
        chosen=document,
        whole=unknown_too,
        left_out=len(links) - len(shown),
    )


def attachment(content: bytes, media: str, name: str) -> Response:
    """A file for the browser to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers)


def _links(request: Request, document: str) -> list[DocumentLink]:
    links: tuple[DocumentLink, ...] = _catalog(request).document_links()
    return [link for link in links if document in ("", link.source_id, link.target_id)]


def _told_of(links: list[DocumentLink]) -> Counter[str]:
    """How many documents point to each one."""
    return Counter(key for _, key in {(link.source_id, node_key(link)) for link in links})


def _told(link: DocumentLink, documents: dict[str, PolicyDocument]) -> dict[str, Any]:
    """A link in words: who says what of whom, and where."""
    source = documents[link.source_id]
    clause = source.clause_by_id(link.clause_id) if link.clause_id else None
    return {
        "link": link,
        "source": source,
        "label": f"{clause.label} {clause.heading}".strip() if clause else "",
    }


def _catalog(request: Request) -> Any:
    return request.app.state.assistant.index.catalog
