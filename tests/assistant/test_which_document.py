"""A question that says only what several documents are about is asked back."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.context import Context
from assistant.model import Question, Status
from assistant.selection.which_document import only_matter, which_document
from assistant.steps.understand import run
from assistant.wording import call_of
from tests.assistant.made import parsed

WASTE = parsed(
    "国务院办公厅关于印发“无废城市”建设试点工作方案的通知\n国办发〔2018〕128号\n一、2019年开始。\n",
    "a.txt",
)
SITES = parsed(
    "国务院办公厅关于印发《网站集约化试点工作方案》的通知\n国办函〔2018〕71号\n一、2019年完成。\n",
    "b.txt",
)


def context(text: str, *, documents: tuple = (WASTE, SITES)) -> Context:
    asked = Context(
        id="x", question=Question(text=text), as_of=date(2026, 1, 1), documents=documents
    )
    return run(asked)


def test_the_documents_are_offered_as_complete_questions() -> None:
    asked = which_document(context("试点从什么时候开始"))
    assert asked is not None
    assert asked.status is Status.CLARIFICATION
    assert asked.suggestions == (
        "《“无废城市”建设试点工作方案》（国办发〔2018〕128号）：试点从什么时候开始",
        "《网站集约化试点工作方案》（国办函〔2018〕71号）：试点从什么时候开始",
    )


@pytest.mark.parametrize(
    "text",
    [
        "网站试点从什么时候开始",  # says which
        "郴州的试点从什么时候开始",  # says where
        "落户从什么时候开始",  # in no title
        "试点",  # asks nothing
    ],
)
def test_a_question_that_says_more_or_fits_none_is_not_asked_back(text: str) -> None:
    assert which_document(context(text)) is None


def test_one_document_needs_no_choice() -> None:
    asked = context("试点从什么时候开始")
    assert which_document(replace(asked, documents=(SITES,))) is None


def test_words_that_go_with_any_matter_are_no_matter() -> None:
    assert only_matter("什么时候开始") is None
    assert only_matter("试点结束了没有") == "试点"


def test_a_quoted_word_at_the_head_of_a_title_keeps_both_its_marks() -> None:
    assert call_of(WASTE, context("试点")).startswith("《“无废城市”建设")
    assert call_of(SITES, context("试点")).startswith("《网站集约化")
