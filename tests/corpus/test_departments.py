"""The registry: names of one department in their many forms, and what became of old ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.departments import (
    current_name,
    find_departments,
    function_of,
    functions,
    same_department,
    succession_of,
    successions,
)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("失业了找人社局还是社保局？", "人社局 社保局"),
        ("派出所能办户口吗", "派出所"),
        ("市商務委負責哪些任務？", "市商務委"),
        ("请问郴州市发改委的电话", "郴州市发改委"),
        ("由重慶市人力社保局負責嗎", "重慶市人力社保局"),
        ("扶贫办现在叫什么", "扶贫办"),
        ("銀保監會管不管？", "銀保監會"),
        ("民政部门和乡村振兴局怎么分工", "民政部门 乡村振兴局"),
        ("中国人民银行郴州市中心支行做什么", "中国人民银行郴州市中心支行"),
        ("市政府金融办、市文旅广体局", "市政府金融办 市文旅广体局"),
        ("市妇联和团市委", "市妇联 团市委"),
        ("卫健委", "卫健委"),
        ("农业发展和科技创新有哪些政策？", ""),
        ("投资人行为规范", ""),
    ],
)
def test_a_question_names_its_departments(question: str, names: str) -> None:
    found = find_departments(question)
    assert [mention.text for mention in found] == names.split()
    assert all(mention.span.of(question) == mention.text for mention in found)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("市人社局", "市人力资源和社会保障局"),
        ("市人社局", "市人力社保局"),
        ("人社部门", "市人社局"),
        ("發改委", "市发展和改革委员会"),
        ("市住建局", "市住房城乡建委"),
        ("市自然资源和规划局", "市规划和自然资源局"),
        ("扶贫办", "市乡村振兴局"),
        ("派出所", "市公安局"),
        ("教育局", "市教委"),
        ("妇联", "市妇联"),
        ("市委组织部", "组织部"),
        ("市总工会", "重庆市总工会"),
        ("银保监会", "国家金融监督管理总局"),
        ("财政部", "財政部"),
    ],
)
def test_two_names_of_one_department_agree(a: str, b: str) -> None:
    assert same_department(a, b)
    assert same_department(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("市发改委", "国家发展改革委"),
        ("省商务厅", "市商务局"),
        ("商务部", "市商务委"),
        ("省妇联", "市妇联"),
        ("郴州市发改委", "重庆市发展改革委"),
        ("市财政局", "市民政局"),
        ("市甲局", "市乙局"),
    ],
)
def test_departments_of_other_levels_places_or_functions_differ(a: str, b: str) -> None:
    assert not same_department(a, b)


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("国务院扶贫办", "农业农村部（加挂国家乡村振兴局牌子）"),
        ("國家鄉村振興局", "农业农村部（加挂国家乡村振兴局牌子）"),
        ("银保监会", "国家金融监督管理总局"),
        ("卫生部", "国家卫生健康委员会"),
        ("中国铁路总公司", "中国国家铁路集团有限公司"),
    ],
)
def test_former_central_bodies_have_their_name_of_today(former: str, today: str) -> None:
    assert current_name(former) == today
    assert all(step.evidence and step.since for step in succession_of(former))


@pytest.mark.parametrize("name", ["市乡村振兴局", "县扶贫办", "财政部", "市财政局", "某某局"])
def test_no_name_of_today_is_guessed(name: str) -> None:
    assert current_name(name) is None


def test_every_row_of_the_registry_says_where_it_is_from() -> None:
    assert all(row.source for row in functions().values())
    assert all(row.evidence for row in successions().values())


def test_each_name_of_the_registry_leads_back_to_its_own_row() -> None:
    for row in functions().values():
        for name in (row.central_name, *row.names):
            assert not name or function_of(name) == row.key


def test_no_succession_runs_in_a_circle() -> None:
    for former in successions():
        assert current_name(former) not in (None, former)


def test_long_runs_of_place_words_are_read_in_no_time() -> None:
    started = time.process_time()
    for words in ("市" * 400, "省市县区" * 100, "市委" * 200):
        function_of(words)
        find_departments(words)
    assert time.process_time() - started < 2


@given(st.text(alphabet="市省县国家人社发改委局厅部门银保监会，问", max_size=40))
def test_mentions_lie_in_the_question_in_order(question: str) -> None:
    found = find_departments(question)
    assert all(mention.span.of(question) == mention.text for mention in found)
    ends = [0, *(mention.span.end for mention in found)]
    assert all(m.span.start >= end for m, end in zip(found, ends, strict=False))


def test_a_meeting_between_ministries_names_no_ministry() -> None:
    assert find_departments("职业教育部际联席会议一年开几次") == ()
    assert [m.text for m in find_departments("教育部的联席会议")] == ["教育部"]
