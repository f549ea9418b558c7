"""Papers, conditions, problems and «both at once»: asked for and stated in their own words."""

from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question
from assistant.selection.amounts import amount_is_missing, asked_figures, gives_figure
from assistant.selection.aspects import asked_aspects
from assistant.selection.stated import stating_first
from assistant.steps.understand import run
from corpus.model import Clause, PolicyDocument
from index.model import Hit
from tests.assistant.made import parsed

DOCUMENT = parsed(
    "人才公寓管理办法\n第一条　人才公寓的申请要依法办理，推进申请制度改革，方便人才申请。\n"
    "第二条　申请人才公寓的，应当具备本科以上学历，并连续缴纳社会保险满6个月。\n"
    "第三条　申请时应当提交身份证件、学历证明和劳动合同。\n"
    "第四条　人才公寓和租房补贴不能同时享受。\n"
    "第五条　目前人才公寓建设存在布局分散、配套滞后等问题。\n",
    "flats.txt",
)


def context(text: str) -> Context:
    return run(Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1)))


def found() -> list[tuple[Hit, PolicyDocument, Clause]]:
    """All articles, the general one first and the others a good deal behind."""
    articles = [c for c in DOCUMENT.clauses if c.path]
    return [
        (
            Hit(
                document_id=DOCUMENT.id,
                clause_id=clause.id,
                score=1.0 if clause is articles[0] else 0.75,
                dense=0.3,
                lexical=1.0,
                coverage=0.5,
                span=clause.span,
            ),
            DOCUMENT,
            clause,
        )
        for clause in articles
    ]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("申请人才公寓要什么条件", "第二条"),
        ("什么人可以申请人才公寓", "第二条"),
        ("申请人才公寓要带什么材料", "第三条"),
        ("人才公寓和租房补贴能一起享受吗", "第四条"),
        ("人才公寓建设还有哪些不足", "第五条"),
        ("人才公寓怎么申请", "第一条"),
    ],
)
def test_the_clause_that_states_the_kind_of_fact_goes_first(text: str, article: str) -> None:
    assert stating_first(context(text), found())[0][2].path[-1] == article


def test_a_clause_without_papers_does_not_tell_what_to_bring() -> None:
    general, _, papers, *_ = (clause for _, _, clause in found())
    asked = context("申请人才公寓要带什么材料")
    assert amount_is_missing(asked, DOCUMENT, general)
    assert not amount_is_missing(asked, DOCUMENT, papers)


@pytest.mark.parametrize(
    "text", ["人才公寓有什么好处", "符合什么规定的文件", "两个部门一起负责吗", "有问题找谁"]
)
def test_other_questions_are_after_none_of_them(text: str) -> None:
    assert asked_aspects(context(text)) == ()


def test_small_coins_are_money_and_how_come_asks_for_a_reason() -> None:
    assert asked_figures(context("一个瓶子给几毛钱")) == ("money",)
    assert "reason" in context("房子怎么会裂开").understanding.wants
    assert "reason" not in context("怎么会计报账").understanding.wants


def test_a_form_that_somebody_designed_is_no_paper_to_bring() -> None:
    assert asked_aspects(context("镇里为统计复工情况设计出了什么表格")) == ()
    assert asked_aspects(context("申请人才公寓要填哪些表格")) == ("materials",)


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("热线电话号码是多少", "contact"),
        ("你们网址是什么", "contact"),
        ("社保卡打不开了去哪里重新办", "desk"),
        ("手机坏了去哪里修", "desk"),
    ],
)
def test_where_to_go_and_to_call_is_asked_in_words_of_its_own(text: str, aspect: str) -> None:
    assert asked_aspects(context(text)) == (aspect,)


def test_where_to_go_must_be_told_by_the_sentence_on_the_matter() -> None:
    document = parsed(
        "数字服务报告\n第一条　电子发票服务平台用户很多，可以在平台查询发票。"
        "全国推广网上办事。电子社保卡领用人数达六亿人，覆盖各省。\n"
        "第二条　电子社保卡打不开的，可以到社保服务窗口重新办理。\n",
        "cards.txt",
    )
    report, rule = (clause for clause in document.clauses if clause.path)
    asked = context("电子社保卡打不开了，去哪里重新办")
    assert amount_is_missing(asked, document, report)
    assert not amount_is_missing(asked, document, rule)


def test_a_number_to_call_is_told_by_a_number() -> None:
    document = parsed(
        "热线办法\n第一条　设立热线电话，方便群众。\n第二条　热线电话为12345。\n", "c.txt"
    )
    first, second = (clause for clause in document.clauses if clause.path)
    asked = context("热线电话号码是多少")
    assert amount_is_missing(asked, document, first)
    assert not amount_is_missing(asked, document, second)


