"""Numbering families of official texts, alone and nested, and what only looks like them."""

from __future__ import annotations

import pytest

from corpus.structure import split_clauses
from tests.corpus.structure_checks import clause_at, divided, outline

BODY = "各级人民政府要加强组织领导，明确责任分工，确保各项任务落到实处。"


@pytest.mark.parametrize(
    "markers",
    [
        ["一、", "二、", "三、"],
        ["（一）", "（二）", "（三）"],
        ["1.", "2.", "3."],
        ["1、", "2、", "3、"],
        ["（1）", "（2）", "（3）"],
        ["1）", "2）", "3）"],
        ["①", "②", "③"],
        ["⑴", "⑵", "⑶"],
        ["⒈", "⒉", "⒊"],
        ["㈠", "㈡", "㈢"],
        ["壹、", "贰、", "叁、"],
        ["甲、", "乙、", "丙、"],
        ["第一章", "第二章", "第三章"],
        ["第一条", "第二条", "第三条"],
        ["第1条", "第2条", "第3条"],
        ["第一部分", "第二部分", "第三部分"],
    ],
)
def test_each_family_numbers_a_text(markers: list[str]) -> None:
    space = " " if markers[0].startswith("第") else ""
    text = "\n".join(f"{marker}{space}{BODY}" for marker in markers)
    assert outline(divided(text)) == markers


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("(一)", "（一）"),
        ("（ 一 ）", "（一）"),
        ("１．", "1."),
        ("第 十 二 條", "第十二条"),
        ("第 5-1 條", "第5-1条"),
        ("第五条之一", "第五条之一"),
        ("貳、", "贰、"),
        ("（十）、", "（十）"),
    ],
)
def test_markers_are_normalised_in_the_path(printed: str, normal: str) -> None:
    text = f"{printed} {BODY}"
    if normal in ("（十）",):
        text = "\n".join(f"（{n}）{BODY}" for n in "一二三四五六七八九") + f"\n{text}"
    elif normal == "贰、":
        text = f"壹、{BODY}\n{text}"
    elif normal in ("第5-1条",):
        text = f"第 5 條\n{BODY}\n{text}"
    elif normal == "第五条之一":
        text = f"第五条　{BODY}\n{text}"
    assert outline(divided(text))[-1] == normal


def test_sections_items_and_subitems_nest() -> None:
    text = f"""一、总体要求
（一）指导思想。{BODY}
1.坚持统筹。{BODY}
（1）细化措施。{BODY}
①落实到人。{BODY}
②落实到岗。{BODY}
（2）强化督查。{BODY}
2.坚持创新。{BODY}
（二）工作目标。{BODY}
二、保障措施
（一）加强领导。{BODY}"""
    assert outline(divided(text)) == [
        "一、", "一、（一）", "一、（一）1.", "一、（一）1.（1）", "一、（一）1.（1）①",
        "一、（一）1.（1）②", "一、（一）1.（2）", "一、（一）2.", "一、（二）", "二、",
        "二、（一）",
    ]  # fmt: skip


def test_numbers_that_run_on_across_sections_keep_their_order() -> None:
    text = f"""一、就业
（一）稳岗。{BODY}
（二）培训。{BODY}
二、产业
（三）特色。{BODY}
三、治理
（四）党建。{BODY}
（五）文明。{BODY}"""
    assert outline(divided(text)) == [
        "一、", "一、（一）", "一、（二）", "二、", "二、（三）", "三、", "三、（四）",
        "三、（五）",
    ]  # fmt: skip


def test_numbers_that_start_anew_under_each_section_nest_in_it() -> None:
    text = f"""一、任务
1.稳岗。{BODY}
2.培训。{BODY}
二、措施
1.资金。{BODY}
2.土地。{BODY}"""
    assert outline(divided(text)) == ["一、", "一、1.", "一、2.", "二、", "二、1.", "二、2."]


