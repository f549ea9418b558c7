"""The root error and what can go wrong while reading files.

PolicyAssistantError
├── CorpusError
│   ├── UnreadableFileError        the file cannot be opened
│   ├── EmptyFileError             nothing to read in it
│   ├── UnsupportedFormatError     binary or an unknown type
│   ├── UnknownEncodingError       bytes that are no text in a known encoding
│   ├── UnsafeFileError            an archive or XML that would harm the machine
│   ├── EncryptedFileError         protected by a password
│   ├── MissingReaderError         an optional reader is not installed
│   └── RegistryError              a portal's file of departments cannot be used
├── IndexingError                  index/errors.py
└── AssistantError                 assistant/errors.py

Each message says what happened, to which value, and what to do next, in one line.
"""


class PolicyAssistantError(Exception):
    """Anything that this project raises on purpose; entry points print it in one line."""

    is_retryable = False


class CorpusError(PolicyAssistantError):
    """A policy file could not be read."""


class UnreadableFileError(CorpusError):
    """The file is missing, is a folder, or may not be opened."""


class EmptyFileError(CorpusError):
    """The file has no characters other than white space."""


class UnsupportedFormatError(CorpusError):
    """The file's type has no reader."""


class UnknownEncodingError(CorpusError):
    """The bytes decode in no known encoding."""


class UnsafeFileError(CorpusError):
    """An archive, XML or document that would exhaust the machine or leave its folder."""


class EncryptedFileError(CorpusError):
    """The file wants a password."""


class MissingReaderError(CorpusError):
    """The format needs an optional package."""


class RegistryError(CorpusError):
    """A file of departments that a portal adds cannot be read, or contradicts the registry."""
