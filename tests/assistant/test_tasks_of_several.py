"""Tasks of several bodies in one list, each with its own role."""

from __future__ import annotations

import pytest

from assistant.context import Kind
from assistant.model import Answer, Question, Status
from assistant.steps.understand import understand
from tests.assistant.made import made_assistant


def ask(text: str) -> Answer:
    return made_assistant().ask(Question(text=text))


@pytest.mark.parametrize(
    "text",
    ["杭州市财政局和市卫生健康委分别负责什么", "杭州市財政局和市衛生健康委分別負責什麼"],
)
def test_each_body_is_named_with_its_role(text: str) -> None:
    answer = ask(text)
    assert answer.status is Status.ANSWERED
    paths = [citation.clause.path for citation in answer.citations if citation.clause]
    assert paths == [("二、", "（一）"), ("二、", "（二）")]
    first, second = (line for line in answer.text.splitlines() if line[:2] in ("1.", "2."))
    assert "卫生健康委：责任单位" in first or "衛生健康委：責任單位" in first
    assert "财政局" not in first
    assert second.count("：") == 2


def test_a_body_without_a_task_is_said_and_not_passed_over() -> None:
    answer = ask("杭州市财政局和市水务局分别负责什么")
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert "市水务局" in answer.text
    assert "财政局" not in answer.text


def test_two_bodies_without_each_are_no_list() -> None:
    assert understand("杭州市财政局和市卫生健康委负责什么补助", ()).kind is not Kind.TASKS
    assert understand("杭州市财政局和市卫生健康委各要做什么", ()).kind is Kind.TASKS
