"""The hand-read table of edges, and the program's agreement with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import Role
from evals.responsibilities import (
    Expected,
    as_record,
    data_place,
    evaluate,
    main,
    read_table,
    score,
)


def row(department: str, role: str = "责任") -> Expected:
    return Expected(file="a.txt", clause="一、", department=department, role=role)


def test_a_wrong_role_is_both_missing_and_extra() -> None:
    result = score({row("市教委"), row("市科委")}, {row("市教委"), row("市科委", "牵头")})
    assert (result.precision, result.recall) == (0.5, 0.5)
    assert result.missing == (row("市科委"),)
    assert result.extra == (row("市科委", "牵头"),)


def test_nothing_found_scores_nothing() -> None:
    assert (score({row("市教委")}, set()).precision, score(set(), set()).recall) == (0.0, 0.0)


def test_the_table_has_enough_edges_with_roles_of_the_contract() -> None:
    groups = read_table()
    assert set(groups) == {"development", "test", "held-out", "held-out 2"}
    edges = set().union(*groups.values())
    assert len(edges) >= 200
    assert {edge.role for edge in edges} <= {role.value for role in Role}


def test_missing_data_is_said_and_not_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path / "none")]) == 1
    assert "POLICY_ASSISTANT_TEST_DATA" in capsys.readouterr().err


@pytest.mark.data
def test_edges_agree_with_the_table_on_the_development_data() -> None:
    if not data_place().is_dir():
        pytest.skip("the development data is not beside the checkout")
    results = evaluate(data_place())
    record = as_record(results)
    for group, result in results.items():
        assert result.precision >= 0.97, record[group]
        assert result.recall >= 0.97, record[group]
