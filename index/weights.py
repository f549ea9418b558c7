"""The numbers in weights.yml as values, checked when read (PyYAML)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from index.errors import IndexingError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fusion:
    """How the dense and the lexical search are put together."""

    lexical: float
    """What a full match of the question's words is worth against a cosine of 1."""
    sentence: float
    """Weight of a chunk's best sentence against the chunk as a whole, 0 to 1."""
    floor_rank: int
    """Rank whose BM25 score counts as chance."""
    expansion: float
    """Weight of a term of the lay-word table against 1 for the asker's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Which structured signals of a question take part."""

    place: bool = True
    department: bool = True
    date: bool = True
    lookup: bool = True
    lay_terms: bool = True
    adapter: bool = True
    document: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Boosts:
    """What is added to a fused score in [0, 1]."""

    document: float
    """To clauses of a document that has all words of the question, less for fewer of them."""
    same_place: float
    national: float
    department: float
    out_of_force: float
    preamble: float
    opening: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Answerability from which to answer, and from which to ask back rather than refuse."""

    answer: float
    clarify: float
    answer_at_home: float
    """The first, where the question asks for no particular and is on the document's matter."""
    clarify_at_home: float
    """The second, where the question asks for no particular."""
    near: float
    """Cosine of the first hit to the question, as the model embeds both, from which it is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Everything in weights.yml."""

    fusion: Fusion
    signals: Signals
    boosts: Boosts
    answerability: dict[str, float]
    """Coefficient of each feature, and the intercept under that name."""
    thresholds: Thresholds


def _section(kind: type[T], values: Any, path: Path) -> T:
    """One section as its dataclass; unknown or missing keys are refused."""
    wanted = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    given = set(values) if isinstance(values, dict) else set()
    if given != wanted:
        raise IndexingError(
            f"{path}: section {kind.__name__.lower()!r} must have the keys {sorted(wanted)}, "
            f"but {sorted(given ^ wanted)} are missing or unknown"
        )
    return kind(**values)


WEIGHTS_FILE = Path(__file__).with_name("weights.yml")


@lru_cache(maxsize=4)
def load_weights(path: Path = WEIGHTS_FILE) -> Weights:
    """Read a weights file.

    Raises:
        IndexingError: The file is not YAML, or a key is missing or unknown.
    """
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise IndexingError(f"cannot read the weights {path}: {error}") from error
    if not isinstance(values, dict):
        raise IndexingError(f"{path}: expected a mapping of sections, got {type(values).__name__}")
    return Weights(
        fusion=_section(Fusion, values.get("fusion"), path),
        signals=_section(Signals, values.get("signals"), path),
        boosts=_section(Boosts, values.get("boosts"), path),
        answerability={
            name: float(value) for name, value in values.get("answerability", {}).items()
        },
        thresholds=_section(Thresholds, values.get("thresholds"), path),
    )
