"""Files of any supported format into plain text; one module per format."""

from corpus.readers.files import count_files, iter_files
from corpus.readers.model import ReadFailure, SourceText
from corpus.readers.reader import read_bytes, read_source

__all__ = ["ReadFailure", "SourceText", "count_files", "iter_files", "read_bytes", "read_source"]
