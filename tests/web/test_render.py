"""What the chat page shows of an answer."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from assistant.model import Answer, Notice, Question, Status
from assistant.web.conversation_page import Chat, converse
from assistant.web.reading import Branch, outline, segments
from assistant.web.render import answer_html, clause_url, memo, prose, surroundings, text_html
from corpus.load import read_document
from corpus.model import Part, PartKind, Span
from tests.assistant.made import assistant_over, parsed
from tests.fakes import DOCUMENTS, FakeAssistant, chongqing


@pytest.fixture
def answer(fake_assistant: FakeAssistant) -> Answer:
    return fake_assistant.ask(Question(text="搬遷後低保怎麼轉？"))


def page(answer: Answer, fake: FakeAssistant) -> str:
    return answer_html(answer, fake.index.catalog.document)


def test_the_quote_is_highlighted_within_the_printed_words(
    answer: Answer, fake_assistant: FakeAssistant
) -> None:
    html = page(answer, fake_assistant)
    assert f"<mark>{answer.citations[0].quote}</mark>按照“宜耕则耕" in html
    assert "不得因搬迁影响群众相关社会保障权益。<mark>" in html


def test_the_surroundings_end_where_the_clause_ends(answer: Answer) -> None:
    document = chongqing()
    before, after = surroundings(answer.citations[0], document)
    assert before.end == answer.citations[0].start
    assert after.of(document.text).endswith("市医保局）")
    assert after.end <= document.clauses[0].span.end


def test_the_converted_reading_stands_beside_a_quote_in_the_other_script(
    answer: Answer, fake_assistant: FakeAssistant
) -> None:
    assert "繁體對照" in page(answer, fake_assistant)
    simplified = fake_assistant.ask(Question(text="搬迁后低保怎么转？"))
    assert "对照" not in page(simplified, fake_assistant)


def test_departments_are_a_list_with_roles(answer: Answer, fake_assistant: FakeAssistant) -> None:
    html = page(answer, fake_assistant)
    assert html.count('<span class="pa-role">責任單位</span>') == 6
    assert "<b>市民政局</b>" in html


def test_what_is_said_of_a_body_and_a_source_is_in_the_answers_script(
    answer: Answer, fake_assistant: FakeAssistant
) -> None:
    body = replace(
        answer.departments[0], name="扶贫办", inherited_from="第二条", current_name="乡村振兴局"
    )
    html = page(replace(answer, departments=(body,)), fake_assistant)
    assert "<b>扶贫办</b>" in html, "names stay as printed"
    assert "現為鄉村振興局；依據第二條的說明" in html
    assert "重慶市 · 2021-12-03 · 效力未註明" in html


def test_a_mark_leads_to_its_card_and_a_document_number_does_not() -> None:
    html = text_html("见郴政办发〔2022〕14号〔1〕", "abc", citations=1)
    assert html == '<p>见郴政办发〔2022〕14号<a class="pa-mark" href="#c-abc-1">〔1〕</a></p>'


def test_nothing_of_a_text_becomes_markup(answer: Answer, fake_assistant: FakeAssistant) -> None:
    bad = replace(
        answer,
        text="<script>alert(1)</script>",
        notices=(Notice(kind='x" onload="y', text="<img src=x onerror=alert(1)>"),),
    )
    html = page(bad, fake_assistant)
    assert "<script" not in html
    assert "<img" not in html
    assert 'onload="y' not in html


def test_html_has_no_blank_line_that_would_end_a_markdown_block(
    answer: Answer, fake_assistant: FakeAssistant
) -> None:
    assert "\n" not in page(replace(answer, text="甲\n\n乙"), fake_assistant)


def test_lines_that_the_page_shows_as_lists_are_left_out_of_the_text(answer: Answer) -> None:
    text = "正文〔1〕\n責任單位：市民政局〔1〕\n依據：《甲》二、\n注意：這是重慶市的規定。"
    assert prose(replace(answer, text=text)) == ["正文〔1〕"]


def test_a_refusal_links_the_related_clauses_that_its_text_lists(
    answer: Answer, fake_assistant: FakeAssistant
) -> None:
    refused = replace(
        answer,
        status=Status.REFUSED_NO_CONTENT,
        text="沒有找到。相近的有：\n· 《甲》四、（十四）\n請撥打 12345。",
        citations=(),
        departments=(),
        related=answer.citations,
    )
    html = page(refused, fake_assistant)
    assert f'<a href="/clauses/{answer.citations[0].clause.id}?' in html
    assert html.split('<span class="pa-memo">')[0].count("《甲》") == 1
    assert "文件沒有規定" in html


def test_the_memo_has_question_text_and_sources(answer: Answer) -> None:
    text = memo(answer)
    assert text.startswith("搬遷後低保怎麼轉？\n\n持續做好")
    assert "（渝发改规范〔2021〕9号）四、（十四） 保障搬迁群众合法权益：“持续做好" in text


def test_the_memo_can_be_copied_from_each_answer(
    answer: Answer, fake_assistant: FakeAssistant
) -> None:
    html = page(answer, fake_assistant)
    memo_lines = html.split('<span class="pa-memo">')[1].split("</span>")[0].split("<br>")
    assert unescape("\n".join(memo_lines)) == memo(answer)
    assert "複製答覆和出處" in html
    assert "\n\n" not in html


def test_a_clause_read_in_the_other_script_is_linked_with_both_readings(
    answer: Answer, fake_assistant: FakeAssistant
) -> None:
    assert clause_url(answer.citations[0], "/policy").endswith("&reading=zh-Hant")
    simplified = fake_assistant.ask(Question(text="搬迁后低保怎么转？"))
    assert "reading" not in clause_url(simplified.citations[0])


def test_a_turn_shows_question_step_text_and_at_last_the_answer(
    fake_assistant: FakeAssistant,
) -> None:
    question = Question(text="搬遷後低保怎麼轉？")
    states = list(converse(fake_assistant, fake_assistant.index.catalog.document, Chat(), question))
    assert states[0].messages[0][0] == "user"
    assert "理解問題…" in states[0].messages[1][1]
    assert any("檢索文件…" in state.messages[-1][1] for state in states)
    assert 'class="pa-citation"' in states[-1].messages[-1][1]
    assert states[0].answer is None
    assert states[-1].answer is not None
    assert all(state.conversation_id == states[0].conversation_id for state in states)


def test_an_unusable_question_becomes_a_message(fake_assistant: FakeAssistant) -> None:
    *_, last = converse(
        fake_assistant, fake_assistant.index.catalog.document, Chat(), Question(text=" ")
    )
    assert last.messages[-1][1] == "<p>请先写下您的问题。</p>"


def test_the_reading_page_loses_no_word_of_the_file() -> None:
    document = chongqing()
    document = replace(document, parts=(Part(kind=PartKind.TITLE, span=Span(start=0, end=60)),))
    clause = document.clauses[0]
    start, end = clause.span.start + 20, clause.span.start + 30
    shown = segments(document, start, end)
    joined = "".join(item.before + item.marked + item.after for item in shown)
    assert "".join(joined.split()) == "".join(document.text.split())
    assert [item.marked for item in shown if item.marked] == [document.text[start:end]]
    assert next(item.id for item in shown if item.marked) == clause.id


def test_the_outline_has_every_clause_once_below_its_parent() -> None:
    document = read_document(DOCUMENTS / "003_7ffee3f169960fc7.txt")
    branches = outline(document)
    assert [branch.clause.path for branch in branches][:2] == [("一、",), ("二、",)]
    seen: list[str] = []

    def walk(branch: Branch) -> None:
        seen.append(branch.clause.id)
        assert all(child.clause.parent_id == branch.clause.id for child in branch.children)
        for child in branch.children:
            walk(child)

    for branch in branches:
        walk(branch)
    assert seen == [clause.id for clause in document.clauses]


def test_a_failure_becomes_a_message_without_its_inside(fake_assistant: FakeAssistant) -> None:
    *_, last = converse(
        fake_assistant, fake_assistant.index.catalog.document, Chat(), Question(text="中途崩")
    )
    assert last.messages[-1][1] == "<p>这次没有成功，请再试一次。</p>"


@pytest.mark.parametrize(("filler", "shown"), [(12, True), (60, False)])
def test_the_note_on_who_is_responsible_is_shown_with_the_quote(filler: int, shown: bool) -> None:
    document = parsed(
        "杭州市冰场办法\n一、支持冰场。对新开冰场每家给予五千元补贴。"
        + "各街道做好冰场安全检查和服务工作。" * filler
        + "（责任单位：市体育局）\n",
        "rinks.txt",
    )
    asked = assistant_over(document).ask(Question(text="杭州新开冰场补贴多少钱"))
    quoted = asked.citations[0]
    short = replace(quoted, quote="补贴", end=document.text.index("补贴。") + 2)
    html = answer_html(replace(asked, citations=(short,)), lambda _: document)
    within = html.split("</mark>")[1].split("</blockquote>")[0]
    assert ("（责任单位：市体育局）" in within) is shown
    assert within.endswith("…") is not shown
