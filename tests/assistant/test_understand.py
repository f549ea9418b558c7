from datetime import date

import pytest

from assistant.context import Context, Follow, Kind, Want
from assistant.model import Question
from assistant.steps.leaning import how_it_leans
from assistant.steps.understand import run, standard_words, topic_of, understand
from corpus.model import Script
from corpus.normalize import fold
from corpus.scripts import convert
from tests.assistant.made import made_documents, parsed


def read(text: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return understand(text, made_documents())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("双职工家庭送托有什么补助", Kind.CONTENT),
        ("送托补助归谁管", Kind.RESPONSIBILITY),
        ("托育园由哪个部门负责", Kind.RESPONSIBILITY),
        ("邊個部門負責托育園", Kind.RESPONSIBILITY),
        ("市财政局要做哪些事", Kind.TASKS),
        ("市民政局负责哪些工作", Kind.TASKS),
        ("市人力社保局的任务有哪些", Kind.TASKS),
        ("国办发〔2023〕50号第二部分讲什么", Kind.LOOKUP),
        ("二、（二）讲什么", Kind.LOOKUP),
        ("第十四条是什么", Kind.LOOKUP),
        ("国办发〔2023〕50号是谁印发的", Kind.DOCUMENT),
        ("國辦發〔2023〕50號是什麼時候發的", Kind.DOCUMENT),
        ("杭州的实施方案有效期到什么时候", Kind.DOCUMENT),
        ("杭政办函〔2023〕60号讲了什么", Kind.DOCUMENT),
        ("杭州和成都的送托补助有什么不同", Kind.COMPARISON),
        ("国家和杭州对送托补助的规定有什么区别", Kind.COMPARISON),
        ("杭州的实施方案有哪些主要任务", Kind.ENUMERATION),
        ("哪些条款提到了补助", Kind.ENUMERATION),
        ("什么是社区托育园", Kind.DEFINITION),
        ("「托位」是什麼意思", Kind.DEFINITION),
        ("武汉有什么政策", Kind.CATALOG),
        ("有哪些文件", Kind.CATALOG),
    ],
)
def test_the_kind_of_a_question_is_read_from_its_words(text: str, kind: Kind) -> None:
    assert read(text).kind is kind


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("每月补助多少钱", Want.AMOUNT),
        ("收费标准是多少", Want.AMOUNT),
        ("免不免费", Want.AMOUNT),
        ("什么时候开园", Want.WHEN),
        ("哪天办理", Want.WHEN),
        ("怎么申请", Want.HOW),
        ("能不能送托", Want.WHETHER),
        ("可以送托吗", Want.WHETHER),
        ("找谁办", Want.WHO),
        ("去哪里办", Want.WHO),
        ("文件说必须送托，对吧", Want.PREMISE),
        ("為什麼收費", Want.REASON),
    ],
)
def test_wanted_facts_are_read_in_both_scripts(text: str, want: Want) -> None:
    assert want in read(text).wants


def test_the_fee_of_a_procedure_is_no_question_about_the_procedure() -> None:
    assert Want.HOW not in read("落户手续费多少钱").wants


def test_what_says_something_is_no_question_whether() -> None:
    assert Want.WHETHER not in read("第二条讲什么").wants


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2023〕50号",
        "國辦發[2023]50號",
        "国办发（2023）50号文",
        "国办发2023年50号",
        "《关于做好社区托育服务的意见》",
    ],
)
def test_a_document_is_known_by_its_number_or_title_however_typed(text: str) -> None:
    assert read(f"{text}是谁发的").documents == (made_documents()[0].id,)


def test_a_number_that_differs_by_a_slip_is_read_as_the_one_there_is() -> None:
    found = read("杭政函〔2023〕60号讲什么")
    assert found.documents == (made_documents()[1].id,)
    assert found.corrected_number == ("杭政函〔2023〕60号", "杭政办函〔2023〕60号")


@pytest.mark.parametrize("text", ["国发〔2023〕99号讲什么", "《渔业捕捞许可管理规定》讲什么"])
def test_a_document_that_is_not_there_is_named_as_missing(text: str) -> None:
    found = read(text)
    assert found.documents == ()
    assert found.missing_document


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("杭政办函〔2023〕60号第19项", ("第19项",)),
        ("杭政办函〔2023〕60号（十四）的责任单位", ("（十四）",)),
        ("成卫健发〔2022〕8号第二条", ("第二条",)),
        ("二、（二）8.讲什么", ("二、", "（二）", "8.")),
        ("第三部分是什么", ("三、",)),
        ("第(二)項是什麼", ("（二）",)),
    ],
)
def test_clause_references_are_read_as_markers(text: str, markers: tuple[str, ...]) -> None:
    assert read(text).markers == markers


def test_the_first_condition_is_no_clause() -> None:
    assert read("第一时间送托的条件").markers == ()


def test_an_enumerated_question_names_no_clauses() -> None:
    assert read("一、如何查询托育园？二、申请要哪些材料？").markers == ()


def test_another_plan_is_not_the_only_plan_there_is() -> None:
    assert read("国土空间方案何时施行").documents == ()
    assert read("托育服务实施方案何时施行").documents == (made_documents()[1].id,)


def test_a_document_is_known_by_its_year_and_type() -> None:
    assert read("2022年那份通知对托育园怎么说").documents == (made_documents()[2].id,)
    assert read("2019年的通知对托育园怎么说").documents == ()


