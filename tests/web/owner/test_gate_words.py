from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import evals
from assistant.model import Question, Status
from assistant.web.owner.gate_words import gate_reason
from evals.answers import judge
from evals.model import load_cases
from tests.fakes import FakeAssistant


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("status: answered != refused_no_content", "应当拒答（文件没有规定），现在是已答复"),
        ("status: refused_out_of_scope != answered", "应当已答复，现在是拒答（与政策文件无关）"),
        (
            "clause: cited ('a.txt', ('二、',), 1), wanted ('b.txt', ('第三条',), None)",
            "引用了 a.txt 二、第1段，应引用 b.txt 第三条",
        ),
        (
            "departments: gave [], wanted ['市民政局', '市教委']",
            "部门应为市民政局、市教委，现在是无",
        ),
        ("quotes: citations [1, 3] are not verbatim", "第1, 3处引文与原文不一致"),
        ("clause: cited (broken, wanted (broken)", "clause: cited (broken, wanted (broken)"),
        ("speed: too slow", "speed: too slow"),
    ],
)
def test_reasons_are_told_in_chinese_and_unknown_ones_as_they_are(reason: str, words: str) -> None:
    assert gate_reason(reason) == words


def test_every_reason_that_the_evaluation_gives_has_a_wording(
    fake_assistant: FakeAssistant,
) -> None:
    cases = load_cases(Path(evals.__file__).with_name("cases") / "seeds.jsonl")
    case = next(c for c in cases if c.departments and c.facts)
    answer = fake_assistant.ask(Question(text="低保"))
    refused = replace(answer, status=Status.REFUSED_NO_CONTENT, citations=(), departments=())
    reasons = judge(case, refused, fake_assistant.index.catalog, 1.0).reasons
    assert [reason.split(":")[0] for reason in reasons] == [
        "status",
        "clause",
        "departments",
        "facts",
    ]
    assert not [reason for reason in reasons if gate_reason(reason) == reason]
