"""Word's number formats for lists (ECMA-376 part 1, section 17.18.59, ST_NumberFormat)."""

from __future__ import annotations

from corpus.numerals import to_chinese

_MOST = 9999
"""Largest number that is written in a counting format; beyond it digits are used."""
_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    )
)
_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
"""Formats with one character a number; beyond their end digits are used."""
_CAPITAL = {
    "chineseLegalSimplified": str.maketrans(
        "一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零"
    ),
    "ideographLegalTraditional": str.maketrans(
        "一二三四五六七八九十百千零", "壹貳參肆伍陸柒捌玖拾佰仟零"
    ),
}
_POSITIONAL = frozenset(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def written(count: int, format: str) -> str:  # noqa: PLR0911 — one return a family of formats
    """A number in one of Word's number formats.

    >>> [written(21, f) for f in ("chineseCounting", "decimal", "upperRoman", "lowerLetter")]
    ['二十一', '21', 'XXI', 'u']
    """
    if format == "none":
        return ""
    if not 0 < count <= _MOST:
        return str(count)
    if format in _CHINESE:
        return to_chinese(count)
    if format in _CAPITAL:
        capital = to_chinese(count)
        return (f"一{capital}" if capital.startswith("十") else capital).translate(_CAPITAL[format])
    if format in _POSITIONAL:
        return str(count).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    if format in _CYCLES and count <= len(_CYCLES[format]):
        return _CYCLES[format][count - 1]
    return _western(count, format)


def _western(count: int, format: str) -> str:
    if format in {"upperLetter", "lowerLetter"}:  # A … Z, AA, BB
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if format == "upperLetter" else letter.lower()
    if format in {"upperRoman", "lowerRoman"}:
        text, rest = "", count
        for size, sign in _ROMAN:
            text, rest = text + sign * (rest // size), rest % size
        return text if format == "upperRoman" else text.lower()
    if format == "decimalFullWidth":
        return str(count).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return f"{count:02d}" if format == "decimalZero" else str(count)
