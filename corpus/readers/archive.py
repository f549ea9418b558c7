"""Zip archives, opened only as far as they cannot harm: bounded, flat, nothing written to disk.

docx and xlsx files are zip archives too and pass the same guard before their readers see them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath

from corpus.errors import EncryptedFileError, UnsafeFileError, UnsupportedFormatError
from corpus.readers.encoding import plausibility
from corpus.readers.faults import one_line

MAX_MEMBERS = 20_000
"""Files in one archive."""
MAX_TOTAL_BYTES = 2_000_000_000
"""Unpacked bytes of one archive as its directory states them; members are read one by one."""
MAX_MEMBER_BYTES = 200_000_000
MAX_RATIO = 200
"""Unpacked over packed bytes of a member larger than `_RATIO_FROM`. Texts reach 3 to 20, Office
XML up to about 60; deflate itself ends at 1,032, which only made-up data comes near."""
_RATIO_FROM = 1_000_000
MAX_XML_BYTES = 60_000_000
"""XML of one Office file; a parsed tree takes about ten times that in memory."""
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"})
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What `zipfile` raises on damaged data."""


def open_archive(data: bytes, file: str) -> zipfile.ZipFile:
    """The archive in `data`, after its directory was found harmless.

    Raises:
        UnsupportedFormatError: Damaged, or no zip archive.
        UnsafeFileError: Too many members, too much to unpack, or a compression bomb.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except _FAULTS as error:
        raise UnsupportedFormatError(
            f"{file} is no readable zip archive ({one_line(error)}); pack or save it again"
        ) from error
    if len(members) > MAX_MEMBERS:
        raise UnsafeFileError(
            f"{file} holds {len(members):,} files, more than {MAX_MEMBERS:,}; split the archive"
        )
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL_BYTES:
        raise UnsafeFileError(
            f"{file} unpacks to {total:,} bytes, more than {MAX_TOTAL_BYTES:,}; split the archive"
        )
    for member in members:
        _check_ratio(member, file)
    return archive


def _check_ratio(member: zipfile.ZipInfo, file: str) -> None:
    ratio = member.file_size / max(1, member.compress_size)
    if member.file_size > _RATIO_FROM and ratio > MAX_RATIO:
        raise UnsafeFileError(
            f"{file} looks like a compression bomb: {member.filename!r} unpacks to {ratio:,.0f} "
            f"times its packed size, more than {MAX_RATIO}; unpack it by hand if you trust it"
        )


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> bytes:
    """The bytes of one member; `file` names it in messages.

    Raises:
        UnsafeFileError: A name that leaves the folder, an archive in the archive, or too large.
        EncryptedFileError: The member wants a password.
        UnsupportedFormatError: Damaged, or packed by an unknown method.
    """
    name = member_name(member)
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        raise UnsafeFileError(
            f"{file} has a path that leaves the archive; rename it and pack again"
        )
    if PurePosixPath(name).suffix.lower() in _ARCHIVES:
        raise UnsafeFileError(f"{file} is an archive within an archive; unpack it first")
    if member.flag_bits & 0x1:
        raise EncryptedFileError(f"{file} is protected by a password; unpack it without one")
    if member.file_size > MAX_MEMBER_BYTES:
        raise UnsafeFileError(
            f"{file} has {member.file_size:,} bytes, more than {MAX_MEMBER_BYTES:,}; split it"
        )
    try:
        return archive.read(member)
    except (*_FAULTS, RuntimeError) as error:
        raise UnsupportedFormatError(
            f"{file} is damaged ({one_line(error)}); pack it again"
        ) from error


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; archives packed on Chinese Windows carry it in GBK without saying so."""
    if member.flag_bits & 0x800:  # the name is declared as UTF-8
        return member.filename
    try:
        raw = member.filename.encode("cp437")  # what zipfile assumed
    except UnicodeEncodeError:
        return member.filename
    names = [member.filename]
    for encoding in ("gb18030", "utf-8"):
        with suppress(UnicodeDecodeError):
            names.append(raw.decode(encoding))
    return max(names, key=plausibility)


def members_in_order(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The archive's visible files by name; folders, hidden files and system litter left out."""
    for member in sorted(archive.infolist(), key=member_name):
        name = member_name(member)
        if not member.is_dir() and not is_litter(PurePosixPath(name.replace("\\", "/"))):
            yield member


_LITTER = frozenset({"thumbs.db", "desktop.ini", "manifest.json"})


def is_litter(path: PurePosixPath) -> bool:
    """True for hidden files and what operating systems and editors leave beside documents.

    The list of sources that a collection of documents brings along (manifest.json) is none either.

    >>> is_litter(PurePosixPath("a/~$通知.docx")), is_litter(PurePosixPath("a/通知.docx"))
    (True, False)
    """
    if any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts):
        return True
    return path.name.startswith("~$") or path.name.lower() in _LITTER


def guard_office(data: bytes, file: str) -> zipfile.ZipFile:
    """The archive of a docx or xlsx file, checked for bombs, DTDs and passwords.

    Raises:
        CorpusError: As `open_archive` and `read_member`; UnsafeFileError also for a DTD, which
            Office never writes and which is how XML bombs are built.
    """
    archive = open_archive(data, file)
    xml_bytes = 0
    for member in archive.infolist():
        if member.flag_bits & 0x1:
            raise EncryptedFileError(f"{file} is protected by a password; save it without one")
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            xml_bytes += member.file_size
            if xml_bytes > MAX_XML_BYTES:
                raise UnsafeFileError(
                    f"{file} holds over {MAX_XML_BYTES:,} bytes of XML; split the document"
                )
            _check_dtd(archive, member, file)
    return archive


def _check_dtd(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> None:
    try:
        xml = archive.read(member)
    except (*_FAULTS, RuntimeError) as error:
        raise UnsupportedFormatError(
            f"{file} is damaged ({one_line(error)}); save it again"
        ) from error
    if _DTD.search(xml) or _DTD.search(xml.replace(b"\0", b"")):  # the latter is UTF-16
        raise UnsafeFileError(
            f"{file} declares XML entities in {member.filename!r}, as bombs do; save it again"
        )
