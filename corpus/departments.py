"""部门登记: functions of departments, their names at each level, and what became of them.

The rows are those of `corpus.department_registry`. A *function* (发展改革) is what a department
is for; it shows in the names of the central ministry, of every local bureau (市发展改革委,
市发展和改革局) and of 发改部门.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.department_registry import (
    Function,
    Succession,
    follows_registry,
    functions,
    successions,
)
from corpus.model import Level, Span
from corpus.normalize import fold

__all__ = [
    "DepartmentMention",
    "Function",
    "Succession",
    "current_name",
    "find_departments",
    "function_of",
    "functions",
    "is_function",
    "same_department",
    "succession_of",
    "successions",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentMention:
    """A department named in a question."""

    text: str
    """The words as typed."""
    span: Span
    function: str
    """Key of the registry row; the folded name itself when the registry has no row."""


_PREFIX = (
    r"(?:(?:中共)?中央|中共|国务院|国家|中国|全国|中华人民共和国|"
    r"[一-龥]{0,14}?(?:特别行政区|自治区|自治州|自治县|新区|开发区|省|市|州|盟|县|区|旗|镇|乡|街道)"
    r"(?:委|级|直)?(?:人民政府|政府|党委)?)?"
)
_SUFFIX = (
    r"(?:监督|行政|工作|事务|管理|保障|综合|执法|业务|主管|职能|会)*(?:委员会|管理局|总局|部门|机关|办公室|办|委|局|厅|部|署|"
    r"总社|社|中心|联合会|会|工会|分局|支局|支队|大队|总队|分行|支行|[一-龥]{0,10}?中心支行|所|站|科)"
)


@follows_registry
@lru_cache(maxsize=1)
def _by_stem() -> dict[str, str]:
    return {stem: row.key for row in functions().values() for stem in row.stems}


@follows_registry
@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Whole names, lay names too, to function keys."""
    names = {}
    for row in functions().values():
        for name in (*row.lay, *row.names, row.central_name):
            if name:
                names[name] = row.key
    return names


@follows_registry
@lru_cache(maxsize=1)
def _stem_pattern() -> str:
    return "|".join(sorted(map(re.escape, _by_stem()), key=len, reverse=True))


@follows_registry
@lru_cache(maxsize=1)
def _name_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<place>{_PREFIX})(?P<stem>{_stem_pattern()})(?P<suffix>{_SUFFIX})")


@follows_registry
@lru_cache(maxsize=1)
def _joined_pattern() -> re.Pattern[str]:
    """A county's office for several functions (县工信商务局, 县教育和体育局): the first counts."""
    stem = "|".join(word for word in _stem_pattern().split("|") if len(word) > 1)
    return re.compile(
        rf"(?:{_PREFIX})(?P<stem>{stem})(?:和|与)?(?:{stem})(?:和|与)?(?:{stem})?(?:{_SUFFIX})"
    )


def is_function(words: str) -> bool:
    """Whether the words are a department's function, as in 「财政、民政等部门」.

    >>> is_function("人力资源社会保障"), is_function("住房")
    (True, False)
    """
    return len(words) > 1 and words in _by_stem()


_PLACE = re.compile(_PREFIX)
_CENTRAL_BRANCH = re.compile(
    r"[一-龥]{2,4}(?P<stem>银保监|银监|证监|金融监管|海关|税务|外汇管理|外汇|统计|邮政管理|通信管理|铁路|地震|气象)"
    r"(?:分局|局|部|调查总队|监管局|专员办)?"
)
"""Offices of central bodies that bear a place without its level word: 广东银保监局, 上海海关."""
_BRANCH = re.compile(r"(?:中国)?(?:人民银行|人行)[一-龥]{0,8}(?:中心支行|分行|支行|营业管理部)")


@follows_registry
@lru_cache(maxsize=8192)
def function_of(name: str) -> str | None:
    """Function key of a department's name, in any level's form; None when unknown.

    >>> function_of("市人力社保局"), function_of("重庆市发展和改革委员会"), function_of("宇航局")
    ('人力资源社会保障', '发展改革', None)
    >>> function_of("县工信商务局"), function_of("江口县教育体育局")
    ('工业和信息化', '教育')
    >>> function_of("市妇联"), function_of("中国人民银行郴州市中心支行")
    ('妇联', '人民银行')
    """
    folded = re.sub(r"\s", "", fold(name))
    if folded in _by_name():
        return _by_name()[folded]
    if _BRANCH.fullmatch(folded):
        return "人民银行"
    match = _CENTRAL_BRANCH.fullmatch(folded) or _name_pattern().fullmatch(folded)
    if match is not None:
        return _by_stem()[match["stem"]]
    if (joined := _joined_pattern().fullmatch(folded)) is not None:
        return _by_stem()[joined["stem"]]
    return _function_of_part(folded)


def _function_of_part(folded: str) -> str | None:
    """Of a lay name after its place, of a former body's successor, of a bare function."""
    place = _PLACE.match(folded)
    local = folded[place.end() :] if place else folded
    if local in _by_name():
        return _by_name()[local]
    if len(folded) > 2 and folded in successions():
        return function_of(succession_of(folded)[-1].current.split("（")[0])
    return _by_stem().get(folded) if len(folded) > 1 else None


# ------------------------------------------------------------ levels

