"""HTTP: the owner's pages about questions, and the door to all of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.web.owner.access import (
    COOKIE,
    OwnerDependency,
    PostedDependency,
    Visit,
    VisitDependency,
    check_origin,
    client_of,
)
from assistant.web.owner.charts import Plot, columns, share
from assistant.web.owner.gatekeeper import SESSION_S
from assistant.web.owner.insight import RANGES, Insight, look
from assistant.web.owner.rendering import HEADERS, back_to, render, show
from assistant.web.owner.reports import REPORTS, audit, clause_words, clauses
from assistant.web.owner.sheets import CSV, XLSX, Table, to_csv, to_xlsx
from assistant.web.owner.wording import OUTCOMES, SAID
from corpus.model import Script

router = APIRouter(prefix="/owner", include_in_schema=False)

SHOWN = 10
"""Rows of a short table."""
LISTED = 200
"""Rows of a long one; an export has them all."""

Days = Annotated[int, Query(ge=1, le=3660)]


@router.get("/login")
def login_form(
    request: Request, owner: OwnerDependency, script: Script = Script.HANS
) -> HTMLResponse:
    """The form for the secret."""
    return render("login.html", request, script, problem="")


@router.post("/login")
def log_in(
    request: Request,
    owner: OwnerDependency,
    token: Annotated[str, Form(max_length=1000)] = "",
    script: Annotated[Script, Form()] = Script.HANS,
) -> Response:
    """Begin a session, if the secret is right."""
    check_origin(request)
    seconds = owner.gatekeeper.wait(client_of(request))
    if seconds:
        words = SAID["wait"].format(seconds=seconds)
        reply = render("login.html", request, script, status=429, problem=words)
        reply.headers["Retry-After"] = str(seconds)
        return reply
    if not owner.gatekeeper.admits(token.strip(), client_of(request)):
        return render("login.html", request, script, status=403, problem=SAID["wrong"])
    opened = back_to(request, "")
    root = request.scope.get("root_path", "")
    opened.set_cookie(
        COOKIE,
        owner.gatekeeper.log_in(script),
        max_age=SESSION_S,
        path=f"{root}/owner",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return opened


@router.post("/logout")
def log_out(request: Request, visit: PostedDependency) -> RedirectResponse:
    """End the session."""
    visit.owner.gatekeeper.log_out(request.cookies.get(COOKIE, ""))
    reply = back_to(request, "/login")
    reply.delete_cookie(COOKIE, path=f"{request.scope.get('root_path', '')}/owner")
    return reply


@router.get("")
def overview(request: Request, visit: VisitDependency, days: Days = 30) -> HTMLResponse:
    """Figures and plots of the last days."""
    insight = look(visit.owner.books, days)
    catalog = visit.owner.publisher.index.catalog
    cited = insight.cited("clauses")[:SHOWN]
    return show(
        "overview.html",
        request,
        visit,
        insight=insight,
        ranges=RANGES,
        trend=_trend(insight),
        waiting=_waiting(insight),
        cited=[(*clause_words(catalog, key), key, count) for key, count in cited],
        shown=SHOWN,
        share=share,
    )


@router.get("/gaps")
def gaps(
    request: Request,
    visit: VisitDependency,
    days: Days = 90,
    place: Annotated[str, Query(max_length=64)] = "",
    department: Annotated[str, Query(max_length=64)] = "",
) -> HTMLResponse:
    """Unanswered questions by their matter, of one place or department when asked for."""
    insight = look(visit.owner.books, days)
    chosen = [
        gap
        for gap in insight.gaps
        if place in ("", *gap.places) and department in ("", *gap.departments)
    ]
    return show(
        "gaps.html",
        request,
        visit,
        insight=insight,
        ranges=RANGES,
        gaps=chosen[:LISTED],
        total=len(chosen),
        chosen={"place": place, "department": department},
        places=sorted({name for gap in insight.gaps for name in gap.places}),
        departments=sorted({name for gap in insight.gaps for name in gap.departments}),
        share=share,
    )


@router.get("/feedback")
def feedback(request: Request, visit: VisitDependency, days: Days = 90) -> HTMLResponse:
    """What askers think of the answers, with their reasons."""
    insight = look(visit.owner.books, days)
    catalog = visit.owner.publisher.index.catalog
    found = insight.opinions
    return show(
        "feedback.html",
        request,
        visit,
        insight=insight,
        ranges=RANGES,
        found=found,
        listed=found.all[:LISTED],
        cited={
            key: clause_words(catalog, key)
            for item in found.all[:LISTED]
            if item.question
            for key in item.question.cited_clause_ids
        },
        clauses=[(*clause_words(catalog, key), key, count) for key, count in found.clauses[:SHOWN]],
        share=share,
    )


@router.get("/audit")
def trail(request: Request, visit: VisitDependency) -> HTMLResponse:
    """Who did what to the documents."""
    entries = visit.owner.books.store.audit(limit=LISTED)
    return show("audit.html", request, visit, entries=entries, most=LISTED)


@router.get("/export/{name}.{form}")
def export(name: str, form: str, visit: VisitDependency, days: Days = 90) -> Response:
    """One of the tables as a file: csv or xlsx."""
    if form not in ("csv", "xlsx"):
        raise HTTPException(404, f"no export as {form!r}; use csv or xlsx")
    table = _table(visit, name, days)
    content = to_xlsx(table) if form == "xlsx" else to_csv(table)
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, media_type=XLSX if form == "xlsx" else CSV, headers=headers)


def _table(visit: Visit, name: str, days: int) -> Table:
    if name == "audit":
        return audit(visit.owner.books.store.audit())
    if name == "clauses":
        return clauses(look(visit.owner.books, days), visit.owner.publisher.index.catalog)
    if name not in REPORTS:
        raise HTTPException(404, f"no table is called {name!r}")
    return REPORTS[name](look(visit.owner.books, days))


def _trend(insight: Insight) -> Plot:
    periods = insight.periods
    form = "%Y-%m" if periods[0].kind == "month" else "%m-%d"
    labels = [period.first.strftime(form) for period in periods]
    return columns(
        labels,
        [
            (name, words, [getattr(p.outcomes, name) for p in periods])
            for name, words in OUTCOMES.items()
        ],
    )


def _waiting(insight: Insight) -> Plot:
    labels = [f"≤{_time(end)}" if end else f">{_time(10_000)}" for end, _ in insight.bands]
    return columns(labels, [("answered", "提问", [count for _, count in insight.bands])])


def _time(milliseconds: int) -> str:
    """Short, for below a column; without a unit milliseconds are meant."""
    return str(milliseconds) if milliseconds < 1000 else f"{milliseconds // 1000}秒"
