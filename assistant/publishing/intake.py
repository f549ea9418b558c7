"""What an upload holds: a file, or the files of a zip archive."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import CorpusError, EmptyFileError
from corpus.readers.archive import member_name, members_in_order, open_archive, read_member


def unpack(name: str, content: bytes) -> Iterator[tuple[str, bytes | CorpusError]]:
    """Name and bytes of each file of an upload, or why a member cannot be had.

    Args:
        name: File name of the upload.
        content: Its bytes.

    Raises:
        CorpusError: The archive cannot be read, is unsafe, or is empty.
    """
    if not (name.lower().endswith(".zip") and content.startswith(b"PK")):
        yield name, content
        return
    with open_archive(content, name) as archive:
        members = list(members_in_order(archive))
        if not members:
            raise EmptyFileError(f"{name} holds no files; give an archive with documents in it")
        for member in members:
            inner = f"{name}/{member_name(member)}"
            try:
                yield inner, read_member(archive, member, inner)
            except CorpusError as error:
                yield inner, error
