"""Pages of the owner: templates in Simplified, shown in either script, never kept by a cache."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, select_autoescape

from assistant.labels import label
from assistant.web.owner import wording
from assistant.web.owner.access import COOKIE, Visit
from assistant.web.owner.gate_words import gate_reason
from corpus.model import Script
from corpus.scripts import to_traditional

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No page may frame this one, the portals that may embed the others included."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}

_templates = Environment(
    loader=PackageLoader("assistant.web", "templates/owner"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


def show(
    name: str, request: Request, visit: Visit, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page for a logged-in owner.

    Args:
        name: File name of the template.
        request: Tells under which path the site is served.
        visit: Whose page it is.
        status: HTTP status.
        **values: What the template shows; all of it is escaped.
    """
    key = request.cookies.get(COOKIE, "")
    return render(
        name,
        request,
        visit.session.script,
        status=status,
        csrf=visit.session.csrf,
        notice=visit.owner.gatekeeper.hear(key),
        **values,
    )


def render(
    name: str, request: Request, script: Script, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page in a script, for anybody."""
    html = _templates.get_template(name).render(
        root=request.scope.get("root_path", ""),
        here=request.url.path.removeprefix(request.scope.get("root_path", "")),
        script=script,
        t=_traditional if script is Script.HANT else str,
        label=lambda key: label(key, script),
        words=wording,
        gate_reason=gate_reason,
        **values,
    )
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def back_to(request: Request, path: str) -> RedirectResponse:
    """Go on with another page after a form was handled."""
    address = f"{request.scope.get('root_path', '')}/owner{path}"
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


def moment(value: datetime) -> str:
    """A moment in this machine's time zone, to the minute."""
    return value.astimezone().strftime("%Y-%m-%d %H:%M")


def details(text: str) -> list[tuple[str, str]]:
    """What an entry of the audit trail says, as names and values; plain text has no name.

    >>> details('{"reason": "已废止"}'), details("plain")
    ([('原因', '已废止')], [('', 'plain')])
    """
    try:
        told = json.loads(text) if text else {}
    except ValueError:
        return [("", text)]
    if not isinstance(told, dict):
        return [("", text)]
    return [(wording.of(wording.DETAILS, str(name)), str(value)) for name, value in told.items()]


@lru_cache(maxsize=2048)
def _traditional(words: str) -> str:
    return to_traditional(str(words), region="tw")


_templates.filters["moment"] = moment
_templates.filters["details"] = details
