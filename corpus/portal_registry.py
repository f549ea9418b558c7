"""A portal's own rows of the department registry, from one TOML file.

It looks like this, with any number of rows of either kind::

[[department]]
function = "发展改革"        # a row of the registry, or the name of a new one
names = ["市发改局"]         # whole names of the office
stems = ["发展改革和统计"]   # words that name the function in other names
lay = ["计划委"]             # what people say for the office
source = "某某市机构改革方案（2024年）"

[[renamed]]
former = "市扶贫开发办公室"
current = "市农业农村局"
since = "2023-12"
kind = "merged"              # renamed, replaced, merged or split
source = "某某市机构改革方案（2023年）"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from corpus.department_registry import KINDS, Function, Succession, add_rows
from corpus.errors import RegistryError
from corpus.normalize import fold

_TABLES = ("department", "renamed")
_LISTS = ("names", "stems", "lay")
_DEPARTMENT = ("function", "central_name", "source", *_LISTS)
_RENAMED = ("former", "current", "since", "kind", "source")
_SINCE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_SHORTEST = 2
"""Characters of a name or a stem; a single one would be found in many other names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalRows:
    """Rows that a portal adds."""

    functions: tuple[Function, ...]
    successions: tuple[Succession, ...]


def read_portal_rows(path: Path) -> PortalRows:
    """The rows of a portal's file, folded like all names that are compared.

    Raises:
        RegistryError: The file cannot be read, or a row of it cannot be used; the message names
            the row and the field.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(
            f"cannot read the file of departments {path} ({error}); give a TOML file in UTF-8"
        ) from error
    for name, rows in tables.items():
        if name not in _TABLES or not isinstance(rows, list):
            raise RegistryError(
                f"{path}: {name!r} is no table of departments; write [[department]] or [[renamed]]"
            )
    read = _Rows(path)
    functions = [read.function(i, row) for i, row in enumerate(tables.get("department", ()), 1)]
    renamed = [read.succession(i, row) for i, row in enumerate(tables.get("renamed", ()), 1)]
    return PortalRows(functions=tuple(functions), successions=tuple(renamed))


def use_portal_rows(path: Path | None) -> None:
    """Add a portal's rows to the registry for this process; None takes them out again.

    Raises:
        RegistryError: The file cannot be used; the registry stays as it was.
    """
    rows = read_portal_rows(path) if path is not None else None
    add_rows(rows.functions if rows else (), rows.successions if rows else ())


class _Rows:
    """Reads rows of one file; every refusal names the file, the row and the field."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._former: set[str] = set()

    def function(self, number: int, row: Any) -> Function:
        """A [[department]] row."""
        place = f"[[department]] {number}"
        self._check_fields(place, row, _DEPARTMENT)
        lists = {name: self._words(place, row, name) for name in _LISTS}
        if not any(lists.values()) and "central_name" not in row:
            self._refuse(place, "names nothing", "give names, stems, lay or central_name")
        return Function(
            key=self._text(place, row, "function"),
            central_name=self._text(place, row, "central_name") if "central_name" in row else "",
            source=self._text(place, row, "source"),
            **lists,
        )

    def succession(self, number: int, row: Any) -> Succession:
        """A [[renamed]] row."""
        place = f"[[renamed]] {number}"
        self._check_fields(place, row, _RENAMED)
        former, current, since, kind, source = (self._text(place, row, name) for name in _RENAMED)
        if not _SINCE.fullmatch(since):
            self._refuse(place, f"has since = {since!r}", "write year and month, as 2023-03")
        if kind not in KINDS:
            self._refuse(place, f"has kind = {kind!r}", f"write one of {', '.join(KINDS)}")
        if former in self._former:
            self._refuse(place, f"names {former!r} a second time", "keep one row for it")
        self._former.add(former)
        return Succession(former=former, current=current, since=since, kind=kind, evidence=source)

    def _check_fields(self, place: str, row: Any, known: tuple[str, ...]) -> None:
        unknown = [name for name in row if name not in known] if isinstance(row, dict) else [row]
        if unknown:
            self._refuse(place, f"has {unknown[0]!r}", f"the fields are {', '.join(known)}")

    def _text(self, place: str, row: dict[str, Any], name: str) -> str:
        value = row.get(name)
        if not isinstance(value, str) or not value.strip():
            self._refuse(place, f"has {name} = {value!r}", f'write {name} = "…"')
        return re.sub(r"\s", "", fold(value))

    def _words(self, place: str, row: dict[str, Any], name: str) -> tuple[str, ...]:
        values = row.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self._refuse(place, f"has {name} = {values!r}", f'write {name} = ["…", "…"]')
        words = tuple(re.sub(r"\s", "", fold(value)) for value in values)
        short = [word for word in words if len(word) < _SHORTEST]
        if short:
            self._refuse(place, f"has the short word {short[0]!r} in {name}", "write at least two")
        return words

    def _refuse(self, place: str, what: str, instead: str) -> NoReturn:
        raise RegistryError(f"{self._path}: {place} {what}; {instead}")