def test_a_text_may_nest_families_against_custom() -> None:
    text = f"""（一）就业
一、稳岗。{BODY}
二、培训。{BODY}
（二）产业
一、种植。{BODY}
二、加工。{BODY}
（三）治理
一、党建。{BODY}"""
    assert outline(divided(text)) == [
        "（一）", "（一）一、", "（一）二、", "（二）", "（二）一、", "（二）二、", "（三）",
        "（三）一、",
    ]  # fmt: skip


def test_statutes_nest_parts_chapters_sections_articles_and_items() -> None:
    text = f"""第一编 总则
第一章 一般规定
第一节 范围
第一条 为了规范管理，制定本法。
第二条 下列情形适用本法：
（一）行政许可：
1.准予许可；
2.不予许可；
（二）行政处罚。
前款规定不适用于内部事务。
第二节 原则
第三条 {BODY}
第二编 分则
第一章 许可
第四条 {BODY}"""
    assert outline(divided(text)) == [
        "第一编", "第一编第一章", "第一编第一章第一节", "第一编第一章第一节第一条",
        "第一编第一章第一节第二条", "第一编第一章第一节第二条（一）",
        "第一编第一章第一节第二条（一）1.", "第一编第一章第一节第二条（一）2.",
        "第一编第一章第一节第二条（二）", "第一编第一章第一节第二条第2段",
        "第一编第一章第二节", "第一编第一章第二节第三条", "第二编", "第二编第一章",
        "第二编第一章第四条",
    ]  # fmt: skip


def test_an_article_keeps_its_paragraphs() -> None:
    text = f"第一条 {BODY}\n前款所称组织领导，是指统筹协调。\n\n第二条 {BODY}"
    structure = divided(text)
    assert outline(structure) == ["第一条", "第二条"]
    assert clause_at(structure, "第一条").span.of(text).endswith("统筹协调。")


def test_articles_of_taiwan_stand_on_lines_of_their_own() -> None:
    text = """戶籍法
修正日期：民國 104 年 1 月 21 日

第 一 章 總則
第 1 條
中華民國人民戶籍之登記，依本法之規定。
第 2 條
戶籍登記，指下列登記：
一、身分登記：
（一）出生登記。
（二）認領登記。
二、初設戶籍登記。
前項登記，以戶為單位。
有下列情形之一者，不適用之：
一、旅行。
二、就學。
第 2-1 條
（刪除）"""
    structure = divided(text)
    assert outline(structure) == [
        "第一章", "第一章第1条", "第一章第2条", "第一章第2条一、", "第一章第2条一、（一）",
        "第一章第2条一、（二）", "第一章第2条二、", "第一章第2条第2段", "第一章第2条第3段",
        "第一章第2条一、", "第一章第2条二、", "第一章第2-1条",
    ]  # fmt: skip
    second = structure.clauses[-3]
    assert second.parent_id == clause_at(structure, "第一章第2条第3段").id
    assert not structure.warnings


def test_numbered_standards_nest_by_their_decimals() -> None:
    text = f"""某市自然灾害救助应急预案
1 总则
1.1 编制目的
{BODY}
1.2 编制依据
{BODY}
2 组织体系
2.1 指挥机构
2.1.1 总指挥
{BODY}
2.1.2 办公室
{BODY}
2.2 专家组
{BODY}
3 附则
3.1 解释
{BODY}"""
    structure = divided(text)
    assert outline(structure) == [
        "1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.2", "2.2", "3", "3.1",
    ]  # fmt: skip
    assert clause_at(structure, "2.1.1").parent_id == clause_at(structure, "2.1").id


@pytest.mark.parametrize(
    "sentence",
    [
        "落实本意见第（三）条规定，加大投入。",
        "按照（三）项要求办理。",
        "第一条规定的情形除外，第三条第二款另有规定。",
        "新增1.5万人就业，投资2.4亿元。",
        "自2024.7起执行，2025年1月1日停止。",
        "一是加强领导。二是落实责任。三是强化监督。",
        "一、二、三产业融合发展水平提高。",
        "一、二线城市优先实施。",
        "2022年底前完成，2023.12验收。",
        "详见附件1、2、3的要求。",
    ],
)
def test_mentions_and_numbers_in_sentences_are_no_markers(sentence: str) -> None:
    text = f"一、总体要求\n{BODY}{sentence}{BODY}\n二、保障措施\n{sentence}{BODY}"
    assert outline(divided(text)) == ["一、", "二、"]


