"""适用地区 of a document: from its issuers, its number, its title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.document_number import parse_document_number
from corpus.model import Jurisdiction
from corpus.normalize import fold
from corpus.places import (
    NATIONAL,
    covers,
    find_place_mentions,
    lookup,
    place_of_agency_code,
)

_CENTRAL = re.compile(
    r"^(?:国务院|国家|中共中央|中央|全国|最高人民|中华人民共和国|中国)|总局(?:办公厅|办公室)?$|总署$|^审计署|^国资委|^银保监会|^证监会|^保监会|^银监会"
    r"|^(?:外交|国防|教育|科技|科学技术|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源"
    r"|生态环境|住房和?城乡建设|交通运输|交通|水利|农业农村|农业|商务|文化和旅游|文化|卫生|应急管理"
    r"|退役军人事务|铁道|建设|信息产业|劳动和?社会保障|劳动保障|人事|国土资源|环境保护|监察)部"
    r"|^(?:市场监管|税务|广电|体育|知识产权|医保|海关)总?[局署]"
)
_CENTRAL_CODE = re.compile(
    r"^(?:国|中发|中办|发改|财|人社部|教|民发|建|交|农|商|卫|环|银发|税总|工信部|自然资|文旅)"
)


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
    """The widest place among those that the bodies' names begin with."""
    widest: Jurisdiction | None = None
    for name in names:
        place = leading_place(name) or (NATIONAL if _CENTRAL.search(name) else None)
        if place is not None and (widest is None or covers(place, widest)):
            widest = place
    return widest


def leading_place(name: str) -> Jurisdiction | None:
    """The narrowest place of the chain that a name begins with: 郴州市苏仙区… is 苏仙区."""
    found: Jurisdiction | None = None
    position = 0
    for mention in find_place_mentions(re.sub(r"^(?:中共|共青团)", "", name)):
        if mention.span.start != position:
            break
        found, position = mention.place, mention.span.end
    return found


def _of_number(number: str) -> Jurisdiction | None:
    parsed = parse_document_number(number)
    if parsed is None:
        return None
    place = place_of_agency_code(parsed.agency)
    if place is None:
        named = leading_place(parsed.agency)
        central = _CENTRAL_CODE.match(parsed.agency) or _CENTRAL.match(parsed.agency)
        place = named or (NATIONAL if central else None)
    return place


def _of_title(title: str) -> Jurisdiction | None:
    """A place that the title, or the title of the act in it, begins with."""
    for start in (0, *(match.end() for match in re.finditer(r"[《：]|关于印发|关于", title))):
        place = leading_place(title[start:])
        if place is not None:
            return place
    return NATIONAL if title.startswith("中华人民共和国") else None
