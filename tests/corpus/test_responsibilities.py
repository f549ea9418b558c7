"""Notations of responsibility, each as official texts print it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Clause, Part, PartKind, Responsibility, Role, Span, Structure
from corpus.responsibilities import find_responsibilities, unregistered
from corpus.responsibilities.bodies import is_body, is_generic, split_bodies
from corpus.structure import split_clauses


def structure_of(text: str, *clauses: str) -> Structure:
    """Hand-made clauses, which must stand in the text in this order."""
    found, position = [], 0
    for ordinal, words in enumerate(clauses or (text,)):
        start = text.index(words, position)
        position = start + len(words)
        span = Span(start=start, end=position)
        found.append(
            Clause(
                id=str(ordinal), ordinal=ordinal, path=(f"{ordinal + 1}.",), span=span, body=span
            )
        )
    return Structure(parts=(), clauses=tuple(found))


def edges(text: str, *clauses: str) -> list[Responsibility]:
    found = list(find_responsibilities(text, structure_of(text, *clauses)))
    assert all(item.span.of(text).replace("\n", "") == item.department for item in found)
    return found


def pairs(text: str, *clauses: str) -> list[tuple[str, str]]:
    return [(item.department, item.role.value) for item in edges(text, *clauses)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("做好就业。（责任部门：市人社局、市发改委）", "市人社局:责任 市发改委:责任"),
        (
            "做好就业。（责任单位：市农业农村委、市乡村振兴局等）",
            "市农业农村委:责任 市乡村振兴局:责任",
        ),
        (
            "做好就业。（牵头单位：市发展改革委；配合单位：市财政局、市人社局）",
            "市发展改革委:牵头 市财政局:配合 市人社局:配合",
        ),
        ("做好就业。（市人社局牵头，市财政局参与）", "市人社局:牵头 市财政局:参与"),
        ("由市教委牵头，市财政局、市科委配合。", "市教委:牵头 市财政局:配合 市科委:配合"),
        ("财政部会同税务总局制定办法。", "财政部:牵头 税务总局:会同"),
        (
            "市发改委要会同市农业农村局、市乡村振兴局等部门对成效进行评价。",
            "市发改委:牵头 市农业农村局:会同 市乡村振兴局:会同",
        ),
        ("教育部、财政部按职责分工负责。", "教育部:负责 财政部:负责"),
        ("做好试点。（教育部、财政部按职责分工负责）", "教育部:负责 财政部:负责"),
        (
            "放宽限制。（负责部门：商务部、海关总署；适用范围：所有自贸试验区）",
            "商务部:负责 海关总署:负责",
        ),
        ("放宽限制。（负责部门：商务部，适用范围：福建自贸试验区）", "商务部:负责"),
        ("发改部门负责统筹协调工作。", "发改部门:负责"),
        ("市发展改革委要做好工作调度。", "市发展改革委:落实"),
        ("市发展改革委要充分履行总牵头职责。", "市发展改革委:牵头"),
        ("国务院专利行政部门主管全国的专利工作。", "国务院专利行政部门:负责"),
        ("教育行政部门要参与规划。", "教育行政部门:参与"),
        ("请财政部、审计署等部门在年底前完成。", "财政部:落实 审计署:落实"),
        ("司法行政部门对法律援助工作负总责。", "司法行政部门:负责"),
        ("县级人民政府是落实工作的责任主体。", "县级人民政府:责任"),
        ("【责任单位：各县〔市、区〕人民政府】", "各县〔市、区〕人民政府:责任"),
        (
            "工作推进。\n牵头单位：市教育局\n配合单位：市财政局、\n市人社局",
            "市教育局:牵头 市财政局:配合 市人社局:配合",
        ),
        ("责任单位:市工信局、发改委", "市工信局:责任 发改委:责任"),
        ("推动产业发展。（市科委、市财政局）", "市科委:责任 市财政局:责任"),
        ("（责任单位：市教育局（牵头）、市财政局）", "市教育局:牵头 市财政局:责任"),
        ("（省财政厅负责，2020年底前完成）", "省财政厅:负责"),
        ("具体由省教育厅会省卫生健康委研究制定。", "省教育厅:牵头 省卫生健康委:会同"),
        ("牵头单位为市教委，配合单位为市财政局、市科委。", "市教委:牵头 市财政局:配合 市科委:配合"),
        ("责任单位：市教委牵头，市财政局、市科委配合", "市教委:牵头 市财政局:配合 市科委:配合"),
        (
            "（责任单位：市残联、市妇联按职责分工负责，各区落实）",
            "市残联:责任 市妇联:责任 各区:落实",
        ),
        ("（责任单位：市教委会同市财政局）", "市教委:责任 市财政局:会同"),
        ("各区、各有关部门按职责分工负责。", "各区:负责 各有关部门:负责"),
        ("（责任单位：各县（市、区）党委和政府）", "各县（市、区）党委和政府:责任"),
        (
            "（财政部、商务部等部门及各省级人民政府按职责分工负责）",
            "财政部:负责 商务部:负责 各省级人民政府:负责",
        ),
        ("市教委（牵头）、市财政局负责。", "市教委:牵头 市财政局:负责"),
        (
            "由国务院药监部门会同国务院能源、价格主管部门制定。",
            "国务院药监部门:牵头 国务院能源:会同 价格主管部门:会同",
        ),
        ("本法所称主管机关：在中央为内政部；在直辖市为直辖市政府。", "内政部:负责 直辖市政府:负责"),
        ("實施培訓。（責任單位：市人力資源局、市財政局）", "市人力資源局:责任 市財政局:责任"),
    ],
)
def test_each_notation_gives_its_bodies_and_roles(text: str, expected: str) -> None:
    assert [f"{name}:{role}" for name, role in pairs(text)] == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "各地区要高度重视，加强组织领导。",
        "各区县要结合统筹整合使用财政涉农资金要求，将项目纳入项目库。",
        "项目负责人可以自主组建科研团队。",
        "实行主任负责制，由主管领导同志担任组长。",
        "优化产业布局，破解发展困局，着眼大局。",
        "用人单位应当依法缴纳社会保险费。",
        "按照《关于市财政局负责事项的意见》办理（见附件1）。",
        "支持企业牵头的创新联合体建设。",
        "专利代理师对其签名办理的业务负责。",
        "请问市财政局在哪里？",
        "扶贫办已会同交通部进行了实地调研。",
        "完善（含住房和城乡建设）有关政策，加强部门配合。",
        "政府主要负责规划战略、制定政策。",
        "县级以上人民政府负责药品监督管理的部门接到报告后进行核实。",
        "企业法定代表人负责安全生产工作。",
        "按照“谁主管、谁负责”的原则落实监管责任。",
        "（联系单位：市教委，联系电话：12345）",
        "",
    ],
)
def test_words_that_assign_nothing_give_no_edge(text: str) -> None:
    assert pairs(text, *([text] if text else [])) == []


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("中国人民银行郴州市中心支行、市政府金融办", "中国人民银行郴州市中心支行 市政府金融办"),
        ("市规划和自然资源局、市农业农村委", "市规划和自然资源局 市农业农村委"),
        ("市住房和城乡建设局和市财政局", "市住房和城乡建设局 市财政局"),
        ("工业和信息化部、文化和旅游部", "工业和信息化部 文化和旅游部"),
        ("市国资委等部门", "市国资委"),
        ("市委政法委、市妇联等相关部门", "市委政法委 市妇联"),
        ("各县市区政府，其他相关部门", "各县市区政府 其他相关部门"),
        ("各省、自治区、直辖市人民政府，教育部", "各省、自治区、直辖市人民政府 教育部"),
        ("各县（市、区）人民政府及市教育局", "各县（市、区）人民政府 市教育局"),
        ("市人社局；市财政局;市科委/市教委", "市人社局 市财政局 市科委 市教委"),
        ("人力资源和社会保障部门、民政部门", "人力资源和社会保障部门 民政部门"),
    ],
)
def test_lists_divide_between_bodies_and_not_inside_them(printed: str, names: str) -> None:
    from corpus.normalize import fold

    folded = fold(printed)
    assert [body.name for body in split_bodies(folded, 0, len(folded))] == names.split()


@pytest.mark.parametrize(
    "name",
    ["各县市区政府", "其他相关部门", "市直相关部门", "相关国有企业", "各金融机构", "有关方面",
     "各区县人民政府", "县级以上人民政府民政部门", "业务主管部门", "试点城市政府"],
)  # fmt: skip
def test_classes_of_bodies_are_generic(name: str) -> None:
    assert is_body(name)
    assert is_generic(name)


@pytest.mark.parametrize(
    "name",
    ["市委组织部", "团市委", "市消防救援支队", "国家发展改革委", "民政部门", "市总工会",
     "中国人民银行", "上海海关", "临港新片区管委会", "国务院办公厅", "证监会"],
)  # fmt: skip
def test_named_bodies_are_not_generic(name: str) -> None:
    assert is_body(name)
    assert not is_generic(name)


def test_a_note_that_leaves_a_body_out_of_later_lists_is_carried_to_exactly_those() -> None:
    first = "1.做台账。（责任部门：市人社局，各县市区政府。以下均需各县市区政府落实，不再列出）"
    second = "2.做培训。（责任部门：市教育局）"
    plain = "3.加强宣传。"
    last = "4.做验收。（责任部门：市财政局）"
    found = edges(first + second + plain + last, first, second, plain, last)
    inherited = [(e.clause_id, e.role, e.inherited_from) for e in found if e.inherited_from]
    assert inherited == [("1", Role.IMPLEMENT, "0"), ("3", Role.IMPLEMENT, "0")]
    own = [e for e in found if e.clause_id == "0"]
    assert [e.department for e in own] == ["市人社局", "各县市区政府"]


def test_a_note_on_all_tasks_governs_its_own_clause_and_the_later_ones() -> None:
    first = (
        "1.做市场。（责任单位：省商务厅。具体任务均涉及相关市（州）人民政府，不再做分工，下同。）"
    )
    second = "2.做培训。（责任单位：省教育厅）"
    found = edges(first + second, first, second)
    assert [(e.clause_id, e.department, e.role.value, e.inherited_from) for e in found] == [
        ("0", "省商务厅", "责任", None),
        ("0", "相关市（州）人民政府", "落实", None),
        ("1", "省教育厅", "责任", None),
        ("1", "相关市（州）人民政府", "落实", "0"),
    ]


def test_a_note_that_the_first_listed_leads_governs_its_own_and_later_clauses() -> None:
    earlier = "1.调研。（市科委、市教委负责）"
    noted = "2.试点。（税务总局、财政部负责，排在第一位的部门为牵头部门，下同）"
    later = "3.推广。（海关总署、商务部负责）"
    found = pairs(earlier + noted + later, earlier, noted, later)
    assert found == [
        ("市科委", "负责"), ("市教委", "负责"),
        ("税务总局", "牵头"), ("财政部", "负责"),
        ("海关总署", "牵头"), ("商务部", "负责"),
    ]  # fmt: skip


def test_a_note_does_not_reach_into_the_next_annex() -> None:
    first = "1.做台账。（责任部门：市人社局。以下均需各区政府落实，不再列出）"
    second = "1.做培训。（责任部门：市教育局）"
    one, two = structure_of(first + second, first, second).clauses
    clauses = (replace(one, annex="附件1"), replace(two, annex="附件2"))
    found = find_responsibilities(first + second, Structure(parts=(), clauses=clauses))
    assert [(e.clause_id, e.department) for e in found] == [("0", "市人社局"), ("1", "市教育局")]


def test_a_first_listed_leads_note_in_the_preamble_governs_every_clause() -> None:
    preamble = "以下任务列第一位者为牵头单位。"
    clause = "1.试点。（责任单位：市科委、市教委）"
    text = preamble + clause
    structure = structure_of(text, clause)
    part = Part(kind=PartKind.PREAMBLE, span=Span(start=0, end=len(preamble)))
    found = find_responsibilities(text, Structure(parts=(part,), clauses=structure.clauses))
    assert [(e.department, e.role) for e in found] == [
        ("市科委", Role.LEAD),
        ("市教委", Role.RESPONSIBLE),
    ]


def test_the_list_that_closes_a_section_speaks_for_its_other_paragraphs() -> None:
    one, two = "支持企业稳岗。", "发放补贴。（省财政厅、省人社厅负责）"
    text = one + two
    clauses = tuple(
        Clause(
            id=f"p{n}", ordinal=n, path=("一、",), paragraph=n,
            span=Span(start=text.index(words), end=text.index(words) + len(words)),
            body=Span(start=text.index(words), end=text.index(words) + len(words)),
        )
        for n, words in ((1, one), (2, two))
    )  # fmt: skip
    found = find_responsibilities(text, Structure(parts=(), clauses=clauses))
    assert [(e.clause_id, e.department, e.inherited_from) for e in found] == [
        ("p1", "省财政厅", "p2"), ("p1", "省人社厅", "p2"),
        ("p2", "省财政厅", None), ("p2", "省人社厅", None),
    ]  # fmt: skip


def test_a_printed_list_comes_first_and_leaves_mere_duties_out() -> None:
    text = (
        "发改部门负责统筹。市公安局要加强巡查。市司法局负责普法。（责任部门：市发改委、市民政局）"
    )
    assert pairs(text) == [("市发改委", "责任"), ("市民政局", "责任"), ("市司法局", "负责")]


def test_columns_of_a_table_give_edges_to_the_clause_of_their_row() -> None:
    head = "任务\t牵头单位\t责任单位\t完成时限\n"
    first, second = (
        "建平台\t市教委\t市财政局、市科委\t年底前\n",
        "办培训\t市人社局\t各区政府\t长期\n",
    )
    found = edges(head + first + second, first, second)
    assert [(e.clause_id, e.department, e.role.value, e.generic) for e in found] == [
        ("0", "市教委", "牵头", False),
        ("0", "市财政局", "责任", False), ("0", "市科委", "责任", False),
        ("1", "市人社局", "牵头", False), ("1", "各区政府", "责任", True),
    ]  # fmt: skip


def test_bars_divide_the_cells_of_a_table_too() -> None:
    text = "| 任务 | 责任单位 |\n| --- | --- |\n| 建平台 | 市教委、市财政局 |\n"
    assert pairs(text) == [("市教委", "责任"), ("市财政局", "责任")]


def test_a_named_department_without_a_registry_row_is_pointed_out_once() -> None:
    text = "（责任单位：市督办督查局、市财政局、广东银保监局、某电力公司、各营商局、市督办督查局）"
    (warning,) = unregistered(edges(text))
    assert "'市督办督查局'" in warning
    assert "character 6" in warning


def test_the_printed_words_of_the_role_are_kept() -> None:
    found = edges("做好。（市教委按职责分工负责，责任领导：张三）（责任部门：市财政局）")
    assert [item.printed_role for item in found] == ["按职责分工负责", "责任部门"]
    assert edges("（市教委、市科委按职责分工负责）")[0].printed_role == "按职责分工负责"


def test_a_name_broken_over_two_lines_is_one_name() -> None:
    assert pairs("（责任单位：市规划和\n自然资源局、市财政局）") == [
        ("市规划和自然资源局", "责任"),
        ("市财政局", "责任"),
    ]


@given(
    st.text(
        alphabet="市财政局委部（）、，。；：牵头责任单位负责会同要由各\n\t| 1.〔〕", max_size=120
    )
)
def test_any_text_is_read_without_an_error_and_spans_hold_the_names(text: str) -> None:
    clause = Clause(
        id="0", ordinal=0, path=(), span=Span(start=0, end=len(text)), body=Span(start=0, end=0)
    )
    for item in find_responsibilities(text, Structure(parts=(), clauses=(clause,))):
        assert "".join(item.span.of(text).split()) == item.department
        assert item.department


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        ("指导部门", ["指导", "指导"]),
        ("业务指导单位", ["指导", "指导"]),
        ("督办单位", ["指导", "指导"]),
        ("行业主管部门", ["负责", "负责"]),
        ("市直牵头单位", ["牵头", "牵头"]),
        ("第一责任单位", ["牵头", "牵头"]),
        ("牵头（责任）单位", ["牵头", "牵头"]),
        ("负责单位及责任人", ["负责", "负责"]),
        ("责任单位（列第一位的为牵头单位）", ["牵头", "责任"]),
        ("执行单位", ["落实", "落实"]),
        ("协作单位", ["配合", "配合"]),
        ("主辦機關", ["牵头", "牵头"]),
        ("權責機關", ["负责", "负责"]),
        ("申报单位", []),
        ("单位", []),
    ],
)
def test_the_heading_of_a_column_names_the_role_of_its_bodies(
    heading: str, roles: list[str]
) -> None:
    text = f"任务\t{heading}\n建平台\t市教委、市财政局\n"
    assert [role for _, role in pairs(text)] == roles


def test_a_label_may_bear_a_remark() -> None:
    assert pairs("一、建平台。（责任单位（排第一位的为牵头单位）：市教委、市财政局）\n") == [
        ("市教委", "牵头"),
        ("市财政局", "责任"),
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "基本医疗由县医保局牵头、县卫健局配合。",
            [("县医保局", "牵头"), ("县卫健局", "配合")],
        ),
        (
            "（市人社局牵头；市教育局等参与；各县（市、区）人民政府组织实施）",
            [("市人社局", "牵头"), ("市教育局", "参与"), ("各县（市、区）人民政府", "落实")],
        ),
        (
            "\n责任主体：市司法局（牵头），市公安局、市民政局（配合）",
            [("市司法局", "牵头"), ("市公安局", "配合"), ("市民政局", "配合")],
        ),
        (
            "\n责任单位：市民政局、市财政局（配合）\n属地责任：各县人民政府",
            [("市民政局", "责任"), ("市财政局", "配合"), ("各县人民政府", "责任")],
        ),
    ],
)
def test_each_body_has_the_role_that_is_its_own(
    sentence: str, found: list[tuple[str, str]]
) -> None:
    assert pairs(f"一、做好保障。{sentence}\n") == found


def test_a_list_of_duties_names_each_body_before_its_colon() -> None:
    text = (
        "一、职责分工\n（一）市民政局：负责指导各县。\n（二）市财政局：资金保障、监管。\n"
        "（三）各乡镇人民政府：配合做好排查。\n二、有关要求\n（一）市教育局：见附件。\n"
    )
    structure = split_clauses(text, "x")
    found = find_responsibilities(text, structure)
    assert [(item.department, item.role.value, item.printed_role) for item in found] == [
        ("市民政局", "负责", "负责"),
        ("市财政局", "负责", "职责分工"),
        ("各乡镇人民政府", "配合", "配合"),
    ]


def test_an_executing_authority_is_named_by_its_office() -> None:
    assert pairs("本要點之執行機關為各區公所。") == [("各區公所", "落实")]


def test_a_place_beside_a_body_shares_its_role_and_alone_has_none() -> None:
    led = [("市科委", "牵头"), ("杨浦区", "牵头")]
    assert pairs("市科委、杨浦区牵头建立联动机制。") == led
    assert pairs("杨浦区牵头建立联动机制。") == []
    assert pairs("市科委、杨浦滨江牵头建立联动机制。") == []
