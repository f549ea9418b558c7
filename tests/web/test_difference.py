"""What changed between two versions, word by word and clause by clause."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.compare import are_versions, comparison, pairs
from assistant.web.difference import LONGEST, difference
from corpus.load import read_document
from corpus.model import PolicyDocument
from tests.fakes import DOCUMENTS

CHINESE = st.text(alphabet="搬迁群众补贴300元，。（一）\n 遷衆A", max_size=60)


@given(CHINESE, CHINESE)
def test_the_pieces_of_a_side_join_to_its_text(old: str, new: str) -> None:
    found = difference(old, new)
    assert "".join(piece.text for piece in found.old) == old
    assert "".join(piece.text for piece in found.new) == new


@given(CHINESE, CHINESE)
def test_what_is_not_marked_reads_the_same_on_both_sides(old: str, new: str) -> None:
    found = difference(old, new)
    kept = [
        "".join(p.text for p in side if not p.changed).translate(str.maketrans("遷衆", "迁众"))
        for side in (found.old, found.new)
    ]
    assert "".join(kept[0].split()) == "".join(kept[1].split())


@pytest.mark.parametrize(
    ("old", "new", "taken", "put"),
    [
        ("每月补贴300元", "每月補貼1300元", ["300"], ["1300"]),
        ("不得收费", "得收费", ["不"], []),
        ("由市民政局负责", "由市民政局、市财政局负责", [], ["、市财政局"]),
        ("一、总体要求", "一、 总体\n要求", [], []),
        ("可以", "应当", ["可以"], ["应当"]),
    ],
)
def test_only_what_changed_is_marked(old: str, new: str, taken: list[str], put: list[str]) -> None:
    found = difference(old, new)
    assert [piece.text for piece in found.old if piece.changed] == taken
    assert [piece.text for piece in found.new if piece.changed] == put
    assert found.is_same == (not taken and not put)


def test_a_very_long_clause_is_shown_as_replaced_not_computed_for_minutes() -> None:
    old, new = "甲" * (LONGEST + 1), "乙" * (LONGEST + 1)
    assert [piece.changed for piece in difference(old, new).old] == [True]
    assert difference(old, old).is_same


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[PolicyDocument, PolicyDocument]:
    """A shipped document, and the same with a clause changed, one taken out and one put in."""
    path = DOCUMENTS / "003_7ffee3f169960fc7.txt"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("给予临时救助。", "给予临时救助和慰问。")
    cut = changed[: changed.index("（八）")] + changed[changed.index("（九）") :]
    start = cut.index("（十三）")
    grown = f"{cut[:start]}（十二点五）做好防汛工作。各地要备足物资。\n{cut[start:]}"
    newer = Path(tmp_path_factory.mktemp("versions")) / "newer.txt"
    newer.write_text(grown.replace("（十二点五）", "（三十）"), encoding="utf-8")
    return read_document(path), read_document(newer)


def test_two_versions_are_told_apart_from_two_documents(
    versions: tuple[PolicyDocument, PolicyDocument],
) -> None:
    other = read_document(DOCUMENTS / next(DOCUMENTS.glob("001_*")).name)
    assert are_versions(*versions)
    assert are_versions(versions[0], replace(versions[1], title="另一标题"))
    assert not are_versions(versions[0], other)
    assert comparison(versions[0], other)["counts"].total() == 0


def test_each_clause_of_a_new_version_is_same_changed_added_or_removed(
    versions: tuple[PolicyDocument, PolicyDocument],
) -> None:
    found = {
        (pair.left or pair.right).label: pair  # type: ignore[union-attr]
        for pair in pairs(*versions)
        if pair.change != "same"
    }
    changes = {label: pair.change for label, pair in found.items()}
    assert changes.pop("三、（八）") == "removed"
    assert changes.pop("五、（十四）") == "changed"
    assert list(changes.values()) == ["added"]
    new = found["五、（十四）"].difference.new
    assert [piece.text for piece in new if piece.changed] == ["和慰问"]


def test_an_added_clause_stands_where_it_stands_in_the_new_version(
    versions: tuple[PolicyDocument, PolicyDocument],
) -> None:
    found = pairs(*versions)
    order = [pair.right.span.start for pair in found if pair.right]
    assert order == sorted(order)
