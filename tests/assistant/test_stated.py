"""The clause that states what is asked for goes before one that only speaks of the matter."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question
from assistant.selection.amounts import asked_unit
from assistant.selection.certainty import surer
from assistant.selection.stated import stating_first
from assistant.steps.understand import run
from corpus.model import Clause, PolicyDocument
from index.model import Hit, ResultSet
from tests.assistant.made import parsed

DOCUMENT = parsed(
    "关于联席会议的批复\n一、总体要求\n完善联席会议制度，加强统筹。\n二、成员单位\n"
    "联席会议由教育部、财政部组成，教育部为牵头单位。\n三、工作规则\n"
    "联席会议每年召开两次会议，2025年底前召开第一次，因为工作需要可以加开。\n",
    "rules.txt",
)


def found(*scores: float) -> list[tuple[Hit, PolicyDocument, Clause]]:
    clauses = [c for c in DOCUMENT.clauses if c.body.of(DOCUMENT.text).strip()]
    return [
        (
            Hit(
                document_id=DOCUMENT.id,
                clause_id=clause.id,
                score=score,
                dense=0.3,
                lexical=1.0,
                coverage=0.5,
                span=clause.span,
            ),
            DOCUMENT,
            clause,
        )
        for score, clause in zip(scores, clauses, strict=True)
    ]


def context(text: str) -> Context:
    return run(Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1)))


def first_of(text: str, *scores: float) -> str:
    ranked = sorted(found(*scores), key=lambda item: -item[0].score)
    return stating_first(context(text), ranked)[0][2].heading


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("联席会议一年开几次", "工作规则"),
        ("联席会议最晚什么时候召开", "工作规则"),
        ("为什么加开联席会议", "工作规则"),
        ("联席会议归谁牵头", "成员单位"),
        ("联席会议制度的目标是什么", "成员单位"),
    ],
)
def test_a_near_clause_that_states_the_asked_fact_goes_first(text: str, heading: str) -> None:
    assert first_of(text, 0.7, 1.0, 0.85) == heading


def test_a_clause_too_far_below_the_best_stays_where_it_is() -> None:
    assert first_of("联席会议一年开几次", 0.5, 1.0, 0.55) == "成员单位"


def test_a_rule_goes_before_a_general_aim_only_when_about_as_good() -> None:
    assert first_of("联席会议制度怎么完善", 1.0, 0.98, 0.5) == "成员单位"
    assert first_of("联席会议制度怎么完善", 1.0, 0.9, 0.5) == "总体要求"


def test_where_aims_are_asked_for_the_section_of_aims_goes_first() -> None:
    assert first_of("联席会议要达到什么目标", 0.85, 1.0, 0.5) == "总体要求"
    assert first_of("联席会议要达到什么目标", 0.7, 1.0, 0.5) == "成员单位"


def test_the_missing_figure_no_longer_counts_when_the_clause_in_front_states_it() -> None:
    hits = sorted(found(0.7, 1.0, 0.85), key=lambda item: -item[0].score)
    results = ResultSet(hits=tuple(hit for hit, _, _ in hits), answerability=0.1)
    assert surer(context("联席会议一年开几次"), results, hits[1]) == 0.1
    assert replace(results, evidence={}).answerability == 0.1


EVIDENCE = {
    "plain_dense": 0.93,
    "top_dense": 0.27,
    "dense_margin": 0.05,
    "coverage": 0.6,
    "unknown": 0.2,
    "agreement": 1.0,
    "lexical_share": 0.3,
    "lead": 0.1,
    "lexical_lead": 1.0,
    "dense_deviation": 4.0,
    "place_conflict": 0.0,
    "missing_quantity": 1.0,
}


def test_a_question_whether_misses_no_figure() -> None:
    ranked = found(1.0, 0.8, 0.7)
    hits = tuple(hit for hit, _, _ in ranked)
    results = ResultSet(hits=hits, answerability=0.1, evidence=EVIDENCE)
    assert surer(context("召开比例封不封顶"), results, ranked[0]) > 0.5
    assert surer(context("召开多少"), results, ranked[0]) == 0.1


def test_a_figure_in_the_clause_that_went_to_the_front_is_not_missing() -> None:
    ranked = found(1.0, 0.8, 0.7)
    hits = tuple(hit for hit, _, _ in ranked)
    results = ResultSet(hits=hits, answerability=0.1, evidence=EVIDENCE)
    assert surer(context("联席会议一年开几次"), results, ranked[2]) > 0.5


def test_the_clause_with_the_asked_unit_goes_first_though_it_stands_further_behind() -> None:
    assert first_of("联席会议每年召开多少次", 1.0, 0.9, 0.65) == "工作规则"
    assert first_of("联席会议每年召开多少人", 1.0, 0.9, 0.65) == "总体要求"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("表扬了多少项做法", "项"),
        ("试点城市一共选几个", "个"),
        ("上网的人有多少", "人"),
        ("不能薄过多少毫米", "毫米"),
    ],
)
def test_the_unit_of_a_number_is_read(text: str, unit: str) -> None:
    assert asked_unit(context(text)) == unit


def test_no_unit_is_read_where_none_is_asked() -> None:
    assert asked_unit(context("补贴多少")) is None
    assert asked_unit(context("几个月以后办好")) is None


AGENTS = parsed(
    "代理管理条例\n第一条　代理人有下列行为之一的，责令改正，处五万元以下的罚款。\n"
    "第二条　代理人应当接受指派，不得自行接受委托。\n第三条　代理人每年参加培训。\n",
    "agents.txt",
)


def first_article(text: str, *scores: float) -> str:
    ranked = [
        (
            Hit(
                document_id=AGENTS.id,
                clause_id=clause.id,
                score=score,
                dense=0.3,
                lexical=1.0,
                coverage=0.5,
                span=clause.span,
            ),
            AGENTS,
            clause,
        )
        for score, clause in zip(scores, (c for c in AGENTS.clauses if c.path), strict=True)
    ]
    ranked.sort(key=lambda item: -item[0].score)
    return stating_first(context(text), ranked)[0][2].path[-1]


def test_a_rule_goes_before_the_penalty_for_breaking_it_unless_that_is_asked() -> None:
    assert first_article("代理人自己接委托，对吗", 1.0, 0.92, 0.8) == "第二条"
    assert first_article("代理人自己接委托怎么罚", 1.0, 0.92, 0.8) == "第一条"
    assert first_article("代理人自己接委托会坐牢吗", 1.0, 0.92, 0.8) == "第一条"
    assert first_article("代理人自己接委托拘留几天", 1.0, 0.92, 0.8) == "第一条"
    assert first_article("代理人自己接委托犯法吗", 1.0, 0.92, 0.8) == "第一条"
    assert first_article("代理人自己接委托，对吗", 1.0, 0.8, 0.7) == "第一条"


def test_what_is_allowed_is_told_by_a_clause_that_allows_or_forbids() -> None:
    assert first_article("代理人能自己接委托吗", 0.5, 0.92, 1.0) == "第二条"
    assert first_article("代理人自己接委托的标准有什么不同", 0.5, 0.92, 1.0) == "第三条"


PENALTIES = parsed(
    "奖励办法\n第一条　企业应当为职工开立账户。\n第二条　企业不开立账户的，责令限期办理。\n"
    "第三条　企业有下列行为之一的，处1万元以上5万元以下的罚款：\n（一）不开立账户；\n"
    "（二）挪用账户资金。\n",
    "penalties.txt",
)


def penal(*scores: float) -> list[tuple[Hit, PolicyDocument, Clause]]:
    """The articles and items in printed order with these scores, best first."""
    clauses = [clause for clause in PENALTIES.clauses if clause.path]
    items = [
        (
            Hit(
                document_id=PENALTIES.id,
                clause_id=clause.id,
                score=score,
                dense=0.3,
                lexical=1.0,
                coverage=0.5,
                span=clause.span,
            ),
            PENALTIES,
            clause,
        )
        for clause, score in zip(clauses, scores, strict=True)
    ]
    return sorted(items, key=lambda item: -item[0].score)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("企业不开立账户会受到什么处罚", ("第三条", "（一）")),
        ("企业要不要开立账户", ("第一条",)),
    ],
)
def test_a_question_for_the_penalty_gets_a_clause_that_punishes(
    text: str, path: tuple[str, ...]
) -> None:
    ranked = penal(1.0, 0.9, 0.6, 0.8, 0.5)
    assert stating_first(context(text), ranked)[0][2].path == path


def test_an_item_is_read_with_the_figure_of_the_line_over_it() -> None:
    ranked = penal(0.5, 0.5, 0.5, 1.0, 0.4)
    hits = tuple(hit for hit, _, _ in ranked)
    results = ResultSet(hits=hits, answerability=0.1, evidence=EVIDENCE)
    assert surer(context("不开立账户罚多少钱"), results, ranked[0]) > 0.5


BECOMING = parsed(
    "关于鉴定的规定\n第一章 鉴定机构和鉴定师\n第一条 鉴定机构从事鉴定应当具备条件，有固定的场所。\n"
    "第二条 鉴定师从事鉴定应当有资格证，并实习满一年。\n",
    "agents.txt",
)


def test_what_somebody_wants_to_be_is_named_in_the_clause_itself() -> None:
    clauses = [c for c in BECOMING.clauses if c.path[-1:] in {("第一条",), ("第二条",)}]
    ranked = [
        (
            Hit(
                document_id=BECOMING.id,
                clause_id=clause.id,
                score=score,
                dense=0.3,
                lexical=1.0,
                coverage=0.5,
                span=clause.span,
            ),
            BECOMING,
            clause,
        )
        for clause, score in zip(clauses, (1.0, 0.95), strict=True)
    ]
    assert stating_first(context("想当鉴定师要什么条件"), ranked)[0][2].path[-1] == "第二条"
    assert stating_first(context("开鉴定机构要什么条件"), ranked)[0][2].path[-1] == "第一条"


def test_a_clause_that_fines_by_itself_is_not_passed_over_for_a_list() -> None:
    fine = parsed(
        "保险条例\n第一条　车主未投保的，处应缴保险费二倍罚款。\n"
        "第二条　保险公司有下列行为之一的，处5万元以下罚款：\n"
        "（一）拒绝承保；\n（二）未及时支付。\n",
        "fine.txt",
    )
    ranked = [
        (replace(penal(1, 1, 1, 1, 1)[0][0], score=score, clause_id=clause.id), fine, clause)
        for score, clause in zip(
            (1.0, 0.9, 0.9, 0.8), (c for c in fine.clauses if c.path), strict=True
        )
    ]
    assert stating_first(context("车没投保怎么罚"), ranked)[0][2].path == ("第一条",)


def test_people_are_counted_by_the_head() -> None:
    assert asked_unit(context("最多能派几个人")) == "人"
    assert asked_unit(context("一共几个")) == "个"


def test_a_clause_nearer_in_meaning_may_have_fewer_of_the_words() -> None:
    ranked = sorted(found(1.0, 0.7, 0.9), key=lambda item: -item[0].score)
    poor = [(replace(hit, coverage=0.0 if hit.score < 1 else 0.5), d, c) for hit, d, c in ranked]
    asked = context("联席会议一年开几次")
    assert stating_first(asked, poor)[0][2].heading == "总体要求"
    near = [(replace(hit, dense=0.4 if hit.score == 0.9 else 0.3), d, c) for hit, d, c in poor]
    assert stating_first(asked, near)[0][2].heading == "工作规则"


def test_an_aim_asked_for_as_a_number_is_one() -> None:
    plan = parsed(
        "城镇化计划\n一、目标任务分工\n把目标任务落到各部门。\n二、总体要求\n城镇化率提升至接近70%。\n",
        "plan.txt",
    )
    clauses = [c for c in plan.clauses if c.body.of(plan.text).strip()]
    first = found(1.0, 0.9, 0.8)[0][0]
    ranked = [
        (replace(first, clause_id=c.id, document_id=plan.id, score=1 - n / 10), plan, c)
        for n, c in enumerate(clauses)
    ]
    assert stating_first(context("城镇化的目标是多少"), ranked)[0][2].heading == "总体要求"
