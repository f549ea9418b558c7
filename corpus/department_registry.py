"""The rows of the department registry: functions with their names, and successions.

They stand in ``data/departments.tsv`` and ``data/succession.tsv``, each with its source; a
portal adds its own by `add_rows` (see `corpus.portal_registry`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import _lru_cache_wrapper, lru_cache
from importlib import resources
from typing import Any, ClassVar, TypeVar

from corpus.errors import RegistryError


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


KINDS = ("renamed", "replaced", "merged", "split")
"""What became of a body."""

_Value = TypeVar("_Value")


class _Added:
    """Rows that were added to the shipped ones, and what is to be made anew when they change."""

    functions: tuple[Function, ...] = ()
    successions: tuple[Succession, ...] = ()
    cached: ClassVar[list[_lru_cache_wrapper[Any]]] = []


def follows_registry(cached: _lru_cache_wrapper[_Value]) -> _lru_cache_wrapper[_Value]:
    """A cached function whose values are forgotten when rows are added to the registry."""
    _Added.cached.append(cached)
    return cached


def add_rows(new: Iterable[Function], renamed: Iterable[Succession]) -> None:
    """Put rows beside the shipped ones, in place of rows that were added before.

    A row for a function that the registry has adds names to it; a body that the registry says
    was renamed gets the added row's successor.

    Raises:
        RegistryError: A name or stem is that of another function, or a renaming runs in a circle.
            The rows that were added before stay.
    """
    before, after = added_rows(), (tuple(new), tuple(renamed))
    if after == before:
        return
    _Added.functions, _Added.successions = after
    _forget()
    try:
        _check_names()
        _check_circles()
    except RegistryError:
        _Added.functions, _Added.successions = before
        _forget()
        raise


def added_rows() -> tuple[tuple[Function, ...], tuple[Succession, ...]]:
    """The rows beside the shipped ones."""
    return _Added.functions, _Added.successions


def _forget() -> None:
    for cached in _Added.cached:
        cached.cache_clear()


def _check_names() -> None:
    owners: dict[str, str] = {}
    for row in functions().values():
        for name in (*row.stems, *row.names, *row.lay, row.central_name):
            owner = owners.setdefault(name, row.key) if name else row.key
            if owner != row.key and any(name in _named(added) for added in _Added.functions):
                raise RegistryError(
                    f"{name!r} is a name of both {owner!r} and {row.key!r} in the registry of "
                    "departments; leave it out of one of them"
                )


def _named(row: Function) -> tuple[str, ...]:
    return (*row.stems, *row.names, *row.lay, row.central_name)


def _check_circles() -> None:
    table = successions()
    for added in _Added.successions:
        seen, name = {added.former}, added.current
        while name in table:
            if name in seen:
                raise RegistryError(
                    f"{added.former!r} becomes itself again by way of {added.current!r} in the "
                    "registry of departments; correct one of the [[renamed]] rows"
                )
            seen.add(name)
            name = table[name].current


def _rows(name: str) -> list[list[str]]:
    text = resources.files("corpus").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("、") if word)


@follows_registry
@lru_cache(maxsize=1)
def functions() -> dict[str, Function]:
    """The registry, by function key."""
    table: dict[str, Function] = {}
    for key, central, names, stems, lay, source in _rows("departments.tsv"):
        table[key] = Function(
            key=key,
            central_name=central,
            names=_words(names),
            stems=_longest_first(_words(stems)),
            lay=_words(lay),
            source=source,
        )
    for row in _Added.functions:
        table[row.key] = _joined(table[row.key], row) if row.key in table else row
    return table


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def _joined(row: Function, added: Function) -> Function:
    return replace(
        row,
        central_name=added.central_name or row.central_name,
        names=tuple(dict.fromkeys((*row.names, *added.names))),
        stems=_longest_first(dict.fromkeys((*row.stems, *added.stems))),
        lay=tuple(dict.fromkeys((*row.lay, *added.lay))),
        source=f"{row.source}；{added.source}",
    )


@follows_registry
@lru_cache(maxsize=1)
def successions() -> dict[str, Succession]:
    """What became of former bodies, by each name that they had."""
    table = {}
    for former, current, since, kind, evidence in _rows("succession.tsv"):
        table[former] = Succession(
            former=former, current=current, since=since, kind=kind, evidence=evidence
        )
    return table | {row.former: row for row in _Added.successions}
