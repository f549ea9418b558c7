"""Reads policy files: text, clauses, metadata, responsibilities."""

from corpus.load import parse_source, read_document
from corpus.model import (
    Clause,
    Jurisdiction,
    LegalForce,
    Level,
    Part,
    PartKind,
    PolicyDocument,
    Reference,
    Responsibility,
    Role,
    Script,
    Span,
    Structure,
)
from corpus.report import check_json
from corpus.structure import split_clauses

__all__ = [
    "Clause",
    "Jurisdiction",
    "LegalForce",
    "Level",
    "Part",
    "PartKind",
    "PolicyDocument",
    "Reference",
    "Responsibility",
    "Role",
    "Script",
    "Span",
    "Structure",
    "check_json",
    "parse_source",
    "read_document",
    "split_clauses",
]
