"""How a question names a clause: 「第19项」「（十四）」「第二条」「二、（二）8.」「第3段」."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.lexicon import load_lexicon, pattern
from corpus.numerals import parse_numeral, to_chinese


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseName:
    """A clause reference as read from a question."""

    markers: tuple[str, ...] = ()
    """Markers as printed, outermost first; 第19项 stays as it is: any marker of that number."""
    paragraph: int | None = None
    words: tuple[str, ...] = ()
    """The words of the question that say so."""


_WRITTEN = {
    "article": lambda n: f"第{to_chinese(n)}条",
    "item": lambda n: f"第{n}项",
    "section": lambda n: f"{to_chinese(n)}、",
    "bracket": lambda n: f"（{to_chinese(n)}）",
    "digit": lambda n: f"{n}.",
    "comma": lambda n: f"{to_chinese(n)}、",
    "plain": lambda n: f"第{n}项",
}
"""Name of the pattern's group → the marker as documents print it."""


def find_clause_name(folded: str) -> ClauseName:
    """The clause that a question (folded, without document numbers) names.

    >>> find_clause_name("二、（二）8.讲什么").markers
    ('二、', '（二）', '8.')
    >>> find_clause_name("第十四条第2段").paragraph
    2
    """
    markers: list[str] = []
    words: list[str] = []
    for match in _marker_pattern().finditer(folded):
        inserted = _inserted(match)
        if inserted:
            markers.append(inserted)
            words.append(match[0])
            continue
        group = next(name for name in _WRITTEN if match[name])
        number = parse_numeral(match[group])
        if not number:
            continue
        # a chapter's bare number among larger ones counts only in front: 二、（二）8.
        unit = "款" if match[0].endswith("款") else "项"
        markers.append(_WRITTEN[group](number).replace("项", unit))
        words.append(match[0])
    paragraph = pattern("references", "paragraph").search(folded)
    if paragraph:
        words.append(paragraph[0])
    return ClauseName(
        markers=tuple(markers),
        paragraph=parse_numeral(paragraph["n"]) if paragraph else None,
        words=tuple(words),
    )


def _inserted(match: re.Match[str]) -> str | None:
    """The marker of an article that was inserted later: 第16-2条 for 第十六条之二 too."""
    if match["inserted"]:
        return f"第{match['inserted']}条"
    if not match["into"]:
        return None
    return f"第{parse_numeral(match['into'])}-{parse_numeral(match['sub'])}条"


def _marker_pattern() -> re.Pattern[str]:
    return re.compile("|".join(load_lexicon("references")["marker"]))
