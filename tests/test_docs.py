"""The documentation names what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from assistant.cli.main import app
from assistant.settings import Settings

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("name", READMES)
def test_every_setting_is_listed(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    missing = [field for field in Settings.model_fields if f"`{field}`" not in text]
    assert missing == []


@pytest.mark.parametrize("name", READMES)
def test_no_setting_is_listed_that_does_not_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| .* \| .* \|$", text, flags=re.MULTILINE)
    assert set(listed) >= set(Settings.model_fields)
    assert [field for field in listed if field not in Settings.model_fields] == []


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_listed(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert [command for command in commands if f"| `{command}" not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_every_linked_file_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(((?!http)[^)#]+)\)", text)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 300
