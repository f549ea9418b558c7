"""Legal force as of a day, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import parse_source
from corpus.metadata import ends_at_event, legal_force
from corpus.model import LegalForce, PolicyDocument
from corpus.readers import SourceText
from tests.corpus import made_documents as made


def _document(text: str, name: str = "made.txt") -> PolicyDocument:
    digest = name.encode().hex().ljust(64, "0")
    return parse_source(
        SourceText(file=name, digest=digest, text=text, format="txt", encoding="utf-8")
    )


JOINT = _document(made.JOINT, "joint")


@pytest.mark.parametrize(
    ("day", "force"),
    [
        (date(2024, 3, 31), LegalForce.UNKNOWN),
        (date(2024, 4, 1), LegalForce.IN_FORCE),
        (date(2029, 3, 31), LegalForce.IN_FORCE),
        (date(2029, 4, 1), LegalForce.EXPIRED),
    ],
)
def test_a_stated_period_decides_from_its_first_to_its_last_day(
    day: date, force: LegalForce
) -> None:
    assert legal_force(JOINT, day) is force


def test_a_document_that_states_nothing_has_unknown_force() -> None:
    assert legal_force(_document(made.PARTY), date(2025, 1, 1)) is LegalForce.UNKNOWN


def test_a_repeal_takes_effect_when_the_repealing_document_does() -> None:
    repealed, repealing = _document(made.REPEALED, "old"), _document(made.REPEALING, "new")
    assert legal_force(repealed, date(2023, 6, 30), [repealing]) is LegalForce.IN_FORCE
    assert legal_force(repealed, date(2023, 7, 1), [repealing]) is LegalForce.REPEALED
    assert legal_force(repealed, date(2023, 7, 1), [repealed]) is LegalForce.IN_FORCE


def test_a_repeal_by_title_alone_names_the_notice_that_issued_the_act() -> None:
    repealed, repealing = _document(made.REPEALED, "old"), _document(made.REPEALING, "new")
    by_title = replace(
        repealing,
        references=tuple(replace(r, document_number=None) for r in repealing.references),
    )
    assert legal_force(repealed, date(2024, 1, 1), [by_title]) is LegalForce.REPEALED
    another = replace(
        repealing,
        references=tuple(
            replace(r, document_number=None, title="长沙市甲管理办法") for r in repealing.references
        ),
    )
    assert legal_force(repealed, date(2024, 1, 1), [another]) is LegalForce.IN_FORCE


def test_a_replaced_document_is_superseded() -> None:
    old = _document(made.REPEALED, "old")
    new = replace(
        _document(made.REPEALING, "new"),
        references=tuple(
            replace(r, relation="supersedes") for r in _document(made.REPEALING).references
        ),
    )
    assert legal_force(old, date(2024, 1, 1), [new]) is LegalForce.SUPERSEDED


@given(st.integers(min_value=-3000, max_value=6000))
def test_force_never_returns_after_it_ended(offset: int) -> None:
    day = date(2024, 4, 1) + timedelta(days=offset)
    if legal_force(JOINT, day) is LegalForce.EXPIRED:
        assert legal_force(JOINT, day + timedelta(days=1)) is LegalForce.EXPIRED


RINKS = "某市人民政府关于冰场的通告\n某政发〔2020〕3号\n一、{words}\n某市人民政府\n2020年2月8日\n"


@pytest.mark.parametrize(
    "ending",
    [
        "上述措施自公布之日起生效，自疫情防控工作结束之日起停止执行。",
        "本通告自发布之日起施行，有效期至全省一级响应解除。",
    ],
)
def test_an_end_that_an_event_tells_leaves_the_force_open(ending: str) -> None:
    document = _document(
        f"某市人民政府关于冰场的通告\n某政发〔2020〕3号\n一、冰场关闭。\n{ending}\n某市人民政府\n2020年2月8日\n"
    )
    assert ends_at_event(document)
    assert legal_force(document, date(2024, 1, 1)) is LegalForce.UNKNOWN
    assert dict(document.evidence)["effective_until"].of(document.text) in ending


@pytest.mark.parametrize(
    "words",
    [
        "施工单位应当自施工结束之日起停止执行夜间作业安排。",
        "本通告自发布之日起施行，有效期至2022年12月31日。",
        "合同执行到疫情结束的，租金减半。",
    ],
)
def test_what_else_ends_with_an_event_is_not_the_text(words: str) -> None:
    document = _document(
        f"某市人民政府关于冰场的通告\n某政发〔2020〕3号\n一、{words}\n某市人民政府\n2020年2月8日\n"
    )
    assert not ends_at_event(document)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("本政策执行期暂定为自政策发布之日起三个月。", date(2020, 5, 7)),
        ("本措施有效期为2年。", date(2022, 2, 7)),
        ("本通告试行期六个月。", date(2020, 8, 7)),
        ("贷款合同执行期为三个月。", None),
        ("许可证有效期3个月。", None),
    ],
)
def test_a_period_of_months_ends_on_its_last_day(words: str, until: date | None) -> None:
    assert _document(RINKS.format(words=f"冰场关闭。\n{words}")).effective_until == until
