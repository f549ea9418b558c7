"""Dockerfile, compose file, Makefile and .ci/run name only what there is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from assistant.settings import ENV_PREFIX, Settings

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def is_setting(variable: str) -> bool:
    return variable.removeprefix(ENV_PREFIX).lower() in Settings.model_fields


def test_the_images_settings_are_settings() -> None:
    named = re.findall(rf"{ENV_PREFIX}\w+", DOCKERFILE)
    assert named
    assert [name for name in named if not is_setting(name)] == []


def test_the_compose_files_settings_and_volumes_are_declared() -> None:
    app = COMPOSE["services"]["app"]
    assert [name for name in app["environment"] if not is_setting(name)] == []
    used = {
        volume.split(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service.get("volumes", [])
    }
    assert used == set(COMPOSE["volumes"])
    assert app["read_only"] is True
    assert app["ports"] == ["127.0.0.1:7860:7860"]


def test_the_chroma_server_is_of_the_clients_version() -> None:
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    client = re.search(r"^chromadb==(.+)$", constraints, re.MULTILINE)
    assert client is not None
    assert COMPOSE["services"]["chroma"]["image"] == f"chromadb/chroma:{client[1]}"


def test_what_the_image_runs_is_made_by_the_makefile() -> None:
    (target,) = re.findall(r"make PYTHON=python (\S+)", DOCKERFILE)
    assert f"APP_READY := $(VENV)/{Path(target).name}" in MAKEFILE


def test_constraints_are_exact_versions_without_places_or_local_parts() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


@pytest.mark.parametrize("target", ["app", "test", "check", "setup"])
def test_make_knows_its_targets(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE)


def test_ci_runs_what_people_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").rstrip().endswith("make check")
    subprocess.run(["bash", "-n", str(script)], check=True)
