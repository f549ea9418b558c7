"""Warnings of reading in Chinese, with the place that they are about."""

from __future__ import annotations

import re

import pytest

from assistant.doubts import doubt_words
from corpus.load import parse_source
from corpus.model import PolicyDocument
from corpus.readers import SourceText

LONG = "落实各项工作要求，" * 250


def _document(text: str) -> PolicyDocument:
    return parse_source(
        SourceText(file="甲.txt", digest="0" * 64, text=text, format="txt", encoding="utf-8")
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("一、稳岗。落实。\n二、培训。落实。\n四、保障。落实。\n五、监督。\n", "缺三、（四、之前"),
        ("二、稳岗。落实。\n三、培训。落实。\n", "缺一、（二、之前"),
        ("第一条 落实。\n第五条 落实。\n第六条 落实。\n", "缺第二条 第三条 第四条（第五条之前"),
        ("一、稳岗。落实。\n二、培训。落实。\n二、保障。落实。\n三、监督。\n", "二、重复出现"),
        (f"一、稳岗。{LONG}\n二、培训。落实。\n", "条款一、长达"),
        ("一、稳岗。（责任单位：市督办督查局）\n二、培训。\n", "登记表中没有部门“市督办督查局”"),
        ("。。。。\n", "未找到标题"),
    ],
)
def test_a_doubtful_place_is_named_in_chinese(text: str, words: str) -> None:
    doubts = [doubt_words(warning) for warning in _document(text).warnings]
    assert any(doubt.startswith(words) for doubt in doubts), doubts
    assert not any(re.search("[a-z]{2}", doubt) for doubt in doubts), doubts


def test_the_offset_of_a_missing_number_leads_to_the_marker_after_it() -> None:
    document = _document("一、稳岗。落实。\n二、培训。落实。\n四、保障。落实。\n")
    (doubt,) = [words for words in map(doubt_words, document.warnings) if words.startswith("缺")]
    at = re.search(r"第(\d+)字", doubt)
    assert at is not None
    assert document.text[int(at[1]) :].startswith("四、")


def test_a_date_of_the_page_that_is_not_the_date_of_the_signature_is_reported() -> None:
    text = (
        "成文日期：2023年5月1日\n甲市人民政府关于做好工作的通知\n甲政发〔2023〕5号\n各区人民政府：\n"
        "一、做好工作。落实。\n二、加强保障。落实。\n甲市人民政府\n2023年6月1日\n"
    )
    doubts = [doubt_words(warning) for warning in _document(text).warnings]
    assert "页面所列日期2023-05-01（第5字）与落款日期2023-06-01不一致" in doubts
    same = _document(text.replace("5月1日", "6月1日"))
    assert not any("contradicts" in warning for warning in same.warnings)


def test_a_recognised_picture_is_told_in_chinese() -> None:
    words = doubt_words("recognised from an image; check numbers and names")
    assert words == "由图像识别而来，请核对数字和名称"


def test_a_warning_without_a_wording_stays_as_it_is() -> None:
    assert doubt_words("something new") == "something new"
