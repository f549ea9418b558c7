"""Where the words of a document that is searched come from: its kept file, or its text alone."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from assistant.publishing.register import Register, read_again
from corpus.errors import PolicyAssistantError
from corpus.load import parse_source
from corpus.model import PolicyDocument
from corpus.readers import read_bytes

logger = logging.getLogger(__name__)


class Sources:
    """Files of the register, and of the folder that came with the program."""

    def __init__(self, register: Register, shipped: Path | None) -> None:
        self._register = register
        self._shipped = shipped

    def original(self, document: PolicyDocument) -> bytes | None:
        """The bytes of a document that came with the program; None for all others."""
        path = self._shipped / Path(document.file).name if self._shipped else None
        if path is None or not path.is_file():
            return None
        content = path.read_bytes()
        return content if hashlib.sha256(content).hexdigest() == document.digest else None

    def read_again(self, document: PolicyDocument) -> PolicyDocument:
        """A document as today's rules read it; as it was where that is not possible."""
        try:
            if self._register.file_of(document.id) is not None:
                return self._register.read(document.id)
            content = self.original(document)
            if content is not None:
                return parse_source(read_bytes(content, document.file))
            return parse_source(read_again(document.file, document.digest, document.text))
        except PolicyAssistantError as error:
            logger.warning("document %s stays as it was: %s", document.id, error)
            return document
