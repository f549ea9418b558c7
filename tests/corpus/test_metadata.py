"""What documents say about themselves."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus.load import read_document
from corpus.metadata import Metadata, read_metadata
from corpus.metadata.period import read_period, title_period
from corpus.model import Level, Script
from corpus.scripts import to_traditional
from corpus.structure import split_clauses
from evals.metadata import score_table, summary
from tests.corpus import made_documents as made

SHIPPED = Path(corpus.__file__).parent / "documents"
DATA = Path(os.environ.get("POLICY_ASSISTANT_TEST_DATA", SHIPPED.parents[2] / "shared" / "data"))


def _read(text: str) -> Metadata:
    return read_metadata(text, split_clauses(text, "0" * 16), "made.txt")


def _shipped(prefix: str) -> Metadata:
    return _read(next(SHIPPED.glob(f"{prefix}_*.txt")).read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "title", "number", "bodies", "issued_on"),
    [
        (
            made.LAW,
            "中华人民共和国甲业促进法",
            "中华人民共和国主席令第七十七号",
            ("全国人民代表大会常务委员会",),
            date(2025, 4, 30),
        ),
        (
            made.ACT,
            "中华人民共和国乙税法",
            None,
            ("全国人民代表大会常务委员会",),
            date(2019, 4, 23),
        ),
        (made.ORDER, "校外丙类管理办法", "教育部令第52号", ("教育部",), date(2021, 8, 10)),
        (
            made.JOINT,
            "上海市教育委员会 上海市财政局关于印发《上海市某某专项资金管理办法》的通知",
            "沪教委规〔2024〕3号",
            ("上海市教育委员会", "上海市财政局"),
            date(2024, 3, 5),
        ),
        (
            made.PAGE,
            "国务院办公厅关于加强某某工作的意见",
            "国办发〔2024〕17号",
            ("国务院办公厅",),
            date(2024, 7, 28),
        ),
        (
            made.PARTY,
            "中共中央办公厅 国务院办公厅印发《关于推进某某建设的意见》",
            None,
            ("中共中央办公厅", "国务院办公厅"),
            None,
        ),
        (
            made.ANNOUNCEMENT,
            "财政部 税务总局 海关总署关于深化某税改革有关政策的公告",
            "财政部税务总局海关总署公告2019年第39号",
            ("财政部", "税务总局", "海关总署"),
            date(2019, 3, 20),
        ),
        (
            made.LETTER_OF_TAIWAN,
            "內政部 函",
            "台內戶字第1130100000號",
            ("內政部",),
            date(2024, 5, 29),
        ),
        (
            made.REPEALING,
            "长沙市人民政府关于废止部分文件的决定",
            "长政发〔2023〕6号",
            ("长沙市人民政府",),
            date(2023, 6, 1),
        ),
        (
            made.FLAT,
            "福建省甲厅 福建省乙厅关于支持企业复工稳岗的通知",
            "闽甲文〔2020〕11号",
            ("福建省甲厅", "福建省乙厅"),
            date(2020, 2, 12),
        ),
        (
            made.WRAPPED_NAME,
            "关于做好教师工作若干事项的通知",
            "教师厅函〔2020〕2号",
            ("教育部应对某某疫情工作领导小组办公室",),
            date(2020, 2, 10),
        ),
        (
            made.UNTITLED_COVER,
            "关于印发《上海市丁办法》的通知",
            "沪科规〔2025〕10号",
            ("上海市科学技术委员会",),
            date(2025, 12, 26),
        ),
    ],
    ids=[
        "law with order",
        "act with history",
        "ministry order",
        "joint notice",
        "page header",
        "party document",
        "announcement",
        "letter of Taiwan",
        "repealing decision",
        "line breaks lost",
        "wrapped name",
        "cover without title",
    ],
)
def test_title_number_bodies_and_date_are_read_as_printed(
    text: str, title: str, number: str | None, bodies: tuple[str, ...], issued_on: date | None
) -> None:
    read = _read(text)
    assert read.title == title
    assert read.document_number == number
    assert read.issuing_bodies == bodies
    assert read.issued_on == issued_on


@pytest.mark.parametrize(
    ("text", "effective_from", "effective_until"),
    [
        (made.LAW, date(2025, 5, 20), None),
        (made.ACT, date(2012, 1, 1), None),
        (made.JOINT, date(2024, 4, 1), date(2029, 3, 31)),
        (made.ANNOUNCEMENT, date(2019, 4, 1), None),
        (made.DISTRICT, None, date(2024, 12, 31)),
        (made.REPEALING, date(2023, 7, 1), None),
        (made.UNTITLED_COVER, date(2026, 1, 1), date(2030, 12, 31)),
        (made.PARTY, None, None),
    ],
)
def test_the_period_of_force_is_what_the_text_states(
    text: str, effective_from: date | None, effective_until: date | None
) -> None:
    read = _read(text)
    assert (read.effective_from, read.effective_until) == (effective_from, effective_until)


@pytest.mark.parametrize(
    "sentence",
    [
        "许可证有效期5年。",
        "对符合本条例规定条件的，准予延续，延续执业注册有效期为5年。",
        "自2019年1月1日起施行的《甲条例》规定，应当登记。",
        "《甲条例》自2019年1月1日起施行以来，成效明显。",
        "到2025年实现稳定融入。",
        "身份证有效期至2028年12月31日的居民可以办理。",
        "第三条自2026年1月1日起施行。",
        "进一步明确降低电价的政策执行至2020年6月30日。",
        "参加保险6个月以上的给予补贴，实施期限至2020年12月31日。",
        "失业保险费率的政策，实施期限延长至2021年4月30日。",
    ],
)
def test_periods_of_other_things_are_not_those_of_the_document(sentence: str) -> None:
    read = _read(
        f"甲市人民政府关于做好工作的意见\n\n一、总体要求\n{sentence}\n\n二、保障\n做好。\n"
    )
    assert (read.effective_from, read.effective_until) == (None, None)


@pytest.mark.parametrize(
    ("sentence", "effective_from", "effective_until"),
    [
        ("本政策执行期限为2020年2月1日至2020年6月30日。", None, date(2020, 6, 30)),
        ("本办法有效期自2022年5月1日至2027年4月30日。", None, date(2027, 4, 30)),
        ("本通知自2022年5月1日起至2027年4月30日止施行。", date(2022, 5, 1), date(2027, 4, 30)),
        ("本办法自发布之日起30日后施行，有效期5年。", date(2020, 3, 11), date(2025, 3, 10)),
        ("本措施自公布之日起实施，有效期至2025年底。", date(2020, 2, 10), date(2025, 12, 31)),
        ("本通知自发布之日起暂执行至2020年6月30日止。", date(2020, 2, 10), date(2020, 6, 30)),
        ("本意见自下发之日起执行，试行期两年。", date(2020, 2, 10), date(2022, 2, 9)),
        ("由某局负责解释，自2021年9月1日起施行，有效期五年。", date(2021, 9, 1), date(2026, 8, 31)),
        ("自2021年9月1日起施行，有效期五年。", date(2021, 9, 1), date(2026, 8, 31)),
    ],
)
def test_every_way_of_stating_a_period_is_read(
    sentence: str, effective_from: date | None, effective_until: date | None
) -> None:
    period = read_period(sentence, issued_on=date(2020, 2, 10), title=None, title_span=None)
    assert (period.effective_from, period.effective_until) == (effective_from, effective_until)


@pytest.mark.parametrize(
    ("title", "until"),
    [
        ("关于印发《后续扶持实施方案（2022-2025年）》的通知", date(2025, 12, 31)),
        ("某某行动计划（2021—2023年）", date(2023, 12, 31)),
        ("国务院关于印发“十四五”数字经济发展规划的通知", date(2025, 12, 31)),
        ("国务院办公厅关于2019年部分节假日安排的通知", date(2019, 12, 31)),
        ("关于某某新区总体规划（2018—2035年）的批复", None),
        ("转发民政部关于2020年工作要点的通知", None),
        ("关于2018年度科学技术奖励的决定", None),
        ("关于做好“十四五”时期某项工作的意见", None),
    ],
)
def test_a_period_in_the_title_of_an_own_plan_counts(title: str, until: date | None) -> None:
    assert title_period(title) == until


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        (made.LAW, "全国", Level.NATIONAL),
        (made.ORDER, "全国", Level.NATIONAL),
        (made.JOINT, "上海市", Level.PROVINCE),
        (made.DISTRICT, "苏仙区", Level.COUNTY),
        (made.REPEALING, "长沙市", Level.CITY),
        (made.LETTER_OF_TAIWAN, "台湾省", Level.PROVINCE),
        (made.FLAT, "福建省", Level.PROVINCE),
    ],
)
def test_the_jurisdiction_follows_from_issuer_or_number(text: str, name: str, level: Level) -> None:
    place = _read(text).jurisdiction
    assert (place.name, place.level) == (name, level)


def test_a_branch_of_a_central_body_is_placed_where_it_works() -> None:
    text = (
        "国家税务总局湖南省税务局关于某项工作的通告\n一、做好。\n二、落实。\n"
        "国家税务总局湖南省税务局\n2020年2月1日\n"
    )
    assert _read(text).jurisdiction.name == "湖南省"


def test_a_misprinted_delay_or_year_is_not_counted_with() -> None:
    text = made.REPEALING.replace("30日后", "99999999日后")
    assert _read(text).effective_from is None
    assert _read(made.JOINT.replace("2024年4月1日", "2024年13月1日")).effective_from is None


def test_the_masthead_names_the_issuer_where_nothing_else_does() -> None:
    text = (
        "郴州市发展和改革委员会文件\n郴发改〔2023〕45号\n关于做好某项工作的通知\n"
        "一、做好。\n二、落实。\n"
    )
    read = _read(text)
    assert read.issuing_bodies == ("郴州市发展和改革委员会",)
    assert read.jurisdiction.name == "郴州市"


def test_what_is_not_stated_is_none_and_warned_of() -> None:
    read = _read("今天天气很好。我们去散步。\n然后回家。\n")
    assert read.title is None
    assert read.document_number is None
    assert read.issuing_bodies == ()
    assert read.issued_on is None
    assert any("no title" in warning for warning in read.warnings)
    assert any("taken as national" in warning for warning in read.warnings)


def test_abridgement_is_seen_with_the_words_that_say_so() -> None:
    read = _read(made.PAGE)
    span = dict(read.evidence)["abridged"]
    assert read.abridged
    assert span.of(made.PAGE) == "（本文有删减）"
    assert not _read(made.JOINT).abridged


def test_the_five_shipped_documents_are_read_as_they_print() -> None:
    ndrc, chenzhou, wiki, chongqing, council = (_shipped(f"00{n}") for n in range(5))
    assert len(ndrc.issuing_bodies) == 19
    assert ndrc.issuing_bodies[2] == "教育部"
    assert ndrc.issuing_bodies[-1] == "國家林草局"
    assert (ndrc.document_number, ndrc.issued_on) == (None, date(2022, 12, 28))
    assert chenzhou.title is not None
    assert chenzhou.title.startswith("郴州市人民政府办公室关于印发《郴州市进一步推进")
    assert (chenzhou.document_number, chenzhou.issued_on) == (
        "郴政办发〔2022〕14号",
        date(2022, 4, 18),
    )
    assert chenzhou.effective_until == date(2025, 12, 31)
    assert chenzhou.jurisdiction.ancestors == ("湖南省",)
    assert (wiki.document_number, wiki.issued_on) == ("發改振興〔2020〕374號", date(2020, 3, 11))
    assert chongqing.issuing_bodies == ("重庆市发展和改革委员会等23部门",)
    assert (chongqing.document_number, chongqing.issued_on) == ("渝发改规范〔2021〕9号", None)
    assert chongqing.jurisdiction.name == "重庆市"
    assert (council.document_number, council.issued_on) == ("國發〔2024〕17號", date(2024, 7, 28))
    assert [m.abridged for m in (ndrc, chenzhou, wiki, chongqing, council)] == [False] * 4 + [True]
    assert [m.script for m in (ndrc, chenzhou, wiki, chongqing, council)] == [
        Script.HANT,
        Script.HANS,
        Script.HANT,
        Script.HANS,
        Script.HANT,
    ]


@pytest.mark.parametrize("text", [made.JOINT, made.PAGE, made.REPEALING, made.FLAT])
def test_a_document_reads_alike_in_either_script(text: str) -> None:
    simplified, traditional = _read(text), _read(to_traditional(text))
    assert traditional.issued_on == simplified.issued_on
    assert traditional.effective_from == simplified.effective_from
    assert traditional.effective_until == simplified.effective_until
    assert traditional.jurisdiction == simplified.jurisdiction
    assert len(traditional.issuing_bodies) == len(simplified.issuing_bodies)
    assert traditional.title == to_traditional(simplified.title or "")


def test_every_value_is_backed_by_words_of_the_text() -> None:
    for path in SHIPPED.glob("*.txt"):
        text = path.read_text("utf-8")
        read = _read(text)
        spans = dict(read.evidence)
        assert {"title", "issuing_bodies", "jurisdiction"} <= set(spans)
        assert ("document_number" in spans) == (read.document_number is not None)
        assert ("issued_on" in spans) == (read.issued_on is not None)
        assert all(span.of(text).strip() for span in spans.values())


@given(
    st.lists(
        st.sampled_from(
            re.split(
                "[|]",
                "关于|印发|《|》|的通知|国发|〔2024〕|17号|（|）|国务院|\n| |："
                "|2024年5月1日|自|起施行|一、|有效期|5年|各区人民政府"
                "|教 育 部|等23部门|#|**|至|2025年|本办法|第一条|总理",
            )
        ),
        max_size=40,
    ).map("".join)
)
def test_any_mixture_of_official_words_is_read_without_an_exception(text: str) -> None:
    read = _read(text)
    assert all(0 <= span.start < span.end <= len(text) for _, span in read.evidence)


@pytest.mark.data
def test_real_documents_are_read_as_their_pages_state() -> None:
    folder = DATA / "policies_dev"
    if not (folder / "table.csv").is_file():
        pytest.skip(f"no development documents in {folder}")
    outcomes = score_table(folder)
    result = summary(outcomes)
    assert result["exceptions"] == 0
    exact = sum(outcome.exact for outcome in outcomes)
    assert exact / len(outcomes) >= 0.95


def test_a_document_without_a_title_is_called_by_its_number_or_file(tmp_path: Path) -> None:
    path = tmp_path / "随笔.txt"
    path.write_text("今天天气很好。我们去散步。\n然后回家。\n", encoding="utf-8")
    assert read_document(path).title == "随笔"


def test_the_line_under_a_title_tells_issuer_and_day_not_the_day_of_force() -> None:
    read = _read(
        "某省移民安置工作规程\n（2023年5月18日湖南省水利厅发布  自2023年7月1日起施行）\n"
        "第一条  为规范移民安置工作，制定本规程。\n第二条  应当登记。\n"
        "第三条  本规程自2023年7月1日起施行，有效期五年。\n"
    )
    assert read.issuing_bodies == ("湖南省水利厅",)
    assert read.issued_on == date(2023, 5, 18)
    assert read.effective_from == date(2023, 7, 1)
    assert read.effective_until == date(2028, 6, 30)
    assert read.jurisdiction.name == "湖南省"


def test_a_taiwan_line_of_issue_tells_number_and_day() -> None:
    read = _read(
        "新北市政府社會局辦理租金補貼作業要點\n"
        "中華民國113年2月20日新北社助字第1130312345號函訂定\n"
        "一、為協助弱勢家庭，特訂定本要點。\n二、執行機關為各區公所。\n"
        "三、本要點自中華民國一百十三年三月一日生效。\n"
    )
    assert read.document_number == "新北社助字第1130312345號"
    assert read.issued_on == date(2024, 2, 20)
    assert read.effective_from == date(2024, 3, 1)


def test_an_announcement_has_the_number_that_names_no_office_and_the_day_after_its_force() -> None:
    read = _read(
        "郴州市财政局\n关于公布补贴标准的公告\n2024年第6号\n\n根据规定，现公告如下：\n"
        "一、标准详见附件。\n二、本公告自发布之日起施行，至2024年12月31日止。\n"
        "郴州市财政局\n2024年1月22日\n"
    )
    assert read.document_number == "2024年第6号"
    assert read.effective_from == date(2024, 1, 22)
    assert read.effective_until == date(2024, 12, 31)


def test_a_circular_of_hong_kong_is_placed_numbered_and_dated_by_its_letterhead() -> None:
    read = _read(
        "香港特別行政區政府\n勞工及福利局\n通函編號：LWB 12/2024\n二零二四年三月十五日\n\n"
        "致：各受資助非政府機構主管\n\n在職家庭津貼計劃優化安排\n\n"
        "1. 本通函旨在通知各機構有關安排。\n2. 計劃由在職家庭津貼辦事處負責推行。\n"
    )
    assert read.issuing_bodies == ("香港特別行政區政府", "勞工及福利局")
    assert read.document_number == "LWB 12/2024"
    assert read.issued_on == date(2024, 3, 15)
    assert read.jurisdiction.name == "香港特别行政区"


def test_the_government_whose_order_issued_an_act_is_its_issuing_body() -> None:
    found = _read(
        "江州市临时占用渡口管理办法\n\n（1995年8月28日江州市人民政府令第13号发布，根据2016年6月21日"
        "江州市人民政府令第42号公布的《关于修改若干规章的决定》修正并重新公布）\n\n"
        "第一条　为了管理渡口，制定本办法。\n第二条　占用渡口不得超过三个月。\n"
    )
    assert found.issuing_bodies == ("江州市人民政府",)
    assert found.issued_on == date(2016, 6, 21)


def test_the_publishing_office_of_a_page_header_is_read() -> None:
    found = _read(
        "标题: 上海市渡口绿化调整实施办法\n文号: 沪绿规〔2017〕4号\n发布单位: 上海市绿化管理局\n\n"
        "上海市渡口绿化调整实施办法\n第一条　为了管理绿化，制定本办法。\n"
    )
    assert found.issuing_bodies == ("上海市绿化管理局",)
