"""Pages from templates in either script: the site's own words change, documents' words never.

Templates are written in Simplified. For Traditional a template's source is converted before it
is compiled, so that what is put into it (titles, clauses, bodies) stays as it is printed; own
words that come as values pass through the filter ``own``.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FunctionLoader, PackageLoader, select_autoescape

from corpus.model import Script
from corpus.scripts import to_traditional

SCRIPT_COOKIE = "pa_script"
"""Set only when a reader chooses a script; it says nothing else, and ends with the browser."""
_REGION = "tw"
_NAMES = {Script.HANS: "简体", Script.HANT: "繁體"}


def page_script(request: Request) -> Script:
    """The script of a page: as chosen on it (now or before), else by the browser's languages."""
    for chosen in (request.query_params.get("script"), request.cookies.get(SCRIPT_COOKIE)):
        if chosen in set(Script):
            return Script(chosen)
    for language in request.headers.get("accept-language", "").lower().split(","):
        name = language.split(";")[0].strip()
        if name.startswith("zh"):
            parts = set(name.split("-"))
            return Script.HANT if parts & {"hant", "tw", "hk", "mo"} else Script.HANS
    return Script.HANS


def render(name: str, request: Request, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of this site from its template, in the reader's script.

    Args:
        name: File name of the template.
        request: Tells the script, and under which path the site is served.
        status: HTTP status.
        **values: What the template shows; all of it is escaped.
    """
    script = page_script(request)
    other = Script.HANS if script is Script.HANT else Script.HANT
    asked = [pair for pair in request.query_params.multi_items() if pair[0] != "script"]
    html = (
        _environment(script)
        .get_template(name)
        .render(
            root=request.scope.get("root_path", ""),
            page_script=script.value,
            other_script={
                "address": f"?{urlencode([*asked, ('script', other.value)])}",
                "code": other.value,
                "name": _NAMES[other],
            },
            **values,
        )
    )
    page = HTMLResponse(html, status_code=status, headers={"Vary": "Accept-Language, Cookie"})
    if request.query_params.get("script") == script.value:
        page.set_cookie(
            SCRIPT_COOKIE,
            script.value,
            path=f"{request.scope.get('root_path', '')}/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
    return page


@cache
def _environment(script: Script) -> Environment:
    """Templates of one script, compiled once."""
    sources = PackageLoader("assistant.web")
    plain = Environment(
        loader=sources,
        autoescape=select_autoescape(default_for_string=True, default=True),
        trim_blocks=True,
    )
    if script is Script.HANS:
        plain.filters["own"] = str
        return plain

    def source(name: str) -> tuple[str, str | None, Any]:
        text, path, is_current = sources.get_source(plain, name)
        return to_traditional(text, region=_REGION), path, is_current

    converted = plain.overlay(loader=FunctionLoader(source))
    converted.filters = {**plain.filters, "own": partial(to_traditional, region=_REGION)}
    return converted
