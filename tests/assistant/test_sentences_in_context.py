from __future__ import annotations

from assistant.sentences import Sentence, in_context
from corpus.model import Span


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
