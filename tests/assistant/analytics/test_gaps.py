"""Gaps among made questions, and opinions on made answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.analytics import find_gaps, opinions
from assistant.records.model import QuestionRecord
from tests.assistant.analytics.made import opinion, question


def unanswered(number: int, *terms: str, **values: object) -> QuestionRecord:
    return question(number, "refused_no_content", hours=number, topic_terms=terms, **values)


def test_questions_on_one_matter_are_one_gap() -> None:
    found = find_gaps(
        [
            unanswered(1, "公租房", "申请", place="重庆市", departments=("市住建委",)),
            unanswered(2, "公租房", "租金", place="重庆市"),
            unanswered(3, "公租房", "申请", place="郴州市"),
            unanswered(4, "驾照"),
            question(5, topic_terms=("公租房",)),
            question(6, "refused_out_of_scope", topic_terms=("公租房",)),
        ]
    )
    assert [(gap.words, gap.count) for gap in found] == [(("公租房", "申请"), 3), (("驾照",), 1)]
    assert found[0].places == ("重庆市", "郴州市")
    assert found[0].departments == ("市住建委",)
    assert found[0].examples == ("问题3", "问题2", "问题1")
    assert found[0].last_asked == found[0].questions[0].asked_at


def test_questions_without_recorded_words_are_the_last_group() -> None:
    found = find_gaps([unanswered(1), unanswered(2), unanswered(3, "驾照")])
    assert [(gap.words, gap.count) for gap in found] == [(("驾照",), 1), ((), 2)]


@given(st.lists(st.lists(st.sampled_from(["甲", "乙丙", "丁", "戊己庚"]), max_size=3), max_size=12))
def test_every_unanswered_question_is_in_exactly_one_gap(terms: list[list[str]]) -> None:
    asked = [unanswered(number, *words) for number, words in enumerate(terms)]
    found = find_gaps(asked)
    ids = [q.id for gap in found for q in gap.questions]
    assert sorted(ids) == sorted(q.id for q in asked)
    for gap in found:
        assert all(gap.words[0] in q.topic_terms for q in gap.questions if gap.words)


def test_feedback_stands_beside_its_question() -> None:
    answers = [question(1, cited_clause_ids=("a-1",)), question(2, cited_clause_ids=("a-1", "a-2"))]
    found = opinions(
        [
            opinion(1, "q1", reasons=("reason_wrong",)),
            opinion(2, "q2", reasons=("reason_wrong", "reason_off")),
            opinion(3, "q2", useful=True),
            opinion(4, "deleted"),
        ],
        answers,
    )
    assert (found.useful, found.not_useful) == (1, 3)
    assert found.reasons[0] == ("reason_wrong", 2)
    assert found.clauses == (("a-1", 2), ("a-2", 1))
    assert [item.feedback.id for item in found.all] == ["f4", "f3", "f2", "f1"]
    assert found.all[0].question is None
    assert found.all[3].question == answers[0]
