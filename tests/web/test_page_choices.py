"""What the chat page offers and says before anything is asked."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.web.page_choices import (
    MOST_PLACES,
    address_html,
    corpus_list,
    place_choices,
    welcome,
)
from assistant.web.page_text import EXAMPLES, words
from assistant.web.page_updates import relabelled
from corpus.model import Jurisdiction, Level, Script
from tests.fakes import chongqing


def test_a_first_visitor_is_told_what_there_is_and_what_it_cannot_do() -> None:
    national = replace(
        chongqing(), id="n", jurisdiction=Jurisdiction(name="全国", level=Level.NATIONAL, code="")
    )
    text = welcome((chongqing(), chongqing(), national), Script.HANS)
    assert "收录了3份文件：重庆市2份、全国1份。" in text
    assert "文件没有规定的会直说" in text
    assert "收錄了1份文件" in welcome((chongqing(),), Script.HANT)


def test_the_welcome_names_no_more_places_than_can_be_read() -> None:
    places = [Jurisdiction(name=f"{n}市", level=Level.CITY, code=str(n)) for n in range(20)]
    text = welcome([replace(chongqing(), jurisdiction=place) for place in places], Script.HANS)
    assert text.count("市1份") == MOST_PLACES
    assert "等。" in text


@pytest.mark.parametrize(
    ("place", "audience", "script"),
    [("重庆市", "official", "zh-Hant"), ("", "resident", ""), ('"><b>', "resident", "")],
)
def test_the_address_holds_what_was_chosen_and_nothing_else(
    place: str, audience: str, script: str
) -> None:
    html = address_html(place, audience, script)
    assert html.count("<") == 2
    query = parse_qs(urlsplit(unescape(html.split('"')[1])).query)
    told = {"place": place, "audience": "" if audience == "resident" else audience}
    assert query == {k: [v] for k, v in {**told, "script": script}.items() if v}


def test_only_places_with_documents_of_their_own_are_offered() -> None:
    assert place_choices((chongqing(),), Script.HANT) == [("不限", ""), ("重慶市", "重庆市")]


def test_the_pages_own_words_are_in_one_script() -> None:
    national = replace(
        chongqing(), jurisdiction=Jurisdiction(name="全国", level=Level.NATIONAL, code="")
    )
    assert "收錄了2份文件：重慶市1份、全國1份。" in welcome((chongqing(), national), Script.HANT)
    assert corpus_list((national,), Script.HANT).endswith("（渝发改规范〔2021〕9号） 全國")
    updates = relabelled("zh-Hant", (chongqing(),))
    for key, shown in zip(EXAMPLES, updates[-len(EXAMPLES) :], strict=True):
        assert shown == words(key, Script.HANT)
