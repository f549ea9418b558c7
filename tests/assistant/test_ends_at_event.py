"""A text that ends with an event is not called in force, and says so itself."""

from __future__ import annotations

import pytest

from assistant.model import Question, Status
from tests.assistant.made import assistant_over, parsed

CLOSED = parsed(
    "顺义区支持冰场的若干措施\n顺政办发〔2020〕3号\n一、补贴冰场。对关闭的冰场每家补贴五千元。\n"
    "上述措施自公布之日起生效，自疫情防控工作结束之日起停止执行。\n顺义区人民政府\n2020年2月8日\n",
    "closed.txt",
)
OTHER = parsed("冰场卫生规定\n第一条 冰场应当每天清洁。\n", "clean.txt")


@pytest.mark.parametrize(
    "text", ["顺义这些措施管到什么时候", "順義這份文件什麼時候失效", "顺义的措施到哪天为止"]
)
def test_the_words_on_the_end_are_quoted(text: str) -> None:
    answer = assistant_over(CLOSED, OTHER).ask(Question(text=text))
    assert answer.status is Status.ANSWERED
    assert "现行有效" not in answer.text
    assert "停止执行" in answer.citations[0].quote
    assert "2020年2月8日" in answer.text


def test_an_answer_from_it_says_that_its_force_is_open() -> None:
    answer = assistant_over(CLOSED, OTHER).ask(Question(text="顺义关闭的冰场补贴多少钱"))
    assert "五千元" in answer.text
    assert [notice.kind for notice in answer.notices].count("ends_at_event") == 1
    assert "请向发文机关核实" in answer.text
