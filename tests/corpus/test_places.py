"""Administrative divisions named in questions and documents."""

from __future__ import annotations

import pytest

from corpus.metadata.jurisdiction import jurisdiction_of
from corpus.model import Jurisdiction, Level
from corpus.places import (
    NATIONAL,
    covers,
    find_place_mentions,
    find_places,
    lookup,
    place_of_agency_code,
)
from corpus.scripts import to_traditional


def _names(text: str) -> list[str]:
    return [place.name for place in find_places(text)]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("郴州搬迁群众想开网店卖特产", ["郴州市"]),
        ("湖南郴州的政策", ["郴州市"]),
        ("我从湖南搬到重庆", ["湖南省", "重庆市"]),
        ("重庆和郴州有什么不同", ["重庆市", "郴州市"]),
        ("桂阳县的搬迁户", ["桂阳县"]),
        ("恩施州和湘西州", ["恩施土家族苗族自治州", "湘西土家族苗族自治州"]),
        ("石柱县怎么办", ["石柱土家族自治县"]),
        ("香港居民、台湾同胞", ["香港特别行政区", "台湾省"]),
        ("高雄市和屏东县", ["高雄市", "屏东县"]),
        ("内蒙古自治区呼和浩特市", ["呼和浩特市"]),
        ("上海浦东新区", ["浦东新区"]),
    ],
)
def test_places_are_found_in_either_script(question: str, names: list[str]) -> None:
    assert _names(question) == names
    assert _names(to_traditional(question, region="tw")) == names


@pytest.mark.parametrize(
    "text",
    [
        "完成都市圈建设",
        "最大同比增长",
        "沿海口岸开放",
        "重大理论问题",
        "其中卫生院",
        "国内江河治理",
        "会同县级以上人民政府",
        "司法行政和县级以上公安机关",
        "沿海城市和人口密集地区",
        "城区常住人口",
        "旧城区改造和工矿区",
        "平安社区、和平发展、东方风来、共和、互助、合作、通道",
        "新兴产业和复兴",
        "重庆大学的学生",
        "南京路步行街",
        "日照多长时间",
        "",
    ],
)
def test_common_words_and_other_names_are_no_places(text: str) -> None:
    assert _names(text) == []


def test_a_name_that_several_places_bear_is_told_by_the_place_before_it() -> None:
    assert find_places("北京市朝阳区")[0].ancestors == ("北京市",)
    assert find_places("长春的朝阳区")[-1].ancestors == ("吉林省", "长春市")
    assert find_places("朝阳区")[0].code is None


def test_a_word_like_urban_district_is_a_place_only_after_the_city_it_lies_in() -> None:
    assert [place.name for place in find_places("晋城市城区")] == ["城区"]
    assert find_places("晋城市城区")[0].ancestors == ("山西省", "晋城市")


def test_mentions_keep_their_place_in_the_text() -> None:
    text = "請問郴州市與重慶"
    assert [mention.span.of(text) for mention in find_place_mentions(text)] == ["郴州市", "重慶"]


def test_lookup_knows_full_and_short_names() -> None:
    assert lookup("郴州") == lookup("郴州市") == lookup(" 郴州市 ")
    assert lookup("重慶") == Jurisdiction(name="重庆市", level=Level.PROVINCE, code="500000")
    assert lookup("全国") == Jurisdiction(name="全国", level=Level.NATIONAL)
    assert lookup("无此地") is None


def test_a_wider_place_covers_those_in_it_and_itself_only() -> None:
    nation, hunan, chenzhou, guiyang = (
        place for name in ("全国", "湖南", "郴州", "桂阳县") if (place := lookup(name)) is not None
    )
    assert covers(nation, guiyang)
    assert covers(hunan, chenzhou)
    assert covers(hunan, guiyang)
    assert covers(chenzhou, guiyang)
    assert covers(chenzhou, chenzhou)
    assert not covers(guiyang, chenzhou)
    assert not covers(chenzhou, hunan)
    chongqing = lookup("重庆")
    assert chongqing is not None
    assert not covers(chongqing, guiyang)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("郴政办发", "郴州市"),
        ("沪府办规", "上海市"),
        ("渝發改規範", "重庆市"),
        ("湘政办发", "湖南省"),
        ("穗府", "广州市"),
    ],
)
def test_an_agency_code_tells_the_place(code: str, name: str) -> None:
    place = place_of_agency_code(code)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize("code", ["国办发", "发改振兴", "宁政发", "财税", ""])
def test_a_central_or_ambiguous_agency_code_tells_no_place(code: str) -> None:
    assert place_of_agency_code(code) is None


def test_a_branch_without_a_place_is_that_of_the_bodies_beside_it() -> None:
    bodies = ["北京市财政局", "北京市发展和改革委员会", "中国人民银行营业管理部"]
    place, field = jurisdiction_of(bodies, None, None, roc_calendar=False)
    assert (place and place.name, field) == ("北京市", "issuing_bodies")
    alone, _ = jurisdiction_of(["中国人民银行营业管理部"], None, None, roc_calendar=False)
    both, _ = jurisdiction_of(["北京市财政局", "财政部"], None, None, roc_calendar=False)
    assert alone == both == NATIONAL
