"""Classes of cities that rules tell apart: 直辖市, 省会（首府）城市, 计划单列市, 副省级城市.

The seat of a province's government has the code that ends in 0100 (GB/T 2260). The cities with
separate plans are the five left since 1993; the sub-provincial ones are the fifteen of the
document 中编发〔1995〕5号 and of its list of 1994 without Chongqing.
"""

from __future__ import annotations

from corpus.model import Jurisdiction, Level

_MUNICIPALITIES = ("11", "12", "31", "50")
_SEAT = "0100"
_SEPARATE_PLANS = {"210200", "330200", "350200", "370200", "440300"}
_SUB_PROVINCIAL = _SEPARATE_PLANS | {
    "210100", "220100", "230100", "320100", "330100", "370100",
    "420100", "440100", "510100", "610100",
}  # fmt: skip


def place_classes(place: Jurisdiction) -> tuple[str, ...]:
    """Words for the classes that a place belongs to; none for other places.

    >>> from corpus.places import lookup
    >>> place_classes(lookup("杭州")), place_classes(lookup("深圳"))
    (('省会', '首府', '副省级'), ('计划单列', '副省级'))
    >>> place_classes(lookup("上海")), place_classes(lookup("郴州"))
    (('直辖市',), ())
    """
    code = place.code or ""
    if place.level is Level.PROVINCE:
        return ("直辖市",) if code[:2] in _MUNICIPALITIES else ()
    if place.level is not Level.CITY:
        return ()
    classes: list[str] = []
    if code.endswith(_SEAT) and code[:2] not in _MUNICIPALITIES:
        classes += ["省会", "首府"]
    if code in _SEPARATE_PLANS:
        classes.append("计划单列")
    if code in _SUB_PROVINCIAL:
        classes.append("副省级")
    return tuple(classes)
