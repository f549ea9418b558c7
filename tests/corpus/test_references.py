"""References to documents and clauses, their relation, and what they resolve to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus.load import parse_source
from corpus.model import PolicyDocument, Reference, Structure
from corpus.readers import SourceText
from corpus.references import find_references
from corpus.resolution import resolve_references
from corpus.structure import split_clauses

SHIPPED = Path(corpus.__file__).parent / "documents"
EMPTY = Structure(parts=(), clauses=())


def _references(text: str) -> tuple[Reference, ...]:
    return find_references(text, EMPTY)


def _document(name: str, text: str) -> PolicyDocument:
    source = SourceText(
        file=name,
        digest=name.encode().hex().ljust(64, "0"),
        text=text,
        format="txt",
        encoding="utf-8",
    )
    return replace(parse_source(source), id=name)


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("根据《甲业管理条例》（国令第1号），制定本办法。", "basis"),
        ("按照《关于做好某项工作的指导意见》（发改振兴〔2021〕524号）精神，", "basis"),
        ("为贯彻落实《某某规划》有关部署，", "basis"),
        ("原《甲业管理暂行办法》（沪科规〔2022〕6号）废止。", "repeals"),
        ("2018年发布的《甲业管理暂行办法》同时停止执行。", "repeals"),
        ("决定废止《甲业管理暂行办法》。", "repeals"),
        ("《甲业管理暂行办法》自本办法施行之日起废止。", "repeals"),
        ("将《甲业管理办法》第五条修改为：", "amends"),
        ("现将《甲业实施方案》印发给你们，请认真贯彻执行。", "forwards"),
        ("《甲业实施方案》已经市政府同意，现印发给你们。", "forwards"),
        ("2018年，国务院印发《甲业意见》，提出要求。", "mentions"),
        ("先后颁布实施《甲法》《乙法》。", "mentions"),
        ("各地可参考《甲业手册》的做法。", "mentions"),
        ("做好《甲业条例》的立改废释工作。", "mentions"),
        ("按《甲协定》设立的企业，不再执行《乙业管理规定》中的限制。", "basis"),
        ("财政部正在抓紧修改完善《甲业管理办法》。", "mentions"),
    ],
)
def test_the_words_around_a_mention_tell_its_relation(sentence: str, relation: str) -> None:
    assert _references(sentence)[0].relation == relation


def test_every_document_of_a_list_is_repealed() -> None:
    text = "《甲规定》（长政发〔2010〕3号）、《乙规定》（长政发〔2012〕8号）同时废止。"
    assert [(r.title, r.document_number, r.relation) for r in _references(text)] == [
        ("甲规定", "长政发〔2010〕3号", "repeals"),
        ("乙规定", "长政发〔2012〕8号", "repeals"),
    ]


def test_every_document_after_the_words_of_repeal_is_repealed() -> None:
    found = _references("停止执行《甲规定》《乙规定》。")
    assert [reference.relation for reference in found] == ["repeals", "repeals"]


def test_a_title_keeps_nested_marks_and_the_script_of_the_text() -> None:
    text = "按照《國務院關於印發《某計劃》的通知》（國發〔2024〕17號）執行。"
    reference = _references(text)[0]
    assert reference.title == "國務院關於印發《某計劃》的通知"
    assert reference.document_number == "國發〔2024〕17號"
    assert reference.span.of(text) == reference.text


def test_a_short_title_stands_for_the_document_that_it_was_defined_for() -> None:
    text = (
        "按照《关于投资体制改革的决定》（国发〔2004〕20号，以下简称《决定》）办理。"
        "落实《决定》要求。"
    )
    first, second = _references(text)
    assert second.text == "《决定》"
    assert (second.title, second.document_number) == (first.title, first.document_number)


@pytest.mark.parametrize(
    ("sentence", "paths"),
    [
        ("依照本办法第十条处理", [("第十条",)]),
        ("违反第五条至第七条、第九条规定的", [("第五条",), ("第六条",), ("第七条",), ("第九条",)]),
        ("落实本意见第（三）条", [("（三）",)]),
        ("依照本法第十条第二款第（三）项", [("第十条", "（三）")]),
        ("第十条 本办法所称", []),
        ("增长1.5万人", []),
    ],
)
def test_clauses_named_in_a_sentence_are_references(
    sentence: str, paths: list[tuple[str, ...]]
) -> None:
    assert [reference.path for reference in _references(sentence)] == paths


def test_a_clause_after_a_title_belongs_to_that_document() -> None:
    reference = _references("根据《甲业法》第十二条的规定")[1]
    assert (reference.title, reference.path) == ("甲业法", ("第十二条",))


def test_a_law_named_without_title_marks_owns_the_clause_after_it() -> None:
    found = _references(
        "依照民事诉讼法第六十五条和刑法第十条、第十二条追究责任；按照该法第三条办理。"
    )
    assert [(r.title, r.path) for r in found] == [
        ("民事诉讼法", ("第六十五条",)),
        ("刑法", ("第十条",)),
        ("刑法", ("第十二条",)),
    ]


def test_the_own_title_number_and_markers_are_no_references() -> None:
    text = (
        "甲市人民政府关于印发《乙办法》的通知\n甲政发〔2024〕5号\n各区人民政府：\n"
        "现将《乙办法》印发给你们。\n甲市人民政府\n2024年5月1日\n乙办法\n"
        "第一条 为规范管理，制定本办法。\n第二条 依照第一条执行。\n"
    )
    found = find_references(text, split_clauses(text, "0" * 16))
    assert [(r.relation, r.title, r.path) for r in found] == [
        ("forwards", "乙办法", ()),
        ("mentions", None, ("第一条",)),
    ]
    assert found[1].clause_id is not None


@given(st.text(alphabet="《》（）〔〕第条三十本法、至号国发2024废止。\n根据", max_size=80))
def test_any_text_yields_references_that_lie_in_it(text: str) -> None:
    for reference in _references(text):
        assert reference.span.of(text) == reference.text


NATIONAL = (
    "国务院关于印发甲业改革实施方案的通知\n国发〔2023〕8号\n各省、自治区、直辖市人民政府：\n"
    "现将《甲业改革实施方案》印发给你们。\n国务院\n2023年3月1日\n甲业改革实施方案\n"
    "一、总体要求\n做好工作。\n二、主要任务\n（一）推进改革。推进。\n（二）加强保障。加强。\n"
)
LOCAL = (
    "某某市人民政府关于甲业改革的实施意见\n某政发〔2023〕20号\n各区人民政府：\n"
    "为落实《国务院关于印发甲业改革实施方案的通知》（国发〔2023〕8号）和《无人知晓的规划纲要》，"
    "提出如下意见。\n一、推进改革\n落实。\n二、做好保障\n按照本意见第（三）条办理。\n某某市人民政府\n2023年9月1日\n"
)


def test_references_resolve_to_the_documents_of_the_corpus_and_keep_the_rest() -> None:
    documents = [_document("national", NATIONAL), _document("local", LOCAL)]
    links = resolve_references(documents)
    local = [link for link in links if link.source_id == "local"]
    assert [link.target_id for link in local] == ["national", None, "local"]
    assert local[1].reference.title == "无人知晓的规划纲要"
    assert local[2].target_clause_id is None


def test_a_clause_of_a_law_resolves_to_that_clause_in_either_way_of_numbering() -> None:
    law = "中华人民共和国甲法\n第1条 为了规范，制定本法。\n第2条 应当登记。\n第3条 应当公开。\n"
    other = "某某办法\n第一条 依照甲法第二条办理。\n第二条 依照本办法第一条执行。\n"
    links = resolve_references([_document("law", law), _document("other", other)])
    targets = [(link.target_id, link.target_clause_id) for link in links]
    documents = {"law": _document("law", law), "other": _document("other", other)}
    second = documents["law"].clauses[1]
    assert second.path in {("第2条",), ("第二条",)}
    assert targets == [("law", second.id), ("other", documents["other"].clauses[0].id)]


def test_the_reference_of_the_chongqing_opinion_to_the_national_one_is_a_basis() -> None:
    text = next(SHIPPED.glob("003_*.txt")).read_text("utf-8")
    found = find_references(text, split_clauses(text, "0" * 16))
    assert (found[0].document_number, found[0].relation) == ("发改振兴〔2021〕524号", "basis")
