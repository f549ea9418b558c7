"""Figures of the asked kind, asked years, origins, and questions about one's own case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.lexicon import matching, pattern
from assistant.selection.amounts import gives_figure
from assistant.steps.understand import understand
from assistant.years import asked_years, is_of_other_year
from corpus.load import parse_source
from corpus.readers.model import SourceText
from index.answerability import lacks_quantity


@pytest.mark.parametrize(
    ("words", "kind", "given"),
    [
        ("对符合条件的给予一次性补助5万元。", "money", True),
        ("按实际投入的20%给予资助。", "money", True),
        ("经费保障不低于下拨经费的1倍。", "money", False),
        ("自用设备按规定享受税收政策。", "rate", False),
        ("减按15%的税率征收企业所得税。", "rate", True),
        ("采取上下结合的方式组织申报。", "date", False),
        ("申报截至3月15日。", "date", True),
        ("应当自收到申请之日起20个工作日内作出决定。", "duration", True),
        ("加快办理，提高效率。", "duration", False),
        ("处骗取金额2倍以上5倍以下的罚款。", "multiple", True),
        ("自2020年1月1日至3月31日，免征进口关税。", "duration", True),
        ("2020年1月1日发布的公告。", "duration", False),
    ],
)
def test_a_clause_gives_a_figure_only_of_the_asked_kind(words: str, kind: str, given: bool) -> None:
    assert gives_figure(words, kind) is given


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("每年能有多少经费", "money"),
        ("企业所得税税率是多少", "rate"),
        ("报名的截止日期是哪天", "date"),
        ("许可证几天能批", "days"),
        ("一共有多少户", "count"),
        ("查出来按几倍罚", "multiple"),
        ("首付最少几成", "rate"),
        ("水面要占多大比重", "rate"),
        ("全市开工率目前达到了多少", "rate"),
    ],
)
def test_the_kind_of_figure_is_read_from_the_question(question: str, kind: str) -> None:
    assert matching("understanding", "figures", question) == (kind,)


def test_a_number_with_a_fraction_is_a_number() -> None:
    assert pattern("references", "any_number").search("比上年提高93.5")
    assert not pattern("references", "any_number").search("3. 加强组织领导")


def test_the_tax_on_persons_is_no_number_of_persons() -> None:
    assert "count" not in matching("understanding", "figures", "租房能少交多少个人所得税")
    assert "count" in matching("understanding", "figures", "一年招多少个人")


@pytest.mark.parametrize("story", ["逃课被抓了好几回", "养老金没领几年", "在外打工十几年了"])
def test_a_vague_number_of_the_story_asks_for_no_figure(story: str) -> None:
    assert matching("understanding", "figures", story) == ()
    assert not lacks_quantity(story, "学校不得开除学生。")


def test_a_year_that_is_asked_about_is_told_from_one_of_the_askers_past() -> None:
    assert asked_years("二〇二七年国庆放几天") == (2027,)
    assert asked_years("2015年毕业的能不能参加") == ()
    assert asked_years("明年国庆放几天", date(2026, 3, 1)) == (2027,)


def test_a_document_of_named_years_does_not_speak_of_another_year() -> None:
    text = "某市2021—2025年就业工作方案\n一、总体要求\n做好就业工作。\n"
    source = SourceText(
        file="a.txt", digest="0" * 64, text=text, format="txt", encoding="utf-8", warnings=()
    )
    document = replace(parse_source(source), title="某市2021—2025年就业工作方案", issued_on=None)
    assert is_of_other_year(document, (2027,))
    assert not is_of_other_year(document, (2023,))
    assert not is_of_other_year(replace(document, title="某市就业工作方案"), (2027,))


def test_where_a_thing_comes_from_is_not_the_place_asked_about() -> None:
    assert understand("台湾生产的医疗器械在哪里备案", ()).places == ()
    assert [p.name for p in understand("湖南籍的务工人员在重庆怎么落户", ()).places] == ["重庆市"]
    assert [p.name for p in understand("上海产业园有什么扶持", ()).places] == ["上海市"]


@pytest.mark.parametrize(
    ("question", "own_case"),
    [
        ("我上个月交的材料你们审核了没有？", True),
        ("我提交的申请批了吗", True),
        ("我交上去的表格怎么还没受理", True),
        ("我交了材料，审核要多久？", False),
        ("我申请低保要交什么材料", False),
    ],
)
def test_a_question_about_ones_own_case_is_told_from_one_about_the_rules(
    question: str, own_case: bool
) -> None:
    assert bool(pattern("understanding", "case_data").search(question)) is own_case


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("我住香港，下个月带卫星电话返内地，过关要做什么", ()),
        ("台湾同胞来大陆工作，社保怎么参加", ()),
        ("香港的工资标准是多少", ("香港特别行政区",)),
        ("去香港工作要办什么", ("香港特别行政区",)),
        ("去大陆念书的孩子想回来台湾，可以考试吗", ("台湾省",)),
        ("我从郴州回内地城市", ("郴州市",)),
    ],
)
def test_who_goes_to_the_mainland_asks_for_its_rules(
    question: str, places: tuple[str, ...]
) -> None:
    assert tuple(place.name for place in understand(question, ()).places) == places
