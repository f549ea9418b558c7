"""What can go wrong while answering.

AssistantError (PolicyAssistantError)
├── InvalidQuestionError       empty, too long, or nothing but control characters
├── SettingsError              a setting has no usable value
├── PortInUseError             the address to serve on is taken
├── RecordsError               the database of the records cannot be used (retryable)
│   └── NewerDatabaseError     a newer version of the program has changed its schema
├── PublishingError            a document cannot be published or taken down as asked
│   └── ReleaseRefusedError    the new index answers worse than the one in use
└── LanguageModelError         the configured model did not answer (retryable)
"""

from corpus.errors import PolicyAssistantError


class AssistantError(PolicyAssistantError):
    """The assistant could not answer."""


class InvalidQuestionError(AssistantError):
    """The question is empty or longer than the limit."""


class SettingsError(AssistantError):
    """A setting has no usable value."""


class PortInUseError(AssistantError):
    """The address to serve on is taken."""


class RecordsError(AssistantError):
    """The database of questions, feedback and conversations cannot be reached or used."""

    is_retryable = True


class NewerDatabaseError(RecordsError):
    """A newer version of the program has changed the schema of the database."""

    is_retryable = False


class PublishingError(AssistantError):
    """A document cannot be published or taken down as asked."""


class ReleaseRefusedError(PublishingError):
    """The new index answers worse than the one in use, and nobody said that this is wanted."""


class LanguageModelError(AssistantError):
    """The configured language model failed or timed out."""

    is_retryable = True
