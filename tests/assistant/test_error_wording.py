"""Every error of the tree is told in Chinese, with its own message behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.cli.batch import BrokenLineError
from assistant.error_wording import WORDS, in_chinese
from assistant.web.problems import LongQuestionError
from corpus.errors import PolicyAssistantError


def _below(kind: type[PolicyAssistantError]) -> Iterator[type[PolicyAssistantError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


OWN = tuple(
    kind
    for kind in _below(PolicyAssistantError)
    if kind.__module__.split(".")[-1] == "errors"  # the trees; entry points have own ones beside
)


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.__name__)
def test_an_error_says_in_chinese_what_is_the_matter(kind: type[PolicyAssistantError]) -> None:
    told = in_chinese(kind("a.txt, line 3:\n  is wrong; write it again"))
    assert kind in WORDS
    assert told == f"{WORDS[kind]}（a.txt, line 3: is wrong; write it again）"


def test_the_words_differ_from_error_to_error() -> None:
    assert len(OWN) > 20
    assert len(set(WORDS.values())) == len(WORDS)


def test_an_error_without_words_is_told_as_the_one_above_it() -> None:
    assert in_chinese(LongQuestionError("x")).startswith("问题是空的或者太长")


def test_an_error_beside_the_trees_speaks_for_itself() -> None:
    assert in_chinese(BrokenLineError("第 2 行")) == "第 2 行"
