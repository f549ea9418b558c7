"""Checks one generation from outside: a broken Chroma index can crash the process that opens it.

``python -m index.verify FOLDER [--only-chroma]`` exits 0 when counts agree and sampled
vectors find themselves, else 1 with the reason on stderr.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from index.catalog import Catalog
from index.errors import DamagedIndexError, IndexingError
from index.generation import CATALOG, LEXICAL, VECTORS, Manifest, check_files, read_manifest
from index.lexical import LexicalIndex
from index.vector_store import open_store

SAMPLE = 32
"""Rows that must find themselves."""

_NEAR = 1e-3
"""How far a found cosine may be from 1 and still be the row itself (or its twin)."""

_LIMIT_S = 900
_ONLY_CHROMA = "--only-chroma"
_WAY_OUT = "; run `policy-assistant doctor --rebuild`"


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
    terms = len(LexicalIndex.load(folder / LEXICAL))
    found = {
        "vectors": len(vectors),
        "chunks in the catalog": counts["chunks"],
        "rows of terms and sentences": terms + manifest.sentences,
    }
    wrong = {name: count for name, count in found.items() if count != manifest.chunks}
    if wrong or counts["documents"] != manifest.documents:
        raise DamagedIndexError(
            f"{folder.name} should hold {manifest.chunks} chunks of {manifest.documents} documents "
            f"but has {wrong or counts}"
        )
    verify_chroma(folder, manifest)


def verify_chroma(folder: Path, manifest: Manifest) -> None:
    """Compare the Chroma collection of a generation with what it should hold.

    The vectors asked for are Chroma's own, so that this works when the matrix is lost; that
    they are the right ones is what `verify_generation` and digests are for.

    Raises:
        DamagedIndexError: rows are missing, or a sampled vector does not find itself.
    """
    store = open_store(folder, manifest)
    try:
        count = store.count()
        if count != manifest.chunks:
            raise DamagedIndexError(
                f"{folder.name} should hold {manifest.chunks} chunks but Chroma has {count}"
            )
        sample = np.linspace(0, count - 1, min(SAMPLE, count)).astype(int).tolist()
        for row, stored in zip(sample, store.read(sample), strict=True):
            best = store.query(stored.vector, 1)
            if not best or best[0].similarity < 1 - _NEAR:
                raise DamagedIndexError(f"{folder.name}: row {row} does not find itself in Chroma")
    finally:
        store.close()


def verify_in_subprocess(folder: Path, *, only_chroma: bool = False) -> None:
    """The same in a process of its own.

    Args:
        folder: The generation.
        only_chroma: Leave out the other files.

    Raises:
        DamagedIndexError: the check failed, crashed or did not end.
    """
    options = [_ONLY_CHROMA] if only_chroma else []
    try:
        result = subprocess.run(
            [sys.executable, "-m", "index.verify", str(folder.resolve()), *options],
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
        reason = lines[-1].removesuffix(_WAY_OUT)
        raise DamagedIndexError(f"the index {folder} does not verify: {reason}{_WAY_OUT}")


def main(arguments: list[str]) -> int:
    """Entry point of the subprocess."""
    folder = Path(arguments[0])
    try:
        if _ONLY_CHROMA in arguments:
            verify_chroma(folder, read_manifest(folder))
        else:
            verify_generation(folder)
    except IndexingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
