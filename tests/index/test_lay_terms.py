from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path

import pytest

import index
from corpus.normalize import search_form
from index.lay_terms import expand, lay_terms

TABLE = Path(index.__file__).with_name("lay_terms.tsv")
ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("POLICY_ASSISTANT_TEST_DATA", ROOT.parent / "shared" / "data"))
STATUTES = DATA / "stard_dev" / "corpus.jsonl"


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("低保怎么申请", "最低生活保障"),
        ("養老錢幾時領", "基本养老保险"),
        ("健保給付嗎", "基本医疗保险"),
        ("搭公車去哪裡", "公共交通"),
        ("幼稚園", "幼儿园"),
        ("計程車司機", "出租汽车"),
        ("下崗了", "失业"),
        ("坐车不方便", "客运"),
        ("一下雨就淹水", "内涝"),
        ("跑外賣的交公積金嗎", "灵活就业"),
        ("老人不會用智能手機", "数字技能"),
    ],
)
def test_lay_words_lead_to_policy_terms_in_either_script(question: str, term: str) -> None:
    assert term in expand(search_form(question))


def test_terms_that_the_question_has_are_not_added() -> None:
    assert expand("最低生活保障") == ()
    assert "失业" not in expand("下岗失业")


def test_every_row_names_its_source_and_says_something_new() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            assert row["words"], row
            assert row["terms"], row
            assert row["source"], row
    for word, terms in lay_terms().items():
        assert any(term != word for term in terms), word


@pytest.mark.skipif(not STATUTES.is_file(), reason=f"no statutes at {STATUTES}")
def test_an_article_named_as_source_has_one_of_the_terms() -> None:
    """Read against the statutes of the test collection; sources that it lacks are not checked."""
    articles = {}
    with STATUTES.open(encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            articles[article["name"].removeprefix("中华人民共和国")] = article["text"]
    checked = 0
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            source = re.fullmatch(r"《(?:中华人民共和国)?(.+)》(第.+条)", row["source"])
            text = articles.get("".join(source.groups())) if source else None
            if text is not None:
                checked += 1
                assert any(term in text for term in row["terms"].split("、")), row
    assert checked > 20
