"""Word lists and patterns that questions are read with; data files beside this one.

Patterns are written for folded text (Simplified, half-width digits, full-width marks), one
list a name. They are compiled once, on first use.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=16)
def load_lexicon(name: str) -> dict[str, Any]:
    """The data of ``{name}.yml`` in this package."""
    text = files(__name__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data


@lru_cache(maxsize=256)
def pattern(lexicon: str, *keys: str) -> re.Pattern[str]:
    """One expression that matches whatever any of the listed expressions matches.

    Args:
        lexicon: Name of the data file.
        *keys: The way to a list of regular expressions, or to one, in that file.
    """
    data: Any = load_lexicon(lexicon)
    for key in keys:
        data = data[key]
    return re.compile("|".join(data) if isinstance(data, list) else data)


def names(lexicon: str, *keys: str) -> tuple[str, ...]:
    """The keys under a mapping of the data file, in written order."""
    data: Any = load_lexicon(lexicon)
    for key in keys:
        data = data[key]
    return tuple(data)


def matching(lexicon: str, group: str, text: str) -> tuple[str, ...]:
    """The keys of a group of expressions that occur in a text, in written order."""
    return tuple(key for key in names(lexicon, group) if pattern(lexicon, group, key).search(text))
