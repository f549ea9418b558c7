"""From a file to a `PolicyDocument`: reading, structure, metadata, responsibilities, references."""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path
from typing import Any

from corpus.model import Jurisdiction, Level, PolicyDocument, Structure
from corpus.readers import SourceText, read_source
from corpus.structure import split_clauses


def read_document(path: Path) -> PolicyDocument:
    """The document in a file of any supported format.

    Raises:
        CorpusError: The file cannot be read; its message names the file and the way out.
    """
    return parse_source(read_source(path))


def parse_source(source: SourceText) -> PolicyDocument:
    """The document in a text that was read before; its id comes from the file's digest."""
    document_id = source.digest[:16]
    structure = split_clauses(source.text, document_id)
    metadata = _metadata(source, structure)
    return PolicyDocument(
        id=document_id,
        file=source.file,
        digest=source.digest,
        text=source.text,
        parts=structure.parts,
        clauses=structure.clauses,
        responsibilities=_call(
            "corpus.responsibilities", "find_responsibilities", source, structure
        ),
        references=_call("corpus.references", "find_references", source, structure),
        warnings=(*source.warnings, *structure.warnings, *metadata.pop("warnings")),
        **metadata,
    )


_FIELDS = (
    "title", "document_number", "issuing_bodies", "issued_on", "effective_from",
    "effective_until", "jurisdiction", "script", "abridged", "evidence", "warnings",
)  # fmt: skip


def _metadata(source: SourceText, structure: Structure) -> dict[str, Any]:
    try:
        module = importlib.import_module("corpus.metadata")
        metadata = module.read_metadata(source.text, structure, source.file)
        return {name: getattr(metadata, name) for name in _FIELDS}
    except (ImportError, AttributeError):
        return _plain_metadata(source)


def _plain_metadata(source: SourceText) -> dict[str, Any]:
    from corpus.scripts import detect_script

    none: date | None = None
    return {
        "title": source.file,
        "document_number": None,
        "issuing_bodies": (),
        "issued_on": none,
        "effective_from": none,
        "effective_until": none,
        "jurisdiction": Jurisdiction(name="全国", level=Level.NATIONAL),
        "script": detect_script(source.text),
        "abridged": False,
        "evidence": (),
        "warnings": (),
    }


def _call(module: str, name: str, source: SourceText, structure: Structure) -> Any:
    try:
        return getattr(importlib.import_module(module), name)(source.text, structure)
    except (ImportError, AttributeError):
        return ()
