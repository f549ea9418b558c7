"""The frameworks' own environment: made once, beside the project's, which stays as it is."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
SHARED = (
    "chromadb",
    "langchain-core",
    "numpy",
    "sentence-transformers",
    "tokenizers",
    "torch",
    "transformers",
)
"""Packages that all systems take from the project's environment: the same model code for all."""

OFFLINE = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "OMP_NUM_THREADS": "1",
    "TRANSFORMERS_OFFLINE": "1",
}
"""Variables under which no system reports to anybody or looks for a model elsewhere, and each
computes on one core: threads that wait for each other on a shared machine would be timed."""


def prepare(folder: Path) -> Path:
    """The interpreter of the environment in `folder`, which is made when it is not there.

    The environment sees the packages of the one that runs this, so the large ones are not
    installed twice.

    Raises:
        subprocess.CalledProcessError: pip could not install the frameworks; its words are on
            stderr.
    """
    python = folder / "bin" / "python"
    done = folder / "installed"
    wanted = sha256(REQUIREMENTS.read_bytes() + _site().encode()).hexdigest()
    if python.exists() and done.exists() and done.read_text(encoding="utf-8") == wanted:
        return python
    venv.create(folder, with_pip=True, clear=True, symlinks=True)
    own = next((folder / "lib").glob("python*/site-packages"))
    (own / "project.pth").write_text(_site() + "\n", encoding="utf-8")
    constraints = folder / "constraints.txt"
    constraints.write_text(
        "".join(f"{name}=={version(name).split('+')[0]}\n" for name in SHARED), encoding="utf-8"
    )
    subprocess.run(
        [
            *(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("-c", str(constraints), "-r", str(REQUIREMENTS)),
        ],
        check=True,
        stdout=sys.stderr,
    )
    done.write_text(wanted, encoding="utf-8")
    return python


def _site() -> str:
    return sysconfig.get_path("purelib")
