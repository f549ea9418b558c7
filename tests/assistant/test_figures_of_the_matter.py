"""A figure answers only when the sentence that gives it is about the matter that is asked."""

from datetime import date

from assistant.context import Context
from assistant.model import Question, Status
from assistant.selection.amounts import amount_is_missing, clause_with_figure, counts_noun
from assistant.steps.understand import run
from tests.assistant.made import assistant_over, parsed

ACT = parsed(
    "出生登记办法\n第一条 出生登记以父母为申请人。申请人可以委托他人。\n"
    "第二条 出生登记至迟应于六十日内为之，申请人逾期的仍应受理。\n"
    "第三条 公租房的申请人不得转租。场地由街道提供。创业的，每户补助3000元。\n",
    "act.txt",
)


def context(text: str) -> Context:
    asked = Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))
    return run(asked)


def clause(marker: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return next(c for c in ACT.clauses if c.path[-1:] == (marker,))


def test_an_amount_for_another_matter_of_the_clause_is_no_answer() -> None:
    third = clause("第三条")
    assert amount_is_missing(context("公租房转租罚多少钱"), ACT, third)
    assert not amount_is_missing(context("创业补助多少钱"), ACT, third)


def test_the_clause_that_gives_the_figure_for_the_matter_takes_over() -> None:
    first, second = clause("第一条"), clause("第二条")
    asked = context("出生登记的申请人要多久内办")
    assert amount_is_missing(asked, ACT, first)
    assert clause_with_figure(asked, ACT, first) == second


def test_without_a_shared_matter_no_other_clause_takes_over() -> None:
    assert clause_with_figure(context("转租要多久内办"), ACT, clause("第一条")) is None


def test_another_number_is_none_of_the_things_that_are_counted() -> None:
    asked = context("安置区办幼儿园要多少学位")
    assert counts_noun(asked, "新增学前教育学位2000个")
    assert counts_noun(asked, "提供1.2万个优质学位")
    assert not counts_noun(asked, "建设3所幼儿园，留足学位。")
    assert counts_noun(context("一共搬了多少人"), "搬迁群众3000名")


def test_a_payment_named_by_one_word_needs_its_own_figure() -> None:
    school = parsed(
        "职业学校办法\n第一条 职业学校的生均拨款水平达到12000元。健全职业学校奖学金制度。\n"
        "第二条 职业学校的奖学金每人每年6000元。\n",
        "school.txt",
    )
    first, second = (c for c in school.clauses if c.path)
    asked = context("职业学校的奖学金每年多少钱")
    assert amount_is_missing(asked, school, first)
    assert not amount_is_missing(asked, school, second)


DELAYED = parsed(
    "甘肃省延期参保的通知\n一、延长缴费期\n"
    "1.职工医保延期缴费的，费用视同连续缴费，不得收取滞纳金。\n"
    "2.解决员工住宿困难，为企业员工发放口罩。\n"
    "3.减免居民医保费用。对困难居民免收医保费用。\n",
    "delayed.txt",
)


def of_delayed(marker: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return next(c for c in DELAYED.clauses if c.path[-1:] == (marker,))


def test_that_paying_late_costs_nothing_is_no_price() -> None:
    first, third = of_delayed("1."), of_delayed("3.")
    assert amount_is_missing(context("职工医保一个人交多少钱"), DELAYED, first)
    assert not amount_is_missing(context("职工医保晚交要收多少钱滞纳金"), DELAYED, first)
    assert not amount_is_missing(context("困难居民医保费用交多少钱"), DELAYED, third)


def test_the_number_of_an_item_counts_nothing() -> None:
    assert amount_is_missing(context("企业员工发口罩每人几个"), DELAYED, of_delayed("2."))


PAPERS = parsed(
    "项目审批办法\n一、纸质材料可以先不交，待疫情结束后补交纸质材料。\n二、纸质材料应当真实。\n",
    "papers.txt",
)


def test_after_an_event_is_a_time() -> None:
    first, second = PAPERS.clauses
    asked = context("项目审批的纸质材料什么时候补交")
    assert not amount_is_missing(asked, PAPERS, first)
    assert amount_is_missing(asked, PAPERS, second)


ISOLATED = parsed(
    "杭州市隔离办法\n一、从外地回来的人员应当隔离。隔离场所由街道提供。街道做好登记。"
    "返回的须居家观察14天。\n二、街道应当每天清洁。\n",
    "isolated.txt",
)


def test_a_bare_follow_up_asks_for_whatever_figure_the_clause_has() -> None:
    assistant = assistant_over(ISOLATED)
    first = assistant.ask(Question(text="杭州从外地回来要隔离吗", conversation_id="days"))
    assert first.status is Status.ANSWERED
    later = assistant.ask(Question(text="几天", conversation_id="days"))
    assert later.status is Status.ANSWERED
    assert "14天" in later.text


AIRED = parsed(
    "学校指引\n一、教室通风。学校每天开窗通风，每次至少30分钟。\n二、开学。学校9月1日开学。\n"
    "三、分级。风险分为四个等级。\n",
    "aired.txt",
)


def test_how_long_something_takes_is_no_point_in_time() -> None:
    first, second, third = AIRED.clauses
    asked = context("学校什么时候开学")
    assert amount_is_missing(asked, AIRED, first)
    assert not amount_is_missing(asked, AIRED, second)
    assert not amount_is_missing(context("学校每次通风要多久"), AIRED, first)
    assert not amount_is_missing(context("风险分几级"), AIRED, third)
