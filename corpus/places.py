"""地区: administrative divisions by full name, short name and agency code.

The divisions stand in data/places.tsv. Names are looked for in folded text (either script).
A name that several places bear (朝阳区) is resolved by a wider place named before it or by
the only one that lies in another place of the text; otherwise it stays without a code.
Word boundaries come from rjieba, so that 完成都市圈 does not name 成都.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.model import Jurisdiction, Level, Span
from corpus.normalize import fold

_FILE = Path(__file__).parent / "data" / "places.tsv"
_LEVELS = {"p": Level.PROVINCE, "c": Level.CITY, "x": Level.COUNTY}

NATIONAL = Jurisdiction(name="全国", level=Level.NATIONAL)
"""The whole nation."""

_NEEDS_PARENT = frozenset(
    re.findall(
        r"\w+",
        "城区 郊区 矿区 东区 西区 新城区 老城区 城中区 城东区 城西区 城北区 市中区 市北区 市南区"
        " 新市区 港口区 河口区 前进区 合作市",
    )
)
"""Names that are also common words: taken only right after the place they lie in."""

_NOT_A_PLACE = re.compile(
    r"(?:[东西南北中一二三四五六七八九]?[路街]|湖(?![北南州])|大道|大学|学院|银行|日报|晚报|证券|股份|卷烟)"
)
"""What makes a place name part of another name: 上海路, 重庆大学, 北京银行."""

_PROVINCE_LETTERS = dict(
    zip(
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新贵滇陇秦蜀港澳台",
        re.findall(
            r"\d\d",
            "111213141521222331323334353637414243444546505152535461626364655253626151818271",
        ),
        strict=True,
    )
)
"""One-letter names of provinces in agency codes (沪府发, 渝发改) → first two digits of the code."""

_CITY_LETTERS = {"穗": "440100", "深": "440300", "蓉": "510100", "邕": "450100", "榕": "350100"}
_CITY_LETTERS |= {"筑": "520100", "甬": "330200", "洪": "360100", "并": "140100"}
"""Letters of cities that are no part of their names today."""

_AMBIGUOUS_LETTERS = frozenset("宁青新台")
"""宁 is Ningxia and Nanjing, 青 Qinghai and Qingdao, 新 and 台 begin other codes too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place named in a text and where."""

    place: Jurisdiction
    span: Span


@dataclass(frozen=True, slots=True)
class _Registry:
    places: tuple[Jurisdiction, ...]
    names: dict[str, tuple[int, ...]]
    """Full and short name → indexes into `places`."""
    by_head: dict[str, tuple[str, ...]]
    """First two characters → names that begin so, longest first."""
    short: frozenset[str]
    by_code: dict[str, int]


@lru_cache(maxsize=1)
def _registry() -> _Registry:
    places: list[Jurisdiction] = []
    names: dict[str, list[int]] = {}
    short: set[str] = set()
    codes: dict[str, str] = {}
    by_code: dict[str, int] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, level, name, aliases = line.split("\t")
        codes[code] = name
        stem = code[:2]
        parents = [codes.get(f"{stem}0000")] if level != "p" else []
        if level == "x":
            parents.append(codes.get(f"{code[:4]}00"))
        by_code[code] = len(places)
        for alias in (name, *aliases.split()):
            names.setdefault(alias, []).append(len(places))
        short.update(aliases.split())
        places.append(
            Jurisdiction(
                name=name,
                level=_LEVELS[level],
                code=None if ":" in code else code,
                ancestors=tuple(parent for parent in parents if parent),
            )
        )
    heads: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        heads.setdefault(name[:2], []).append(name)
    return _Registry(
        places=tuple(places),
        names={name: tuple(found) for name, found in names.items()},
        by_head={head: tuple(found) for head, found in heads.items()},
        short=frozenset(short),
        by_code=by_code,
    )


def find_places(text: str) -> tuple[Jurisdiction, ...]:
    """Places that a text names, in order, each once, the narrowest of a chain only.

    >>> [place.name for place in find_places("我從湖南郴州搬到重慶")]
    ['郴州市', '重庆市']
    >>> [place.ancestors for place in find_places("北京市朝阳区")]
    [('北京市',)]
    """
    found: list[Jurisdiction] = []
    mentions = find_place_mentions(text)
    for position, mention in enumerate(mentions):
        following = mentions[position + 1] if position + 1 < len(mentions) else None
        if (
            following
            and following.span.start == mention.span.end
            and covers(mention.place, following.place)
        ):
            continue
        if mention.place not in found:
            found.append(mention.place)
    return tuple(found)


def find_place_mentions(text: str) -> tuple[PlaceMention, ...]:
    """Every naming of a place in a text, with its span in `text`."""
    folded = fold(text)
    raw = list(_names(folded))
    registry = _registry()
    certain = [
        registry.places[indexes[0]] for _, name in raw if len(indexes := registry.names[name]) == 1
    ]
    mentions: list[PlaceMention] = []
    for start, name in raw:
        before = mentions[-1] if mentions and mentions[-1].span.end == start else None
        place = _resolve(name, before.place if before else None, certain)
        if name in _NEEDS_PARENT and (before is None or place.code is None):
            continue
        mentions.append(PlaceMention(place=place, span=Span(start=start, end=start + len(name))))
    return tuple(mentions)


def _candidates(text: str) -> Iterator[tuple[int, str]]:
    """Longest names from left to right, without overlap."""
    heads = _registry().by_head
    start = 0
    while start < len(text) - 1:
        for name in heads.get(text[start : start + 2], ()):
            if text.startswith(name, start):
                yield start, name
                start += len(name)
                break
        else:
            start += 1


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Candidates that are names in their context."""
    end = -1
    parents: tuple[Jurisdiction, ...] = ()
    for start, name in _candidates(text):
        places = _places_named(name)
        within = start == end and any(
            covers(parent, place) for parent in parents for place in places
        )
        if _is_name(text, start, name, within=within):
            yield start, name
            end, parents = start + len(name), places


