"""适用地区 of a document: from its issuers, its number, its title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.document_number import parse_document_number
from corpus.metadata.bodies import is_central, leading_place
from corpus.model import Jurisdiction
from corpus.normalize import fold
from corpus.places import (
    NATIONAL,
    covers,
    find_place_mentions,
    lookup,
    place_of_agency_code,
)

_CENTRAL_CODE = re.compile(
    r"^(?:国|中发|中办|发改|财|人社部|教|民发|建|交|农|商|卫|环|银发|税总|工信部|自然资|文旅)"
)
_BRANCH = re.compile(r"(?:营业管理部|分行|支行|分局|分公司|办事处|监管局|监督局|专员办|海关)$")
"""How the names of central bodies' branches end."""


def jurisdiction_of(
    bodies: Iterable[str], number: str | None, title: str | None, *, roc_calendar: bool
) -> tuple[Jurisdiction | None, str]:
    """The place where a document applies and the field that says so; None when nothing does.

    Args:
        bodies: 发文机关 as printed.
        number: 文号.
        title: Title.
        roc_calendar: The text dates itself by the calendar of the Republic of China.

    >>> jurisdiction_of(["郴州市人民政府办公室"], None, None, roc_calendar=False)[0].name
    '郴州市'
    >>> jurisdiction_of(["市政府办公室"], "渝府办发〔2021〕9号", None, roc_calendar=False)[0].name
    '重庆市'
    """
    names = [fold(body) for body in bodies]
    place = _of_bodies(names)
    if place is not None:
        return place, "issuing_bodies"
    if number and (place := _of_number(number)):
        return place, "document_number"
    if roc_calendar:
        return lookup("台湾"), "issued_on"
    if title and (place := _of_title(fold(title))):
        return place, "title"
    return None, ""


def _of_bodies(names: list[str]) -> Jurisdiction | None:
    """The widest place among those that the bodies' names begin with.

    A branch that does not name its place (中国人民银行营业管理部) is that of the bodies beside it.
    """
    widest: Jurisdiction | None = None
    for name in names:
        place = _of_body(name)
        if place == NATIONAL and len(names) > 1 and _BRANCH.search(name):
            continue
        if place is not None and (widest is None or covers(place, widest)):
            widest = place
    return widest


def _of_body(name: str) -> Jurisdiction | None:
    """Place of one body: what it begins with; for a branch of a central body the place in it."""
    if not is_central(name):
        return leading_place(name)
    branch = [mention.place for mention in find_place_mentions(name)]
    return branch[-1] if branch else NATIONAL


def _of_number(number: str) -> Jurisdiction | None:
    parsed = parse_document_number(number)
    if parsed is None:
        return None
    place = place_of_agency_code(parsed.agency)
    if place is None:
        named = leading_place(parsed.agency)
        central = _CENTRAL_CODE.match(parsed.agency) or is_central(parsed.agency)
        place = named or (NATIONAL if central else None)
    return place


def _of_title(title: str) -> Jurisdiction | None:
    """A place that the title, or the title of the act in it, begins with."""
    for start in (0, *(match.end() for match in re.finditer(r"[《：]|关于印发|关于", title))):
        place = leading_place(title[start:])
        if place is not None:
            return place
    return NATIONAL if title.startswith("中华人民共和国") else None
