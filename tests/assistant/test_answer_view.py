"""What the command line prints of an answer."""

from __future__ import annotations

import pytest

from assistant.cli.answer_view import print_answer
from assistant.model import Question
from tests.assistant.made import NATIONAL, assistant_over, parsed


def test_the_place_of_a_citation_is_in_the_askers_script(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assistant = assistant_over(parsed(NATIONAL, "national.txt"))
    print_answer(assistant.ask(Question(text="送託補助不得收取什麼費用")))
    printed = capsys.readouterr().out
    assert "全國" in printed
    assert "全国" not in printed
    print_answer(assistant.ask(Question(text="送托补助不得收取什么费用")))
    assert "全国" in capsys.readouterr().out
