from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import scripts
from corpus.model import Script
from corpus.scripts import convert, detect_region, detect_script, to_simplified, to_traditional

REGIONS = ("t", "tw", "hk")


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("行政复议", "行政復議"),
        ("群众", "群眾"),
        ("余某、范某与于某", "余某、范某與于某"),
        ("范先生和余女士", "范先生和余女士"),
        ("其余款项的余额", "其餘款項的餘額"),
        ("规范、示范、防范", "規範、示範、防範"),
        ("换发证书，足额发放", "換發證書，足額發放"),
        ("对表现突出的", "對表現突出的"),
        ("应当向应税人", "應當向應稅人"),
        ("书上签注", "書上簽注"),
        ("考核与审核", "考核與審核"),
        ("折合成人民币", "折合成人民幣"),
        ("尽快复查、复核", "儘快複查、複核"),
        ("理发店", "理髮店"),
    ],
)
def test_official_words_get_their_right_traditional_form(
    simplified: str, traditional: str, region: str
) -> None:
    assert to_traditional(simplified, region=region).replace("税", "稅") == traditional


def test_a_surname_is_told_from_the_same_character_in_a_word() -> None:
    assert to_traditional("关于某些地区") == "關於某些地區"


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("tw", "村裡的計畫、帳戶與公布"),
        ("hk", "村裏的計劃、賬户與公布"),
        ("t", "村裏的計劃、賬戶與公佈"),
    ],
)
def test_each_region_gets_its_own_forms(region: str, expected: str) -> None:
    assert to_traditional("村里的计划、账户与公布", region=region) == expected


@given(st.text(max_size=200))
def test_conversion_keeps_the_length(text: str) -> None:
    assert len(to_simplified(text)) == len(text)
    for region in REGIONS:
        assert len(to_traditional(text, region=region)) == len(text)


def test_a_text_in_the_wanted_script_is_returned_as_it_is() -> None:
    assert convert("搬遷羣衆", Script.HANT) == "搬遷羣衆"
    assert convert("搬迁群众", Script.HANS) == "搬迁群众"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("搬遷羣衆可以申請補貼", Script.HANT),
        ("搬迁群众可以申请补贴", Script.HANS),
        ("以智能制造等新興產業和家政服務等用工緊缺行業需求為牽引", Script.HANT),
        ("2024", Script.HANS),
        ("", Script.HANS),
    ],
)
def test_the_script_is_that_of_most_characters(text: str, script: Script) -> None:
    assert detect_script(text) is script


def test_a_text_without_script_gets_the_default() -> None:
    assert detect_script("2024", default=Script.HANT) is Script.HANT


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("計程車司機的健保怎麼辦？", "tw"),
        ("我住在臺北，孩子的身分證在哪裡補辦", "tw"),
        ("的士司機可唔可以申請綜援？", "hk"),
        ("長者衞生服務怎樣收費", "hk"),
        ("農民工的社保關係怎樣轉移，去街道辦嗎？", "t"),
        ("補貼多少錢？", None),
        ("计程车司机的健保", None),
        ("", None),
    ],
)
def test_the_region_is_told_where_the_text_shows_it(text: str, region: str | None) -> None:
    assert detect_region(text) == region


def test_a_lone_surrogate_does_not_stop_a_conversion() -> None:
    assert to_simplified("補\udfff貼") == "补\ufffd贴"


@given(st.text(alphabet="国发务业产经济这为会实关应对进动设农后里面子的一于于发展", max_size=12))
def test_plainly_simplified_characters_are_never_traditional(text: str) -> None:
    plain = len(scripts._PLAINLY_SIMPLIFIED.findall(text))
    assert plain <= scripts._changed(text, "s2t")


def test_characters_that_traditional_texts_print_too_are_no_sign_of_simplified() -> None:
    assert detect_script("台北市今年最低生活費是多少？") is Script.HANT
    assert detect_script("今年的扣除額用唔晒") is Script.HANT
    assert detect_script("台湾的干部") is Script.HANS
    assert detect_script("里面") is Script.HANS
