import pytest

from assistant.personal_data import (
    is_bank_card,
    is_hong_kong_id,
    is_resident_id,
    is_taiwan_id,
    mask_personal_data,
)
from assistant.steps.understand import standard_words
from corpus.normalize import fold


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我的身份证是11010519491231002X", "identity"),
        ("身分證１１０１０５１９４９１２３１００２Ｘ", "identity"),
        ("号码 110105 19491231 002x 请查", "identity"),
        ("打我电话13800138000", "phone"),
        ("打+86 138-0013-8000", "phone"),
        ("手機0912345678", "phone"),
        ("香港電話+852 9123 4567", "phone"),
        ("卡号4111 1111 1111 1111到账没", "bank_card"),
        ("香港身份證A123456(3)", "identity"),
        ("香港身份證A123456（3）", "identity"),
        ("身分證字號A123456789", "identity"),
        ("邮箱 zhang.san@example.com", "mail"),
        # a mistyped number is personal too where it is called one, or holds a day of birth
        ("身份证号110105194912310021写错了", "identity"),
        ("身分證A123456788", "identity"),
        ("号码11010119900307123X", "identity"),
        ("我的银行卡6222021234567890123", "bank_card"),
        ("座机：010-12345678", "phone"),
        ("打0735-2891234", "phone"),
    ],
)
def test_a_personal_number_is_masked_whatever_its_form(text: str, kind: str) -> None:
    masked = mask_personal_data(text)
    assert masked.kinds == (kind,)
    assert "〔＊＊＊〕" in masked.text
    assert sum(c.isdigit() for c in masked.text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "国发〔2024〕17号第4项",
        "郴政办发〔2022〕14号2022年4月18日",
        "补助3000000元，占30%",
        "台內戶字第1130100000號",
        "拨打12345或96110",
        "从2022-2025年",
    ],
)
def test_document_numbers_amounts_dates_and_hotlines_stay_readable(text: str) -> None:
    assert mask_personal_data(text).text == text


@pytest.mark.parametrize(
    "text", ["123456789012345678号仓库", "银行卡年费20元", "电话12345", "2024-12345678号公告"]
)
def test_long_numbers_that_nobody_calls_his_own_stay(text: str) -> None:
    assert mask_personal_data(text).text == text


def test_several_kinds_in_one_question_are_all_masked() -> None:
    masked = mask_personal_data("11010519491231002X和13800138000")
    assert set(masked.kinds) == {"identity", "phone"}
    assert masked.text == "〔＊＊＊〕和〔＊＊＊〕"


@pytest.mark.parametrize("digit", range(10))
def test_a_resident_identity_number_has_one_right_check_digit(digit: int) -> None:
    assert is_resident_id(f"11010519491231002{digit}") is False


def test_a_wrong_digit_anywhere_fails_every_checksum() -> None:
    assert not is_resident_id("11010519491231012X")
    assert not is_bank_card("4111111111111121")
    assert not is_hong_kong_id("A", "123457", "3")
    assert not is_taiwan_id("A123456780")


def test_what_is_masked_takes_no_part_in_the_search() -> None:
    masked = mask_personal_data("我的银行卡6222021234567890123，电话010-12345678，低保怎么转")
    assert standard_words(fold(masked.text)) == "低保怎么转"
    assert standard_words("国发〔2024〕17号第4项") == "国发〔2024〕17号第4项"
