"""The penalty for a rule is found by the number of the rule's article."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.model import Question
from assistant.selection.penalties import cited_articles
from index.ranking import marker_key
from tests.assistant.made import assistant_over, parsed

ACT = parsed(
    "養蜂登記條例\n"
    "第一條 為管理養蜂，制定本條例。\n"
    "第二條 蜂場的設立，應於十日內申報。\n"
    "第三條 蜂箱應當編號。\n"
    "第四條 運送蜂箱應當加蓋。\n"
    "第五條 違反第二條規定，未於期限內辦理者，處新臺幣六百元以下罰鍰。\n"
    "第六條 違反第三條至第四條規定者，處新臺幣九百元罰鍰。\n"
    "第七條 依民法第二條負賠償責任者，責令補償。\n",
    "bees.txt",
)


@pytest.fixture(scope="module")
def over_act() -> Assistant:
    return assistant_over(ACT)


def paths(assistant: Assistant, question: str) -> list[tuple[str, ...]]:
    answer = assistant.ask(Question(text=question))
    return [tuple(citation.clause.path) for citation in answer.citations]


@pytest.mark.parametrize(
    ("words", "articles"),
    [
        ("违反本条例第二条规定", ["第2条"]),
        ("违反第五条、第七条的规定", ["第5条", "第7条"]),
        ("違反第三條至第五條規定", ["第3条", "第4条", "第5条"]),
        ("依照《种子法》第五条、第六条处罚", []),
        ("依刑法第九条处理，并适用本法第二条", ["第2条"]),
        ("第十六条之二", ["第16-2条"]),
        ("违反本办法第六、十一、十二条规定", ["第6条", "第11条", "第12条"]),
    ],
)
def test_articles_of_the_same_law_are_read(words: str, articles: list[str]) -> None:
    assert list(cited_articles(words)) == [marker_key(article) for article in articles]


def test_the_penalty_comes_with_the_rule_that_it_names(over_act: Assistant) -> None:
    answer = over_act.ask(Question(text="蜂場設立沒有申報會被罰嗎"))
    assert answer.citations[0].clause.path == ("第五条",)
    assert "六百元以下" in answer.text and "十日內申報" in answer.text


def test_what_happens_to_those_who_break_a_rule_asks_for_the_penalty(over_act: Assistant) -> None:
    assert paths(over_act, "蜂場設立沒有申報會怎樣？")[0] == ("第五条",)
    assert paths(over_act, "蜂場設立申報之後怎樣編號")[0] != ("第五条",)


def test_a_range_of_articles_names_those_within(over_act: Assistant) -> None:
    assert paths(over_act, "運送蜂箱不加蓋會罰多少")[0] == ("第六条",)


def test_the_rule_alone_answers_who_asks_for_no_penalty(over_act: Assistant) -> None:
    assert paths(over_act, "蜂場設立要幾日內申報") == [("第二条",)]


def test_no_penalty_is_taken_from_an_article_of_another_law(over_act: Assistant) -> None:
    assert ("第七条",) not in paths(over_act, "蜂場設立沒有申報會被罰嗎")
