"""A text without issuer, number or place in its title tells its place by what it calls its own."""

import pytest

from corpus.metadata.own_place import own_place
from corpus.model import Level
from corpus.normalize import fold
from tests.assistant.made import parsed

INTERVIEW = (
    "记者：请问孵化器建设有什么打算？\n"
    "负责人：上海的孵化器发展很快，截至去年年底，全市已有一百家。浦东新区建了七家。\n"
    "负责人：我市将出台方案，上海的企业都可以申请。\n"
)


def test_an_interview_holds_at_the_place_that_it_calls_its_own() -> None:
    document = parsed(INTERVIEW, "interview.txt")
    assert document.jurisdiction.name == "上海市"
    assert document.text[dict(document.evidence)["jurisdiction"].start :].startswith("上海")


@pytest.mark.parametrize(
    "text",
    [
        "记者：上海的孵化器有多少？\n负责人：上海有一百家，杭州有九十家。\n",  # none is called own
        "负责人：我市将出台方案。\n",  # own, but never named
        "负责人：全市场都在看上海，上海很大。\n",  # 全市场 is no 全市
        "负责人：我市在上海、北京、广州、上海、北京、广州考察。\n",  # none outweighs the others
        "负责人：我县今年向重庆、重庆、重庆学习。\n",  # what is named is no county
    ],
)
def test_no_place_is_guessed(text: str) -> None:
    assert own_place(fold(text)) is None
    assert parsed(text, "a.txt").jurisdiction.level is Level.NATIONAL


def test_an_issuer_outweighs_the_words_of_the_text() -> None:
    text = (
        "国务院办公厅关于支持孵化器的函\n上海市人民政府：\n"
        "你市请示收悉。上海市要做好工作，在全市推广，上海市年底报告。\n国务院办公厅\n2020年1月2日\n"
    )
    assert parsed(text, "letter.txt").jurisdiction.level is Level.NATIONAL
