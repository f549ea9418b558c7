"""Plain text and Markdown: the decoded bytes, unchanged."""

from __future__ import annotations

from corpus.errors import UnsupportedFormatError
from corpus.readers.encoding import LEAST_PLAUSIBLE, decode, plausibility
from corpus.readers.kinds import READABLE
from corpus.readers.model import Extracted

_BINARY_SHARE = 0.05
"""Share of control bytes above which bytes are no text in any single- or double-byte code."""
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b")


def read_txt(data: bytes, file: str) -> Extracted:
    """The text of a plain file, whatever its encoding.

    Raises:
        UnsupportedFormatError: The bytes are binary.
        UnknownEncodingError: The bytes are text in no known encoding.
    """
    return _read(data, file, "txt")


def read_md(data: bytes, file: str) -> Extracted:
    """As `read_txt`; Markdown's marks stay in the text, for they are part of the file."""
    return _read(data, file, "md")


def _read(data: bytes, file: str, format: str) -> Extracted:
    if looks_binary(data):
        raise UnsupportedFormatError(f"{file} holds binary data, not text; give a {READABLE} file")
    text, encoding, warnings = decode(data, file)
    return Extracted(text=text, format=format, encoding=encoding, warnings=tuple(warnings))


def looks_binary(data: bytes) -> bool:
    """True when the start of `data` has more control bytes than any text has.

    UTF-16, whose every other byte may be zero, is known by its mark or by what it reads.

    >>> looks_binary(bytes(range(32)) * 10), looks_binary("第一条".encode("gb18030"))
    (True, False)
    """
    sample = data[:8192]
    if not sample or sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)
    if controls <= _BINARY_SHARE * len(sample) and 0 not in sample:
        return False
    return not _looks_utf16(sample)


def _looks_utf16(sample: bytes) -> bool:
    pairs = sample[: len(sample) // 2 * 2]
    readings = (pairs.decode(name, errors="replace") for name in ("utf-16-le", "utf-16-be"))
    return any(plausibility(reading) >= LEAST_PLAUSIBLE for reading in readings)
