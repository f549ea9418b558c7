"""Imports run corpus ← index ← assistant ← app; evals reads all, and nothing imports evals."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "assistant": {"corpus", "index", "assistant"},
    "app": {"corpus", "index", "assistant", "app"},
    "evals": {"corpus", "index", "assistant", "app", "evals"},
}
SOURCES = [
    path
    for layer in ALLOWED
    for path in ([ROOT / "app.py"] if layer == "app" else sorted((ROOT / layer).rglob("*.py")))
    if path.exists()
]


def imported_packages(source: str) -> Iterator[str]:
    """Top-level names that the source imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


def forbidden(layer: str, source: str) -> list[str]:
    """Layers that a file of `layer` imports although it may not."""
    return sorted({name for name in imported_packages(source) if name in ALLOWED} - ALLOWED[layer])


def test_the_check_reports_an_import_that_runs_upwards() -> None:
    assert forbidden("corpus", "def f():\n    from assistant.model import Answer\n") == [
        "assistant"
    ]
    assert forbidden("assistant", "import evals.metrics, index.model") == ["evals"]


def test_every_layer_has_files() -> None:
    layers = {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in SOURCES}
    assert {"corpus", "index", "assistant", "evals"} <= layers


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_its_own_layer_and_those_below(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0].removesuffix(".py")
    bad = forbidden(layer, path.read_text(encoding="utf-8"))
    assert not bad, f"{path.relative_to(ROOT)} imports {bad}"
