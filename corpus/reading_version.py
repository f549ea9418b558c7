"""Which version of the readers this is: a document that an older one read may be read again."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from corpus.department_registry import added_rows

_LENGTH = 16
"""Hex digits of a version."""
_LEFT_OUT = ("documents", "__pycache__")


def reading_version() -> str:
    """Digest of all that decides how a file is read.

    That is the code and the data of the package, and the departments that a portal added.

    >>> len(reading_version())
    16
    """
    added = repr(added_rows()).encode("utf-8")
    return hashlib.sha256(_package_digest() + added).hexdigest()[:_LENGTH]


@lru_cache(maxsize=1)
def _package_digest() -> bytes:
    digest = hashlib.sha256()
    _add_folder(digest, resources.files("corpus"))
    return digest.digest()


def _add_folder(digest: hashlib._Hash, folder: Traversable) -> None:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.is_dir() and item.name not in _LEFT_OUT:
            _add_folder(digest, item)
        elif item.name.endswith((".py", ".tsv", ".yml")):
            digest.update(item.name.encode("utf-8"))
            digest.update(item.read_bytes())
