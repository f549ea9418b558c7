"""What commands open and close: the assistant, the catalog, the index to be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings
    from corpus.model import PolicyDocument
    from index.catalog import Catalog
    from index.progress import Progress


@contextmanager
def open_assistant(settings: Settings) -> Iterator[Assistant]:
    """An assistant that is closed in the end; the first use indexes the shipped documents."""
    from assistant.assistant import Assistant
    from assistant.cli.progress import TerminalProgress

    progress = TerminalProgress()
    try:
        assistant = Assistant.from_settings(settings, progress=progress)
    finally:
        progress.finish()
    with closing(assistant):
        yield assistant


@contextmanager
def open_catalog(settings: Settings) -> Iterator[Catalog]:
    """The catalog of documents, clauses and responsibilities."""
    with open_assistant(settings) as assistant:
        yield assistant.index.catalog


def known_documents(settings: Settings) -> tuple[PolicyDocument, ...]:
    """The indexed documents, read without the model; the shipped ones before the first use.

    Raises:
        PolicyAssistantError: The index is damaged.
    """
    from assistant.assistant import SHIPPED
    from corpus.load import read_document
    from index.catalog import Catalog
    from index.generation import CATALOG, current

    folder = current(settings.data_dir)
    if folder is None:
        return tuple(read_document(path) for path in sorted(SHIPPED.glob("*.txt")))
    with closing(Catalog.open(folder / CATALOG)) as catalog:
        return catalog.documents()


def shipped_documents(settings: Settings, *, wanted: bool) -> list[Path]:
    """Files of the shipped documents, if they are wanted or nothing was ever indexed.

    Documents that are added before the first question must not keep the shipped ones out; and
    those that another version of the readers read are read again.
    """
    from assistant.assistant import SHIPPED
    from assistant.shipped import outdated_shipped
    from index.policy_index import PolicyIndex

    if not wanted and PolicyIndex.exists(settings.data_dir):
        return outdated_shipped(settings.data_dir)
    return sorted(SHIPPED.glob("*.txt"))


def add_documents(
    settings: Settings,
    documents: Sequence[PolicyDocument],
    *,
    progress: Progress,
    replace: bool,
) -> str:
    """Index `documents` beside those already there, or instead of them.

    Returns:
        One line that says what was done.
    """
    from index.embedder import load_embedder
    from index.ingest import ingest

    embedder = load_embedder(
        settings.embedding_model,
        cache_dir=settings.model_dir,
        progress=progress,
        prompts=settings.prompts,
    )
    report = ingest(
        documents,
        settings.data_dir,
        embedder,
        progress=progress,
        replace=replace,
        vector_backend=settings.vector_backend,
    )
    return str(report)
