"""A rule by class of city is told by the item on the asked city's class."""

from __future__ import annotations

import pytest

from assistant.model import Question
from tests.assistant.made import assistant_over, parsed

BOATS = parsed(
    "国家渡船租用扣除办法\n\n"
    "第一条　渡船登记由渡船管理机构办理。\n\n"
    "第二条　租用渡船发生的租金支出，可以按照以下标准扣除：\n\n"
    "（一）直辖市、省会（首府）城市、计划单列市，扣除标准为每月1500元；\n\n"
    "（二）除第一项所列城市以外，渡船登记在册超过100艘的城市，租用渡船扣除标准为每月1100元；\n\n"
    "（三）渡船登记在册不超过100艘的城市，租用渡船扣除标准为每月800元。\n\n"
    "第三条　渡船应当挂牌。\n",
    "boats.txt",
)
OTHERS = parsed(
    "江州市养蜂办法\n江政发〔2020〕1号\n第一条　养蜂应当登记。\n第二条　蜂箱应当编号。\n"
    "第三条　蜂蜜应当检验。\n第四条　蜂农参加培训。\n第五条　蜂场每年检查。\n",
    "bees.txt",
)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("在杭州租用渡船扣除标准是多少", "（一）"),
        ("在深圳租用渡船，扣除標準是多少", "（一）"),
        ("在上海租用渡船扣除标准是多少", "（一）"),
    ],
)
def test_the_item_of_the_class_goes_first(text: str, item: str) -> None:
    answer = assistant_over(BOATS, OTHERS).ask(Question(text=text))
    clause = answer.citations[0].clause
    assert clause is not None
    assert clause.path == ("第二条", item)


def test_a_city_of_no_class_is_not_told_the_sum_of_the_capitals_alone() -> None:
    answer = assistant_over(BOATS, OTHERS).ask(Question(text="在郴州租用渡船扣除标准是多少"))
    assert "1100元" in answer.text
