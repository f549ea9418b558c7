"""Files of any supported format into plain text; one module per format."""

from corpus.readers.model import ReadFailure, SourceText
from corpus.readers.reader import read_bytes, read_source

__all__ = ["ReadFailure", "SourceText", "read_bytes", "read_source"]
