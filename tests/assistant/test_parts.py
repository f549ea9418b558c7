"""Several questions in one get an answer each; what belongs together is told together."""

import pytest

from assistant.model import Status
from assistant.parts import parts_of
from tests.assistant.conftest import Ask
from tests.assistant.made import parsed


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("孩子上学怎么办？创业贷款归谁管？", 2),
        ("專利考試誰組織，春節放幾天假？", 2),
        ("无废城市由谁负责，什么是标准地？", 2),
        ("搬迁群众有什么扶持？找哪些部门？", 0),
        ("看大病花了好几万，个税能扣吗？上限多少？", 0),
        ("租房补贴多少钱？", 0),
        ("电商扶持归谁管？（责任部门：市魔法局、市幻想委）", 0),
        ("我家两个娃，送托有补助吗", 0),
    ],
)
def test_questions_about_different_matters_are_told_apart(text: str, parts: int) -> None:
    assert len(parts_of(text)) == parts


def test_each_question_gets_its_own_clause_with_citations_numbered_through(ask: Ask) -> None:
    answer = ask("杭州双职工家庭送托补助多少钱？岗前培训考核归谁管？")
    assert answer.status is Status.ANSWERED
    assert "每人每月补助600元" in answer.text
    assert [c.n for c in answer.citations] == [1, 2]
    assert {d.citation for d in answer.departments} == {1, 2}
    assert "〔2〕" in answer.text
    assert "【岗前培训考核归谁管】" in answer.text


def test_a_part_that_names_its_own_place_is_answered_for_that_place(ask: Ask) -> None:
    answer = ask("杭州岗前培训考核归谁管？成都困难家庭送托费用有补助吗？")
    places = [c.document.jurisdiction for c in answer.citations]
    assert places == ["杭州市", "成都市"]


def test_a_bare_item_is_shown_under_what_announces_it() -> None:
    from assistant.selection.companions import announcing, siblings

    document = parsed(
        "社团管理规定\n一、撤销。\n（一）对存在下列问题的予以撤销：\n1.财务混乱的；\n"
        "2.逾期未达到整改要求的。\n二、附则。本规定自发布之日起施行。\n",
        "items.txt",
    )
    item = next(c for c in document.clauses if c.path[-1:] == ("2.",))
    above = announcing(document, item)
    assert above is not None
    assert "予以撤销" in above.span.of(document.text)
    assert [c.path[-1] for c in siblings(document, item)] == ["1."]


def test_two_documents_named_by_number_are_told_one_after_the_other(ask: Ask) -> None:
    answer = ask("国办发〔2023〕50号和杭政办函〔2023〕60号分别是什么时候发的？")
    assert "2023年5月8日" in answer.text
    assert "2023年8月1日" in answer.text
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    "request_only", ["请全部列出", "麻烦您详细说明一下", "谢谢", "帮我逐条列出来"]
)
def test_asking_for_the_answer_is_no_question_of_its_own(request_only: str) -> None:
    assert parts_of(f"综合保税区促进研发创新有哪些措施，{request_only}") == ()


def test_a_second_question_stays_one() -> None:
    assert len(parts_of("孩子上学怎么办？请问创业贷款归谁管？")) == 2
