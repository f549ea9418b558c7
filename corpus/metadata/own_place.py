"""适用地区 of a text that names no issuer: the place that it calls its own (我市, 全省)."""

from __future__ import annotations

import re
from collections import Counter

from corpus.model import Jurisdiction, Span
from corpus.places import find_place_mentions, lookup

_OWN = re.compile(r"(?:我|本|全)(?P<kind>省|市|县|区)(?![场民域间长委内外块别政])")
"""A text's words for its own place; 全市场 and 本区域 are other words."""
_KINDS = {"省": ("省", "自治区"), "市": ("市", "州"), "县": ("县", "旗"), "区": ("区",)}
_READ = 20_000
"""Characters of the text that are looked at."""
_LEAST = 2
"""Times that the place must be named itself."""
_SHARE = 0.5
"""Share of all named places that must be the place or lie in it."""


def own_place(folded: str) -> tuple[Jurisdiction, Span] | None:
    """The place of which a text says 我市 and that it names more than any other, with a mention.

    >>> place, _ = own_place("上海的机构很多。近期我市出台方案，上海市与浦东新区共同推进。")
    >>> place.name
    '上海市'
    >>> own_place("上海市和北京市都有试点。") is None
    True
    """
    text = folded[:_READ]
    kinds = {match["kind"] for match in _OWN.finditer(text)}
    if not kinds:
        return None
    mentions = find_place_mentions(text)
    within: Counter[str] = Counter()
    itself: Counter[str] = Counter()
    for mention in mentions:
        itself[mention.place.name] += 1
        within.update((mention.place.name, *mention.place.ancestors))
    endings = tuple(ending for kind in kinds for ending in _KINDS[kind])
    for name, count in within.most_common():
        if name.endswith(endings) and itself[name] >= _LEAST and count > _SHARE * len(mentions):
            first = next(mention for mention in mentions if mention.place.name == name)
            place = lookup(name) or first.place
            return place, Span(start=first.span.start, end=first.span.end)
    return None
