"""A portal's own departments and renamings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.department_registry import KINDS, added_rows, functions, successions
from corpus.departments import (
    current_name,
    find_departments,
    function_of,
    same_department,
)
from corpus.errors import RegistryError
from corpus.load import parse_source
from corpus.portal_registry import use_portal_rows
from corpus.readers import SourceText

ROWS = """
[[department]]
function = "发展改革"
stems = ["发展改革和统计"]
lay = ["计划委"]
source = "某某市机构改革方案（2024年）"

[[department]]
function = "低空经济"
central_name = "国家低空经济办公室"
stems = ["低空经济"]
source = "某某市机构改革方案（2024年）"

[[renamed]]
former = "某市扶貧開發辦公室"
current = "某市农业农村局"
since = "2023-12"
kind = "merged"
source = "某某市机构改革方案（2023年）"
"""


@pytest.fixture(autouse=True)
def shipped_rows_afterwards() -> Iterator[None]:
    yield
    use_portal_rows(None)


def write(folder: Path, text: str) -> Path:
    path = folder / "departments.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_added_names_are_known_and_are_forgotten_again(tmp_path: Path) -> None:
    assert function_of("市低空经济局") is None
    use_portal_rows(write(tmp_path, ROWS))
    assert function_of("市低空经济局") == "低空经济"
    assert function_of("市发展改革和统计局") == "发展改革"
    assert same_department("市发展改革和统计局", "市发改委")
    assert [mention.function for mention in find_departments("低空经济局在哪？")] == ["低空经济"]
    assert current_name("某市扶贫开发办公室") == "某市农业农村局"
    use_portal_rows(None)
    assert function_of("市低空经济局") is None
    assert current_name("某市扶贫开发办公室") is None
    assert added_rows() == ((), ())


def test_an_added_department_is_no_doubt_of_a_document(tmp_path: Path) -> None:
    source = SourceText(
        file="甲.txt",
        digest="0" * 64,
        text="甲市通知\n一、建平台。（责任单位：市低空经济局）\n二、办培训。落实。\n",
        format="txt",
        encoding="utf-8",
    )
    assert any("市低空经济局" in warning for warning in parse_source(source).warnings)
    use_portal_rows(write(tmp_path, ROWS))
    assert not any("市低空经济局" in warning for warning in parse_source(source).warnings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[department]\n", "cannot read the file"),
        ("[[office]]\nname = 'x'\n", "'office' is no table"),
        ('departments = "x"\n', "'departments' is no table"),
        ("[[department]]\nfunction = '甲乙'\nsource = '丙'\n", "[[department]] 1 names nothing"),
        ("[[department]]\nfunction = '甲乙'\nstems = ['甲乙']\n", "source = None"),
        ("[[department]]\nfunction = ''\nstems = ['甲乙']\nsource = '丙'\n", "function = ''"),
        ("[[department]]\nfunction = '甲乙'\nstems = ['甲']\nsource = '丙'\n", "short word '甲'"),
        ("[[department]]\nfunction = '甲乙'\nstems = '甲乙'\nsource = '丙'\n", "stems = '甲乙'"),
        ("[[department]]\nfunction = '甲乙'\nnamen = ['甲乙']\nsource = '丙'\n", "has 'namen'"),
        ("[[department]]\nfunction = '甲乙'\nstems = ['财政']\nsource = '丙'\n", "name of both"),
        (
            "[[renamed]]\nformer = '甲局'\ncurrent = '乙局'\nsince = '2023'\nkind = 'merged'\n"
            "source = '丙'\n",
            "since = '2023'",
        ),
        (
            "[[renamed]]\nformer = '甲局'\ncurrent = '乙局'\nsince = '2023-01'\nkind = 'gone'\n"
            "source = '丙'\n",
            "kind = 'gone'",
        ),
        (
            "[[renamed]]\nformer = '甲局'\ncurrent = '乙局'\nsince = '2023-01'\nkind = 'merged'\n"
            "source = '丙'\n" * 2,
            "a second time",
        ),
        (
            "[[renamed]]\nformer = '甲局'\ncurrent = '乙局'\nsince = '2023-01'\nkind = 'merged'\n"
            "source = '丙'\n[[renamed]]\nformer = '乙局'\ncurrent = '甲局'\nsince = '2023-01'\n"
            "kind = 'merged'\nsource = '丙'\n",
            "becomes itself again",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, text: str, words: str
) -> None:
    use_portal_rows(write(tmp_path, ROWS))
    before = added_rows()
    with pytest.raises(RegistryError) as refused:
        use_portal_rows(write(tmp_path, text))
    assert words in str(refused.value)
    assert added_rows() == before
    assert function_of("市低空经济局") == "低空经济"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="cannot read the file of departments"):
        use_portal_rows(tmp_path / "none.toml")


def test_each_shipped_succession_says_when_how_and_by_what_act() -> None:
    for row in successions().values():
        assert row.kind in KINDS
        assert len(row.since) == 7 and row.since[4] == "-", row
        assert row.since[:4] in row.evidence, row
    assert all(row.source for row in functions().values())
