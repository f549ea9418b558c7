"""What must hold for any text, shown on made-up, mutated and real ones."""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.structure import split_clauses
from tests.corpus.golden.structure import read_text, seeds
from tests.corpus.structure_checks import assert_partition, assert_sound, divided

DATA = Path(os.environ.get("POLICY_ASSISTANT_TEST_DATA", Path(__file__).parents[3] / "shared/data"))

_PRINTED = """
    一、 二、 三、 十一、 （一） （二） (三) ㈠ 1. 2. ３． 1、 2、 （1） 1） ① ② ⑴ ⒈ A. 壹、 甲、
    第一章 第一节 第一条 第二条 第5-1条 1.1 1.2.3 附件 附件1 附件： 附表 目录 第三条规定
    （一）、（二）项 1.5万 2024.7 2024年5月6日 二〇二四年五月六日 某市人民政府 各县人民政府：
    特此通知。 （此件公开发布） 抄送：某局。 关于做好工作的通知 某政发〔2024〕5号 总则
    现印发给你们，请认真贯彻执行。 加强领导。 落实责任，确保到位。 （责任单位：市发改委）
    ——坚持统筹。 责任编辑：某 相关文章 《某某办法》 “引号” ： ； 。 、 ， ** | 𠮷 é
"""
WORDS = _PRINTED.split()
SPACES = [
    "\t", " ", "　", "\n", "\r\n", "\n\n", "# ", "- ", "\u200b", "\ufeff", "\x0b", "\u2028",
    "第 3 條", "教 育 部", "目  录",
]  # fmt: skip
PIECES = WORDS + SPACES

TEXTS = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@given(TEXTS)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_mixture_of_markers_and_lines_loses_a_character(text: str) -> None:
    divided(text)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_string_raises(text: str) -> None:
    assert_sound(text, split_clauses(text, "doc"))


def test_mutated_documents_lose_nothing() -> None:
    chance = random.Random(20260101)
    for path in seeds():
        text = read_text(path)
        for _ in range(12):
            characters = list(text)
            for _ in range(30):
                at = chance.randrange(len(characters))
                choice = chance.random()
                if choice < 0.4:
                    del characters[at : at + chance.randrange(1, 40)]
                elif choice < 0.8:
                    characters.insert(at, chance.choice(WORDS))
                else:
                    characters[at] = chance.choice("\n 。；：、")
            mutated = "".join(characters)
            divided(mutated)


def test_a_division_is_the_same_every_time() -> None:
    text = read_text(seeds()[0])
    assert split_clauses(text, "a") == split_clauses(text, "a")
    assert [c.id for c in split_clauses(text, "a").clauses][:2] == ["a-0000", "a-0001"]


def test_time_grows_with_length_and_no_faster() -> None:
    """Eight times the text may take at most some twenty times as long, noise included."""
    body = read_text(seeds()[3])

    def seconds(times: int) -> float:
        text = body * times
        best = float("inf")
        for _ in range(2):
            start = time.perf_counter()
            split_clauses(text + " " * times, "x")
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(80) < 20 * seconds(10) + 0.5


@pytest.mark.parametrize(
    "text",
    [
        "（" * 50_000,
        "一、" * 30_000,
        "1." * 50_000,
        "第一条" * 30_000,
        " a" * 50_000,
        "《" * 50_000,
        "。 " * 50_000,
        "附件\n" * 20_000,
        "目录\n" * 5_000,
        "各：" * 30_000,
        "某局\n2024年1月1日\n" * 5_000,
        "关于\n" * 20_000,
        "[" * 50_000,
        "*" * 50_000,
        "　" * 100_000 + "x",
    ],
    ids=lambda text: repr(text[:6]),
)
def test_hostile_texts_take_no_more_than_seconds(text: str) -> None:
    start = time.perf_counter()
    structure = split_clauses(text, "x")
    assert time.perf_counter() - start < 20
    assert_partition(text, structure)


def _collections() -> Iterator[tuple[str, str]]:
    for folder in ("policies_dev", "taiwan_acts_dev"):
        for path in sorted((DATA / folder).glob("*")):
            if path.suffix in (".txt", ".md"):
                yield path.name, path.read_bytes().decode("utf-8")
    with (DATA / "covid_policy_qa_dev" / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            yield document["id"], document["text"]
    with (DATA / "stard_dev" / "corpus.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 100 == 0:
                article = json.loads(line)
                yield article["name"], article["name"] + "\n" + article["text"]


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"no development data at {DATA}")
def test_no_real_document_loses_a_character() -> None:
    documents = 0
    for name, text in _collections():
        structure = split_clauses(text, "doc")
        try:
            assert_partition(text, structure)
            assert_sound(text, structure)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error
        documents += 1
    assert documents > 900


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"no development data at {DATA}")
def test_labels_of_real_policies_are_their_own() -> None:
    for path in sorted((DATA / "policies_dev").glob("*.*")):
        if path.suffix not in (".txt", ".md"):
            continue
        structure = split_clauses(path.read_bytes().decode("utf-8"), "doc")
        labels = [(clause.annex, clause.path, clause.paragraph) for clause in structure.clauses]
        assert len(set(labels)) == len(labels), path.name
        assert structure.warnings == (), path.name


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"no development data at {DATA}")
def test_articles_of_national_laws_are_found_one_by_one() -> None:
    """Laws put together from their articles; those whose own numbering is odd may differ."""
    laws: dict[str, list[tuple[str, str]]] = {}
    with (DATA / "stard_dev" / "corpus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            named = re.fullmatch(r"(.*?)(第[^第]{1,9}条(?:之.)?)", article["name"])
            if named:
                laws.setdefault(named[1], []).append((named[2], article["text"]))
    names = sorted(laws)[::4]
    right = 0
    for name in names:
        text = name + "\n" + "\n".join(f"{marker}　{words}" for marker, words in laws[name])
        found = [
            clause.path[-1]
            for clause in split_clauses(text, "law").clauses
            if clause.paragraph is None and clause.path and "条" in clause.path[-1]
        ]
        right += found == [marker for marker, _ in laws[name]]
    assert len(names) > 300
    assert right >= 0.99 * len(names)
