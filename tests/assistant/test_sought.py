"""What follow-ups seek is found in the document of the talk by the words of documents."""

import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.context import Context, Follow, Understanding
from assistant.conversation import Conversation, Slot
from assistant.model import Question
from assistant.sought import sought_in
from assistant.steps.belonging import states_sought
from assistant.steps.leaning import is_size
from assistant.steps.staying import Staying
from assistant.steps.understand import understand
from corpus.model import Script
from corpus.normalize import search_form
from corpus.scripts import convert
from index.model import Hit, ResultSet
from tests.assistant.made import parsed

TAXI = parsed(
    """某市出租车经营办法
某府令第7号
第一条 申请经营出租车的，应当取得经营许可。
第二条 申请人为外地户籍的，按照本市户籍的标准办理。
第三条 外地户籍申请人应当留存居住证明和驾驶资料。
第四条 擅自经营出租车的，责令停止，处一万元罚款。
第五条 车辆应当每年检验。未检验的，追究经营者责任，不得上路。
第六条 市交通局公布举报电话。
某市人民政府
2020年5月1日
""",
    "taxi.txt",
)
LABELS = {clause.id: clause.path[-1] for clause in TAXI.clauses if clause.path}


def pairs(words: str) -> set[str]:
    form = search_form(words)
    return {form[at : at + 2] for at in range(len(form) - 1)}


def search(context: Context, text: str) -> ResultSet:
    """Clauses by the pairs of characters that they share with a text; none is sure."""
    asked = pairs(text)
    shared = {c.id: len(asked & pairs(c.span.of(TAXI.text))) for c in TAXI.clauses if c.path}
    ranked = sorted((key for key in shared if shared[key]), key=lambda key: -shared[key])
    hits = tuple(
        Hit(
            document_id=TAXI.id,
            clause_id=key,
            score=1.0,
            dense=0.0,
            lexical=1.0,
            coverage=shared[key] / max(1, len(asked)),
            span=TAXI.clause_by_id(key).span,
        )
        for key in ranked
    )
    return ResultSet(hits=hits, answerability=0.1)


def talk(text: str, *, clause: str = "第二条", topic: str = "外地户籍") -> Context:
    last = next(key for key, label in LABELS.items() if label == clause)
    return Context(
        id="1",
        question=Question(text=text),
        as_of=date(2026, 1, 1),
        documents=(TAXI,),
        conversation=Conversation(
            turns=1,
            topic=Slot(value=topic, source="asked", turn=1),
            document=Slot(value=TAXI.id, source="answer", turn=1),
            clause=Slot(value=last, source="answer", turn=1),
        ),
        understanding=understand(text, ()),
        search_text=text,
    )


def answered(context: Context, elsewhere: float = 0.1) -> str | None:
    staying = Staying(search=search, fuse=lambda own, _: own)
    after = staying(context, ResultSet(hits=(), answerability=elsewhere))
    if after is None or not after.results[0].hits:
        return None
    return LABELS[after.results[0].hits[0].clause_id or ""]


@pytest.mark.parametrize(
    ("question", "rest", "unmet"),
    [
        ("需要什么材料？", "", False),
        ("有问题往哪里举报？", "", False),
        ("两个可以一起扣吗？", "", False),
        ("和刚才那个能一起享受吗？", "", False),
        ("和房贷利息能一起享受吗？", "房贷利息", False),
        ("没备案会怎么处罚？", "备案", True),
        ("闯红灯会怎么处罚？", "闯红灯", False),
    ],
)
def test_a_question_is_read_without_what_asks(question: str, rest: str, unmet: bool) -> None:
    sought = sought_in(question)
    assert sought is not None
    assert (sought.rest, sought.unmet) == (rest, unmet)


@pytest.mark.parametrize("question", ["中秋放几天？", "归谁管？", "公共服务怎么共享？"])
def test_other_questions_seek_nothing_of_the_kind(question: str) -> None:
    assert sought_in(question) is None


def test_a_duty_that_is_not_met_finds_what_follows() -> None:
    assert answered(talk("没检验会怎么样？")) == "第五条"


def test_acting_without_a_licence_is_called_unauthorised() -> None:
    assert answered(talk("没有许可就开业会怎么处罚？")) == "第四条"


def test_a_question_without_a_matter_asks_the_document_of_the_talk() -> None:
    assert answered(talk("有问题往哪里举报？")) == "第六条"
    assert answered(talk("有问题往哪里举报？"), elsewhere=0.99) == "第六条"


