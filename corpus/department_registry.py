"""The rows of the department registry: functions with their names, and successions.

They stand in ``data/departments.tsv`` and ``data/succession.tsv``, each with its source; a
portal adds its own rows there.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One row of the registry: what a department is for, and its names."""

    key: str
    """职能, the row's name: 发展改革."""
    central_name: str
    """Full name of the central body; empty where there is none."""
    names: tuple[str, ...]
    """Other names of the central body."""
    stems: tuple[str, ...]
    """Words that name the function inside local names, longest first."""
    lay: tuple[str, ...]
    """What people say for the office that they go to: 派出所, 社保局."""
    source: str
    """Where the names of the row come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """机构沿革: one body that another has replaced."""

    former: str
    current: str
    since: str
    """Year and month, 2023-03."""
    kind: str
    """renamed, replaced, merged or split."""
    evidence: str
    """The act that says so."""


def _rows(name: str) -> list[list[str]]:
    text = resources.files("corpus").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("、") if word)


@lru_cache(maxsize=1)
def functions() -> dict[str, Function]:
    """The registry, by function key."""
    table = {}
    for key, central, names, stems, lay, source in _rows("departments.tsv"):
        table[key] = Function(
            key=key,
            central_name=central,
            names=_words(names),
            stems=tuple(sorted(_words(stems), key=len, reverse=True)),
            lay=_words(lay),
            source=source,
        )
    return table


@lru_cache(maxsize=1)
def successions() -> dict[str, Succession]:
    """What became of former bodies, by each name that they had."""
    table = {}
    for former, current, since, kind, evidence in _rows("succession.tsv"):
        table[former] = Succession(
            former=former, current=current, since=since, kind=kind, evidence=evidence
        )
    return table
