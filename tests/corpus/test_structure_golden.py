"""The shipped documents divide exactly as the table says that was checked by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.structure import split_clauses
from tests.corpus.golden.structure import golden, read_text, seeds, table_of

SEEDS = seeds()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_every_part_and_clause_is_the_one_in_the_table(path: Path) -> None:
    text = read_text(path)
    table = table_of(text, split_clauses(text, "x"))
    expected = golden()[path.stem[:3]]
    assert [list(row) for row in table["parts"]] == expected["parts"]
    assert [list(row) for row in table["clauses"]] == expected["clauses"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_shipped_documents_divide_without_warnings(path: Path) -> None:
    assert split_clauses(read_text(path), "x").warnings == ()


def test_the_table_holds_every_numbered_clause_of_the_five_documents() -> None:
    table = golden()
    last = {name: [row[0].split()[-1] for row in table[name]["clauses"]] for name in table}
    assert sum(marker.startswith("（") for marker in last["000"]) == 20
    assert sum(marker.endswith(".") for marker in last["001"]) == 22
    assert [row[0] for row in table["001"]["clauses"]][-3:] == [
        "三、 （一）",
        "三、 （二）",
        "三、 （三）",
    ]
    assert len({row[0] for row in table["002"]["clauses"]}) == 8
    assert sum(marker.startswith("（") for marker in last["003"]) == 23
    assert sum(marker.endswith(".") for marker in last["004"]) == 24


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("joint", [" ", ""], ids=["spaces", "nothing"])
def test_a_text_that_lost_its_line_breaks_keeps_its_numbered_clauses(
    path: Path, joint: str
) -> None:
    text = read_text(path)
    flat = joint.join(line.strip() for line in text.splitlines() if line.strip())
    kept = [c.path for c in split_clauses(text, "x").clauses if c.paragraph is None]
    assert [c.path for c in split_clauses(flat, "x").clauses if c.paragraph is None] == kept


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_line_ends_and_indents_change_no_path(path: Path) -> None:
    text = read_text(path)
    paths = [(c.path, c.paragraph, c.heading) for c in split_clauses(text, "x").clauses]
    for variant in (
        text.replace("\n", "\r\n"),
        text.replace("\n", "\n\n"),
        text.replace("\n", "\n　　"),
        "\ufeff" + text,
    ):
        divided = split_clauses(variant, "x").clauses
        assert [(c.path, c.paragraph, c.heading) for c in divided] == paths


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("width", [28, 40])
def test_paragraphs_wrapped_at_a_width_are_joined_again(path: Path, width: int) -> None:
    text = read_text(path)
    if text.count("\n") < 2:
        pytest.skip("a text of one line has no paragraphs to wrap")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    wrapped = "\n".join(
        "　　" + "\n".join([line[: width - 2], *_pieces(line[width - 2 :], width)])
        for line in lines
    )
    paths = [(c.path, c.paragraph, c.heading) for c in split_clauses(text, "x").clauses]
    assert [(c.path, c.paragraph, c.heading) for c in split_clauses(wrapped, "x").clauses] == paths


def _pieces(words: str, width: int) -> list[str]:
    return [words[at : at + width] for at in range(0, len(words), width)]
