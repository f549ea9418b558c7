"""Turns a question into an Answer whose every sentence cites a clause."""

from assistant.assistant import Assistant
from assistant.model import Answer, Audience, Question, Status
from assistant.settings import Settings

__all__ = ["Answer", "Assistant", "Audience", "Question", "Settings", "Status"]
