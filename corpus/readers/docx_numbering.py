"""Automatic numbers of Word paragraphs, which the file states as rules and never as text.

The rules are those of ECMA-376 part 1, section 17.9 (numbering): a paragraph belongs to a level
of a list; each level counts, restarts after a higher one, and writes its number in a format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from corpus.readers.number_formats import written

Element = etree._Element

_LEVELS = 9


def local(node: Element) -> str:
    """Tag without its namespace, so that transitional and strict files read alike."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(node: Element | None, *path: str) -> Element | None:
    """The first descendant along `path` of tag names, or None."""
    for name in path:
        if node is None:
            return None
        node = next((c for c in node if local(c) == name), None)
    return node


def value(node: Element | None, name: str = "val") -> str | None:
    """The attribute `name` in whatever namespace, or None."""
    if node is None:
        return None
    for key, text in node.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(text)
    return None


def number(text: str | None, default: int = 0) -> int:
    """A small whole number from an attribute."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,7}", text) else default


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    """Level (from 1) after which the count starts anew; 0 never, None after any higher one."""
    legal: bool = False


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Writes the number of each paragraph in turn; ask once a paragraph, in reading order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for node in numbering if numbering is not None else ():
            if local(node) == "abstractNum":
                self._abstract[value(node, "abstractNumId") or ""] = node
            elif local(node) == "num":
                self._nums[value(node, "numId") or ""] = node
        self._styles = {
            value(node, "styleId") or "": node
            for node in (styles if styles is not None else ())
            if local(node) == "style"
        }
        self._default = next(
            (
                key
                for key, node in self._styles.items()
                if value(node, "type") == "paragraph" and value(node, "default") in {"1", "true"}
            ),
            None,
        )
        self._lists: dict[str, _List] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._restarted: set[str] = set()

    def marker(self, paragraph: Element) -> str:
        """The number before `paragraph`, with the gap that follows it; "" for none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        num_id, depth = place
        shown = self._list(num_id)
        level = shown.levels.get(depth) if shown is not None else None
        if shown is None or level is None:
            return ""
        self._count(shown, depth)
        if level.format in {"bullet", "none"} and "%" not in level.text:
            return "" if level.format == "bullet" else level.text
        text = re.sub(
            r"%([1-9])", lambda match: self._written(shown, int(match[1]) - 1, level), level.text
        )
        gap = "" if not text or text[-1] in "、.．）)】〕：:" or level.suffix == "nothing" else " "
        return text + gap

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """List and level of a paragraph, by itself or by its style; None when unnumbered."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        style = value(child(properties, "pStyle")) or self._default
        num_id, depth = value(child(own, "numId")), value(child(own, "ilvl"))
        styled_id, styled_depth = self._styled(style)
        if num_id is None:
            num_id = styled_id
        if depth is None:
            depth = styled_depth if styled_depth is not None else "0"
        if num_id is None or num_id == "0" or num_id not in self._nums:
            return None
        return num_id, max(0, min(number(depth), _LEVELS - 1))

    def _styled(self, style: str | None) -> tuple[str | None, str | None]:
        """The list and level that a style or one that it is based on gives."""
        num_id, depth = None, None
        for name, node in self._ancestry(style):
            numbered = child(node, "pPr", "numPr")
            if depth is None:
                depth = value(child(numbered, "ilvl"))
            if num_id is None and (found := value(child(numbered, "numId"))) is not None:
                num_id = found
                depth = depth or self._level_of_style(found, name)
        return num_id, depth

    def _ancestry(self, style: str | None) -> Iterator[tuple[str, Element]]:
        seen: set[str] = set()
        while style is not None and style in self._styles and style not in seen:
            seen.add(style)
            node = self._styles[style]
            yield style, node
            style = value(child(node, "basedOn"))

    def _level_of_style(self, num_id: str, style: str) -> str | None:
        """The level of a list that names `style` as its paragraph style."""
        abstract = self._abstract_of(num_id)
        for node in abstract if abstract is not None else ():
            if local(node) == "lvl" and value(child(node, "pStyle")) == style:
                return value(node, "ilvl")
        return None

    def _abstract_of(self, num_id: str) -> Element | None:
        """The list definition behind a numId, through a numbering style if it links to one."""
        for _ in range(4):  # links lead one step; more is a circle
            num = self._nums.get(num_id)
            abstract = self._abstract.get(value(child(num, "abstractNumId")) or "")
            linked = value(child(abstract, "numStyleLink"))
            if linked is None:
                return abstract
            style = self._styles.get(linked)
            num_id = value(child(style, "pPr", "numPr", "numId")) or ""
        return None

    def _list(self, num_id: str) -> _List | None:
        """The running list of a numId; those with one definition count on together."""
        abstract = self._abstract_of(num_id)
        if abstract is None:
            return None
        key = value(abstract, "abstractNumId") or ""
        if num_id not in self._levels:
            self._levels[num_id] = self._read_levels(num_id, abstract)
        shown = self._lists.setdefault(key, _List({}))
        shown.levels = self._levels[num_id]
        if num_id not in self._restarted:
            self._restarted.add(num_id)
            for node in self._overrides(num_id):
                if child(node, "startOverride") is not None:
                    shown.counts[_depth(node)] = None
        return shown

    def _read_levels(self, num_id: str, abstract: Element) -> dict[int, _Level]:
        levels = {_depth(n): _read_level(n) for n in abstract if local(n) == "lvl"}
        for node in self._overrides(num_id):
            depth = _depth(node)
            if (own := child(node, "lvl")) is not None:
                levels[depth] = _read_level(own)
            start = value(child(node, "startOverride"))
            if start is not None and depth in levels:
                levels[depth] = replace(levels[depth], start=number(start, 1))
        return levels

    def _overrides(self, num_id: str) -> Iterator[Element]:
        return (node for node in self._nums[num_id] if local(node) == "lvlOverride")

    @staticmethod
    def _count(shown: _List, depth: int) -> None:
        current = shown.counts[depth]
        start = shown.levels[depth].start
        shown.counts[depth] = start if current is None else current + 1
        for deeper in range(depth + 1, _LEVELS):
            restart = shown.levels.get(deeper, _Level()).restart
            if restart is None or (restart != 0 and depth < restart):
                shown.counts[deeper] = None

    @staticmethod
    def _written(shown: _List, depth: int, current: _Level) -> str:
        level = shown.levels.get(depth, _Level())
        count = shown.counts[depth]
        return written(
            level.start if count is None else count, "decimal" if current.legal else level.format
        )


def _depth(node: Element) -> int:
    return max(0, min(number(value(node, "ilvl")), _LEVELS - 1))


def _read_level(node: Element) -> _Level:
    legal = child(node, "isLgl")
    restart = value(child(node, "lvlRestart"))
    return _Level(
        start=number(value(child(node, "start")), 1),
        format=value(child(node, "numFmt")) or "decimal",
        text=value(child(node, "lvlText")) or "",
        suffix=value(child(node, "suff")) or "tab",
        restart=None if restart is None else number(restart),
        legal=legal is not None and value(legal) not in {"0", "false"},
    )
