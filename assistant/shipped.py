"""The shipped documents in an index that another version of the readers made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import SHIPPED

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.progress import Progress


def outdated_shipped(data_dir: Path) -> list[Path]:
    """Files of indexed shipped documents that this version of the readers did not read.

    Raises:
        DamagedIndexError: The index cannot be read.
    """
    from corpus.load import document_id_of  # noqa: PLC0415  (cold start)
    from index.readings import outdated_documents  # noqa: PLC0415

    outdated = set(outdated_documents(data_dir))
    return [path for path in sorted(SHIPPED.glob("*.txt")) if document_id_of(path) in outdated]


def reread_shipped(settings: Settings, progress: Progress | None = None) -> int:
    """Read outdated shipped documents again, so that a new version shows at once.

    Vectors are kept where a clause did not change. Nothing is done while another process writes
    to the index: it is served as it is.

    Returns:
        How many documents were read again.

    Raises:
        IndexingError: The index or the embedding model cannot be used.
    """
    paths = outdated_shipped(settings.data_dir)
    if not paths:
        return 0
    from corpus.load import read_document  # noqa: PLC0415
    from index.embedder import load_embedder  # noqa: PLC0415
    from index.errors import DataDirectoryLockedError  # noqa: PLC0415
    from index.ingest import ingest  # noqa: PLC0415
    from index.readings import embedder_in_use  # noqa: PLC0415

    embedder = load_embedder(
        settings.embedding_model,
        cache_dir=settings.model_dir,
        progress=progress,
        prompts=settings.prompts,
    )
    if embedder.name != embedder_in_use(settings.data_dir):
        return 0  # opening the index says what to do about another model
    try:
        ingest(
            [read_document(path) for path in paths],
            settings.data_dir,
            embedder,
            progress=progress,
            vector_backend=settings.vector_backend,
        )
    except DataDirectoryLockedError:
        return 0
    return len(paths)
