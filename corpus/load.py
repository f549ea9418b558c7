"""From a file to a `PolicyDocument`: reading, structure, metadata, responsibilities, references."""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.metadata import read_metadata
from corpus.model import PolicyDocument
from corpus.readers import SourceText, read_source
from corpus.references import find_references
from corpus.responsibilities import find_responsibilities, unregistered
from corpus.structure import split_clauses

_ID_LENGTH = 16
"""Hex digits of the file's digest that make up a document's id."""


def read_document(path: Path) -> PolicyDocument:
    """The document in a file of any supported format.

    Args:
        path: A txt, md, html, docx, pdf, image, csv or xlsx file.

    Raises:
        CorpusError: The file cannot be read; its message names the file and the way out.
    """
    return parse_source(read_source(path))


def document_id_of(path: Path) -> str:
    """The id that the document in a file has, without reading it.

    Raises:
        OSError: The file cannot be opened.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:_ID_LENGTH]


def parse_source(source: SourceText) -> PolicyDocument:
    """The document in a text that was read before.

    Its id is the beginning of the file's digest, so the same file has the same id under any
    name. A document without a recognisable title is called by its number or its file's name.
    """
    document_id = source.digest[:_ID_LENGTH]
    structure = split_clauses(source.text, document_id)
    metadata = read_metadata(source.text, structure, source.file)
    responsibilities = find_responsibilities(source.text, structure)
    return PolicyDocument(
        id=document_id,
        file=source.file,
        digest=source.digest,
        text=source.text,
        title=metadata.title or metadata.document_number or Path(source.file).stem,
        document_number=metadata.document_number,
        issuing_bodies=metadata.issuing_bodies,
        issued_on=metadata.issued_on,
        effective_from=metadata.effective_from,
        effective_until=metadata.effective_until,
        jurisdiction=metadata.jurisdiction,
        script=metadata.script,
        abridged=metadata.abridged,
        parts=structure.parts,
        clauses=structure.clauses,
        responsibilities=responsibilities,
        references=find_references(source.text, structure),
        evidence=metadata.evidence,
        warnings=(
            *source.warnings,
            *structure.warnings,
            *metadata.warnings,
            *unregistered(responsibilities),
        ),
    )