def _places_named(name: str) -> tuple[Jurisdiction, ...]:
    registry = _registry()
    return tuple(registry.places[index] for index in registry.names[name])


def _is_name(text: str, start: int, name: str, *, within: bool) -> bool:
    """Whether the words at `start` name a place; `within` when the place around it precedes."""
    end = start + len(name)
    if name in _NEEDS_PARENT:
        return True
    if text.startswith(("级", "（市", "（区"), end) or _NOT_A_PLACE.match(text, end):
        return False
    if within or _places_named(name)[0].level is Level.PROVINCE or len(name) > 4:
        return True
    whole = name not in _registry().short and len(name) != 2
    if whole and start == 0:
        return True  # a word begins where the text does: no need to load the dictionary
    left, right = _boundaries(text, start, end)
    return left if whole else left and right


def _boundaries(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether words begin at `start` and end at `end`, as rjieba cuts the neighbourhood."""
    import rjieba  # noqa: PLC0415  (its dictionary loads only when a text may name a place)

    offset = max(0, start - 8)
    position, edges = offset, {offset}
    for word in rjieba.cut(text[offset : end + 8]):
        position += len(word)
        edges.add(position)
    return start in edges, end in edges


def _resolve(name: str, before: Jurisdiction | None, others: list[Jurisdiction]) -> Jurisdiction:
    places = _places_named(name)
    if len(places) == 1:
        return places[0]
    if before is not None:
        within = [place for place in places if covers(before, place)]
        if len(within) == 1:
            return within[0]
    within = [
        place
        for place in places
        if any(covers(other, place) or covers(place, other) for other in others)
    ]
    if len(within) == 1:
        return within[0]
    widest = [place for place in places if place.level is not Level.COUNTY]
    if len(widest) == 1:
        return widest[0]
    return Jurisdiction(name=name, level=places[0].level)


def lookup(name: str) -> Jurisdiction | None:
    """The place with this full or short name, in either script; None when there is none.

    >>> lookup("重慶").name, lookup("重慶").code
    ('重庆市', '500000')
    >>> lookup("全国").level.value
    'national'

    A name that several counties bear is returned without code and ancestors.
    """
    key = fold(name).strip()
    if key in ("全国", "国家", "中央", "中国", "中华人民共和国"):
        return NATIONAL
    return _resolve(key, None, []) if key in _registry().names else None


def covers(wider: Jurisdiction, narrower: Jurisdiction) -> bool:
    """True when `narrower` is `wider` itself or lies in it.

    >>> covers(lookup("湖南"), lookup("郴州")), covers(lookup("郴州"), lookup("湖南"))
    (True, False)
    """
    if wider.level is Level.NATIONAL or wider == narrower:
        return True
    if wider.level is narrower.level:
        return False
    if wider.name not in narrower.ancestors:
        return False
    return not wider.ancestors or wider.ancestors[0] == narrower.ancestors[0]


def place_of_agency_code(code: str) -> Jurisdiction | None:
    """The place whose government uses this 机关代字; None when the code does not say.

    >>> place_of_agency_code("渝发改规范").name, place_of_agency_code("郴政办发").name
    ('重庆市', '郴州市')
    >>> place_of_agency_code("宁政发") is None
    True
    """
    registry, letter = _registry(), fold(code)[:1]
    if letter in _AMBIGUOUS_LETTERS or not letter:
        return None
    if letter in _PROVINCE_LETTERS:
        return registry.places[registry.by_code[f"{_PROVINCE_LETTERS[letter]}0000"]]
    if letter in _CITY_LETTERS:
        return registry.places[registry.by_code[_CITY_LETTERS[letter]]]
    if fold(code)[1:2] not in tuple("政府委党人办"):
        return None
    cities = [
        place
        for place in registry.places
        if place.level is Level.CITY and place.name.startswith(letter)
    ]
    return cities[0] if len(cities) == 1 else None
