"""文字: which script a text is in, and readings in the other one (OpenCC)."""

from __future__ import annotations

from functools import lru_cache

from opencc import OpenCC

from corpus.model import Script


@lru_cache(maxsize=8)
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def to_simplified(text: str) -> str:
    """Simplified form, one code point for one (OpenCC t2s keeps the length).

    >>> to_simplified("實施製造業")
    '实施制造业'
    """
    converted: str = _converter("t2s").convert(text)
    return converted


_PROTECTED = {
    "行政復議": ("行政複議",),
    "復議": ("複議",),
    "群眾": ("羣衆", "羣眾", "群衆"),
}
"""Right Traditional form → wrong forms that phrase conversion yields."""


def to_traditional(text: str, *, region: str = "t") -> str:
    """Traditional reading of a Simplified text.

    Args:
        text: Simplified text.
        region: t (OpenCC standard), tw (Taiwan) or hk (Hong Kong) character forms.
    """
    converted: str = _converter({"t": "s2t", "tw": "s2tw", "hk": "s2hk"}[region]).convert(text)
    for right, wrongs in _PROTECTED.items():
        for wrong in wrongs:
            converted = converted.replace(wrong, right)
    return converted


def convert(text: str, script: Script, *, region: str = "tw") -> str:
    """Reading of `text` in `script`; the text itself when it is in that script already."""
    if script is Script.HANS:
        return to_simplified(text)
    return text if detect_script(text) is Script.HANT else to_traditional(text, region=region)


def detect_script(text: str, *, default: Script = Script.HANS) -> Script:
    """The script that most script-bearing characters of `text` are written in.

    >>> detect_script("搬遷羣衆")
    <Script.HANT: 'zh-Hant'>

    Characters that both scripts share say nothing; without any other, `default` is returned.
    """
    as_hans = to_simplified(text)
    as_hant: str = _converter("s2t").convert(text)
    traditional = sum(a != b for a, b in zip(text, as_hans, strict=True))
    simplified = sum(a != b for a, b in zip(text, as_hant, strict=True))
    if traditional == simplified:
        return default
    return Script.HANT if traditional > simplified else Script.HANS
