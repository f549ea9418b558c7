"""Who holds an office is read from a list of members, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.composing.members import member_line, member_lines
from assistant.context import Context, Selected
from assistant.model import Question
from assistant.selection.offices import asked_office, holders, is_roster, lacks_office
from assistant.sentences import score_sentences, sentences_of
from assistant.steps.understand import understand
from tests.assistant.made import parsed

MEMBERS = parsed(
    "关于成立防汛领导小组的通知\n各区县：\n为加强领导，决定成立防汛领导小组，名单如下：\n"
    "组 长：李明远 副市长\n副组长：王 强 水务局局长\n赵立新 应急局局长\n"
    "秘书长：周 平 水务局副局长\n召 集 人：何 敏 市政府副秘书长\n"
    "成 员：\n（一）部门成员\n陈 刚 财政局副局长\n"
    "刘海燕 气象局副局长\n孙 杰 住建局副局长\n吴 凡 交通局副局长\n"
    "（二）工作职责\n负责防汛工作。\n",
    "m.txt",
)
ROSTER = next(c for c in MEMBERS.clauses if is_roster(MEMBERS, c) and not c.path)
BODIES = next(c for c in MEMBERS.clauses if c.path == ("（一）",))


def context(text: str) -> Context:
    asked = Context(id="x", question=Question(text=text), as_of=date(2026, 1, 1))
    return replace(asked, understanding=understand(text, ()))


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("防汛领导小组的组长是谁", "组长"),
        ("領導小組副組長有哪幾位？", "副组长"),
        ("谁担任秘书长？", "秘书长"),
        ("领导小组办公室主任是谁", "办公室主任"),
        ("组长要做什么", None),
        ("谁能申请补贴", None),
    ],
)
def test_the_office_is_read_from_the_question(text: str, office: str | None) -> None:
    assert asked_office(context(text)) == office


@pytest.mark.parametrize(
    ("office", "names"),
    [
        ("组长", ["李明远"]),
        ("副组长", ["王 强", "赵立新"]),  # the second has no office of its own before it
        ("秘书长", ["周 平"]),
        ("召集人", ["何 敏"]),  # printed with a space after each character
        ("办公室主任", []),
    ],
)
def test_its_holders_are_its_line_and_those_below_it(office: str, names: list[str]) -> None:
    lines = [span.of(MEMBERS.text) for span in holders(MEMBERS, ROSTER, office)]
    assert len(lines) == len(names)
    assert all(name in line for name, line in zip(names, lines, strict=True))


def test_an_office_that_the_list_does_not_have_is_lacking() -> None:
    assert lacks_office(context("领导小组办公室主任是谁"), MEMBERS, ROSTER)
    assert not lacks_office(context("领导小组的组长是谁"), MEMBERS, ROSTER)
    assert not lacks_office(context("领导小组办公室主任是谁"), MEMBERS, MEMBERS.clauses[-1])


def _shown(text: str) -> list[str]:
    asked = context(text)
    spans = sentences_of(MEMBERS, BODIES)
    scored = score_sentences(MEMBERS, spans, text, asked.understanding.wants)
    lines = member_lines(Selected(document=MEMBERS, clause=BODIES), asked, scored)
    assert lines is not None
    return [span.of(MEMBERS.text) for span in lines]


def test_the_line_with_the_words_of_the_question_is_shown_or_the_whole_list() -> None:
    assert _shown("气象局派的是谁") == ["刘海燕 气象局副局长"]
    assert len(_shown("有哪些部门成员")) == 4


def test_a_clause_that_is_no_list_is_shown_otherwise() -> None:
    duties = Selected(document=MEMBERS, clause=MEMBERS.clauses[-1])
    assert member_lines(duties, context("组长是谁"), ()) is None


def test_a_line_keeps_the_name_apart_from_the_post() -> None:
    assert member_line("召 集 人：何 敏 副秘书长") == "召集人：何敏 副秘书长"
    assert member_line("王　强　水务局局长") == "王强 水务局局长"
    assert member_line("负责防汛工作。") is None
