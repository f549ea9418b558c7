"""Embeds texts with sentence-transformers; beside it only index.cross_encoder imports torch."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelUnavailableError
from index.model import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

BATCH_SIZE = 32
"""Texts a forward pass; sorted by length, so that a batch has little padding."""


class PassageEncoder:
    """A loaded sentence-transformers model with its prompts."""

    def __init__(
        self, model: str, *, prompts: Mapping[str, str] | None = None, half: bool | None = None
    ) -> None:
        """Load a model from this machine, never from the network.

        Args:
            model: A folder, or the name of a model in the local hub cache.
            prompts: Words put before texts, by "query" and "passage"; None takes the model's.
            half: Compute in bfloat16; None decides by the processor.

        Raises:
            ModelUnavailableError: the model is not on this machine or cannot be loaded.
        """
        forbid_network()
        import torch  # noqa: PLC0415  takes seconds: only when something is embedded
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        silence_loading()
        self.half = fast_bfloat16() if half is None else half
        dtype = torch.bfloat16 if self.half else torch.float32
        try:
            self._model: SentenceTransformer = SentenceTransformer(
                model, device="cpu", local_files_only=True, model_kwargs={"dtype": dtype}
            )
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
            raise unavailable(model, error) from error
        self.prompts = dict(prompts) if prompts else _own_prompts(self._model.prompts)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.longest = int(self._model.max_seq_length or 0)
        """Tokens after which a text is cut, prompt and marks included."""

    def encode(self, texts: list[str], kind: str) -> Vectors:
        """Unit vectors, shape (n, dimension).

        Args:
            texts: Any number of texts.
            kind: "query" or "passage": the prompt to put before each.
        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        raw: Any = self._model.encode(
            texts,
            prompt=self.prompts.get(kind, ""),
            batch_size=BATCH_SIZE,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        vectors = np.asarray(raw, dtype=np.float32)
        # bfloat16 leaves norms around .9995; cosines need unit length.
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def token_counts(self, texts: list[str], kind: str = "passage") -> list[int]:
        """Tokens of each text with its prompt and marks, before any cut."""
        prompt = self.prompts.get(kind, "")
        tokenizer: Any = self._model.tokenizer
        encoded = tokenizer([prompt + text for text in texts], truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]


def forbid_network() -> None:
    """Tell the hub libraries, before their import, that nothing is ever fetched."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def silence_loading() -> None:
    """Keep bars and reports of unused weights, which loaders draw, off the user's terminal."""
    from transformers.utils import logging as hub_logging  # noqa: PLC0415

    hub_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    hub_logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def unavailable(model: str, error: Exception | None = None) -> ModelUnavailableError:
    """The error for a model that is not here, with the way out."""
    reason = f" ({type(error).__name__}: {str(error).splitlines()[0][:200]})" if error else ""
    return ModelUnavailableError(
        f"embedding model {model!r} is not on this machine{reason}; models are never downloaded "
        "by this program: fetch it with `hf download` beforehand and give its folder in the "
        "setting embedding_model, or leave the setting empty for the built-in model"
    )


def fast_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 in hardware (AVX-512-BF16 or AMX).

    Elsewhere bfloat16 is emulated and slower than float32.
    """
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="ignore")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def _own_prompts(prompts: Mapping[str, Any]) -> dict[str, str]:
    """The model's prompts under our two kinds; many models say document for passage."""
    passage = prompts.get("passage") or prompts.get("document") or ""
    return {"query": str(prompts.get("query") or ""), "passage": str(passage)}
