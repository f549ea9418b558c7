from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus.scripts import to_traditional
from index.document_words import ENTITLED, DocumentWords
from index.lexical import LexicalIndex

ROWS = ["某县热线电话受理意见。", "值班安排另行通知。", "某市热线电话受理意见。"]
"""The first two rows are one document, the third another."""


@pytest.fixture
def words() -> DocumentWords:
    return DocumentWords(
        lexical=LexicalIndex.build(ROWS),
        owners=np.array([0, 0, 1], dtype=np.int64),
        heads=np.zeros(3, dtype=bool),
        count=2,
    )


def test_words_in_different_clauses_of_a_document_are_taken_together(words: DocumentWords) -> None:
    together, apart = words.coverage("热线电话的值班安排")
    assert together == pytest.approx(1.0)
    assert 0 < apart < 1


def test_a_word_that_no_document_has_counts_against_all(words: DocumentWords) -> None:
    assert words.coverage("热线电话的值班津贴").max() < 1


def test_another_wording_of_a_word_counts_as_the_word(words: DocumentWords) -> None:
    synonyms = {"专线": ("热线",)}
    assert words.coverage("专线", synonyms).tolist() == pytest.approx([1.0, 1.0])
    assert words.coverage("专线").tolist() == [0.0, 0.0]


def test_both_scripts_have_the_same_coverage(words: DocumentWords) -> None:
    question = "热线电话的值班安排"
    assert np.array_equal(words.coverage(question), words.coverage(to_traditional(question)))


def test_a_question_without_words_of_its_own_covers_nothing(words: DocumentWords) -> None:
    assert words.coverage("怎么办？").tolist() == [0.0, 0.0]


def test_words_of_the_title_count_a_little_more(words: DocumentWords) -> None:
    entitled = replace(words, heads=np.array([False, False, True]))
    assert words.coverage("热线电话").tolist() == pytest.approx([1.0, 1.0])
    assert entitled.coverage("热线电话").tolist() == pytest.approx([1.0, 1.0 + ENTITLED])
