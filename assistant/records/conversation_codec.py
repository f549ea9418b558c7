"""A conversation as JSON, slots with their provenance included (pydantic)."""

from __future__ import annotations

import logging

from pydantic import TypeAdapter, ValidationError

from assistant.conversation import Conversation

logger = logging.getLogger(__name__)

_ADAPTER = TypeAdapter(Conversation)


def encode(conversation: Conversation) -> str:
    """The conversation as JSON, without what was never set."""
    return _ADAPTER.dump_json(conversation, exclude_defaults=True).decode()


def decode(content: str) -> Conversation:
    """The conversation that `encode` wrote.

    One that another version wrote so that it cannot be read starts anew: that costs the asker a
    repetition and nothing else.

    >>> decode(encode(Conversation(turns=2))).turns, decode("{}").turns, decode("[").turns
    (2, 0, 0)
    """
    try:
        return _ADAPTER.validate_json(content)
    except ValidationError as exc:
        logger.warning("a conversation cannot be read and starts anew: %s", exc)
        return Conversation()
