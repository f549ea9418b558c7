"""Reranks with a cross-encoder of this machine, through sentence-transformers."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.normalize import search_form
from index.errors import ModelUnavailableError
from index.passage_encoder import fast_bfloat16, forbid_network, silence_loading

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

    from index.reranker import Reranker

logger = logging.getLogger(__name__)

_Pair = tuple[str, str]
"""Question and passage, in search form."""

LONGEST = 512
"""Tokens of question and passage together; newer models take thousands, and as long for them."""


class CrossEncoderReranker:
    """A loaded cross-encoder; many threads may ask it, one batch is computed at a time."""

    def __init__(
        self, model: str, *, budget_ms: float, batch_size: int = 8, depth: int = 20
    ) -> None:
        """Load a model from this machine, never from the network.

        Args:
            model: The model's folder.
            budget_ms: Milliseconds for one question; what was begun is finished.
            batch_size: Most passages a batch.
            depth: Most passages scored for one question.

        Raises:
            ModelUnavailableError: There is no such folder, or no cross-encoder in it.
        """
        self.depth = depth
        self._budget_s = budget_ms / 1e3
        self._batch_size = batch_size
        self._model = _load(model)
        self._turn = threading.Lock()
        self._predict([("", "")])  # the first pass takes several times as long as later ones

    def scores(self, question: str, passages: Sequence[str]) -> list[float | None]:
        """Scores of the passages, in batches from the first; None once the time is used up.

        The first passage is scored alone: it shows how many more the time that is left suffices
        for. Waiting for the batches of other questions counts as time. The same words in any
        script have the same scores.
        """
        began = time.perf_counter()
        asked = search_form(question)
        pairs = [(asked, search_form(passage)) for passage in passages[: self.depth]]
        scored: list[float | None] = []
        pace: float | None = None
        while len(scored) < len(pairs):
            left = self._budget_s - (time.perf_counter() - began)
            batch = self._fitting(pairs[len(scored) :], left, pace)
            if not batch or not self._turn.acquire(timeout=left):
                break
            try:
                started = time.perf_counter()
                scored += self._predict(batch)
                pace = (time.perf_counter() - started) / _size(batch)
            finally:
                self._turn.release()
        spent = (time.perf_counter() - began) * 1e3
        logger.debug("reranked %d of %d passages in %.0f ms", len(scored), len(pairs), spent)
        return scored + [None] * (len(passages) - len(scored))

    def _fitting(self, pairs: list[_Pair], left: float, pace: float | None) -> list[_Pair]:
        """The next batch: as many of the pairs as `left` seconds suffice for.

        Args:
            pairs: Those without a score.
            left: Seconds.
            pace: Seconds a character of the batch before; None before the first.
        """
        if left <= 0:
            return []
        if pace is None:
            return pairs[:1]
        count = min(self._batch_size, len(pairs))
        while count and pace * _size(pairs[:count]) > left:
            count -= 1
        return pairs[:count]

    def _predict(self, pairs: list[_Pair]) -> list[float]:
        found: Any = self._model.predict(
            pairs, batch_size=self._batch_size, show_progress_bar=False, convert_to_numpy=True
        )
        return [float(score) for score in found]


def _size(pairs: list[_Pair]) -> int:
    """Characters that a batch costs as much as: shorter texts are padded to the longest."""
    return len(pairs) * max(len(question) + len(passage) for question, passage in pairs)


def load_reranker(model: Path | None, *, depth: int, budget_ms: float) -> Reranker | None:
    """The reranker that is set, None when there is none; only then nothing large is imported.

    Raises:
        ModelUnavailableError: The folder is not there or has no cross-encoder.
    """
    if model is None:
        return None
    return CrossEncoderReranker(str(model), depth=depth, budget_ms=budget_ms)


def _load(model: str) -> CrossEncoder:
    """The model in a folder, with its input cut to `LONGEST` tokens."""
    if not Path(model).is_dir():
        raise _unavailable(model, "there is no such folder")
    if not _is_cross_encoder(Path(model)):
        raise _unavailable(model, "its configuration is not a cross-encoder's")
    forbid_network()
    import torch  # noqa: PLC0415  takes seconds: only when a reranker is set
    from safetensors import SafetensorError  # noqa: PLC0415
    from sentence_transformers import CrossEncoder  # noqa: PLC0415

    silence_loading()
    dtype = torch.bfloat16 if fast_bfloat16() else torch.float32
    try:
        loaded: CrossEncoder = CrossEncoder(
            model, device="cpu", local_files_only=True, model_kwargs={"dtype": dtype}
        )
    except (OSError, ValueError, KeyError, ImportError, RuntimeError, SafetensorError) as error:
        reason = f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:200]}"
        raise _unavailable(model, reason) from error
    if loaded.num_labels != 1:
        raise _unavailable(model, f"it gives {loaded.num_labels} figures a pair instead of one")
    loaded.max_seq_length = min(loaded.max_seq_length or LONGEST, LONGEST)
    return loaded


def _is_cross_encoder(folder: Path) -> bool:
    """Whether a folder says so of its model; to any other one the loader adds a random judge."""
    saved = _read(folder / "config_sentence_transformers.json")
    if "model_type" in saved:
        return bool(saved["model_type"] == "CrossEncoder")
    named = _read(folder / "config.json").get("architectures") or [""]
    return str(named[0]).endswith("ForSequenceClassification")


def _read(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _unavailable(model: str, reason: str) -> ModelUnavailableError:
    """The error for a model that cannot be used, with the way out."""
    return ModelUnavailableError(
        f"cannot use the reranking model {model!r}: {reason}; models are never downloaded by this "
        "program: fetch a cross-encoder with `hf download` beforehand and give its folder in the "
        "setting rerank_model, or leave the setting empty to search without one"
    )
