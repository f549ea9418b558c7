"""Fixtures of the index's tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from index.embedding_model import prepare_checkpoint


@pytest.fixture(scope="session")
def checkpoint() -> Path:
    """The built-in embedding model, prepared once for all test runs of this machine."""
    default = user_cache_path("policy-assistant") / "models"
    return prepare_checkpoint(Path(os.environ.get("POLICY_ASSISTANT_MODEL_DIR", default)))
