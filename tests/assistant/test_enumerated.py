"""Whole lists: the items around the found one, and those that speak of the asked place."""

from __future__ import annotations

import pytest

from assistant.model import Answer, Question
from tests.assistant.made import assistant_over, parsed

PRAISE = parsed(
    "国务院办公厅关于对督查发现的典型做法给予表扬的通报\n国办发〔2018〕8号\n"
    "一、上海市多措并举提高渡口通行便利度。\n二、北京市渡口推行电子船票。\n"
    "三、上海市杨浦区渡口探索一次检票。\n四、浙江省渡口加强培训。\n五、上海市嘉定区渡口改造灯塔。\n"
    "国务院办公厅\n2018年8月1日\n",
    "praise.txt",
)
FERRIES = parsed(
    "国务院关于促进渡口发展的意见\n国发〔2019〕3号\n一、总体要求。坚持安全第一。\n"
    "二、推动渡口研发创新\n（一）促进渡口研发。进口研发器材免于提交许可证。\n"
    "（二）建设中心。支持设立研究中心。\n（三）优化管理。给予信用等级。\n三、组织实施。抓好落实。\n"
    "国务院\n2019年1月2日\n",
    "ferries.txt",
)
BEES = parsed(
    "江州市养蜂办法\n江政发〔2020〕1号\n第一条　养蜂应当登记。\n第二条　蜂箱应当编号。\n"
    "第三条　蜂蜜应当检验。\n第四条　蜂农参加培训。\n第五条　蜂场每年检查。\n",
    "bees.txt",
)


def paths(answer: Answer) -> list[str]:
    return [citation.clause.path[-1] for citation in answer.citations if citation.clause]


@pytest.mark.parametrize("text", ["受表扬的上海渡口做法有哪些", "受表揚的上海渡口做法有哪些"])
def test_every_item_on_the_place_is_listed_with_its_words(text: str) -> None:
    answer = assistant_over(PRAISE).ask(Question(text=text))
    assert paths(answer) == ["一、", "三、", "五、"]
    assert "灯塔" in answer.text or "燈塔" in answer.text


def test_a_word_for_one_of_the_items_asks_for_that_one() -> None:
    answer = assistant_over(PRAISE).ask(Question(text="受表扬的上海渡口灯塔做法有哪些"))
    assert paths(answer)[0] == "五、"
    assert "一次检票" not in answer.text


def test_all_items_of_the_section_are_listed_when_all_are_asked_for() -> None:
    answer = assistant_over(FERRIES, BEES).ask(
        Question(text="渡口促进研发创新有哪些措施，请全部列出")
    )
    assert paths(answer) == ["（一）", "（二）", "（三）"]


def test_a_question_for_some_measures_opens_no_section() -> None:
    answer = assistant_over(FERRIES, BEES).ask(Question(text="进口渡口研发器材有什么措施"))
    assert "免于提交许可证" in answer.text
