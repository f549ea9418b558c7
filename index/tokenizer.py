"""分词: words of a question, for telling how much of it a clause covers (rjieba)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from rjieba import Jieba

_WORD = re.compile(r"[^\W_]+")

_FUNCTION_WORDS = frozenset(
    Path(__file__).with_name("function_words.txt").read_text(encoding="utf-8").split()
)
"""Words that ask or join and say nothing of the matter; coverage leaves them out."""


@lru_cache(maxsize=1)
def _segmenter() -> Jieba:
    return Jieba()


def add_words(words: Iterable[str]) -> None:
    """Teach the segmenter names and terms (Simplified search form) that it must not split."""
    segmenter = _segmenter()
    for word in words:
        segmenter.add_word(word, segmenter.suggest_freq(word), "n")


def cut(text: str) -> tuple[str, ...]:
    """Words of a Simplified text in order, without punctuation.

    >>> cut("易地扶贫搬迁，怎么办？")
    ('易地', '扶贫', '搬迁', '怎么办')
    """
    return tuple(word for word in _segmenter().cut(text) if _WORD.fullmatch(word))


def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Words of a Simplified text with their part of speech (n, v, d, m, r …), without punctuation.

    >>> tagged("出租车怎么检验")
    (('出租车', 'n'), ('怎么', 'r'), ('检验', 'vn'))
    """
    return tuple((word, tag) for word, tag in _segmenter().tag(text) if _WORD.fullmatch(word))


@lru_cache(maxsize=1024)
def content_words(text: str) -> tuple[str, ...]:
    """Distinct words of a Simplified question that name its matter, in order.

    >>> content_words("低保户可以申请什么补贴？")
    ('低保户', '申请', '补贴')
    """
    return tuple(dict.fromkeys(word for word in cut(text) if word not in _FUNCTION_WORDS))
