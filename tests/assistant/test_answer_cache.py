"""The same question by different askers is answered once, and never with what is stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer_cache import AnswerCache
from assistant.assistant import Assistant
from assistant.context import Context
from assistant.model import Answer, Audience, Question
from tests.assistant.made import made_assistant

QUESTION = Question(text="杭州送托补助有多少？由谁负责？", conversation_id="first")


class Counted:
    """The chain, which counts how often it runs."""

    def __init__(self, assistant: Assistant) -> None:
        self._chain = assistant.chain
        self.runs = 0

    def invoke(self, context: Context) -> Context:
        self.runs += 1
        return self._chain.invoke(context)


@pytest.fixture
def assistant() -> Assistant:
    made = made_assistant()
    made.chain = Counted(made)  # type: ignore[assignment]
    return made


def runs(assistant: Assistant) -> int:
    return assistant.chain.runs  # type: ignore[attr-defined,no-any-return]


def told(answer: Answer) -> Answer:
    """The answer without what differs from asker to asker."""
    return replace(answer, id="", timings_ms={})


def test_a_second_asker_gets_the_same_answer_under_an_id_of_its_own(assistant: Assistant) -> None:
    first = assistant.ask(QUESTION)
    second = assistant.ask(replace(QUESTION, conversation_id="second"))
    assert told(first) == told(second)
    assert first.id != second.id
    assert runs(assistant) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"text": "杭州送托补助有多少？"},
        {"place": "成都市"},
        {"audience": Audience.OFFICIAL},
        {"as_of": date(2023, 9, 1)},
        {"history": ("成都送托补助由谁牵头？",)},
    ],
)
def test_whatever_the_answer_may_hang_on_is_part_of_the_question(
    assistant: Assistant, other: dict[str, object]
) -> None:
    assistant.ask(QUESTION)
    before = runs(assistant)
    assistant.ask(replace(QUESTION, conversation_id=None, **other))  # type: ignore[arg-type]
    assert runs(assistant) > before


def test_a_follow_up_knows_a_first_turn_that_was_not_answered_anew(assistant: Assistant) -> None:
    alone = made_assistant()
    assistant.ask(QUESTION)
    for one in (assistant, alone):
        one.ask(replace(QUESTION, conversation_id="second"))
    follow = Question(text="换成成都呢？", conversation_id="second")
    assert told(assistant.ask(follow)) == told(alone.ask(follow))
    before = runs(assistant)
    assistant.ask(replace(follow, conversation_id="first"))
    assert runs(assistant) == before + 1, "a turn within a conversation was taken from elsewhere"


def test_another_catalog_and_another_day_begin_anew(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant.ask(QUESTION)
    published_anew = type(assistant.index.catalog)()  # the same documents
    monkeypatch.setattr(assistant.index, "catalog", published_anew)
    assistant.ask(replace(QUESTION, conversation_id="second"))
    assert runs(assistant) == 2

    class Tomorrow(date):
        @classmethod
        def today(cls) -> date:
            return date(2030, 1, 1)

    monkeypatch.setattr("assistant.assistant.date", Tomorrow)
    assistant.ask(replace(QUESTION, conversation_id="third"))
    assert runs(assistant) == 3


def test_personal_data_are_not_kept(assistant: Assistant) -> None:
    asked = Question(text="我的电话是13812345678，杭州送托补助有多少？")
    assistant.ask(asked)
    assert "138" not in repr(assistant._answered._kept)
    assistant.ask(asked)
    assert runs(assistant) == 2


def test_each_asker_is_recorded(assistant: Assistant) -> None:
    kept: list[tuple[str, str | None]] = []

    class Records:
        def record(self, context: Context, answer: Answer) -> None:
            assert context.id == answer.id
            kept.append((answer.id, context.question.conversation_id))

    assistant.recorder = Records()
    assistant.ask(QUESTION)
    assistant.ask(replace(QUESTION, conversation_id="second"))
    assert [conversation for _, conversation in kept] == ["first", "second"]


def test_a_stream_shows_all_steps_of_a_known_answer() -> None:
    assistant = made_assistant()
    first = list(assistant.stream(QUESTION))
    second = list(assistant.stream(replace(QUESTION, conversation_id="second")))
    assert [event.kind for event in first] == [event.kind for event in second]
    assert [event.data for event in first[:-1]] == [event.data for event in second[:-1]]


def test_the_oldest_questions_make_room() -> None:
    assistant = made_assistant()
    assistant._answered = AnswerCache(limit=2)
    for text in ("送托补助", "托育园", "免费培训"):
        assistant.ask(text)
    assert [question.text for question in assistant._answered._kept] == ["托育园", "免费培训"]
