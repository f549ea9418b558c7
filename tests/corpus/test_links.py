"""The graph of documents: which one carries out, cites, amends or repeals which."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.links import DocumentLink, LinkKind, document_links
from corpus.load import parse_source
from corpus.model import PolicyDocument
from corpus.readers import SourceText


def _document(name: str, text: str) -> PolicyDocument:
    source = SourceText(
        file=name, digest=name.encode().hex().ljust(64, "0"), text=text, format="txt",
        encoding="utf-8",
    )  # fmt: skip
    return replace(parse_source(source), id=name)


def _local(body: str, title: str = "甲市人民政府关于做好乙工作的意见") -> PolicyDocument:
    return _document(
        "local",
        f"{title}\n甲政发〔2023〕20号\n各区人民政府：\n{body}\n一、推进改革\n推进。\n"
        "二、做好保障\n保障。\n甲市人民政府\n2023年9月1日\n",
    )


NATIONAL = _document(
    "national",
    "国务院关于印发乙业改革实施方案的通知\n国发〔2023〕8号\n各省、自治区、直辖市人民政府：\n"
    "现将《乙业改革实施方案》印发给你们。\n国务院\n2023年3月1日\n乙业改革实施方案\n"
    "一、总体要求\n做好工作。\n二、主要任务\n推进改革。\n",
)
OPINION = _document(
    "opinion",
    "国务院关于加快丙业发展的意见\n国发〔2022〕3号\n各省人民政府：\n一、发展。\n二、落实。\n",
)


def _links(*documents: PolicyDocument) -> list[tuple[str | None, str, str]]:
    return [(link.target_id, link.target_title, link.kind) for link in document_links(documents)]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("为贯彻落实《国务院关于印发乙业改革实施方案的通知》（国发〔2023〕8号），报告。", "落实"),
        ("根据《乙业改革实施方案》（国发〔2023〕8号），现就有关事项通知如下。", "落实"),
        ("根据《乙业改革实施方案》等规定，结合本市实际，制定本办法。", "落实"),
        ("补贴标准按照《乙业改革实施方案》有关规定执行。", "依据"),
        ("国务院印发了《乙业改革实施方案》。", "引用"),
        ("《乙业改革实施方案》（国发〔2023〕8号）同时废止。", "废止"),
        ("将《乙业改革实施方案》第二条修改为“做好”。", "修改"),
    ],
)  # fmt: skip
def test_the_words_around_a_mention_name_the_kind_of_link(body: str, kind: str) -> None:
    assert _links(_local(body), NATIONAL) == [("national", NATIONAL.title, kind)]


def test_a_link_says_where_it_is_stated() -> None:
    local = _local("为落实《乙业改革实施方案》，提出如下意见。")
    (link,) = document_links([local, NATIONAL])
    assert link == DocumentLink(
        source_id="local",
        target_id="national",
        target_title=NATIONAL.title,
        kind=LinkKind.IMPLEMENTS,
        clause_id=None,
        span=local.references[0].span,
    )
    assert link.span.of(local.text) == "《乙业改革实施方案》"


def test_a_document_outside_the_corpus_keeps_its_printed_title_or_number() -> None:
    local = _local("按照《丁业管理条例》和国发〔2001〕9号文件办理，参照《纲要》。")
    assert _links(local) == [
        (None, "丁业管理条例", "依据"),
        (None, "国发〔2001〕9号", "依据"),
    ]


def test_each_target_stands_once_and_a_mere_citation_gives_way() -> None:
    body = "国务院印发《乙业改革实施方案》。为落实《乙业改革实施方案》，落实《乙业改革实施方案》。"
    assert _links(_local(body), NATIONAL) == [("national", NATIONAL.title, "落实")]


def test_the_basis_of_a_single_matter_gives_way_to_carrying_out_but_not_to_an_amendment() -> None:
    both = "为落实《乙业改革实施方案》，提出意见。按照《乙业改革实施方案》办理。"
    assert [kind for _, _, kind in _links(_local(both), NATIONAL)] == ["落实"]
    both = "将《乙业改革实施方案》第二条修改为“做好”。为落实《乙业改革实施方案》，提出意见。"
    assert [kind for _, _, kind in _links(_local(both), NATIONAL)] == ["修改", "落实"]


def test_a_form_to_fill_in_is_no_document() -> None:
    assert _links(_local("填写《乙业补贴申请表》，并提交《信用承诺书》。")) == []


def test_a_notice_has_no_link_to_the_text_that_it_carries() -> None:
    assert _links(NATIONAL) == []


def test_a_forwarding_notice_is_linked_to_the_forwarded_document() -> None:
    title = "甲市人民政府转发《国务院关于加快丙业发展的意见》的通知"
    local = _local("现将《国务院关于加快丙业发展的意见》转发给你们，请认真执行。", title)
    assert _links(local, OPINION) == [("opinion", OPINION.title, "转发")]


def test_an_older_document_of_the_same_title_is_no_link_to_oneself() -> None:
    title = "甲市乙业补贴管理办法"
    local = _local("第一条 2018年发布的《甲市乙业补贴管理办法》同时废止。", title)
    assert _links(local) == [(None, "甲市乙业补贴管理办法", "废止")]


def test_another_number_means_another_document_of_the_same_title() -> None:
    local = _local("根据《乙业改革实施方案》（国发〔2013〕1号），提出意见。")
    assert _links(local, NATIONAL)[0][0] is None


def test_links_of_one_document_resolve_in_a_corpus_that_it_is_no_part_of() -> None:
    local = _local("为落实《乙业改革实施方案》，提出如下意见。")
    (link,) = document_links([local], [NATIONAL, OPINION])
    assert link.target_id == "national"
