"""Dockerfile, compose file, Makefile and .ci/run name only what there is."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from assistant.cli.main import app
from assistant.settings import ENV_PREFIX, Settings
from assistant.web.stopping import SHUTDOWN_S

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
UNIT = ROOT / "deploy" / "policy-assistant.service"
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


def test_the_compose_files_database_is_the_one_that_its_comment_names() -> None:
    named = COMPOSE["services"]["postgres"]["environment"]
    url = re.search(r"DATABASE_URL=(\S+)", (ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert url is not None
    user, name = named["POSTGRES_USER"], named["POSTGRES_DB"]
    assert url[1] == f"postgresql://{user}:$POSTGRES_PASSWORD@postgres/{name}"
    assert COMPOSE["services"]["app"]["depends_on"]["postgres"]["required"] is False
    assert "-e '.[llm,postgres]'" in MAKEFILE


def service_unit() -> configparser.RawConfigParser:
    unit = configparser.RawConfigParser(delimiters="=", comment_prefixes="#")
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT, encoding="utf-8")
    return unit


def test_the_service_runs_a_command_that_there_is_with_settings_that_there_are() -> None:
    service = service_unit()["Service"]
    program, *arguments = service["ExecStart"].split()
    assert program == f"{service['WorkingDirectory']}/.venv/bin/policy-assistant"
    assert arguments[0] in get_command(app).commands  # type: ignore[attr-defined]
    named = [part.split("=")[0] for part in service["Environment"].split()]
    assert [name for name in named if not is_setting(name)] == []
    # The system makes both folders for the service; nothing else of the machine can be written.
    assert f"DATA_DIR=%S/{service['StateDirectory']}" in service["Environment"]
    assert f"MODEL_DIR=%C/{service['CacheDirectory']}" in service["Environment"]
    assert service["ProtectSystem"] == "strict"
    assert int(service["TimeoutStopSec"]) > SHUTDOWN_S


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_the_system_accepts_the_service(tmp_path: Path) -> None:
    unit = UNIT.read_text(encoding="utf-8")
    program = service_unit()["Service"]["ExecStart"].split()[0]
    made = tmp_path / UNIT.name
    made.write_text(unit.replace(program, sys.executable), encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(made)],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in checked.stderr.splitlines() if UNIT.name in line]
    assert (checked.returncode, told) == (0, [])


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
