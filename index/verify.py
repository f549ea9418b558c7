"""Checks one generation from outside: a broken Chroma index can crash the process that opens it.

``python -m index.verify FOLDER`` exits 0 when counts agree and sampled
vectors find themselves, else 1 with the reason on stderr.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from index.catalog import Catalog
from index.errors import DamagedIndexError, IndexingError
from index.generation import CATALOG, LEXICAL, VECTORS, check_files, read_manifest
from index.lexical import LexicalIndex
from index.vector_store import open_store

SAMPLE = 32
"""Rows that must find themselves."""

_NEAR = 1e-3
"""How far a found cosine may be from 1 and still be the row itself (or its twin)."""

_LIMIT_S = 900


def verify_generation(folder: Path) -> None:
    """Open everything in a generation and compare.

    Raises:
        DamagedIndexError: something is missing, changed or disagrees.
    """
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    vectors = np.load(folder / VECTORS, mmap_mode="r")
    catalog = Catalog.open(folder / CATALOG)
    counts = catalog.count()
    catalog.close()
    store = open_store(folder, manifest)
    try:
        found = {
            "vectors": len(vectors),
            "chunks in the catalog": counts["chunks"],
            "rows of terms": len(LexicalIndex.load(folder / LEXICAL)),
            "rows in Chroma": store.count(),
        }
        wrong = {name: count for name, count in found.items() if count != manifest.chunks}
        if wrong or counts["documents"] != manifest.documents:
            raise DamagedIndexError(
                f"{folder.name} should hold {manifest.chunks} chunks of {manifest.documents} "
                f"documents but has {wrong or counts}"
            )
        sample = np.linspace(0, len(vectors) - 1, min(SAMPLE, len(vectors))).astype(int)
        for row in sample.tolist():
            best = store.query(np.asarray(vectors[row]), 1)
            if not best or best[0].similarity < 1 - _NEAR:
                raise DamagedIndexError(f"{folder.name}: row {row} does not find itself in Chroma")
    finally:
        store.close()


def verify_in_subprocess(folder: Path) -> None:
    """The same in a process of its own.

    Raises:
        DamagedIndexError: the check failed, crashed or did not end.
    """
    try:
        result = subprocess.run(
            [sys.executable, "-m", "index.verify", str(folder.resolve())],
            capture_output=True,
            text=True,
            timeout=_LIMIT_S,
            cwd=Path(__file__).parents[1],
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DamagedIndexError(f"checking {folder} did not end in {_LIMIT_S} s") from error
    if result.returncode:
        lines = result.stderr.strip().splitlines() or [f"exit status {result.returncode}"]
        raise DamagedIndexError(
            f"the index {folder} does not verify: {lines[-1]}; run "
            "`policy-assistant doctor --rebuild`"
        )


def main(arguments: list[str]) -> int:
    """Entry point of the subprocess."""
    try:
        verify_generation(Path(arguments[0]))
    except IndexingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
