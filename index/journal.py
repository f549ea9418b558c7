"""Vectors of an unfinished ingest, kept so that a killed one loses nothing that was embedded.

One append-only file of fixed-size records: chunk digest, vector, CRC-32 of both. A record that
a kill cut short or damaged ends the readable part; the file is cut there and goes on.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.model import Vectors


class Journal:
    """The journal of one embedder in one data directory."""

    def __init__(self, folder: Path, embedder_name: str, dimension: int) -> None:
        """Names the file; nothing is opened.

        Args:
            folder: Where journals are kept; made when missing.
            embedder_name: Vectors of another embedder have another file.
            dimension: Length of a vector.
        """
        identity = hashlib.sha256(embedder_name.encode()).hexdigest()[:16]
        self._path = folder / f"{identity}-{dimension}.bin"
        self._record = np.dtype(
            [("id", "u1", (32,)), ("vector", "<f4", (dimension,)), ("crc", "<u4")]
        )

    def load(self) -> dict[str, Vectors]:
        """Vectors by chunk id, each of shape (dimension,); the file is cut after the last good."""
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            return {}
        size = self._record.itemsize
        found: dict[str, Vectors] = {}
        good = 0
        for start in range(0, len(raw) - size + 1, size):
            record = np.frombuffer(raw, self._record, 1, start)[0]
            if zlib.crc32(raw[start : start + size - 4]) != record["crc"]:
                break
            found[record["id"].tobytes().hex()] = record["vector"].astype(np.float32)
            good = start + size
        if good < len(raw):
            with self._path.open("r+b") as stream:
                stream.truncate(good)
        return found

    def append(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add vectors and force them to disk."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as stream:
            for chunk_id, vector in zip(ids, vectors, strict=True):
                body = bytes.fromhex(chunk_id) + vector.astype("<f4").tobytes()
                stream.write(body + zlib.crc32(body).to_bytes(4, "little"))
            stream.flush()
            os.fsync(stream.fileno())

    def clear(self) -> None:
        """Forget everything: a generation holds the vectors now."""
        self._path.unlink(missing_ok=True)
