"""元数据: what a document says about itself, and whether it is in force."""

from corpus.metadata.force import ends_at_event, legal_force
from corpus.metadata.model import Metadata
from corpus.metadata.read import read_metadata

__all__ = ["Metadata", "ends_at_event", "legal_force", "read_metadata"]
