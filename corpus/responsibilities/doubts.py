"""What a reader should look at again: departments that the registry does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.departments import function_of
from corpus.model import Responsibility
from corpus.normalize import fold

_COMMITTEE = re.compile(r".*[省市区县州盟旗]委")
"""Party committees of a place; each place has one."""
_DEPARTMENT = re.compile(r".*(?:局|委|厅|办|部|署|委员会)")
"""Companies, funds, park administrations and schools are many and need no row."""


def unregistered(responsibilities: Iterable[Responsibility]) -> tuple[str, ...]:
    """One warning for each named department without a row in the registry, in order."""
    doubtful: dict[str, Responsibility] = {}
    for item in responsibilities:
        name = fold(item.department)
        wanted = not item.generic and _DEPARTMENT.fullmatch(name) and not _COMMITTEE.fullmatch(name)
        if not wanted or function_of(name) is not None:
            continue
        doubtful.setdefault(item.department, item)
    return tuple(
        f"department {name!r} (character {item.span.start}) is not in the registry; "
        "check its name, or add it to the file of departments_file"
        for name, item in doubtful.items()
    )
