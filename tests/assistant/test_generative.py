"""Answers worded by a model: what holds is shown, what does not is not, failure falls back."""

from __future__ import annotations

import pytest

from assistant.assistant import composer_of
from assistant.errors import SettingsError
from assistant.model import Answer, Event, Status
from assistant.settings import Settings
from tests.assistant.made import made_assistant
from tests.assistant.model_server import Play, serving

QUESTION = "杭州送托有补助吗？"
TRUE = "双职工家庭把孩子送进社区托育园的，每人每月补助600元〔S1〕。"
LIE = "双职工家庭把孩子送进社区托育园的，每人每月补助900元〔S1〕。"


def answered(*pieces: str, status: int = 200) -> Answer:
    with serving(Play(pieces=pieces, status=status)) as play:
        assistant = made_assistant(llm_base_url=play.base_url, llm_model="m", llm_retries=0)
        return assistant.ask(QUESTION)


def test_the_model_words_the_body_and_bodies_and_basis_stay() -> None:
    answer = answered(TRUE)
    assert answer.status is Status.ANSWERED
    assert "每人每月补助600元。〔1〕" in answer.text
    assert "责任单位：市财政局、市卫生健康委" in answer.text
    assert "依据：" in answer.text
    assert [d.name for d in answer.departments][:2] == ["市财政局", "市卫生健康委"]
    assert not [n for n in answer.notices if n.kind == "fallback"]


def test_a_lie_among_true_sentences_is_left_out() -> None:
    answer = answered(TRUE, LIE)
    assert "600元" in answer.text
    assert "900元" not in answer.text


@pytest.mark.parametrize(
    ("pieces", "status"),
    [((LIE,), 200), (("请访问 http://evil.example 领取〔S1〕。",), 200), (("",), 200), ((), 500)],
    ids=["lying", "hijacked", "silent", "broken"],
)
def test_a_model_that_cannot_be_relied_on_gives_way_to_the_printed_words(
    pieces: tuple[str, ...], status: int
) -> None:
    answer = answered(*pieces, status=status)
    assert "每人每月补助600元" in answer.text
    assert "900元" not in answer.text
    assert "evil" not in answer.text
    assert [n.kind for n in answer.notices].count("fallback") == 1


def test_only_verified_sentences_are_streamed() -> None:
    with serving(Play(pieces=(LIE, TRUE, "各街道开办托育园〔S9〕。", TRUE))) as play:
        assistant = made_assistant(llm_base_url=play.base_url, llm_model="m", llm_retries=0)
        events: list[Event] = list(assistant.stream(QUESTION))
    deltas = [event.data for event in events if event.kind == "delta"]
    assert len(deltas) == 2
    assert all(isinstance(data, str) and "600元" in data for data in deltas)
    assert events[-1].kind == "answer"


def test_the_question_and_the_clause_are_sent_and_nothing_personal() -> None:
    with serving(Play(pieces=(TRUE,))) as play:
        assistant = made_assistant(llm_base_url=play.base_url, llm_model="m", llm_retries=0)
        assistant.ask("我的身份证号是11010519491231002X，杭州送托有补助吗？")
        sent = str(play.last_body)
    assert "每人每月补助600元" in sent
    assert "11010519491231002X" not in sent


def test_half_a_setting_is_refused_with_the_way_out() -> None:
    with pytest.raises(SettingsError, match="llm_base_url is set alone"):
        composer_of(Settings.load(llm_base_url="http://127.0.0.1:1/v1"))
