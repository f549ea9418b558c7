"""What can go wrong while answering.

AssistantError (PolicyAssistantError)
├── InvalidQuestionError       empty, too long, or nothing but control characters
├── SettingsError              a setting has no usable value
├── PortInUseError             the address to serve on is taken
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


class LanguageModelError(AssistantError):
    """The configured language model failed or timed out."""

    is_retryable = True
