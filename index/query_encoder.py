"""A light forward pass over a BERT checkpoint for single questions, without torch.

Importing torch and sentence-transformers takes seconds; a question of twenty tokens takes
milliseconds. So one question is encoded here, with numpy over the memory-mapped weights of
the same checkpoint that sentence-transformers loads for passages. A test holds both to the
same vectors.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from index.model import Vectors
from index.packed_model import Floats

_DTYPES: dict[str, np.dtype[np.floating]] = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2")}


class QueryEncoder:
    """Encodes one text at a time: post-norm BERT, mean pooling, unit length."""

    def __init__(self, checkpoint: Path, *, prompt: str) -> None:
        """Maps the weights; nothing is read before it is needed.

        Args:
            checkpoint: Folder with config.json, model.safetensors and tokenizer.json.
            prompt: Words put before every text.
        """
        # The products are too small to share out: on a busy machine two threads that wait for
        # each other took three times as long as one. Torch has threads of its own.
        threadpool_limits(1, user_api="blas")
        config = json.loads((checkpoint / "config.json").read_bytes())
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        self._prompt = prompt
        self._tokenizer = Tokenizer.from_file(str(checkpoint / "tokenizer.json"))
        self._weights = map_tensors(checkpoint / "model.safetensors")
        self._layers = [self._layer(i) for i in range(config["num_hidden_layers"])]
        self.dimension: int = config["hidden_size"]

    def encode(self, text: str) -> Vectors:
        """Unit vector of one text, shape (1, dimension); over-long texts are cut."""
        return self.encode_many([text])

    def encode_many(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of some texts, shape (len(texts), dimension).

        The tokens of all texts stand in one matrix, so that the weights are read once; only
        attention goes text by text.
        """
        tokens = [self._tokenizer.encode(self._prompt + text).ids for text in texts]
        weights = self._weights
        positions = weights["embeddings.position_embeddings.weight"]
        states = np.concatenate(
            [
                weights["embeddings.word_embeddings.weight"][ids] + positions[: len(ids)]
                for ids in tokens
            ]
        )
        states = states + weights["embeddings.token_type_embeddings.weight"][0]
        states = self._norm(states, "embeddings.LayerNorm")
        ends = list(accumulate(len(ids) for ids in tokens))
        spans = [slice(end - len(ids), end) for ids, end in zip(tokens, ends, strict=True)]
        for layer in self._layers:
            states = self._transform(states, layer, spans)
        pooled: Floats = np.stack([states[span].mean(axis=0) for span in spans])
        unit: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit

    def _layer(self, number: int) -> tuple[str, Floats, Floats]:
        """Name prefix of a layer, and its three input projections joined into one product."""
        prefix = f"encoder.layer.{number}."
        names = [f"{prefix}attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self._weights[f"{name}.weight"] for name in names])
        bias = np.concatenate([self._weights[f"{name}.bias"] for name in names])
        return prefix, weight, bias

    def _transform(
        self, states: Floats, layer: tuple[str, Floats, Floats], spans: Sequence[slice]
    ) -> Floats:
        prefix, weight, bias = layer
        joined = product(weight, states) + bias
        attended = np.concatenate([self._attend(joined[span]) for span in spans])
        states = self._norm(
            states + self._dense(attended, f"{prefix}attention.output.dense"),
            f"{prefix}attention.output.LayerNorm",
        )
        wide = gelu(self._dense(states, f"{prefix}intermediate.dense"))
        return self._norm(
            states + self._dense(wide, f"{prefix}output.dense"), f"{prefix}output.LayerNorm"
        )

    def _attend(self, joined: Floats) -> Floats:
        """What the tokens of one text take from each other.

        Args:
            joined: Queries, keys and values side by side, shape (tokens, 3 × hidden).
        """
        length, hidden = joined.shape[0], joined.shape[1] // 3
        parts = joined.reshape(length, 3, self._heads, hidden // self._heads)
        query, key, value = parts.transpose(1, 2, 0, 3)  # each (heads, length, size of a head)
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        attended: Floats = (scores @ value).transpose(1, 0, 2).reshape(length, hidden)
        return attended

    def _dense(self, states: Floats, name: str) -> Floats:
        return product(self._weights[f"{name}.weight"], states) + self._weights[f"{name}.bias"]

    def _norm(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(axis=-1, keepdims=True)
        variance = np.square(centred).mean(axis=-1, keepdims=True)
        scaled: Floats = centred / np.sqrt(variance + np.float32(self._epsilon))
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def product(weight: Floats, states: Floats) -> Floats:
    """``states @ weight.T`` with the large matrix first.

    BLAS packs its right-hand side anew at each call; with the few rows of one question that
    costs as much as the product itself, so the small matrix goes there (1.3 to 1.7 times faster).

    Args:
        weight: Shape (out, in).
        states: Shape (tokens, in).

    Returns:
        Shape (tokens, out).
    """
    return (weight @ states.T).T


def map_tensors(path: Path) -> dict[str, Floats]:
    """The tensors of a safetensors file by name, as views of the memory-mapped file.

    The format is an 8-byte length, a JSON header with shapes and offsets, and the data
    (https://huggingface.co/docs/safetensors). float16 tensors are converted, which copies.
    """
    data = np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray)
    start = 8 + int(data[:8].view("<u8")[0])
    header = json.loads(data[8:start].tobytes())
    tensors: dict[str, Floats] = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (start + offset for offset in entry["data_offsets"])
        flat = data[begin:end].view(_DTYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"]).astype(np.float32, copy=False)
    return tensors


def gelu(x: Floats) -> Floats:
    """X · Φ(x) with the error function of Abramowitz and Stegun 7.1.26 (error below 1.5e-7).

    >>> gelu(np.float32([-1, 0, 1])).round(4).tolist()
    [-0.15870000422000885, 0.0, 0.8413000106811523]
    """
    z: Floats = np.abs(x) * np.float32(math.sqrt(0.5))
    t: Floats = np.reciprocal(1 + np.float32(0.3275911) * z)
    tail: Floats = np.full_like(t, 1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail = tail * t + np.float32(coefficient)
    tail = tail * t * np.exp(-z * z) / 2  # 1 − Φ(|x|)
    activated: Floats = x * np.where(x > 0, 1 - tail, tail)
    return activated