@pytest.mark.parametrize(
    "mention", ["（一）、（二）项规定的材料", "（三）项要求", "（一）至（三）的情形"]
)
def test_a_line_that_opens_with_a_mention_opens_no_clause(mention: str) -> None:
    text = f"第一条 {BODY}\n{mention}另行公布。\n第二条 {BODY}"
    assert outline(divided(text)) == ["第一条", "第二条"]


@pytest.mark.parametrize(
    "heading",
    [
        "（一）到2025年全面建成",
        "（一）目标任务",
        "（一）项目建设",
        "（一）与时俱进抓改革",
        "（一）条件",
        "（一）及时足额发放",
    ],
)
def test_words_like_those_of_a_mention_may_begin_a_clause(heading: str) -> None:
    text = f"{heading}。{BODY}\n（二）工作要求。{BODY}"
    assert outline(divided(text)) == ["（一）", "（二）"]


def test_an_item_may_begin_with_a_year() -> None:
    text = f"1.2023年底前完成改造。{BODY}\n2.2024年底前完成验收。{BODY}"
    assert outline(divided(text)) == ["1.", "2."]


def test_items_after_a_colon_in_one_paragraph_are_clauses() -> None:
    text = (
        "第五条 申请人应当提交下列材料：（一）申请书；（二）身份证明；（三）其他材料。"
        f"\n第六条 {BODY}"
    )
    assert outline(divided(text)) == [
        "第五条", "第五条（一）", "第五条（二）", "第五条（三）", "第六条",
    ]  # fmt: skip


def test_a_missing_number_is_bridged_and_reported() -> None:
    structure = divided("\n".join(f"{n}、加强领导。{BODY}" for n in "一二四五"))
    assert outline(structure) == ["一、", "二、", "四、", "五、"]
    assert any("missing" in warning and "四、" in warning for warning in structure.warnings)


def test_a_number_printed_twice_is_kept_and_reported() -> None:
    structure = divided("\n".join(f"{n}、加强领导。{BODY}" for n in "一二二三"))
    assert outline(structure) == ["一、", "二、", "二、", "三、"]
    assert any("twice" in warning for warning in structure.warnings)


def test_an_excerpt_may_begin_in_the_middle() -> None:
    text = "\n".join(f"第{n}条 {BODY}" for n in ("十二", "十三", "十四"))
    assert outline(divided(text)) == ["第十二条", "第十三条", "第十四条"]


def test_a_clause_without_a_place_in_any_list_is_reported() -> None:
    structure = divided(f"一、要求\n{BODY}\n九、另外\n{BODY}\n二、措施\n{BODY}")
    assert [label for label in outline(structure) if "段" not in label] == ["一、", "二、"]
    assert any("九、" in warning for warning in structure.warnings)


def test_a_very_long_clause_is_reported() -> None:
    structure = divided(f"一、要求。{BODY * 100}\n二、措施。{BODY}")
    assert any("characters long" in warning for warning in structure.warnings)


def test_markdown_marks_are_no_words() -> None:
    text = (
        f"# 关于做好就业工作的意见\n\n**一、总体要求**\n\n{BODY}\n\n## 二、主要任务\n\n"
        f"1. **稳岗。**{BODY}\n2. 培训。{BODY}"
    )
    structure = divided(text)
    assert outline(structure) == ["一、", "二、", "二、1.", "二、2."]
    assert [c.heading for c in structure.clauses][:2] == ["总体要求", "主要任务"]


def test_a_marker_before_mere_stops_is_read_without_a_fault() -> None:
    text = "一、一、。："
    structure = split_clauses(text, "d")
    covered = [part.span for part in structure.parts] + [c.span for c in structure.clauses]
    assert sorted(i for span in covered for i in range(span.start, span.end)) == list(
        range(len(text))
    )
