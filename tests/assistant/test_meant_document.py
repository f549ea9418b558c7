"""Facts are those of the document that the question means, and of none when none is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question
from assistant.selection.documents import select_document
from assistant.steps.understand import run
from corpus.model import PolicyDocument
from index.model import Hit, ResultSet
from tests.assistant.made import parsed

GREEN = parsed(
    "江州市渡口绿化调整办法\n江州市人民政府2017年6月2日发布\n江绿规〔2017〕4号\n"
    "第一条　渡口绿化的调整，适用本办法。\n第二条　文件编号由市绿化局编排。\n",
    "green.txt",
)
GREEN_NUMBER = "江绿规〔2017〕4号"
RIDERS = parsed(
    "上海市交通委员会关于印发《上海市轨道交通乘客守则》的通知\n沪交行规〔2025〕2号\n各单位：\n"
    "现予印发，自2025年3月1日起施行。\n上海市交通委员会\n2025年1月20日\n"
    "上海市轨道交通乘客守则\n一、乘车应当购票。\n二、不得吸烟。\n",
    "riders.txt",
)
PARKING = parsed(
    "上海市公园停车管理办法\n沪园规〔2020〕9号\n第一条　公园停车，适用本办法。\n"
    "第二条　停车文件编号应当登记，管用期为一年。\n",
    "parking.txt",
)


def told(text: str, *found: PolicyDocument, answerability: float) -> str | None:
    """Number of the document whose facts are told when the search found these, best first."""
    hits = tuple(
        Hit(
            document_id=document.id,
            clause_id=document.clauses[0].id,
            score=1.0 - 0.1 * n,
            dense=0.2,
            lexical=5.0,
            coverage=0.3,
            span=document.clauses[0].span,
        )
        for n, document in enumerate(found)
    )
    question = Context(
        id="x", question=Question(text=text), as_of=date(2026, 1, 1), documents=found
    )
    results = (ResultSet(hits=hits, answerability=answerability),)
    context = select_document(replace(run(question), results=results), found)
    return context.selection.chosen[0].document.document_number if not context.done else None


@pytest.mark.parametrize(
    "text", ["现在管用的上海地铁乘客守则，文件编号是多少", "現行的上海地鐵乘客守則，文件編號是多少"]
)
def test_words_of_the_title_tell_which_document_of_a_place_is_meant(text: str) -> None:
    assert told(text, PARKING, RIDERS, answerability=0.03) == "沪交行规〔2025〕2号"


def test_an_unsure_search_alone_tells_no_document() -> None:
    assert told("养猫登记是哪年规定的", GREEN, PARKING, answerability=0.03) is None
    assert told("渡口的绿化调整是哪年规定的", PARKING, GREEN, answerability=0.03) == GREEN_NUMBER


def test_a_sure_search_tells_the_document_whatever_its_title() -> None:
    assert told("养猫登记是哪年规定的", GREEN, PARKING, answerability=0.9) == GREEN_NUMBER