_SUFFIX_LEVEL = {
    "部": Level.NATIONAL,
    "总局": Level.NATIONAL,
    "总署": Level.NATIONAL,
    "厅": Level.PROVINCE,
}
_PARTY = ("组织", "宣传", "统战", "统一战线工作", "社会工作")
"""Functions whose offices are called 部 at every level."""
_PLACE_LEVEL = (
    (r"中央|国务院|国家|中国|全国|中共中央|中华人民共和国", Level.NATIONAL),
    (r"省|自治区|特别行政区", Level.PROVINCE),
    (r"市|自治州|州|盟", Level.CITY),
    (r"县|自治县|区|旗|镇|乡|街道|新区|开发区", Level.COUNTY),
)


def _place_and_level(name: str) -> tuple[str, Level | None]:
    """The place words before the function, and the level that they and the suffix show."""
    match = _name_pattern().fullmatch(name)
    if match is None:
        before = _PLACE.match(name)
        if before and before.group() and name not in _by_name():
            return _level_of_place(before.group())
        central = any(name in (row.central_name, *row.names) for row in functions().values())
        return "", Level.NATIONAL if central and name[:2] in ("国家", "国务", "中国") else None
    place, level = _level_of_place(match["place"])
    if place or match["stem"] in _PARTY:
        return place, level
    for suffix, shown in _SUFFIX_LEVEL.items():
        if match["suffix"].endswith(suffix):
            return "", shown
    return "", None


def _level_of_place(words: str) -> tuple[str, Level | None]:
    place = re.sub(r"(?:人民政府|政府|党委|委|级|直)+$", "", words)
    for pattern, level in _PLACE_LEVEL:
        if re.search(rf"(?:{pattern})$", place):
            return place, level
    return place, None


def same_department(a: str, b: str) -> bool:
    """Whether two names can mean one department, as far as the names alone tell.

    Functions must agree, and levels and place names where both names show them; whether
    市商务委 and 市商务局 are offices of one city is for the caller, who knows the places.

    >>> same_department("市人社局", "郴州市人力资源和社会保障局")
    True
    >>> same_department("省商务厅", "市商务局"), same_department("国家发展改革委", "市发展改革委")
    (False, False)
    """
    first, second = _identity(a), _identity(b)
    if first.name == second.name:
        return True
    if first.function is None or first.function != second.function:
        return False
    if first.level and second.level and first.level != second.level:
        return False
    one, other = first.place, second.place
    return not (one and other) or one.endswith(other) or other.endswith(one)


@dataclass(frozen=True, slots=True)
class _Identity:
    """What a department's name tells."""

    name: str
    function: str | None
    place: str
    level: Level | None


@follows_registry
@lru_cache(maxsize=65_536)  # a catalog's names are compared with every question's
def _identity(name: str) -> _Identity:
    folded = re.sub(r"\s", "", fold(name))
    return _Identity(folded, function_of(folded), *_place_and_level(folded))


# ------------------------------------------------------------ questions


@follows_registry
@lru_cache(maxsize=1)
def _mention_pattern() -> re.Pattern[str]:
    former = [name for name in successions() if len(name) > 3]
    names = sorted({*_by_name(), *former}, key=len, reverse=True)
    whole = "|".join(re.escape(name) + ("(?!门)" if name[-1] == "部" else "") for name in names)
    place = r"(?:国家|国务院|中央|[省市区县州](?:委|政府)?|[一-龥]{2,3}[省市区县州])"
    return re.compile(
        rf"(?P<branch>{_BRANCH.pattern})|{place}?(?:(?P<whole>{whole})|(?P<stem>{_stem_pattern()})"
        r"(?:监督|行政|工作|事务|管理|主管|业务)*(?:委员会|管理局|总局|部门|机关|办公室|办|委|局|厅|部|署))"
    )


_ASKING = re.compile(r"^[请问找去到在和与跟向是由给让被把对的归了该]+(?=.{2,}[省市区县州])")
"""Words of a question that stand before a place name and are no part of it."""


def find_departments(text: str) -> tuple[DepartmentMention, ...]:
    """Departments that a question names, in order: full, short, former and lay names.

    >>> [(m.text, m.function) for m in find_departments("找人社局还是發改委？")]
    [('人社局', '人力资源社会保障'), ('發改委', '发展改革')]
    """
    mentions = []
    for match in _mention_pattern().finditer(folded := fold(text)):
        if folded.startswith("际", match.end()):  # 职业教育部际联席会议 names no 教育部
            continue
        asking = _ASKING.match(match.group())
        start = match.start() + (asking.end() if asking else 0)
        name = match["whole"] or match["branch"]
        key = function_of(name) if name else _by_stem()[match["stem"]]
        mentions.append(
            DepartmentMention(
                text=text[start : match.end()],
                span=Span(start=start, end=match.end()),
                function=key or match.group(),
            )
        )
    return tuple(mentions)


def succession_of(name: str) -> tuple[Succession, ...]:
    """The steps from a former body to today's, oldest first; empty when none is known."""
    steps: list[Succession] = []
    folded = re.sub(r"\s", "", fold(name))
    while (step := successions().get(folded)) and step not in steps:
        steps.append(step)
        folded = step.current
    return tuple(steps)


def current_name(name: str) -> str | None:
    """Today's name of a body that was renamed or merged; None when it still stands.

    >>> current_name("银保监会"), current_name("国务院扶贫办")
    ('国家金融监督管理总局', '农业农村部（加挂国家乡村振兴局牌子）')
    >>> current_name("市财政局") is None
    True
    """
    return steps[-1].current if (steps := succession_of(name)) else None
