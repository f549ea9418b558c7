from __future__ import annotations

import pytest

from assistant.sentences import Sentence, in_context, sentences_of
from corpus.model import Span
from tests.assistant.made import parsed


def scored(*scores: float) -> list[Sentence]:
    return [
        Sentence(span=Span(start=10 * i, end=10 * i + 9), score=score)
        for i, score in enumerate(scores)
    ]


def order(sentences: tuple[Sentence, ...]) -> list[int]:
    """Numbers of the sentences, best first."""
    return sorted(range(len(sentences)), key=lambda i: -sentences[i].score)


def test_the_sentence_after_an_announcement_goes_before_a_like_one_elsewhere() -> None:
    weighed = in_context(scored(1.0, 0.2, 0.3), ["a", "a", "b"])
    assert order(weighed) == [0, 1, 2]


def test_a_sentence_hands_nothing_on_to_another_clause() -> None:
    weighed = in_context(scored(0.9, 0.2, 1.0), ["a", "b", "c"])
    assert weighed[1].score == 0.2


def test_the_clause_of_the_best_sentence_is_kept_together() -> None:
    weighed = in_context(scored(0.4, 0.5, 1.0, 0.3), ["a", "b", "c", "c"])
    assert order(weighed)[:2] == [2, 3]


def test_nothing_is_weighed_to_nothing() -> None:
    assert in_context([], []) == ()


@pytest.mark.parametrize("gap", [" ", ""])
def test_a_list_of_bodies_without_brackets_is_no_sentence(gap: str) -> None:
    document = parsed(
        f"某市冰场措施\n一、支持冰场。对新开冰场的企业给予补助。{gap}责任单位:市工信局、财政局\n二、每天清洁。\n",
        "noted.txt",
    )
    words = [span.of(document.text) for c in document.clauses for span in sentences_of(document, c)]
    assert "对新开冰场的企业给予补助。" in words
    assert not any("市工信局" in sentence for sentence in words)


def test_what_stands_in_brackets_behind_a_stop_belongs_to_the_sentence_before() -> None:
    document = parsed(
        "某区支持办法\n一、支持冰场。对冰场免收物业费。（对接部门：区国资委；联系电话：88498532）"
        "对雪场给予奖励。（对接部门：区科信局；联系电话：88499405）应当做好：（一）登记；（二）清扫。\n",
        "contact.txt",
    )
    clause = next(c for c in document.clauses if "免收物业费" in c.span.of(document.text))
    words = [span.of(document.text) for span in sentences_of(document, clause)]
    assert "对冰场免收物业费。（对接部门：区国资委；联系电话：88498532）" in words
    assert not any(sentence.startswith("（对接部门") for sentence in words)