def test_places_and_bodies_are_found_and_leave_the_topic() -> None:
    found = read("杭州市财政局发的送托补助归谁管")
    assert [place.name for place in found.places] == ["杭州市"]
    assert found.departments
    assert "杭州" not in found.topic
    assert "送托" in found.topic


def test_a_question_of_asking_words_alone_has_no_topic() -> None:
    assert topic_of(fold("归谁管？")) == ""
    assert topic_of(fold("多少錢？")) == ""
    assert topic_of(fold("請問怎麼申請")) == ""


def test_dialect_words_are_read_as_standard_ones() -> None:
    assert standard_words(fold("邊個部門負責，幾多錢，有冇")) == "哪个部门负责，多少钱，有没有"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("戶口名簿如何申請？", "台湾省"),
        ("國民身分證掉了要去哪裡補發", "台湾省"),
        ("108年度的房屋稅什麼時候繳", "台湾省"),
        ("差餉可以分期交嗎", "香港特别行政区"),
    ],
)
def test_bodies_and_papers_that_one_place_alone_has_tell_the_place(text: str, place: str) -> None:
    context = Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))
    assert [p.name for p in run(context).understanding.places] == [place]


@pytest.mark.parametrize(
    "text", ["身份证丢了怎么补办", "2010年度考核", "社会局面稳定", "房产税怎么交"]
)
def test_common_words_tell_no_place(text: str) -> None:
    context = Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))
    assert run(context).understanding.places == ()


def test_the_mere_type_of_a_document_in_marks_names_none() -> None:
    assert understand("生态部门印发的《指南》对废物处置有什么要求", ()).missing_document is None
    assert understand("《城市养犬指南》怎么说", ()).missing_document == "《城市养犬指南》"


def test_an_act_that_is_not_there_is_missing_and_one_named_by_its_title_is_found() -> None:
    act = parsed("某某救助法\n第1条 为了救助，制定本法。\n第2条 主管部门为民政部。\n", "act.txt")
    documents = (*made_documents(), act)
    assert understand("「文化藝術獎助條例」第30條怎麼說", documents).missing_document == (
        "《文化艺术奖助条例》"
    )
    assert understand("某某救助法第2條規定什麼", documents).documents == (act.id,)
    assert understand("本办法第三条是什么", documents).missing_document is None


@pytest.mark.parametrize(
    "question",
    [
        "下个月我去上海办落户要带什么",
        "上个星期厂里停产了能领失业金吗",
        "前段时间摔伤了能报工伤吗",
        "后一段日子想把户口迁走",
        "下個學期孩子轉學怎麼辦",
    ],
)
def test_a_time_at_the_beginning_is_no_turning_of_pages(question: str) -> None:
    folded = standard_words(fold(question))
    assert how_it_leans(folded, understand(question, ()))[0] is Follow.NONE


@pytest.mark.parametrize(
    ("question", "follow"),
    [
        ("下一条呢", Follow.NEXT),
        ("那下一个呢", Follow.NEXT),
        ("后面一段是什么", Follow.NEXT),
        ("下一条规定了什么", Follow.NEXT),
        ("上一个要点", Follow.PREVIOUS),
        ("前一段怎么说", Follow.PREVIOUS),
    ],
)
def test_pages_are_turned_by_clause_item_or_paragraph(question: str, follow: Follow) -> None:
    folded = standard_words(fold(question))
    assert how_it_leans(folded, understand(question, ()))[0] is follow


def test_which_places_is_not_which_bodies() -> None:
    assert Want.WHO not in understand("先试的是哪些地方", ()).wants
    assert Want.WHO in understand("主管的是哪些单位", ()).wants
    assert Want.WHO in understand("验收是哪个街道办的", ()).wants


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("南通外贸十二条归谁解释", ()),
        ("国十条是什么时候发的", ()),
        ("郴州方案二十条呢", ("第20项",)),
        ("十二条的责任单位", ("第12项",)),
        ("第十二条归谁管", ("第十二条",)),
    ],
)
def test_a_policy_called_by_how_many_articles_it_has_is_no_article(
    text: str, markers: tuple[str, ...]
) -> None:
    assert understand(text, ()).markers == markers


def test_how_long_the_rules_of_a_place_hold_asks_for_no_list() -> None:
    assert understand("成都有什么政策", ()).kind is Kind.CATALOG
    assert understand("成都这些措施管到什么时候", ()).kind is Kind.DOCUMENT
    assert understand("成都的政策到哪天为止", ()).kind is Kind.DOCUMENT


@pytest.mark.parametrize(
    "text",
    [
        "三明这个政策执行多久",
        "成都的措施管几个月",
        "這些辦法實施多長時間",
        "三明的政策还有效吗",
        "政策到什么时候",
    ],
)
def test_how_long_a_policy_holds_asks_for_its_period(text: str) -> None:
    found = understand(convert(text, Script.HANS), ())
    assert "effective" in found.facts
    assert found.kind is Kind.DOCUMENT


@pytest.mark.parametrize(
    "text", ["搬走后原来的田地归谁", "旧房拆了土地归谁所有？", "出租的收入归谁"]
)
def test_whose_a_thing_is_asks_for_no_body(text: str) -> None:
    assert Want.WHO not in understand(text, ()).wants


@pytest.mark.parametrize("text", ["这件事归谁", "土地归谁管", "这笔钱归谁发放", "征地归谁负责"])
def test_whose_task_a_thing_is_asks_for_the_body(text: str) -> None:
    assert Want.WHO in understand(text, ()).wants
