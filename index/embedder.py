"""Texts to vectors: the built-in model or any local one, behind one small interface."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path

from index.embedding_model import PROMPTS, checkpoint_digest, prepare_checkpoint, verify
from index.errors import ModelUnavailableError
from index.model import Embedder, Vectors
from index.passage_encoder import PassageEncoder, unavailable
from index.progress import SILENT, Progress
from index.query_batches import QueryBatches
from index.query_encoder import QueryEncoder


class BuiltInEmbedder:
    """multilingual-e5-small: questions through numpy, passages through sentence-transformers.

    Measured from a cold start, the first question takes 0.3 s this way and 7 s when torch
    and sentence-transformers are imported for it; the vectors are the same (cosine above
    .999999 in float32). Passages load the large libraries when the first one is embedded.
    """

    def __init__(self, checkpoint: Path) -> None:
        self._checkpoint = checkpoint
        self._queries = QueryEncoder(checkpoint, prompt=PROMPTS["query"])
        self._batches = QueryBatches(self._queries.encode_many)
        self._passages: PassageEncoder | None = None
        self._lock = threading.Lock()
        self.name = f"multilingual-e5-small/{checkpoint_digest(checkpoint)[:16]}"
        self.dimension = self._queries.dimension

    def verify(self) -> None:
        """Compare every file of the checkpoint with its digest.

        Raises:
            ModelUnavailableError: a file was changed; vectors would be silently wrong.
        """
        changed = verify(self._checkpoint)
        if changed:
            raise ModelUnavailableError(
                f"{', '.join(changed)} of the embedding model in {self._checkpoint} changed on "
                "disk; delete that folder, it is prepared again on the next start"
            )

    def embed_query(self, text: str) -> Vectors:
        """Vector of one question, shape (1, dimension); read-only, as it may be given again."""
        return self._batches.encode(text)

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Vectors of passages, shape (n, dimension)."""
        with self._lock:
            if self._passages is None:
                self.verify()  # a third of a second beside the seconds of loading
                self._passages = PassageEncoder(str(self._checkpoint), prompts=PROMPTS)
        return self._passages.encode(texts, "passage")


class LocalEmbedder:
    """Any sentence-transformers model of this machine."""

    def __init__(self, model: str, *, prompts: Mapping[str, str] | None = None) -> None:
        """Load the model.

        Args:
            model: A folder, or the name of a model in the local hub cache.
            prompts: Words before texts, by "query" and "passage"; None takes the model's own.

        Raises:
            ModelUnavailableError: the model is not on this machine or cannot be loaded.
        """
        self._encoder = PassageEncoder(model, prompts=prompts)
        self._batches = QueryBatches(lambda texts: self._encoder.encode(list(texts), "query"))
        self.dimension = self._encoder.dimension
        self.name = f"{Path(model).name}/{_fingerprint(model, self._encoder.prompts)}"

    def embed_query(self, text: str) -> Vectors:
        """Vector of one question, shape (1, dimension); read-only, as it may be given again."""
        return self._batches.encode(text)

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Vectors of passages, shape (n, dimension)."""
        return self._encoder.encode(texts, "passage")


def load_embedder(
    model: str | None = None,
    *,
    cache_dir: Path,
    progress: Progress | None = None,
    prompts: Mapping[str, str] | None = None,
) -> Embedder:
    """The embedder to use for an index and for the questions to it.

    Args:
        model: None for the built-in model, else a folder or a model in the local hub cache.
        cache_dir: Where the built-in checkpoint is kept; made when missing.
        progress: Told while the built-in checkpoint is prepared (about 3 s, once).
        prompts: Words before texts of another model, by "query" and "passage".

    Raises:
        ModelUnavailableError: the model is not on this machine; nothing is downloaded.
        DataDirectoryError: `cache_dir` cannot be written.
    """
    if model:
        if "/" in model and Path(model).is_absolute() and not Path(model).is_dir():
            raise unavailable(model)  # at once, without the seconds of imports
        return LocalEmbedder(model, prompts=prompts)
    return BuiltInEmbedder(prepare_checkpoint(cache_dir, progress=progress or SILENT))


def _fingerprint(model: str, prompts: Mapping[str, str]) -> str:
    """Identity of a model's files and prompts: configuration by content, weights by size."""
    digest = hashlib.sha256(json.dumps([model, dict(prompts)], sort_keys=True).encode())
    folder = Path(model)
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            digest.update(f"{path.relative_to(folder)} {path.stat().st_size}\n".encode())
            if path.suffix == ".json" and path.stat().st_size < 1_000_000:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
