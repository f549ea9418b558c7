"""What is near to a question without an answer is quoted, and is still no answer."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.context import Context, Selected
from assistant.model import Question, Status
from assistant.selection.nearest import FIRST, near_lines
from tests.assistant.made import assistant_over, parsed

LONG = "场地" * 70
RULES = parsed(
    "上海市轮滑场地管理办法\n"
    "第一条 为管理轮滑场地，制定本办法。\n"
    "第二条 轮滑场地应当设置围栏。轮滑场地每日开放时间由经营者确定。\n"
    f"第三条 轮滑{LONG}应当平整。\n"
    "第四条 轮滑场地应当配备急救箱。\n"
    "第五条 轮滑场地应当张贴须知。\n",
    "rinks.txt",
)


@pytest.fixture(scope="module")
def over_rinks() -> Assistant:
    return assistant_over(RULES)


def refused(assistant: Assistant, question: str) -> list[str]:
    answer = assistant.ask(Question(text=question))
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert answer.citations == ()
    return [line for line in answer.text.splitlines() if line.startswith("·")]


def test_near_clauses_are_quoted_with_the_sentence_nearest_to_the_question(
    over_rinks: Assistant,
) -> None:
    lines = refused(over_rinks, "轮滑场地开放时间的门票多少钱")
    quoted = next(line for line in lines if "第二条" in line)
    assert quoted.endswith("：“轮滑场地每日开放时间由经营者确定。”")


def test_a_long_sentence_is_cut(over_rinks: Assistant) -> None:
    lines = refused(over_rinks, "轮滑场地平整的门票多少钱")
    quotes = [line.partition("：“")[2] for line in lines]
    assert all(len(quote) <= FIRST + len("……”") for quote in quotes)
    assert any(quote.endswith("……”") for quote in quotes)


def lines_for(*paths: str) -> list[str]:
    asked = Context(id="x", question=Question(text="轮滑场地"), as_of=date(2026, 1, 1))
    clauses = {clause.path[-1]: clause for clause in RULES.clauses if clause.path}
    items = [Selected(document=RULES, clause=clauses[path]) for path in paths]
    return near_lines(items, asked).splitlines()


def test_beyond_the_third_clause_only_the_place_is_named() -> None:
    lines = lines_for("第一条", "第二条", "第三条", "第四条", "第五条")
    assert ["：“" in line for line in lines] == [True, True, True, False, False]


def test_the_title_is_said_once() -> None:
    first, second = lines_for("第四条", "第五条")
    assert "《上海市轮滑场地管理办法》第四条" in first
    assert second.startswith("· 同一文件第五条：“")


def test_the_quotes_are_read_in_the_script_of_the_asker(over_rinks: Assistant) -> None:
    lines = refused(over_rinks, "輪滑場地開放時間的門票多少錢")
    assert any("「輪滑場地每日開放時間由經營者確定。」" in line for line in lines)


def test_an_item_is_quoted_with_the_line_that_announces_it() -> None:
    pipes = parsed(
        "燃气管理条例\n第一条 燃气用户不得有下列行为：\n（一）盗用燃气；\n"
        "（二）将燃气管道作为负重支架；\n",
        "pipes.txt",
    )
    item = next(clause for clause in pipes.clauses if clause.path[-1:] == ("（二）",))
    asked = Context(id="x", question=Question(text="燃气管道挂东西"), as_of=date(2026, 1, 1))
    line = near_lines([Selected(document=pipes, clause=item)], asked)
    assert line.endswith("：“燃气用户不得有下列行为：将燃气管道作为负重支架；”")
