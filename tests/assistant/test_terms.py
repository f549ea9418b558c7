"""What explains a term, and what merely uses it."""

import pytest

from assistant.context import Kind
from assistant.model import Question, Status
from assistant.steps.understand import understand
from assistant.terms import circumscribed_term, defines
from tests.assistant.made import assistant_over, parsed


@pytest.mark.parametrize(
    "words",
    [
        "本办法所称概念验证，是指把成果变成产品。",
        "开展概念验证。概念验证是把成果变成产品的活动。",
        "概念验证是链接基础研究和应用研究的关键环节，风险较高。",
        "概念验证（以下简称验证）由平台开展。",
    ],
)
def test_words_that_explain_a_term(words: str) -> None:
    assert defines(words, "概念验证")


@pytest.mark.parametrize(
    "words",
    [
        "概念验证是重点任务，要抓紧开展活动。",
        "什么是概念验证？它有什么作用？",
        "概念验证是否可行，由平台判断的活动",
        "鼓励概念验证平台开放。",
        "没有这个词的一段话。",
    ],
)
def test_words_that_only_use_it(words: str) -> None:
    assert not defines(words, "概念验证")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("帮扶车间是什么", Kind.DEFINITION),
        ("零工市場是什麼？", Kind.DEFINITION),
        ("补贴标准是什么", Kind.CONTENT),
        ("这个是什么", Kind.CONTENT),
        ("施工的要求是什么", Kind.CONTENT),
    ],
)
def test_a_bare_term_is_to_be_explained_and_a_fact_of_a_matter_is_not(
    question: str, kind: Kind
) -> None:
    assert understand(question, ()).kind is kind


STAFF = parsed(
    "沈阳市关爱医护措施\n一、各定点医院应当为一线医护提供休息场所。\n二、一线医护每人补助五百元。\n"
    "三、上述措施中所称一线医护范围为驰援湖北的医护、隔离病区的医护。\n",
    "staff.txt",
)


@pytest.mark.parametrize("text", ["沈阳说的一线医护包括哪些人", "瀋陽的一線醫護是指哪些人？"])
def test_whom_a_text_means_by_a_word_is_told_by_the_clause_that_says_so(text: str) -> None:
    answer = assistant_over(STAFF).ask(Question(text=text))
    assert answer.status is Status.ANSWERED
    assert "驰援湖北的医护" in answer.citations[0].quote


def test_a_list_of_other_things_names_no_term() -> None:
    assert circumscribed_term("一线医护补助多少") == ""
    assert circumscribed_term("一線醫護包括哪些人") == "一线医护"
    answer = assistant_over(STAFF).ask(Question(text="沈阳一线医护补助多少钱"))
    assert "五百元" in answer.text