def test_whether_there_is_a_payment_is_told_only_by_a_clause_on_one() -> None:
    asked = context("雇用残疾人有补贴吗")
    document = parsed(
        "就业办法\n第一条　支持雇用残疾人，提高他们的技能。\n第二条　雇用残疾人的给予岗位补贴。\n",
        "jobs.txt",
    )
    first, second = (clause for clause in document.clauses if clause.path)
    assert amount_is_missing(asked, document, first)
    assert not amount_is_missing(asked, document, second)
    assert asked_aspects(context("雇用残疾人有什么规定吗")) == ()


def test_a_body_for_relief_is_no_payment() -> None:
    asked = context("安置区的小孩有没有补贴")
    document = parsed(
        "安置办法\n第一条　支持安置区的小孩入托，建设未成年人救助保护机构。\n"
        "第二条　安置区的小孩生活困难的给予临时救助。\n",
        "relief.txt",
    )
    first, second = (clause for clause in document.clauses if clause.path)
    assert amount_is_missing(asked, document, first)
    assert not amount_is_missing(asked, document, second)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("公租房怎么申请", True),
        ("居住证如何办理", True),
        ("怎么办居住证", True),
        ("搬来以后没活干怎么办", False),
        ("怎么办理好两地的关系呢", True),
        ("这个办法怎么规定", False),
    ],
)
def test_how_to_apply_is_asked_by_the_act_and_not_by_being_at_a_loss(
    text: str, asked: bool
) -> None:
    assert ("procedure" in asked_aspects(context(text))) is asked


def test_a_clause_without_any_act_does_not_tell_how_to_apply() -> None:
    document = parsed("数据共享办法\n第一条　住建部门提供房屋（含公租房）租赁信息。\n", "data.txt")
    clause = next(c for c in document.clauses if c.path)
    assert amount_is_missing(context("公租房怎么申请"), document, clause)
    assert not amount_is_missing(context("公租房租赁信息谁提供"), document, clause)


@pytest.mark.parametrize(
    ("words", "kind", "given"),
    [
        ("连续缴纳社会保险满3年", "duration", True),
        ("自收到之日起十五日内", "duration", True),
        ("试点期为十八个月", "duration", True),
        ("到2035年建成", "duration", False),
        ("2020年12月31日印发", "duration", False),
        ("总分达到60分以上", "points", True),
        ("完善积分落户政策，分类实施", "points", False),
    ],
)
def test_a_year_is_no_length_of_time_and_a_policy_no_score(
    words: str, kind: str, given: bool
) -> None:
    assert gives_figure(words, kind) is given


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("积分落户要多少分", ("points",)),
        ("机场哪一年通航", ("date",)),
        ("他是哪年级的", ()),
        ("学生每年能领多少助学金", ("money",)),
        ("能领多少失业保险金", ("money",)),
    ],
)
def test_scores_years_and_benefits_are_asked_as_figures(text: str, kinds: tuple[str, ...]) -> None:
    assert asked_figures(context(text)) == kinds


def test_a_question_for_a_time_alone_is_not_answered_without_one() -> None:
    text = "地铁办法\n第一条　稳步推进地铁建设。\n第二条　地铁于2027年底前通车。\n"
    document = parsed(text, "metro.txt")
    without, with_time = (c for c in document.clauses if c.path)
    assert amount_is_missing(context("地铁什么时候通"), document, without)
    assert not amount_is_missing(context("地铁什么时候通"), document, with_time)
    assert not amount_is_missing(context("地铁谁来建"), document, without)


@pytest.mark.parametrize(
    ("question", "lacking_in", "stated_by"),
    [
        ("人才公寓在哪条路上", "第三条", "人才公寓位于学府路12号。"),
        ("人才公寓卖什么牌子的家具", "第三条", "家具的品牌为江岸牌。"),
        ("人才公寓叫什么名字", "第三条", "人才公寓的名称为江岸家园。"),
    ],
)
def test_an_address_a_brand_or_a_name_is_no_answer_without_one(
    question: str, lacking_in: str, stated_by: str
) -> None:
    silent = next(c for c in DOCUMENT.clauses if c.path == (lacking_in,))
    assert amount_is_missing(context(question), DOCUMENT, silent)
    telling = parsed(f"人才公寓办法\n第一条 {stated_by}\n", "telling.txt")
    clause = next(c for c in telling.clauses if c.path)
    assert not amount_is_missing(context(question), telling, clause)


@pytest.mark.parametrize(
    "question", ["修路要什么手续", "公路怎么养护", "这种补贴叫不叫奖励", "线路怎么走"]
)
def test_a_road_spoken_of_is_no_address_asked_for(question: str) -> None:
    assert not {"street", "brand", "name"} & set(asked_aspects(context(question)))


def test_a_number_of_days_is_not_told_by_at_once() -> None:
    document = parsed(
        "抽查办法\n第一条　抽查结果应当及时公示。\n第二条　抽查结果7个工作日内公示。\n", "d.txt"
    )
    first, second = (clause for clause in document.clauses if clause.path)
    assert amount_is_missing(context("抽查结果几天内公示"), document, first)
    assert not amount_is_missing(context("抽查结果几天内公示"), document, second)
