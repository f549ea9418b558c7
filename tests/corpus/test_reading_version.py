"""The version of the readers changes with what decides how a file is read."""

from __future__ import annotations

from pathlib import Path

from corpus.portal_registry import use_portal_rows
from corpus.reading_version import reading_version


def test_a_portals_departments_are_part_of_the_version(tmp_path: Path) -> None:
    plain = reading_version()
    rows = '[[department]]\nfunction = "低空经济"\nstems = ["低空经济"]\nsource = "改革方案"\n'
    (tmp_path / "departments.toml").write_text(rows, encoding="utf-8")
    use_portal_rows(tmp_path / "departments.toml")
    try:
        assert reading_version() != plain
    finally:
        use_portal_rows(None)
    assert reading_version() == plain
