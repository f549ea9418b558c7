"""A report says first that something was issued, and then what: the latter answers."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.composing.clauses import chosen_spans
from assistant.composing.together import compose_together
from assistant.context import Context
from assistant.lexicon import pattern
from assistant.model import Question
from assistant.selection.companions import with_companions
from assistant.selection.outcome import answer_with, selected
from assistant.sentences import Sentence, as_told, sentences_of
from assistant.steps.understand import understand
from tests.assistant.made import parsed

REPORT = parsed(
    "江岸市出台办法关心环卫工人\n"
    "新华社江岸2月13日电（记者 王小）近日，江岸市政府办公室印发关心环卫工人的通知。\n"
    "通知要求采取措施关心环卫工人，为环卫工人建好歇脚点，夏天供应凉茶，冬天供应热水。\n"
    "各街道每年组织环卫工人体检一次，体检的费用由街道承担。\n",
    "report.txt",
)


def told(question: str, budget: int) -> str:
    context = Context(
        id="x",
        question=Question(text=question),
        as_of=date(2026, 1, 1),
        documents=(REPORT,),
        understanding=understand(question, (REPORT,)),
    )
    main = next(c for c in REPORT.clauses if "新华社" in c.span.of(REPORT.text))
    item = selected(REPORT, main)
    others = [(0.9, selected(REPORT, clause)) for clause in REPORT.clauses]
    joined = with_companions(answer_with(context, [item]), item, others)
    draft = compose_together(replace(joined, search_text=question), budget=budget)
    return "".join(line.text for line in draft.lines if line.verbatim)


def test_what_was_decided_goes_before_the_news_of_it() -> None:
    answer = told("市里采取哪些措施关心环卫工人", 40)
    assert "歇脚点" in answer
    assert "新华社" not in answer


def test_the_sentence_with_the_news_counts_less() -> None:
    spans = [span for clause in REPORT.clauses for span in sentences_of(REPORT, clause)]
    each = [Sentence(span=span, score=1.0) for span in spans]
    alike = as_told(each, REPORT, frozenset())
    lower = [s.span.of(REPORT.text)[:3] for s in alike if s.score < 1]
    assert lower == ["新华社"]
    assert len(alike) > 2


def test_who_issued_it_is_told_by_the_news() -> None:
    assert "市政府办公室印发" in told("关心环卫工人的通知是哪个部门什么时候印发的", 40)


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ("新华社江岸2月13日电（记者王小）在街道，", True),
        ("2月16日,记者从省大数据中心获悉,", True),
        ("各级政府应当向记者公布信息。", False),
        ("近日气温下降,注意保暖。", False),
    ],
)
def test_the_opening_of_a_report_is_known_by_its_words(words: str, opens: bool) -> None:
    assert bool(pattern("references", "reported").search(words)) is opens


ORDER = parsed(
    "市监局严查口罩价格\n"
    "江岸市市监局于2月5日发出口罩价格监管的紧急通知，要求各区局严格口罩价格监管，确保口罩价格平稳。"
    "通知对口罩价格监管作了安排：各区局每天巡查药店，哄抬口罩价格的从重处罚。\n",
    "order.txt",
)


def test_within_one_paragraph_the_news_of_an_order_counts_less_too() -> None:
    question = "口罩价格怎么监管"
    context = Context(
        id="x",
        question=Question(text=question),
        as_of=date(2026, 1, 1),
        understanding=understand(question, (ORDER,)),
        search_text=question,
    )
    item = selected(ORDER, next(c for c in ORDER.clauses if "发出" in c.span.of(ORDER.text)))
    spans = chosen_spans(item, context, 45)
    assert "巡查药店" in "".join(span.of(ORDER.text) for span in spans)
    assert "发出" not in "".join(span.of(ORDER.text) for span in spans)
