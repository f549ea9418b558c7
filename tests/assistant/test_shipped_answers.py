"""Answers over the shipped documents with the built-in model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.model import Answer, Question, Status
from assistant.settings import Settings
from assistant.wording import plain
from corpus.model import PolicyDocument, Script

pytestmark = pytest.mark.model

CASES = Path(__file__).parents[2] / "evals" / "cases" / "seeds.jsonl"


@pytest.fixture(scope="module")
def shipped(real_data_dir: Path) -> Iterator[Assistant]:
    assistant = Assistant.from_settings(Settings.load(data_dir=real_data_dir))
    yield assistant
    assistant.close()


def main_clause(answer: Answer) -> tuple[str | None, str]:
    citation = answer.citations[0]
    return citation.document.document_number, citation.clause.label


def test_the_resident_of_chenzhou_reads_the_clause_and_its_four_bodies(shipped: Assistant) -> None:
    answer = shipped.ask("郴州搬迁群众想开网店卖特产，有什么扶持？找哪些部门？")
    assert main_clause(answer) == ("郴政办发〔2022〕14号", "二、（二）8.")
    assert [d.name for d in answer.departments if not d.inherited_from] == [
        "市乡村振兴局",
        "市发改委",
        "市商务局",
        "市农业农村局",
    ]
    assert [d.name for d in answer.departments if d.inherited_from] == ["各县市区政府"]
    assert "开办网上商店" in answer.text
    assert "郴政办发〔2022〕14号" in answer.text


def test_the_same_question_in_traditional_gets_the_same_clause(shipped: Assistant) -> None:
    simplified = shipped.ask("重庆搬迁群众开网店有什么支持")
    traditional = shipped.ask("重慶搬遷群眾開網店有什麼支持")
    assert main_clause(simplified) == main_clause(traditional)
    assert traditional.script is Script.HANT
    assert traditional.citations[0].quote == simplified.citations[0].quote


def test_a_slip_in_the_number_and_another_marker_still_find_the_clause(shipped: Assistant) -> None:
    answer = shipped.ask("渝发改规〔2021〕9号第十四条讲什么")
    assert main_clause(answer) == ("渝发改规范〔2021〕9号", "五、（十四）")
    assert "corrected_number" in [n.kind for n in answer.notices]


def test_dates_and_issuers_are_read_from_the_document(shipped: Assistant) -> None:
    answer = shipped.ask("国发〔2024〕17号是哪年哪天发的、谁发的")
    assert "2024年7月28日" in answer.text
    assert [d.role for d in answer.departments] == ["发文机关"]
    assert answer.citations[0].clause.path == ()


def test_a_place_without_documents_is_never_given_another_place(shipped: Assistant) -> None:
    for question in ("成都有什么政策", "成都的搬迁群众创业有什么支持", "貴陽的搬遷戶怎麼落戶"):
        answer = shipped.ask(question)
        cited = {c.document.jurisdiction for c in answer.citations}
        assert cited <= {"全国"}
        assert "没有收录" in answer.text or "沒有收錄" in answer.text


def test_weather_is_out_of_scope_and_amounts_are_not_invented(shipped: Assistant) -> None:
    assert shipped.ask("今天天气怎么样").status is Status.REFUSED_OUT_OF_SCOPE
    assert shipped.ask("补贴多少钱一个月").status is Status.REFUSED_NO_CONTENT


def test_quotes_are_verbatim_and_bodies_printed_in_every_answer(shipped: Assistant) -> None:
    documents: dict[str, PolicyDocument] = {d.id: d for d in shipped.index.catalog.documents()}
    questions = [
        json.loads(line)["turns"][0] for line in CASES.read_text(encoding="utf-8").splitlines()
    ]
    for question in questions:
        answer = shipped.ask(Question(text=question))
        by_number = {c.n: documents[c.document.id] for c in answer.citations}
        for citation in (*answer.citations, *answer.related):
            text = documents[citation.document.id].text
            assert text[citation.start : citation.end] == citation.quote
        for department in answer.departments:
            assert plain(department.name) in plain(by_number[department.citation].text)


def test_a_question_that_says_too_little_is_taken_as_a_detail_of_the_talk(
    shipped: Assistant,
) -> None:
    first = shipped.ask(Question(text="随迁子女上学怎么解决", conversation_id="detail"))
    second = shipped.ask(Question(text="学位够不够", conversation_id="detail"))
    assert second.status is Status.ANSWERED
    assert second.citations[0].clause.id == first.citations[0].clause.id
    assert "随迁子女" in second.standalone_question
    third = shipped.ask(Question(text="婚假有几天", conversation_id="detail"))
    assert third.status is Status.REFUSED_NO_CONTENT