def test_a_matter_that_the_document_does_not_have_is_not_its_own() -> None:
    assert answered(talk("闯红灯会怎么处罚？")) is None


def test_a_matter_that_is_answered_elsewhere_leaves() -> None:
    assert answered(talk("没检验会怎么样？"), elsewhere=0.9) is None


def aspect(context: Context) -> Context:
    return replace(context, understanding=Understanding(follow=Follow.ASPECT, documents=(TAXI.id,)))


def test_papers_that_the_last_clause_lacks_are_found_in_another() -> None:
    assert answered(aspect(talk("需要什么材料？"))) == "第三条"


def test_papers_that_the_last_clause_states_are_not_sought_elsewhere() -> None:
    assert answered(aspect(talk("需要什么材料？", clause="第三条"))) is None


def test_another_matter_is_asked_for_what_the_last_question_sought() -> None:
    before = talk("车辆检验呢？")
    matter = replace(
        before,
        understanding=Understanding(topic="车辆检验", follow=Follow.MATTER),
        search_text="车辆检验",
        conversation=before.conversation.set("question", "没有许可会怎么处罚？", "asked"),
    )
    assert answered(matter, elsewhere=0.9) == "第五条"


def test_another_matter_after_a_plain_question_is_searched_by_itself() -> None:
    before = talk("外地户籍呢？", clause="第五条")
    matter = replace(
        before,
        understanding=Understanding(topic="外地户籍", follow=Follow.MATTER),
        search_text="外地户籍",
        conversation=before.conversation.set("question", "车辆怎么检验？", "asked"),
    )
    assert answered(matter, elsewhere=0.9) is None


def test_who_pays_is_found_where_money_is_spoken_of() -> None:
    sought = sought_in("钱从哪来？")
    assert sought is not None
    assert (sought.rest, bool(sought.stated.search("列入财政预算"))) == ("", True)


@pytest.mark.parametrize("question", ["多久能出结果？", "前后要多长时间", "几个工作日能批下来"])
def test_how_long_an_office_takes_is_found_where_it_is_printed(question: str) -> None:
    sought = sought_in(question)
    assert sought is not None
    assert sought.rest == ""
    assert sought.stated.search("应当自受理申请之日起60日内作出决定")
    assert not sought.stated.search("应当自事故发生之日起30日内提出申请")


def test_a_time_of_something_else_is_no_handling_time() -> None:
    assert sought_in("什么时候开始放假？") is None


def test_a_mere_size_is_found_where_it_is_printed() -> None:
    assert is_size("一万元以上的呢？")
    assert not is_size("外地户籍的呢？")
    context = talk("一万元以上的呢？")
    size = replace(
        context,
        understanding=Understanding(follow=Follow.DETAIL, documents=(TAXI.id,)),
        search_text="擅自经营 一万元以上",
    )
    staying = Staying(search=search, fuse=lambda own, _: own)
    after = staying(size, search(size, "车辆检验 擅自经营"))
    assert after is not None
    assert LABELS[after.results[0].hits[0].clause_id or ""] == "第四条"


@pytest.mark.parametrize("question", ["如果没做到呢", "不照办呢", "没有按规定办呢"])
def test_a_duty_not_done_asks_for_the_penalty(question: str) -> None:
    sought = sought_in(question)
    assert sought is not None
    assert sought.stated.search("责令改正")


@pytest.mark.parametrize(
    "question", ["他硬要这么干罚多少", "老闆就這樣做會怎麼處罰", "还照样这么搞会怎样"]
)
def test_doing_so_names_no_matter(question: str) -> None:
    sought = sought_in(convert(question, Script.HANS))
    assert sought is not None
    assert sought.rest == ""


FINES = parsed(
    "某市仓库办法\n某府令第8号\n第一条 仓库不得存放火药。\n"
    "第二条 有下列情形之一的，处二万元罚款：\n（一）存放火药的；\n（二）堵塞通道的。\n",
    "store.txt",
)


def test_an_item_states_what_the_line_over_it_says_is_done() -> None:
    context = replace(talk("罚多少"), documents=(FINES,))
    sought = sought_in("罚多少")
    item = next(clause for clause in FINES.clauses if "火药的" in clause.span.of(FINES.text))
    rule = FINES.clauses[0]
    assert sought is not None
    assert states_sought(context, sought, item.id)
    assert "罚款" not in item.span.of(FINES.text)
    assert not states_sought(context, replace(sought, stated=re.compile("罚款")), rule.id)
