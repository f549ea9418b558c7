"""A talk stays in its document as long as that has what is asked."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.context import Context, Follow, Kind, Understanding, Want
from assistant.conversation import Conversation, Slot
from assistant.model import Question
from assistant.steps.leaning import (
    goes_further,
    has_no_matter,
    is_inside,
    is_new_subject,
    names_nothing,
)
from assistant.steps.retrieve import Retrieve
from assistant.steps.understand import understand
from corpus.model import Span
from index.model import Hit, Query, ResultSet

LAST, OTHER = "last", "other"


def found(document: str, *, sure: float, coverage: float, dense: float = 0.2) -> ResultSet:
    hit = Hit(
        document_id=document,
        clause_id=f"{document}-1",
        score=1.0,
        dense=dense,
        lexical=9.0,
        coverage=coverage,
        span=Span(start=0, end=1),
    )
    return ResultSet(hits=(hit,), answerability=sure)


class TwoDocuments:
    """An index that finds one thing in the last document and another in all of them."""

    def __init__(self, last: ResultSet, everywhere: ResultSet) -> None:
        self._last = last
        self._everywhere = everywhere

    def search(self, query: Query, top_k: int = 10) -> ResultSet:
        return self._last if query.document_id == LAST else self._everywhere


def asked(text: str, understanding: Understanding) -> Context:
    talk = Conversation(
        turns=1,
        topic=Slot(value="老旧小区改造", source="asked", turn=1),
        document=Slot(value=LAST, source="answer", turn=1),
        clause=Slot(value="last-9", source="answer", turn=1),
    )
    return Context(
        id="1",
        question=Question(text=text),
        as_of=date(2026, 1, 1),
        conversation=talk,
        understanding=understanding,
        search_text=text,
    )


def document(context: Context, last: ResultSet, everywhere: ResultSet) -> str:
    step = Retrieve(index=TwoDocuments(last, everywhere), top_k=3)
    return step(context).results[0].hits[0].document_id


SENTENCE = Understanding(topic="公共服务共享", wants=frozenset({Want.HOW}))
MATTER = Understanding(topic="充电桩", follow=Follow.MATTER)


def test_a_question_that_the_last_document_answers_as_well_stays_there() -> None:
    here = found(LAST, sure=0.9, coverage=1.0)
    there = found(OTHER, sure=0.65, coverage=1.0)
    assert document(asked("公共服务怎么共享？", SENTENCE), here, there) == LAST


def test_a_question_that_another_document_answers_better_leaves() -> None:
    here = found(LAST, sure=0.5, coverage=1.0)
    there = found(OTHER, sure=0.9, coverage=1.0)
    assert document(asked("公共服务怎么共享？", SENTENCE), here, there) == OTHER


def test_a_question_whose_words_the_last_document_lacks_leaves() -> None:
    here = found(LAST, sure=0.9, coverage=0.5)
    there = found(OTHER, sure=0.9, coverage=1.0)
    assert document(asked("公共服务怎么共享？", SENTENCE), here, there) == OTHER


def test_a_mere_matter_stays_more_readily_than_a_sentence() -> None:
    here = found(LAST, sure=0.7, coverage=0.5)
    there = found(OTHER, sure=0.95, coverage=1.0)
    assert document(asked("充电桩呢？", MATTER), here, there) == LAST
    assert document(asked("公共服务怎么共享？", SENTENCE), here, there) == OTHER


def test_what_the_last_document_hardly_knows_is_not_forced_on_it() -> None:
    here = found(LAST, sure=0.2, coverage=1.0)
    there = found(OTHER, sure=0.3, coverage=1.0)
    assert document(asked("充电桩呢？", MATTER), here, there) == OTHER


def test_a_named_document_is_not_left_for_the_last_one() -> None:
    named = Understanding(topic="共享", documents=(OTHER,), kind=Kind.CONTENT)
    here = found(LAST, sure=0.99, coverage=1.0)
    there = found(OTHER, sure=0.5, coverage=0.5)
    assert document(asked("国发〔2024〕17号怎么说共享？", named), here, there) == OTHER


@pytest.mark.parametrize("words", ["换个话题，公共服务怎么共享？", "另外问个别的，公共服务呢"])
def test_a_new_subject_that_is_announced_leaves(words: str) -> None:
    assert is_new_subject(words)
    here = found(LAST, sure=0.99, coverage=1.0)
    there = found(OTHER, sure=0.5, coverage=1.0)
    assert document(asked(words, SENTENCE), here, there) == OTHER


@pytest.mark.parametrize("words", ["换成重庆呢", "那公共服务呢", "还有别的吗"])
def test_ordinary_follow_ups_announce_no_new_subject(words: str) -> None:
    assert not is_new_subject(words)


def far(results: ResultSet) -> ResultSet:
    return replace(results, hits=tuple(replace(hit, dense=0.05) for hit in results.hits))


def test_chance_words_of_a_question_that_names_nothing_do_not_lead_away() -> None:
    change = Understanding(topic="中途改", wants=frozenset({Want.WHETHER}))
    here = found(LAST, sure=0.1, coverage=0.1)
    there = found(OTHER, sure=0.9, coverage=1.0)
    assert document(asked("中途能改吗？", change), here, far(there)) == LAST
    assert document(asked("中途能改吗？", change), here, there) == OTHER


def test_a_question_that_names_a_thing_is_not_doubted() -> None:
    assert names_nothing("中途能改吗")
    assert names_nothing("不做了要报批吗")
    assert not names_nothing("公共服务怎么共享")
    here = found(LAST, sure=0.1, coverage=0.1)
    there = found(OTHER, sure=0.9, coverage=1.0)
    assert document(asked("公共服务怎么共享？", SENTENCE), here, far(there)) == OTHER


@pytest.mark.parametrize("words", ["中途能改吗", "最多给多少", "一年开几次会", "谁来接收"])
def test_a_question_of_adverbs_and_short_verbs_has_no_matter(words: str) -> None:
    assert has_no_matter(words, understand(words, ()))


@pytest.mark.parametrize("words", ["怎么落户", "公积金能异地用吗", "谁负责", "中秋放几天"])
def test_a_question_with_a_thing_or_a_full_verb_has_one(words: str) -> None:
    assert not has_no_matter(words, understand(words, ()))


def test_hits_of_the_last_document_keep_the_order_that_they_have_among_all() -> None:
    first = replace(found(LAST, sure=0.9, coverage=1.0).hits[0], clause_id="last-7")
    here = found(LAST, sure=0.9, coverage=1.0)
    everywhere = replace(here, hits=(first, *found(OTHER, sure=0.9, coverage=1.0).hits))
    step = Retrieve(index=TwoDocuments(here, everywhere), top_k=3)
    results = step(asked("公共服务怎么共享？", SENTENCE)).results[0]
    assert [hit.clause_id for hit in results.hits] == ["last-7"]


def test_what_is_found_in_the_last_document_is_as_sure_as_it_is_there() -> None:
    here = found(LAST, sure=0.5, coverage=1.0)
    step = Retrieve(index=TwoDocuments(here, replace(here, answerability=0.2)), top_k=3)
    assert step(asked("公共服务怎么共享？", SENTENCE)).results[0].answerability == 0.5


class ThreeSearches(TwoDocuments):
    """The last document is searched for the own words, and with the last matter besides."""

    def __init__(self, own: ResultSet, both: ResultSet, everywhere: ResultSet) -> None:
        super().__init__(own, everywhere)
        self._both = both

    def search(self, query: Query, top_k: int = 10) -> ResultSet:
        with_topic = query.document_id == LAST and "老旧小区" in query.text
        return self._both if with_topic else super().search(query, top_k)


def left(own: ResultSet, both: ResultSet, everywhere: ResultSet) -> bool:
    step = Retrieve(index=ThreeSearches(own, both, everywhere), top_k=3)
    context = step(
        asked("财政有奖励吗？", Understanding(topic="财政奖励", wants=frozenset({Want.WHETHER})))
    )
    return context.results[0].hits[0].document_id == OTHER


def test_two_searches_that_agree_keep_a_question_in_its_document() -> None:
    own, both = found(LAST, sure=0.2, coverage=0.5), found(LAST, sure=0.55, coverage=0.6)
    assert not left(own, both, found(OTHER, sure=0.75, coverage=1.0))
    assert left(own, both, found(OTHER, sure=0.85, coverage=1.0))
    elsewhere = replace(both, hits=(replace(both.hits[0], clause_id="last-3"),))
    assert left(own, elsewhere, found(OTHER, sure=0.75, coverage=1.0))
    assert left(replace(own, hits=()), both, found(OTHER, sure=0.75, coverage=1.0))


def near(document: str, dense: float, sure: float = 0.4) -> ResultSet:
    return found(document, sure=sure, coverage=0.1, dense=dense)


@pytest.mark.parametrize(
    ("own", "other", "sure", "where"),
    [
        (0.1, 0.12, 0.5, LAST),
        (0.1, 0.2, 0.5, OTHER),
        (0.14, 0.16, 0.9, OTHER),
        (0, 0.08, 0.5, LAST),
    ],
)
def test_a_sentence_leaves_only_for_a_clause_that_is_nearer_in_meaning(
    own: float, other: float, sure: float, where: str
) -> None:
    context = asked("公共服务怎么共享？", SENTENCE)
    here = near(LAST, own, sure=0.1)
    assert document(context, here, near(OTHER, other, sure)) == where


def test_a_condition_is_put_to_the_matter_of_the_talk() -> None:
    other = near(OTHER, 0.3, sure=0.9)
    condition = replace(MATTER, topic="开车没驾照")
    assert document(asked("如果开车的没驾照呢？", condition), near(LAST, 0.1), other) == LAST
    assert document(asked("驾照呢？", MATTER), near(LAST, 0.1), other) == OTHER


def test_a_long_story_is_no_condition() -> None:
    assert goes_further("不签字呢")
    assert not goes_further("没有代理人资格的普通人在自贸区入股专利代理公司行吗")


def test_when_it_is_done_names_no_matter() -> None:
    for text in ("什么时候完成", "什么时候要办完", "最晚哪年建成"):
        assert has_no_matter(text, understand(text, ()))
    assert not has_no_matter("什么时候完成户籍改革", understand("什么时候完成户籍改革", ()))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("这份文件里和就业有关的措施", True),
        ("这个文件落实得怎么样由谁督促检查", True),
        ("这个文件什么时候发的", False),
        ("这个文件叫什么名字", False),
    ],
)
def test_what_the_document_of_the_talk_says_is_asked_of_it(text: str, inside: bool) -> None:
    assert is_inside(text, understand(text, ())) is inside
