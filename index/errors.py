"""What can go wrong while indexing and searching.

IndexingError (PolicyAssistantError)
├── ModelUnavailableError     a model is not on this machine
├── DataDirectoryError        the data directory cannot be used
│   └── DataDirectoryLockedError   another process owns it (retryable)
└── DamagedIndexError         a stored generation does not verify
"""

from corpus.errors import PolicyAssistantError


class IndexingError(PolicyAssistantError):
    """The index could not be built, opened or searched."""


class ModelUnavailableError(IndexingError):
    """The embedding or reranking model is not on this machine and is never fetched silently."""


class DataDirectoryError(IndexingError):
    """The data directory is missing, not writable or not a directory."""


class DataDirectoryLockedError(DataDirectoryError):
    """Another process is writing to the data directory."""

    is_retryable = True


class DamagedIndexError(IndexingError):
    """Stored vectors, terms or catalog do not agree with each other."""
