"""Turns a question into an Answer whose every sentence cites a clause.

The names below are imported when they are first used: ``policy-assistant --help`` must not wait
for the parts that answer.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.model import Answer, Audience, Question, Status
    from assistant.settings import Settings

__all__ = ["Answer", "Assistant", "Audience", "Question", "Settings", "Status"]

_HOMES = {"Assistant": "assistant.assistant", "Settings": "assistant.settings"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "assistant.model")), name)
