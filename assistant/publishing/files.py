"""Names and contents of kept files."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from assistant.errors import PublishingError

TEXT = "text.txt"
"""Where the text of a document is kept whose file is not known."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_NAME_LENGTH = 120


def safe_name(name: str) -> str:
    r"""A file's name without folders and signs that file systems dislike, its ending kept.

    >>> safe_name("C:\\docs\\..\\通知?.docx"), safe_name("../../")
    ('通知_.docx', 'upload.txt')
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = _CONTROL.sub("_", last).strip(" .")
    suffix = PurePosixPath(clean).suffix[:10]
    stem = clean.removesuffix(suffix)[: _NAME_LENGTH - len(suffix)].strip(" .")
    # a document must not be kept under the name of the text that stands in for a file
    if not stem or stem + suffix == TEXT:
        return f"upload{suffix or '.txt'}"
    return stem + suffix


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a kill leaves the old one or the new one.

    Raises:
        PublishingError: The disk is full or may not be written.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise PublishingError(
            f"cannot write {path} ({error.strerror}); free disk space or make it writable"
        ) from error
