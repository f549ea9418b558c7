"""Which encoding a Chinese text file is in: UTF-8, UTF-16, GB18030 or Big5.

UTF-8 is taken when it decodes without fault, for hardly any other text does. What remains is
decoded in each candidate and judged by how much of it is everyday Chinese: bytes read in the
wrong double-byte encoding become rare characters.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from corpus.errors import UnknownEncodingError
from corpus.scripts import to_simplified

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 200_000
"""Bytes that are judged; all are decoded."""
LEAST_PLAUSIBLE = 0.7
"""Share of everyday characters below which a decoding is not believed. Policy texts of both
scripts score .97 and more in their own encoding and under .6 in another."""
_MOST_FAULTS = 0.002
"""Share of undecodable characters that is mended with U+FFFD (a file cut in mid-character)."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, file: str, *, declared: str | None = None) -> tuple[str, str, list[str]]:
    """The text of `data`, the encoding's name and warnings.

    Args:
        data: The whole file.
        file: Its name, for messages.
        declared: What the file says of itself (an HTML page's charset); tried after UTF-8.

    Raises:
        UnknownEncodingError: No known encoding gives a plausible text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _with_mark(data, name, file)
    text = _strict(data, "utf-8")
    if text is not None and not _CONTROL.search(text[:_SAMPLE]):
        return text, "utf-8", []
    text = _strict(data, _known(declared)) if declared else None
    if declared and text is not None and plausibility(text[:_SAMPLE]) >= LEAST_PLAUSIBLE:
        return text, _known(declared), []  # judged too, for iso-8859-1 decodes anything
    best = _most_plausible(data)
    if best is not None:
        chosen = _strict(data, best)
        if chosen is not None:
            return chosen, best, []
    return _mended(data, file, best)


def _with_mark(data: bytes, name: str, file: str) -> tuple[str, str, list[str]]:
    text = _strict(data, name)
    if text is not None:
        return text, name, []
    return _mended(data, file, name)


def _known(name: str) -> str:
    """The name under which Python decodes a declared charset (gb2312 pages use GBK freely)."""
    lowered = name.strip().lower().replace("_", "-")
    if lowered in {"gb2312", "gbk", "gb-2312", "x-gbk", "hz-gb-2312"}:
        return "gb18030"
    if lowered in {"big5", "big-5", "x-x-big5"}:
        return "big5hkscs"
    try:
        return codecs.lookup(lowered).name
    except LookupError:
        return "utf-8"


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _most_plausible(data: bytes) -> str | None:
    """The candidate whose reading of the file's start is the most everyday Chinese."""
    sample = data[:_SAMPLE]
    scored = []
    for rank, name in enumerate(_CANDIDATES):
        text = sample.decode(name, errors="replace")
        faults = text.count("\ufffd") / max(1, len(text))
        if faults <= _MOST_FAULTS or text.count("\ufffd") <= 1:
            scored.append((plausibility(text), -rank, name))
    best = max(scored, default=(0.0, 0, None))
    return best[2] if best[0] >= LEAST_PLAUSIBLE else None


def _mended(data: bytes, file: str, name: str | None) -> tuple[str, str, list[str]]:
    """A decoding with a few faults replaced; a file that was cut in mid-character has one."""
    for candidate in ("utf-8", name):
        if candidate is None:
            continue
        text = data.decode(candidate, errors="replace")
        faults = text.count("\ufffd")
        few = faults <= max(1, len(text) * _MOST_FAULTS)
        if few and plausibility(text[:_SAMPLE]) >= LEAST_PLAUSIBLE:
            note = f"{faults} undecodable place(s) in {candidate} read as U+FFFD"
            return text, candidate, [note]
    raise UnknownEncodingError(
        f"cannot tell the encoding of {file}: it is plausible text in none of UTF-8, UTF-16, "
        "GB18030 and Big5; save it as UTF-8 and try again"
    )


@cache
def _everyday() -> frozenset[str]:
    """The 3,755 characters of GB 2312 level 1 (rows 16–55), the most used of Chinese."""
    cells = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 56) for cell in range(1, 95))
    return frozenset(b"".join(cells).decode("gb2312", errors="ignore"))


def plausibility(text: str) -> float:
    """Share of the characters outside ASCII that are everyday Chinese, 0 to 1.

    Traditional characters count by their Simplified forms. A text of ASCII alone scores 1
    unless it holds control characters.

    >>> plausibility("关于印发实施方案的通知") > 0.95 > plausibility("壅垃傭鄂楷囥源")
    True
    """
    if _CONTROL.search(text):
        return 0.0
    foreign = [char for char in to_simplified(text) if char > "\x7f"]
    if not foreign:
        return 1.0
    common = _everyday()
    good = sum(char in common or _is_mark(char) for char in foreign)
    return good / len(foreign)


def _is_mark(char: str) -> bool:
    """True for punctuation and full-width forms of Chinese typesetting."""
    return (
        "\u3000" <= char <= "\u303f"
        or "\uff00" <= char <= "\uff5e"
        or "\u2010" <= char <= "\u2026"
        or "\u2460" <= char <= "\u249b"
        or char in "·×÷°±§\u00a0\ufeff\u200b—"
    )
