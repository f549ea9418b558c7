"""Paragraphs of running prose join the main one only from the same passage."""

from dataclasses import replace
from datetime import date

from assistant.context import Context
from assistant.model import Question
from assistant.selection.amounts import amount_is_missing
from assistant.selection.companions import replied, with_companions
from assistant.selection.outcome import answer_with, selected
from assistant.steps.understand import understand
from corpus.model import PolicyDocument
from tests.assistant.made import parsed

INTERVIEW = parsed(
    "科技服务业发布会实录\n"
    "记者：请问孵化器建设有哪些进展？\n"
    "负责人：孵化器建设进展很快，今年新建了七家，都在科学城里面办公。\n"
    "负责人：明年还要建设五家，重点面向年轻人，提供便宜的办公场所。\n"
    "记者：请问科技社团能够做些什么？\n"
    "负责人：科技社团联系广大科技工作者，可以开展咨询服务和标准制定。\n",
    "interview.txt",
)
PAGE = parsed(
    "科技服务业发布会实录\n"
    "　　今天的发布会介绍科技服务业的情况，先请负责人说明总体进展。\n"
    "　　有代表提问，孵化器建设有哪些进展？\n"
    "　　孵化器建设进展很快，今年新建了七家，都在科学城里面办公。\n"
    "　　明年还要建设五家，重点面向年轻人，提供便宜的办公场所。\n"
    "　　有代表提问，科技社团有哪些进展？\n"
    "　　科技社团联系广大科技工作者，可以开展咨询服务和标准制定。\n",
    "page.txt",
)
REPLY = parsed(
    "关于提案的答复\n您提出的《关于设立热线的提案》收悉。经研究，答复如下：\n"
    "各级政府都开设了热线电话，群众可以随时拨打，反映自己的意见。\n"
    "信访是保证民意畅通的重要渠道，群众来信都有人办理。\n感谢您对政府工作的关心与支持。\n",
    "reply.txt",
)


def joined(document: PolicyDocument, words: str) -> list[str]:
    """The first words of the paragraphs that go with the one that has `words`."""
    main = next(c for c in document.clauses if words in c.span.of(document.text))
    others = [(0.9, selected(document, clause)) for clause in document.clauses]
    context = Context(id="x", question=Question(text="有什么进展"), as_of=date(2026, 1, 1))
    item = selected(document, main)
    made = with_companions(answer_with(context, [item]), item, others)
    return [
        chosen.clause.span.of(document.text)[:9]
        for chosen in made.selection.chosen
        if chosen.clause and chosen.clause is not main
    ]


def test_neither_the_question_nor_the_next_speaker_joins_an_answer() -> None:
    assert joined(PAGE, "今年新建了七家") == ["明年还要建设五家，"]


def test_an_exchange_is_a_passage_of_its_own() -> None:
    assert joined(INTERVIEW, "今年新建了七家") == []


def test_neither_receipt_nor_thanks_joins_a_reply() -> None:
    assert joined(REPLY, "群众可以随时拨打") == ["信访是保证民意畅通"]


CASES = parsed(
    "扣除办法\n第一条　赡养支出按照以下标准扣除：\n（一）为独生子女的，每月扣除2000元；\n"
    "（二）为非独生子女的，与兄弟姐妹分摊。\n第二条　有下列情形之一的不予扣除：\n"
    "（一）材料虚假；\n（二）逾期申报。\n",
    "cases.txt",
)


def items_beside(article: str, question: str) -> list[str]:
    """Paths of what is chosen when the first item of an article is the main clause."""
    main = next(c for c in CASES.clauses if c.path == (article, "（一）"))
    context = Context(id="x", question=Question(text=question), as_of=date(2026, 1, 1))
    item = selected(CASES, main)
    made = with_companions(answer_with(context, [item]), item, [])
    return [chosen.clause.path[-1] for chosen in made.selection.chosen if chosen.clause]


def test_all_cases_of_a_rule_are_shown_but_items_that_are_no_cases_are_not() -> None:
    assert items_beside("第一条", "赡养老人扣多少") == ["（一）", "（二）"]
    assert items_beside("第二条", "材料虚假扣多少") == ["（一）"]


NEWS = parsed(
    "价格监管通知\n《通知》就加强市场价格监管提出三方面要求。\n"
    "一方面要加强口罩生产领域的价格监管，保证供应。\n"
    "另一方面要依法严厉打击哄抬价格的行为，公开案例。\n",
    "news.txt",
)
RULES = parsed(
    "通行办法\n第一条　居民小区、农贸市场和车站实行扫码。\n"
    "第二条　上述场所的管理者应当张贴二维码。\n第三条　本办法自公布之日起施行。\n",
    "rules.txt",
)


def test_what_a_paragraph_announces_follows_it() -> None:
    assert joined(NEWS, "三方面要求") == ["一方面要加强口罩生", "另一方面要依法严厉"]


def test_a_clause_that_speaks_of_the_one_before_is_read_with_it() -> None:
    assert joined(RULES, "张贴二维码") == ["第一条　居民小区、"]
    assert joined(RULES, "公布之日起") == []


def test_a_date_in_the_paragraph_before_is_not_missing() -> None:
    news = parsed(
        "公交实名制\n2月12日，长春市推出三项措施保障市民出行安全有序。\n"
        "当天，公共交通工具正式启用市民出行实名制登记系统。\n市民扫码乘车，十分方便快捷。\n",
        "bus.txt",
    )
    clause = next(c for c in news.clauses if "正式启用" in c.span.of(news.text))
    text = "何时启用市民出行实名制登记系统"
    asked = Context(
        id="x",
        question=Question(text=text),
        as_of=date(2026, 1, 1),
        understanding=understand(text, (news,)),
    )
    assert not amount_is_missing(asked, news, clause)
    alone = replace(news, clauses=(clause,))
    assert amount_is_missing(asked, alone, clause)


LETTER = parsed(
    "关于甲省所提建议办理情况的函\n甲省人民政府：\n一、关于隧道问题。你省请求，中央支持隧道建设。\n"
    "发展改革委研究提出了办理意见：待你省上报后，给予适当支持。\n"
    "二、关于良种问题。你省请求，将你省纳入补贴区域。\n三、加强领导。你省要抓好落实。\n",
    "letter.txt",
)


def test_a_request_that_a_reply_repeats_is_read_with_the_reply() -> None:
    clauses = {(clause.path, clause.paragraph): clause for clause in LETTER.clauses}
    reply = replied(LETTER, clauses[("一、",), 1])
    assert reply is clauses[("一、",), 2]
    assert replied(LETTER, reply) is None
    alone = next(clause for clause in LETTER.clauses if clause.path == ("二、",))
    assert replied(LETTER, alone) is None  # nothing of its own follows
    assert replied(LETTER, LETTER.clauses[-1]) is None
