"""文字: which script and region a text is written in, and readings in the other one (OpenCC).

Conversion to Simplified is used for reading and searching and keeps every character in its
place. Conversion to Traditional is used for showing; official vocabulary that OpenCC's phrases
get wrong is corrected from ``corpus/data/script_exceptions.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import ne
from pathlib import Path

import yaml
from opencc import OpenCC

from corpus.model import Script

_EXCEPTIONS = Path(__file__).parent / "data" / "script_exceptions.yml"
_CONFIGS = {"t": "s2t", "tw": "s2tw", "hk": "s2hk"}
_SAMPLE = 20_000
"""Characters that the detectors look at; a document keeps to one script."""
_PLAINLY_SIMPLIFIED = re.compile("[国发务业产经济这为会实关应对进动设农]")
"""Frequent characters that are never Traditional: a Simplified text is mostly known by them
alone, and the slower comparison with its Traditional reading is left out."""
_SURROGATES = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=8)
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def _converted(text: str, config: str) -> str:
    """`text` through one OpenCC configuration; a lone surrogate, which is no text, as U+FFFD."""
    try:
        converted: str = _converter(config).convert(text)
    except UnicodeEncodeError:
        return _converted(_SURROGATES.sub("\ufffd", text), config)
    if "\0" in text and len(converted) != len(text):  # chained configurations drop NUL
        return "\0".join(_converted(part, config) for part in text.split("\0"))
    return converted


def to_simplified(text: str) -> str:
    """Simplified form, one code point for one (OpenCC t2s keeps the length).

    >>> to_simplified("實施製造業")
    '实施制造业'
    """
    return _converted(text, "t2s")


@dataclass(frozen=True, slots=True)
class _Guard:
    """A character that conversion writes too often, and the words in which it is right."""

    wrong: str
    right: str
    keep: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Exceptions:
    phrases: Mapping[str, str]
    phrase: re.Pattern[str]
    guards: tuple[_Guard, ...]
    surname: re.Pattern[str]
    regions: Mapping[str, tuple[tuple[str, str], ...]]


@cache
def _exceptions() -> _Exceptions:
    table = yaml.safe_load(_EXCEPTIONS.read_text(encoding="utf-8"))
    phrases: dict[str, str] = table["phrases"]
    guards = tuple(
        _Guard(entry["wrong"], entry["right"], _kept(entry["keep"], entry["unless_before"]))
        for entry in table["guards"]
    )
    # A surname follows no other character of a word (关于某些 has no 于某), bar 和 and its like.
    surname = re.compile(
        f"(?:(?<![\u4e00-\u9fff])|(?<=[和与及告人叫姓]))[{table['surnames']}]"
        f"(?={'|'.join(table['titles'])})"
    )
    regions = {name: tuple(forms.items()) for name, forms in table["regions"].items()}
    return _Exceptions(phrases, _any_of(phrases), guards, surname, regions)


def _any_of(words: Mapping[str, str] | list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def _kept(words: list[str], unless_before: str) -> re.Pattern[str] | None:
    if not words:
        return None
    after = f"(?![{unless_before}])" if unless_before else ""
    return re.compile(f"(?:{_any_of(words).pattern}){after}")


def to_traditional(text: str, *, region: str = "t") -> str:
    """Traditional reading of a Simplified text, character for character.

    Args:
        text: Simplified text.
        region: t (no region's own forms), tw (Taiwan) or hk (Hong Kong).

    >>> to_traditional("群众可以申请行政复议", region="tw")
    '群眾可以申請行政復議'
    """
    converted = _converted(text, _CONFIGS[region])
    if len(converted) != len(text):  # no entry of OpenCC 1.4 does; the corrections need it
        return converted
    table = _exceptions()
    for guard in table.guards:
        converted = _guarded(text, converted, guard)
    characters = list(converted)
    for match in table.phrase.finditer(text):
        characters[match.start() : match.end()] = table.phrases[match.group()]
    for match in table.surname.finditer(text):
        characters[match.start()] = match.group()
    converted = "".join(characters)
    for wrong, right in table.regions[region]:
        converted = converted.replace(wrong, right)
    return converted


def _guarded(text: str, converted: str, guard: _Guard) -> str:
    if guard.wrong not in converted:
        return converted
    kept = {
        index
        for match in (guard.keep.finditer(text) if guard.keep else ())
        for index in range(match.start(), match.end())
    }
    return "".join(
        guard.right if char == guard.wrong and index not in kept else char
        for index, char in enumerate(converted)
    )


def convert(text: str, script: Script, *, region: str = "tw") -> str:
    """Reading of `text` in `script`; the text itself when it is in that script already."""
    if script is Script.HANS:
        return to_simplified(text)
    return text if detect_script(text) is Script.HANT else to_traditional(text, region=region)


_SHARED = re.compile("[台后里面于只几才云干斗松准谷余制系出板表回卷困杰布杯并采游向晒]")
"""Characters that Traditional texts print as well, though a conversion would change them."""


def detect_script(text: str, *, default: Script = Script.HANS) -> Script:
    """The script that most script-bearing characters of `text` are written in.

    >>> detect_script("搬遷羣衆")
    <Script.HANT: 'zh-Hant'>

    Characters that both scripts share say nothing; without any other, `default` is returned.
    The first 20,000 characters are judged.
    """
    sample = text[:_SAMPLE]
    traditional = _changed(sample, "t2s")
    if len(_PLAINLY_SIMPLIFIED.findall(sample)) > traditional:
        return Script.HANS
    simplified = _changed(_SHARED.sub("", sample), "s2t")
    if traditional == simplified:
        return default
    return Script.HANT if traditional > simplified else Script.HANS


def _changed(text: str, config: str) -> int:
    """How many characters a conversion would change."""
    converted = _converted(text, config)
    return 0 if converted == text else sum(map(ne, text, converted))


_REGION_CHARACTERS = {
    "tw": "裡汙",
    "hk": "衞説悦税脱鋭閲温户産録枱敍粤",
    "t": "爲羣衆",
}
"""Forms that one region prints and the others do not (標準字體 of Taiwan, 字形表 of Hong Kong,
OpenCC's own standard, which Traditional editions of Mainland sites print)."""

_REGION_WORDS = {
    "tw": (
        "臺灣|新臺幣|新台幣|計程車|捷運|健保|勞保|國保|戶政|里長|身分證|網路|資訊|"
        "軟體|計畫|縣市政府|機車|公車|長照|國中|國小|悠遊卡|統一編號|監理|衛福部|"
        "品質|立法院|行政院|民國|鄉鎮市區|房屋稅|育嬰|公所|市府"
    ),
    "hk": (
        "的士|巴士|港幣|港元|公屋|居屋|綜援|強積金|薪俸税|薪俸稅|入息|醫管局|路政署|"
        "食環署|運輸署|屋邨|八達通|幼稚園|長者|傷殘津貼|地政總署|立法會|特首|區議會|"
        "香港|差餉|房屋署|社署|社會福利署|學童|嘅|唔|咗|喺|冇|嚟|佢|啲|邊度|點樣|"
        "乜嘢"
    ),
    "t": (
        "發改委|發展改革委|人社|街道辦|居委會|村委會|人民政府|人民幣|社保|低保|新農合|"
        "農民工|貧困戶|脫貧|省委|市委|黨委|信息|網絡|質量|軟件|出租車|國務院|公積金|"
        "居住證|社區矯正|自治區|縣級|鄉村振興|身份證"
    ),
}
"""Words of public administration that one region uses and the others do not."""


@cache
def _region_patterns() -> dict[str, re.Pattern[str]]:
    return {
        region: re.compile(f"{words}|[{_REGION_CHARACTERS[region]}]")
        for region, words in _REGION_WORDS.items()
    }


def detect_region(text: str) -> str | None:
    """Where a Traditional text comes from, as far as its forms and words tell.

    Returns:
        tw (Taiwan), hk (Hong Kong) or t (the Mainland's Traditional editions), as
        `to_traditional` takes them; None for a Simplified text or when nothing tells.

    >>> [detect_region(t) for t in ("計程車與健保", "的士與綜援", "農民工的社保", "補貼")]
    ['tw', 'hk', 't', None]
    """
    sample = text[:_SAMPLE]
    if detect_script(sample) is not Script.HANT:
        return None
    counts = {name: len(pattern.findall(sample)) for name, pattern in _region_patterns().items()}
    (best, most), (_, second) = sorted(counts.items(), key=lambda item: -item[1])[:2]
    return best if most > second else None
